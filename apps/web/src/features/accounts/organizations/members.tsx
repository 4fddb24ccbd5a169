import { Button } from '@mantine/core';
import { useState } from 'react';
import type { OrganizationAnswer, OrganizationMember } from '../../../api/organization-types.ts';
import { formatDay } from '../../../ui/words.ts';
import classes from '../instance/instance.module.css';
import { RemoveDialog, RoleDialog } from './member-dialogs.tsx';
import { organizationText } from './organization.text.ts';
import { WorkInvitations } from './work-invitations.tsx';

/** Who works for an organization, as what and since when; its managers change that. */
export function Members({ organization }: { readonly organization: OrganizationAnswer }) {
  const text = organizationText.staff;
  return (
    <section className={classes.part} aria-labelledby="staff">
      <h2 className={classes.partTitle} id="staff">
        {text.title}
      </h2>
      <ul className={classes.list}>
        {organization.members.map((one) => (
          <Member key={one.account} organization={organization} member={one} />
        ))}
      </ul>
      {organization.role === 'manager' ? <WorkInvitations organization={organization.id} /> : null}
    </section>
  );
}

interface MemberProps {
  readonly organization: OrganizationAnswer;
  readonly member: OrganizationMember;
}

function Member({ organization, member }: MemberProps) {
  const text = organizationText.staff;
  const [open, setOpen] = useState<'role' | 'remove' | null>(null);
  const close = () => setOpen(null);
  const manages = organization.role === 'manager';
  const acting = organization.members.filter(({ role, active }) => role === 'manager' && active);
  // The server says so, too: an organization keeps a manager who can act.
  const isLast = member.role === 'manager' && acting.length === 1 && acting[0]?.account === member.account;
  const name = member.name ?? text.nameless;
  const removing = member.you ? text.leave : text.remove;
  return (
    <li className={classes.card}>
      <h3 className={classes.name}>
        <bdi>{name}</bdi>
        {member.you ? <span className={classes.mark}>{text.you}</span> : null}
        {member.active ? null : (
          <span className={classes.mark} data-tone="off">
            {text.off}
          </span>
        )}
      </h3>
      <p className={classes.quiet}>
        {organizationText.roles[member.role]} · {organizationText.since(formatDay(member.since))}
      </p>
      {member.you && isLast ? <p className={classes.quiet}>{text.lastManager}</p> : null}
      {(manages || member.you) && !isLast ? (
        <div className={classes.buttons}>
          {manages && member.active ? (
            <Button
              variant="default"
              size="xs"
              onClick={() => setOpen('role')}
              aria-label={organizationText.about(text.change, name)}
            >
              {text.change}
            </Button>
          ) : null}
          <Button
            variant="default"
            size="xs"
            onClick={() => setOpen('remove')}
            aria-label={organizationText.about(removing, name)}
          >
            {removing}
          </Button>
        </div>
      ) : null}
      {open === 'role' ? <RoleDialog organization={organization.id} member={member} onClose={close} /> : null}
      {open === 'remove' ? <RemoveDialog organization={organization.id} member={member} onClose={close} /> : null}
    </li>
  );
}
