import type { Coding, Concept, FactMark } from '../../../api/section-types.ts';
import { FactLink } from '../../../ui/fact-link.tsx';
import { AllergiesIcon } from '../../../ui/page-icons.tsx';
import { SectionPage } from '../../../ui/section-page.tsx';
import { type Absence, Absences } from './absences.tsx';
import { allergiesText as text } from './allergies.text.ts';
import { EntriesTable } from './entries-table.tsx';
import { EntryMarks, marksOf } from './entry-marks.tsx';
import { Card, Chip, ListPart } from './list-part.tsx';
import classes from './lists.module.css';
import { listsText } from './lists.text.ts';
import { dayWords } from './when-words.ts';

type State = 'active' | 'unknown' | 'past' | 'refuted';
const STATES: readonly State[] = ['active', 'unknown', 'past', 'refuted'];

interface Reaction {
  readonly substance: string | null;
  readonly manifestations: readonly string[];
  readonly severity: string | null;
}

interface Entry extends FactMark, Concept {
  readonly state: State;
  readonly verification: string | null;
  readonly nature: string | null;
  readonly categories: readonly string[];
  readonly criticality: string | null;
  readonly reactions: readonly Reaction[];
}

interface Allergy {
  readonly key: string;
  readonly words: string | null;
  readonly codings: readonly Coding[];
  readonly state: State;
  readonly disagrees: boolean;
  readonly entries: readonly Entry[];
}

/** features/chart/reading/allergies.ts */
interface Allergies {
  readonly allergies: readonly Allergy[];
  readonly absences: readonly Absence[];
  readonly disagrees: boolean;
}

/** `/people/$person/allergies`: active ones first; "none known" is told apart from nothing recorded. */
export function AllergiesPage() {
  return (
    <SectionPage<Allergies>
      title={text.title}
      lead={text.lead}
      section="allergies"
      isEmpty={({ allergies, absences }) => allergies.length + absences.length === 0}
      empty={{ icon: <AllergiesIcon size={26} />, title: text.empty, words: text.emptyWords }}
    >
      {({ allergies, absences, disagrees }) => (
        <>
          <Absences absences={absences} disagrees={disagrees ? text.disagrees : undefined} />
          {STATES.map((state) => {
            const inState = allergies.filter((one) => one.state === state);
            return (
              <ListPart key={state} title={text.parts[state]} count={inState.length}>
                {inState.map((one) => (
                  <AllergyCard key={one.key} allergy={one} />
                ))}
              </ListPart>
            );
          })}
        </>
      )}
    </SectionPage>
  );
}

function AllergyCard({ allergy: { words, entries, disagrees } }: { readonly allergy: Allergy }) {
  const [first] = entries;
  if (first === undefined) return null;
  const name = <bdi>{words ?? listsText.untitled}</bdi>;
  const isOne = entries.length === 1;
  return (
    <Card
      name={isOne ? <FactLink fact={first.id}>{name}</FactLink> : name}
      side={
        <>
          {entries.some((one) => one.criticality === 'high') ? <Chip tone="care">{text.highRisk}</Chip> : null}{' '}
          {isOne ? dayWords(first.when) : null}
        </>
      }
      about={[
        kindWords(entries),
        isOne && first.reactions.length > 0 ? <bdi key="reactions">{reactionWords(first.reactions)}</bdi> : null,
        first.verification === 'unconfirmed' ? text.unconfirmed : null,
        isOne ? <EntryMarks key="marks" {...marksOf(entries)} /> : null,
      ]}
    >
      {disagrees ? <p className={classes.differs}>{text.differ}</p> : null}
      {isOne ? null : (
        <EntriesTable
          label={listsText.entriesOf(words ?? '')}
          entries={entries}
          columns={[
            { head: text.says, cell: (entry) => text.states[entry.state], isOurs: true },
            {
              head: text.reaction,
              cell: ({ reactions }) =>
                reactions.length === 0 ? text.noReaction : <bdi>{reactionWords(reactions)}</bdi>,
            },
          ]}
        />
      )}
    </Card>
  );
}

/** "Allergy · Food": what the entries call it, each word once. */
function kindWords(entries: readonly Entry[]): string {
  const natures = entries.flatMap(({ nature }) => (nature === null ? [] : (text.natures[nature] ?? nature)));
  const categories = entries.flatMap((one) => one.categories.map((category) => text.categories[category] ?? category));
  return [...new Set([...natures, ...categories])].join(' · ');
}

/** The record's own words: "Hives, swelling (severe)". */
const reactionWords = (reactions: readonly Reaction[]): string =>
  reactions
    .map(({ substance, manifestations, severity }) => {
      const shown = manifestations.join(', ') || substance || '';
      return severity === null ? shown : `${shown} (${severity})`.trim();
    })
    .filter((words) => words !== '')
    .join('; ');
