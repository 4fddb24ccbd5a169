import type { ShownCare, ShownClaim, ShownTerms, ShownWork } from '../../../api/invitation-types.ts';
import { momentOf } from '../instance/moment.ts';
import { organizationText } from '../organizations/organization.text.ts';
import classes from '../setup/setup.module.css';
import { invitedText as text } from './invited.text.ts';

const HOUR = 3_600_000;

interface Invited {
  readonly issuer: string;
  readonly purpose: ShownClaim | ShownCare | ShownWork;
}

/** Who asks what, in one sentence. */
export function invitedSentence({ issuer, purpose }: Invited): string {
  if (purpose.kind === 'work') return text.work(issuer, purpose.organization);
  const { person } = purpose;
  if (purpose.kind === 'care') return text.care(issuer, person);
  if (purpose.relation === 'self') return text.self(issuer, person);
  return purpose.hand === 'over' ? text.takesOver(issuer, person) : text.custodian(issuer, person);
}

function termsWords({ form, takesCopy, reason, until, lasting }: ShownTerms): readonly string[] {
  const hours = lasting === null ? 0 : Math.round(lasting / HOUR);
  return [
    takesCopy ? text.takesCopy : '',
    form === 'metadata_only' ? text.metadata : '',
    lasting === null ? '' : hours % 24 === 0 ? text.days(hours / 24) : text.hours(hours),
    until === null ? (lasting === null ? text.untilEnded : '') : text.until(momentOf(until)),
    reason === null ? '' : text.reason(reason),
  ];
}

function keptWords({ extent, everything }: ShownTerms): string {
  if (everything) return extent === 'look' ? text.keepsLookAll : text.keepsAddAll;
  return extent === 'look' ? text.keepsLook : text.keepsAdd;
}

function pointsOf({ issuer, purpose }: Invited): readonly string[] {
  if (purpose.kind === 'work')
    return [organizationText.youWould[purpose.role], text.workShown, text.workLeave, text.logged];
  if (purpose.kind === 'care')
    return [purpose.terms.extent === 'look' ? text.look : text.add, ...termsWords(purpose.terms), text.logged];
  const { relation, hand, keeps } = purpose;
  const stays = hand === 'beside' ? text.both(issuer) : keeps === null ? text.letsGo(issuer) : text.keeps(issuer);
  const kept = keeps === null ? [] : [keptWords(keeps), ...termsWords(keeps)];
  return relation === 'self' ? [text.yours, stays, ...kept] : [text.seesAll, text.teen, stays, ...kept, text.logged];
}

/** What agreeing leads to, before anybody agrees. */
export function Meaning(invited: Invited) {
  return (
    <section aria-label={text.means}>
      <p className={classes.lead}>
        <bdi>{invitedSentence(invited)}</bdi>
      </p>
      <ul className={classes.points}>
        {pointsOf(invited)
          .filter((words) => words !== '')
          .map((words) => (
            <li key={words}>
              <bdi>{words}</bdi>
            </li>
          ))}
      </ul>
      <p>{text.nothingYet}</p>
    </section>
  );
}
