import type { Role } from '../../../api/account-types.ts';
import type { HandoverDraft } from '../../../api/handover-calls.ts';
import classes from '../instance/instance.module.css';
import { instanceText } from '../instance/instance.text.ts';
import { handoverText as text } from './handover.text.ts';

const rolesIn = (roles: readonly Role[]): string =>
  roles.length === 0 ? instanceText.noRole : roles.map((role) => instanceText.roles[role]).join(', ');

/** What both are before and after, and what that leads to. */
export function HandoverMeaning({ draft, until }: { readonly draft: HandoverDraft; readonly until: string }) {
  const { giver, taker } = draft;
  return (
    <section className={classes.link} aria-label={text.means}>
      <ul className={classes.words} data-handover-roles="">
        {[taker, giver].map(({ id, name, before, after }) => (
          <li key={id}>
            <bdi>{text.becomes(name, rolesIn(before), rolesIn(after))}</bdi>
          </li>
        ))}
      </ul>
      <p className={classes.words}>{text.ownerThen(taker.name)}</p>
      <p className={classes.words}>{text.loses(giver.name)}</p>
      <p className={classes.words}>{text.kit}</p>
      {taker.proven ? null : <p className={classes.words}>{text.unproven(taker.email)}</p>}
      <p className={classes.quiet}>
        {text.told} {until}
      </p>
    </section>
  );
}
