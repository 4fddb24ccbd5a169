import { Tabs } from '@mantine/core';
import type { Coding, Concept, SourcedMark } from '../../../api/section-types.ts';
import { FactLink } from '../../../ui/fact-link.tsx';
import { ImmunizationsIcon } from '../../../ui/page-icons.tsx';
import { SectionPage } from '../../../ui/section-page.tsx';
import { EntriesTable } from './entries-table.tsx';
import { EntryMarks } from './entry-marks.tsx';
import { GlossLine } from './gloss-line.tsx';
import { immunizationsText as text } from './immunizations.text.ts';
import { Card, Chip, ListPart } from './list-part.tsx';
import { listsText } from './lists.text.ts';
import { byYear, own, said, whoSays } from './said.tsx';
import { dayWords } from './when-words.ts';

interface Dose extends SourcedMark, Concept {
  readonly state: 'given' | 'not-given' | 'unknown';
  readonly why: string | null;
  readonly whenWords: string | null;
  readonly dose: string | null;
  readonly series: string | null;
  readonly against: readonly string[];
  readonly lot: string | null;
  readonly site: string | null;
}

interface Vaccine {
  readonly key: string;
  readonly words: string | null;
  readonly codings: readonly Coding[];
  readonly doses: readonly Dose[];
}

/** features/chart/reading/immunizations.ts */
interface Immunizations {
  readonly vaccines: readonly Vaccine[];
}

/** `/people/$person/immunizations`: by vaccine with the doses, or year by year. */
export function ImmunizationsPage() {
  return (
    <SectionPage<Immunizations>
      title={text.title}
      lead={text.lead}
      section="immunizations"
      isEmpty={({ vaccines }) => vaccines.length === 0}
      empty={{ icon: <ImmunizationsIcon size={26} />, title: text.empty }}
    >
      {({ vaccines }) => (
        <Tabs defaultValue="vaccine" keepMounted={false}>
          <Tabs.List mb="lg">
            <Tabs.Tab value="vaccine">{text.tabs.vaccine}</Tabs.Tab>
            <Tabs.Tab value="year">{text.tabs.year}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="vaccine">
            <ListPart title={text.vaccines} count={vaccines.length}>
              {vaccines.map((one) => (
                <VaccineCard key={one.key} vaccine={one} />
              ))}
            </ListPart>
          </Tabs.Panel>
          <Tabs.Panel value="year">
            <Years vaccines={vaccines} />
          </Tabs.Panel>
        </Tabs>
      )}
    </SectionPage>
  );
}

function VaccineCard({ vaccine: { words, codings, doses } }: { readonly vaccine: Vaccine }) {
  const given = doses.find((one) => one.state === 'given');
  // One place that says all of it stands once.
  const [from, ...others] = new Set(doses.map((one) => one.from));
  const onlyFrom = others.length === 0 ? (from ?? null) : null;
  return (
    <Card
      name={<bdi>{words ?? listsText.untitled}</bdi>}
      side={given?.when ? text.latest(dayWords(given.when)) : null}
      about={[
        text.entries(doses.length),
        said(text.against, [...new Set(doses.flatMap((one) => one.against))]),
        said(listsText.from, onlyFrom),
      ]}
    >
      <EntriesTable
        label={listsText.entriesOf(words ?? '')}
        entries={doses}
        compact
        columns={[
          { head: listsText.says, cell: stateWords },
          {
            head: text.dose,
            isNamed: true,
            cell: (dose) => own(doseWords(dose)) ?? listsText.notSaid,
            isSaid: (dose) => doseWords(dose) !== '',
          },
          {
            head: text.details,
            cell: (dose) => own(detailsOf(dose)) ?? '–',
            isSaid: (dose) => detailsOf(dose) !== '',
          },
          { head: listsText.whoSays, isNamed: true, cell: whoSays, isSaid: (dose) => dose.from !== onlyFrom },
        ]}
      />
      <GlossLine codings={codings} />
    </Card>
  );
}

function stateWords({ state, why }: Dose) {
  if (state === 'given') return text.states.given;
  return (
    <>
      <Chip>{text.states[state]}</Chip> {own(why)}
    </>
  );
}

const doseWords = ({ dose, series }: Dose): string => [dose, series].filter(Boolean).join(' · ');

const detailsOf = ({ whenWords, site, lot }: Dose): string =>
  [whenWords, site, lot === null ? null : text.lot(lot)].filter(Boolean).join(' · ');

function Years({ vaccines }: { readonly vaccines: readonly Vaccine[] }) {
  const doses = vaccines
    .flatMap(({ words, doses: own }) => own.map((dose) => ({ ...dose, name: dose.words ?? words })))
    .sort((one, other) => (other.when?.low ?? Number.NEGATIVE_INFINITY) - (one.when?.low ?? Number.NEGATIVE_INFINITY));
  return [...byYear(doses, (one) => one.when)].map(([year, inYear]) => (
    <ListPart key={year} title={year} count={inYear.length}>
      {inYear.map((dose) => (
        <Card
          key={dose.id}
          name={
            <FactLink fact={dose.id}>
              <bdi>{dose.name ?? listsText.untitled}</bdi>
            </FactLink>
          }
          side={dayWords(dose.when)}
          about={[
            dose.state === 'given' ? null : stateWords(dose),
            dose.dose === null ? null : text.doseOf(dose.dose),
            own(detailsOf(dose)),
            said(listsText.from, dose.from),
            <EntryMarks key="marks" {...dose} />,
          ]}
        />
      ))}
    </ListPart>
  ));
}
