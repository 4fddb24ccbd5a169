import type { Concept, SourcedMark, When } from '../../../api/section-types.ts';
import { FactLink } from '../../../ui/fact-link.tsx';
import { PlansIcon } from '../../../ui/page-icons.tsx';
import { SectionPage } from '../../../ui/section-page.tsx';
import { EntryMarks } from './entry-marks.tsx';
import { FirstOnes } from './first-ones.tsx';
import { GlossLine } from './gloss-line.tsx';
import { Card, Chip, ListPart } from './list-part.tsx';
import classes from './lists.module.css';
import { listsText } from './lists.text.ts';
import { plansText as text } from './plans.text.ts';
import { own, said, spanWords } from './said.tsx';

interface Planned extends SourcedMark, Concept {
  readonly state: 'current' | 'planned' | 'past' | 'unknown';
  readonly start: When | null;
  readonly note: string | null;
}

interface Plan extends Planned {
  readonly end: When | null;
  readonly activities: readonly { readonly words: string; readonly status: string | null }[];
}

interface Goal extends Planned {
  readonly achievement: string | null;
  readonly targets: readonly string[];
}

/** features/chart/reading/plans.ts */
interface Plans {
  readonly plans: readonly Plan[];
  readonly goals: readonly Goal[];
}

/** `/people/$person/plans`: what counts now first. */
export function PlansPage() {
  return (
    <SectionPage<Plans>
      title={text.title}
      lead={text.lead}
      section="plans"
      isEmpty={({ plans, goals }) => plans.length + goals.length === 0}
      empty={{ icon: <PlansIcon size={26} />, title: text.empty }}
    >
      {({ plans, goals }) => (
        <>
          <FirstOnes items={plans}>
            {(shown) => (
              <ListPart title={text.parts.plans} count={plans.length}>
                {shown.map((one) => (
                  <PlanCard key={one.id} planned={one} end={one.end} said={[]} items={one.activities} />
                ))}
              </ListPart>
            )}
          </FirstOnes>
          <FirstOnes items={goals}>
            {(shown) => (
              <ListPart title={text.parts.goals} count={goals.length}>
                {shown.map((one) => (
                  <PlanCard key={one.id} planned={one} end={null} said={[one.achievement, ...one.targets]} items={[]} />
                ))}
              </ListPart>
            )}
          </FirstOnes>
        </>
      )}
    </SectionPage>
  );
}

interface PlanCardProps {
  readonly planned: Planned;
  readonly end: When | null;
  readonly said: readonly (string | null)[];
  readonly items: Plan['activities'];
}

function PlanCard({ planned: one, end, said: words, items }: PlanCardProps) {
  return (
    <Card
      name={
        <FactLink fact={one.id}>
          <bdi>{one.words ?? listsText.untitled}</bdi>
        </FactLink>
      }
      side={spanWords(one.start, end)}
      about={[
        one.state === 'current' ? null : <Chip key="state">{text.states[one.state]}</Chip>,
        ...words.map(own),
        own(one.note),
        said(listsText.from, one.from),
        <EntryMarks key="marks" {...one} />,
      ]}
    >
      {items.length === 0 ? null : (
        <ul className={classes.members}>
          {items.map(({ words: activity, status }, at) => (
            <li key={at}>
              <bdi>{activity}</bdi>{' '}
              <span className={classes.quiet}>{status === null ? null : (text.steps[status] ?? own(status))}</span>
            </li>
          ))}
        </ul>
      )}
      <GlossLine codings={one.codings} />
    </Card>
  );
}
