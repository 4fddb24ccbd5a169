import type { Coding, Concept, SourcedMark } from '../../../api/section-types.ts';
import { FactLink } from '../../../ui/fact-link.tsx';
import { FamilyIcon } from '../../../ui/page-icons.tsx';
import { SectionPage } from '../../../ui/section-page.tsx';
import { Entries } from './entries.tsx';
import { EntryMarks } from './entry-marks.tsx';
import { familyText as text } from './family.text.ts';
import { FirstOnes } from './first-ones.tsx';
import { GlossLine } from './gloss-line.tsx';
import { Card, ListPart } from './list-part.tsx';
import classes from './lists.module.css';
import { listsText } from './lists.text.ts';
import { own, said, whoSays } from './said.tsx';
import { dayWords } from './when-words.ts';

interface Relative extends SourcedMark {
  readonly relation: Concept;
  readonly name: string | null;
  readonly status: string | null;
  readonly born: string | null;
  readonly isDead: boolean | null;
  readonly died: string | null;
  readonly conditions: readonly (Concept & {
    readonly onset: string | null;
    readonly outcome: string | null;
    readonly wasCauseOfDeath: boolean;
  })[];
  readonly note: string | null;
}

interface Topic {
  readonly key: string;
  readonly words: string | null;
  readonly codings: readonly Coding[];
  readonly entries: readonly (SourcedMark & { readonly line: string | null; readonly note: string | null })[];
}

interface Survey extends SourcedMark {
  readonly title: string | null;
  readonly status: string | null;
  readonly answered: number;
}

/** features/chart/reading/family-history.ts */
interface FamilyHistory {
  readonly relatives: readonly Relative[];
  readonly social: readonly Topic[];
  readonly surveys: readonly Survey[];
}

/** `/people/$person/family`: relatives, how one lives, questionnaires. */
export function FamilyPage() {
  return (
    <SectionPage<FamilyHistory>
      title={text.title}
      lead={text.lead}
      section="familyHistory"
      isEmpty={({ relatives, social, surveys }) => relatives.length + social.length + surveys.length === 0}
      empty={{ icon: <FamilyIcon size={26} />, title: text.empty }}
    >
      {({ relatives, social, surveys }) => (
        <>
          <ListPart title={text.parts.relatives} count={relatives.length}>
            {relatives.map((one) => (
              <RelativeCard key={one.id} relative={one} />
            ))}
          </ListPart>
          <ListPart title={text.parts.social} count={social.length}>
            {social.map((one) => (
              <TopicCard key={one.key} topic={one} />
            ))}
          </ListPart>
          <FirstOnes items={surveys}>
            {(shown) => (
              <ListPart title={text.parts.surveys} count={surveys.length}>
                {shown.map((one) => (
                  <Card
                    key={one.id}
                    name={
                      <FactLink fact={one.id}>
                        <bdi>{one.title ?? listsText.untitled}</bdi>
                      </FactLink>
                    }
                    side={dayWords(one.when)}
                    about={[
                      text.answered(one.answered),
                      one.status === null || one.status === 'completed' ? null : listsText.status(one.status),
                      said(listsText.from, one.from),
                      <EntryMarks key="marks" {...one} />,
                    ]}
                  />
                ))}
              </ListPart>
            )}
          </FirstOnes>
        </>
      )}
    </SectionPage>
  );
}

function RelativeCard({ relative: one }: { readonly relative: Relative }) {
  const name = [relationWords(one.relation), one.name].filter(Boolean).join(' · ');
  return (
    <Card
      name={
        <FactLink fact={one.id}>
          <bdi>{name || listsText.untitled}</bdi>
        </FactLink>
      }
      about={[
        one.born === null ? null : text.born(one.born),
        one.isDead === true ? (one.died === null ? text.died : text.diedAt(one.died)) : null,
        one.isDead === false ? text.alive : null,
        one.status === 'partial' ? text.partial : one.status === 'health-unknown' ? text.unknownHealth : null,
        said(listsText.from, one.from),
        <EntryMarks key="marks" {...one} />,
      ]}
    >
      <ul className={classes.members}>
        {one.conditions.length === 0 ? <li className={classes.quiet}>{text.noConditions}</li> : null}
        {one.conditions.map((condition, at) => (
          <li key={at}>
            <bdi>{condition.words ?? listsText.untitled}</bdi>{' '}
            <span className={classes.quiet}>
              {[
                condition.onset === null ? null : text.onset(condition.onset),
                condition.outcome,
                condition.wasCauseOfDeath ? text.cause : null,
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
            <GlossLine codings={condition.codings} />
          </li>
        ))}
      </ul>
      {one.note === null ? null : (
        <p className={`${classes.words} ${classes.quiet}`}>
          <bdi>{one.note}</bdi>
        </p>
      )}
    </Card>
  );
}

/** The record's own words; a code that stands alone is said in ours. */
function relationWords({ words, codings }: Concept): string | null {
  const code = codings.find((one) => one.code === words)?.code;
  return code === undefined ? words : (text.relations[code] ?? words);
}

function TopicCard({ topic: { words, codings, entries } }: { readonly topic: Topic }) {
  const [latest] = entries;
  if (latest === undefined) return null;
  return (
    <Card
      name={
        <FactLink fact={latest.id}>
          <bdi>{words ?? listsText.untitled}</bdi>
        </FactLink>
      }
      side={dayWords(latest.when)}
      about={[own(latest.line) ?? text.noValue, own(latest.note), <EntryMarks key="marks" {...latest} />]}
    >
      <Entries
        name={words ?? ''}
        entries={entries}
        columns={[
          { head: text.says, cell: ({ line }) => own(line) ?? text.noValue },
          { head: listsText.whoSays, cell: whoSays, isSaid: ({ from }) => from !== null },
        ]}
      />
      <GlossLine codings={codings} />
    </Card>
  );
}
