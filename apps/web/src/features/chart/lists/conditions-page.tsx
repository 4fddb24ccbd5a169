import type { Coding, Concept, SourcedMark, When } from '../../../api/section-types.ts';
import { FactLink } from '../../../ui/fact-link.tsx';
import { ConditionsIcon } from '../../../ui/page-icons.tsx';
import { SectionPage } from '../../../ui/section-page.tsx';
import { type Absence, Absences } from './absences.tsx';
import { conditionsText as text } from './conditions.text.ts';
import { Entries } from './entries.tsx';
import { EntryMarks, marksOf } from './entry-marks.tsx';
import { FirstOnes } from './first-ones.tsx';
import { GlossLine } from './gloss-line.tsx';
import { Card, ListPart } from './list-part.tsx';
import { listsText } from './lists.text.ts';
import { own, said, spanWords, whoSays } from './said.tsx';

type State = 'active' | 'unknown' | 'past' | 'refuted';
const STATES: readonly State[] = ['active', 'unknown', 'past', 'refuted'];

interface Entry extends SourcedMark, Concept {
  readonly state: State;
  readonly verification: string | null;
  readonly severity: string | null;
  readonly onset: When | null;
  readonly onsetWords: string | null;
  readonly abated: When | null;
  readonly abatedWords: string | null;
  readonly contradictsItself: boolean;
}

interface Problem {
  readonly key: string;
  readonly words: string | null;
  readonly codings: readonly Coding[];
  readonly state: State;
  readonly disagrees: boolean;
  readonly entries: readonly Entry[];
}

/** features/chart/reading/problems.ts */
interface Problems {
  readonly problems: readonly Problem[];
  readonly absences: readonly Absence[];
}

/** `/people/$person/conditions`: what is active first. */
export function ConditionsPage() {
  return (
    <SectionPage<Problems>
      title={text.title}
      lead={text.lead}
      section="problems"
      isEmpty={({ problems, absences }) => problems.length + absences.length === 0}
      empty={{ icon: <ConditionsIcon size={26} />, title: text.empty }}
    >
      {({ problems, absences }) => (
        <>
          <Absences
            absences={absences}
            disagrees={problems.some((one) => one.state === 'active') ? text.disagrees : undefined}
          />
          {STATES.map((state) => {
            const inState = problems.filter((one) => one.state === state);
            return (
              <FirstOnes key={state} items={inState}>
                {(shown) => (
                  <ListPart title={text.parts[state]} count={inState.length}>
                    {shown.map((one) => (
                      <ConditionCard key={one.key} problem={one} />
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

function ConditionCard({ problem }: { readonly problem: Problem }) {
  const { words, codings, disagrees, entries, state } = problem;
  const shown = entries.find((one) => one.state === state) ?? entries[0];
  if (shown === undefined) return null;
  return (
    <Card
      name={
        <FactLink fact={shown.id}>
          <bdi>{words ?? listsText.untitled}</bdi>
        </FactLink>
      }
      side={whenWords(shown)}
      about={[
        own(shown.severity),
        shown.verification === null ? null : (text.verification[shown.verification] ?? null),
        shown.contradictsItself ? text.contradicts : null,
        entries.length === 1 ? said(listsText.from, shown.from) : null,
        <EntryMarks key="marks" {...marksOf(entries)} />,
      ]}
    >
      <Entries
        name={words ?? ''}
        entries={entries}
        differ={disagrees ? text.differ : null}
        columns={[
          { head: listsText.whoSays, cell: whoSays, isSaid: ({ from }) => from !== null },
          { head: listsText.says, cell: (entry) => text.states[entry.state], isOurs: true },
          { head: text.writtenAs, cell: (entry) => <bdi>{entry.words ?? listsText.untitled}</bdi> },
          { head: text.when, cell: (entry) => whenWords(entry) ?? listsText.notSaid },
        ]}
      />
      <GlossLine codings={codings} />
    </Card>
  );
}

/** From when until when, by dates where there are any, else by the record's own words. */
function whenWords({ onset, onsetWords, abated, abatedWords, when }: Entry) {
  const dated = spanWords(onset ?? (abated === null ? when : null), abated);
  const words = [onset === null ? onsetWords : null, abated === null ? abatedWords : null].filter(Boolean).join(' – ');
  return words === '' ? dated : own(words);
}
