import type { Concept, SourcedMark, When } from '../../../api/section-types.ts';
import { FactLink } from '../../../ui/fact-link.tsx';
import { DevicesIcon } from '../../../ui/page-icons.tsx';
import { SectionPage } from '../../../ui/section-page.tsx';
import { devicesText as text } from './devices.text.ts';
import { EntryMarks } from './entry-marks.tsx';
import { FirstOnes } from './first-ones.tsx';
import { Card, Chip, ListPart } from './list-part.tsx';
import { listsText } from './lists.text.ts';
import { own, said, spanWords } from './said.tsx';
import { dayWords } from './when-words.ts';

const KINDS = ['use', 'device', 'order'] as const;

interface Device extends SourcedMark, Concept {
  readonly kind: (typeof KINDS)[number];
  readonly state: 'in-use' | 'planned' | 'past' | 'unknown';
  readonly name: string | null;
  readonly maker: string | null;
  readonly model: string | null;
  readonly serial: string | null;
  readonly lot: string | null;
  readonly start: When | null;
  readonly end: When | null;
  readonly reasons: readonly string[];
  readonly bodySite: string | null;
  readonly note: string | null;
}

/** features/chart/reading/devices.ts */
interface Devices {
  readonly devices: readonly Device[];
}

/** `/people/$person/devices`: what is said to be used, what there is, what was ordered. */
export function DevicesPage() {
  return (
    <SectionPage<Devices>
      title={text.title}
      lead={text.lead}
      section="devices"
      isEmpty={({ devices }) => devices.length === 0}
      empty={{ icon: <DevicesIcon size={26} />, title: text.empty }}
    >
      {({ devices }) =>
        KINDS.map((kind) => {
          const ofKind = devices.filter((one) => one.kind === kind);
          return (
            <FirstOnes key={kind} items={ofKind}>
              {(shown) => (
                <ListPart title={text.parts[kind]} count={ofKind.length}>
                  {shown.map((one) => (
                    <DeviceCard key={one.id} device={one} />
                  ))}
                </ListPart>
              )}
            </FirstOnes>
          );
        })
      }
    </SectionPage>
  );
}

function DeviceCard({ device: one }: { readonly device: Device }) {
  const name = one.name ?? one.words;
  return (
    <Card
      name={
        <FactLink fact={one.id}>
          <bdi>{name ?? listsText.untitled}</bdi>
        </FactLink>
      }
      side={one.kind === 'device' ? null : spanWords(one.start, one.end)}
      about={[
        one.kind === 'use' || one.state === 'past' ? <Chip key="state">{text.states[one.state]}</Chip> : null,
        name === one.words ? null : own(one.words),
        own([one.maker, one.model].filter(Boolean).join(' ')),
        one.serial === null ? null : text.serial(one.serial),
        one.lot === null ? null : text.lot(one.lot),
        one.kind === 'device' && one.end !== null ? text.expires(dayWords(one.end)) : null,
        own(one.bodySite),
        said(listsText.for, one.reasons),
        own(one.note),
        said(listsText.from, one.from),
        <EntryMarks key="marks" {...one} />,
      ]}
    />
  );
}
