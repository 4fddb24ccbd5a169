import { Button } from '@mantine/core';
import { useState } from 'react';
import type { AccountLine } from '../../../api/account-types.ts';
import { useSession } from '../../../api/session-context.tsx';
import { formatWhen } from '../../../ui/words.ts';
import { PasswordLinkDialog, RolesDialog, SecondStepDialog, StatusDialog } from './account-dialogs.tsx';
import classes from './instance.module.css';
import { instanceText as text } from './instance.text.ts';

const DIALOGS = {
  roles: RolesDialog,
  status: StatusDialog,
  link: PasswordLinkDialog,
  second: SecondStepDialog,
} as const;

/** One account: who, what it may do, when it was here, and what the caller may change of it. */
export function AccountCard({ account }: { readonly account: AccountLine }) {
  const own = useSession().account;
  const [open, setOpen] = useState<keyof typeof DIALOGS | null>(null);
  const isOwner = own.roles.includes('owner');
  const isMine = account.id === own.id;
  // An admin does not change what an owner is; the gate says so, too.
  const mayChange = isOwner || !account.roles.includes('owner');
  const switching = account.status === 'active' ? text.disable : text.enable;
  const DialogOpen = open === null ? null : DIALOGS[open];

  return (
    <li className={classes.card} data-account={account.status}>
      <h2 className={classes.name}>
        <bdi>{account.name}</bdi>
        {isMine ? <span className={classes.mark}>{text.you}</span> : null}
        {account.status === 'disabled' ? (
          <span className={classes.mark} data-tone="off">
            {text.disabled}
          </span>
        ) : null}
      </h2>
      <p className={classes.quiet}>
        <bdi>{account.email}</bdi>
      </p>
      <p className={classes.quiet}>
        {account.roles.length === 0 ? text.noRole : account.roles.map((role) => text.roles[role]).join(', ')}
        {' · '}
        {account.loggedInAt === null ? text.never : text.last(formatWhen(account.loggedInAt, Date.now()))}
        {account.status === 'active' && account.loggedInAt !== null ? ` · ${text.sessions(account.sessions)}` : null}
      </p>
      {mayChange && !isMine ? (
        <div className={classes.buttons}>
          <Button
            variant="default"
            size="xs"
            onClick={() => setOpen('roles')}
            aria-label={text.about(text.change.open, account.name)}
          >
            {text.change.open}
          </Button>
          {isOwner && account.status === 'active' ? (
            <Button
              variant="default"
              size="xs"
              onClick={() => setOpen('link')}
              aria-label={text.about(text.link.open, account.name)}
            >
              {text.link.open}
            </Button>
          ) : null}
          {isOwner && account.secondStep ? (
            <Button
              variant="default"
              size="xs"
              onClick={() => setOpen('second')}
              aria-label={text.about(text.second.open, account.name)}
            >
              {text.second.open}
            </Button>
          ) : null}
          <Button
            variant="default"
            size="xs"
            onClick={() => setOpen('status')}
            aria-label={text.about(switching.open, account.name)}
          >
            {switching.open}
          </Button>
        </div>
      ) : null}
      {DialogOpen ? <DialogOpen account={account} onClose={() => setOpen(null)} /> : null}
    </li>
  );
}
