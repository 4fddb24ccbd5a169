import { roundedDigits } from '@chartwarden/fhir/units';
import type { Concept, SourcedMark, When } from '../../../api/section-types.ts';
import { FactLink } from '../../../ui/fact-link.tsx';
import { InsuranceIcon } from '../../../ui/page-icons.tsx';
import { SectionPage } from '../../../ui/section-page.tsx';
import { EntryMarks } from './entry-marks.tsx';
import { FirstOnes } from './first-ones.tsx';
import { insuranceText as text } from './insurance.text.ts';
import { Card, ListPart } from './list-part.tsx';
import classes from './lists.module.css';
import { listsText } from './lists.text.ts';
import { own, said, spanWords } from './said.tsx';
import { dayWords } from './when-words.ts';

type State = 'current' | 'unknown' | 'past' | 'cancelled';
const STATES: readonly State[] = ['current', 'unknown', 'past', 'cancelled'];

interface Cover extends SourcedMark, Concept {
  readonly state: State;
  readonly payors: readonly string[];
  readonly member: string | null;
  readonly relationship: string | null;
  readonly plans: readonly { readonly kind: string | null; readonly value: string; readonly name: string | null }[];
  readonly start: When | null;
  readonly end: When | null;
}

interface Bill extends SourcedMark, Concept {
  readonly kind: 'claim' | 'statement';
  readonly status: string | null;
  readonly outcome: string | null;
  readonly provider: string | null;
  readonly insurer: string | null;
  readonly items: readonly string[];
  readonly amounts: readonly {
    readonly kind: 'total' | 'payment';
    readonly words: string | null;
    readonly digits: string;
    readonly currency: string | null;
  }[];
  readonly start: When | null;
}

/** features/chart/reading/coverage.ts */
interface Insurance {
  readonly covers: readonly Cover[];
  readonly bills: readonly Bill[];
}

/** `/people/$person/insurance`: cover first, then claims and statements, newest first. */
export function InsurancePage() {
  return (
    <SectionPage<Insurance>
      title={text.title}
      lead={text.lead}
      section="coverage"
      isEmpty={({ covers, bills }) => covers.length + bills.length === 0}
      empty={{ icon: <InsuranceIcon size={26} />, title: text.empty }}
    >
      {({ covers, bills }) => (
        <>
          {STATES.map((state) => {
            const inState = covers.filter((one) => one.state === state);
            return (
              <ListPart key={state} title={text.parts[state]} count={inState.length}>
                {inState.map((one) => (
                  <CoverCard key={one.id} cover={one} />
                ))}
              </ListPart>
            );
          })}
          <FirstOnes items={bills}>
            {(shown) => (
              <ListPart title={text.parts.bills} count={bills.length}>
                {shown.map((one) => (
                  <BillCard key={one.id} bill={one} />
                ))}
              </ListPart>
            )}
          </FirstOnes>
        </>
      )}
    </SectionPage>
  );
}

function CoverCard({ cover: one }: { readonly cover: Cover }) {
  const name = one.payors.join(', ') || one.words;
  return (
    <Card
      name={
        <FactLink fact={one.id}>
          <bdi>{name ?? listsText.untitled}</bdi>
        </FactLink>
      }
      side={spanWords(one.start, one.end)}
      about={[
        name === one.words ? null : own(one.words),
        one.member === null ? null : text.member(one.member),
        own(one.relationship),
        ...one.plans.map((plan) => own([plan.kind, plan.name, plan.value].filter(Boolean).join(' '))),
        said(listsText.from, one.from),
        <EntryMarks key="marks" {...one} />,
      ]}
    />
  );
}

function BillCard({ bill: one }: { readonly bill: Bill }) {
  return (
    <Card
      name={
        <FactLink fact={one.id}>
          <bdi>{one.items.join(', ') || one.words || text.kinds[one.kind]}</bdi>
        </FactLink>
      }
      side={dayWords(one.start ?? one.when)}
      about={[
        text.kinds[one.kind],
        said(listsText.by, one.provider),
        said(text.insurer, one.insurer),
        one.outcome === null
          ? null
          : text.outcome(
              Object.hasOwn(text.outcomes, one.outcome) ? (text.outcomes[one.outcome] ?? one.outcome) : one.outcome,
            ),
        one.status === null || one.status === 'active' ? null : listsText.status(one.status),
        said(listsText.from, one.from),
        <EntryMarks key="marks" {...one} />,
      ]}
    >
      {one.amounts.length === 0 ? null : (
        <ul className={classes.members}>
          {one.amounts.map(({ kind, words, digits, currency }, at) => (
            <li key={at}>
              {kind === 'payment' ? <span className={classes.quiet}>{text.paid} </span> : null}
              {words === null ? null : <bdi className={classes.quiet}>{words}: </bdi>}
              <bdi>{[roundedDigits(digits), currency].filter(Boolean).join(' ')}</bdi>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
