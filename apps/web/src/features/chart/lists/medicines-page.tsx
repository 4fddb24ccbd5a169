import type { Coding, Concept, SourcedMark, When } from '../../../api/section-types.ts';
import { FactLink } from '../../../ui/fact-link.tsx';
import { MedicinesIcon } from '../../../ui/page-icons.tsx';
import { SectionPage } from '../../../ui/section-page.tsx';
import { formatList } from '../../../ui/words.ts';
import { type Absence, Absences } from './absences.tsx';
import { Entries } from './entries.tsx';
import type { Column } from './entries-table.tsx';
import { EntryMarks, marksOf } from './entry-marks.tsx';
import { FirstOnes } from './first-ones.tsx';
import { GlossLine } from './gloss-line.tsx';
import { Card, Chip, ListPart } from './list-part.tsx';
import { listsText } from './lists.text.ts';
import { medicinesText as text } from './medicines.text.ts';
import { own, said, spanWords, whoSays } from './said.tsx';
import { dayWords } from './when-words.ts';

type State = 'current' | 'unclear' | 'on-hold' | 'planned' | 'past' | 'not-taken';
const STATES: readonly State[] = ['current', 'unclear', 'on-hold', 'planned', 'past', 'not-taken'];

interface Entry extends SourcedMark, Concept {
  readonly state: State;
  readonly because: string | null;
  readonly start: When | null;
  readonly end: When | null;
  readonly dosage: readonly string[];
  readonly reasons: readonly string[];
  readonly statusReasons: readonly string[];
  readonly by: string | null;
}

interface Medicine {
  readonly key: string;
  readonly words: string | null;
  readonly codings: readonly Coding[];
  readonly state: State;
  readonly disagreements: readonly ('state' | 'strength' | 'dosage')[];
  readonly entries: readonly Entry[];
}

/** features/chart/reading/medicines.ts */
interface Medicines {
  readonly medicines: readonly Medicine[];
  readonly absences: readonly Absence[];
}

/** `/people/$person/medicines`: current ones first; where sources disagree, what each of them says. */
export function MedicinesPage() {
  return (
    <SectionPage<Medicines>
      title={text.title}
      lead={text.lead}
      section="medicines"
      isEmpty={({ medicines, absences }) => medicines.length + absences.length === 0}
      empty={{ icon: <MedicinesIcon size={26} />, title: text.empty }}
    >
      {({ medicines, absences }) => (
        <>
          <Absences
            absences={absences}
            disagrees={medicines.some((one) => one.state === 'current') ? text.disagrees : undefined}
          />
          {STATES.map((state) => {
            const inState = medicines.filter((one) => one.state === state);
            return (
              <FirstOnes key={state} items={inState}>
                {(shown) => (
                  <ListPart
                    title={text.parts[state]}
                    count={inState.length}
                    {...(state === 'unclear' ? { words: text.unclearWords } : {})}
                  >
                    {shown.map((one) => (
                      <MedicineCard key={one.key} medicine={one} />
                    ))}
                  </ListPart>
                )}
              </FirstOnes>
            );
          })}
        </>
      )}
    </SectionPage>
  );
}

const COLUMNS: () => readonly Column<Entry>[] = () => [
  { head: listsText.whoSays, cell: whoSays, isSaid: ({ by, from }) => (by ?? from) !== null },
  { head: listsText.says, cell: ({ state }) => text.states[state], isOurs: true },
  { head: text.writtenAs, cell: ({ words }) => <bdi>{words ?? listsText.untitled}</bdi> },
  {
    head: text.how,
    cell: ({ dosage }) => own(dosage.join('; ')) ?? listsText.notSaid,
    isSaid: ({ dosage }) => dosage.length > 0,
  },
  { head: text.when, cell: ({ start, end }) => spanWords(start, end) ?? listsText.notSaid },
];

function MedicineCard({ medicine }: { readonly medicine: Medicine }) {
  const { words, codings, disagreements, entries, state } = medicine;
  // What holds now is told by the newest entry that says so.
  const shown = entries.find((one) => one.state === state) ?? entries[0];
  if (shown === undefined) return null;
  const differs = disagreements.length > 0;
  return (
    <Card
      name={
        <FactLink fact={shown.id}>
          <bdi>{words ?? listsText.untitled}</bdi>
        </FactLink>
      }
      side={differs ? <Chip tone="care">{text.differChip}</Chip> : null}
      about={[
        ...(differs
          ? []
          : [
              own(shown.dosage.join('; ')),
              isOver(state) && shown.start !== null && shown.end === null
                ? text.begun(dayWords(shown.start))
                : spanWords(shown.start, shown.end),
              said(listsText.for, shown.reasons),
              said(listsText.by, shown.by),
              said(listsText.from, shown.from),
            ]),
        shown.because === null ? null : (text.because[shown.because] ?? null),
        own(shown.statusReasons.join('; ')),
        <EntryMarks key="marks" {...marksOf(entries)} />,
      ]}
    >
      <Entries name={words ?? ''} columns={COLUMNS()} entries={entries} differ={differ(disagreements)} />
      <GlossLine codings={codings} />
    </Card>
  );
}

/** What is over is not "since" a day, when nobody wrote its end. */
const isOver = (state: State): boolean => state === 'past' || state === 'not-taken';

const differ = (disagreements: Medicine['disagreements']): string | null =>
  disagreements.length === 0 ? null : text.differ(formatList(disagreements.map((one) => text.differIn[one])));
