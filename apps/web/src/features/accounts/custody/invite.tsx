import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import type { ClaimWish } from '../../../api/invitation-types.ts';
import { keys } from '../../../api/keys.ts';
import classes from '../instance/instance.module.css';
import { InviteDialog } from '../invitations/invite-dialog.tsx';
import { custodyText as text } from './custody.text.ts';

/** To look after it, too; as the person it is about; or instead of whoever invites. */
export type InviteWhat = 'add' | 'hand' | 'over';

const WISH: Readonly<Record<InviteWhat, Pick<ClaimWish, 'relation' | 'hand'>>> = {
  add: { relation: 'custodian', hand: 'beside' },
  hand: { relation: 'self', hand: 'beside' },
  over: { relation: 'custodian', hand: 'over' },
};

interface InviteProps {
  readonly person: string;
  readonly what: InviteWhat;
  /** It is the inviter's own record. */
  readonly own?: boolean;
}

/** A button, what the invitation leads to, and its link, once. */
export function Invite({ person, what, own = false }: InviteProps) {
  const api = useApi();
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const words = { add: own ? text.addWordsOwn : text.addWords, hand: text.handWords, over: text.overWords }[what];
  return (
    <>
      <Button variant={what === 'add' ? 'filled' : 'default'} onClick={() => setOpen(true)}>
        {text[what]}
      </Button>
      {open ? (
        <InviteDialog
          title={text[what]}
          confirm={text.make}
          words={[words, text.both].map((part) => (
            <p key={part} className={classes.words}>
              {part}
            </p>
          ))}
          needed={{ label: text.email, hint: text.emailHint, missing: text.emailMissing }}
          asksDays
          make={({ email = '', days }) => api.inviteToRecord(person, { ...WISH[what], email, days })}
          onClose={() => {
            setOpen(false);
            void queries.invalidateQueries({ queryKey: keys.personInvitations(person) });
          }}
        />
      ) : null}
    </>
  );
}
