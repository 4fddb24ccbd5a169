import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import type { PersonInvitation } from '../../../api/invitation-types.ts';
import { keys } from '../../../api/keys.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Problem } from '../../../ui/states.tsx';
import { ConfirmDialog } from '../instance/confirm-dialog.tsx';
import classes from '../instance/instance.module.css';
import { instanceText } from '../instance/instance.text.ts';
import { momentOf } from '../instance/moment.ts';
import { custodyText as text } from './custody.text.ts';
import { InvitationLink } from './invitation-link.tsx';

const isClaim = (one: PersonInvitation): boolean => one.purpose.kind === 'claim';

/** Who was invited to hold the record and has not answered; nothing while nobody was. */
export function OpenInvitations({ person }: { readonly person: string }) {
  const api = useApi();
  const invitations = useQuery({
    queryKey: keys.personInvitations(person),
    queryFn: () => api.personInvitations(person),
    staleTime: 30_000,
  });
  if (invitations.error) return <Problem error={invitations.error} onRetry={() => void invitations.refetch()} />;
  const open = (invitations.data ?? []).filter(isClaim);
  if (open.length === 0) return null;
  return (
    <section className={classes.part} aria-labelledby="waiting">
      <h2 className={classes.partTitle} id="waiting">
        {text.waiting}
      </h2>
      <ul className={classes.list}>
        {open.map((one) => (
          <Open key={one.id} person={person} invitation={one} />
        ))}
      </ul>
    </section>
  );
}

function waitsFor({ purpose }: PersonInvitation): string {
  if (purpose.kind !== 'claim') return '';
  if (purpose.relation === 'self') return text.waitsFor.self;
  return purpose.hand === 'over' ? text.waitsFor.over : text.waitsFor.custodian;
}

function Open({ person, invitation }: { readonly person: string; readonly invitation: PersonInvitation }) {
  const words = instanceText.invite;
  const [asking, setAsking] = useState<'renew' | 'cancel' | null>(null);
  const { email, to, issuer, live, expires } = invitation;
  const who = email ?? to ?? words.anybody;
  const details = [
    waitsFor(invitation),
    issuer === null ? '' : words.by(issuer),
    live ? words.until(momentOf(expires)) : words.over,
  ];
  return (
    <li className={classes.card}>
      <h3 className={classes.name}>
        <bdi>{who}</bdi>
      </h3>
      <p className={classes.quiet}>
        <bdi>{details.filter((one) => one !== '').join(' · ')}</bdi>
      </p>
      <div className={classes.buttons}>
        <Button
          variant="default"
          size="xs"
          onClick={() => setAsking('renew')}
          aria-label={instanceText.about(words.renew, who)}
        >
          {words.renew}
        </Button>
        <Button
          variant="default"
          size="xs"
          onClick={() => setAsking('cancel')}
          aria-label={instanceText.about(words.cancel, who)}
        >
          {words.cancel}
        </Button>
      </div>
      {asking === null ? null : (
        <Change person={person} id={invitation.id} what={asking} onClose={() => setAsking(null)} />
      )}
    </li>
  );
}

function Change({
  person,
  id,
  what,
  onClose,
}: {
  readonly person: string;
  readonly id: string;
  readonly what: 'renew' | 'cancel';
  readonly onClose: () => void;
}) {
  const words = instanceText.invite;
  const api = useApi();
  const queries = useQueryClient();
  const close = () => {
    onClose();
    void queries.invalidateQueries({ queryKey: keys.personInvitations(person) });
  };
  const renew = useMutation({ mutationFn: () => api.renewPersonInvitation(person, id) });
  const cancel = useMutation({ mutationFn: () => api.cancelPersonInvitation(person, id), onSuccess: close });
  if (renew.data) {
    return (
      <Dialog title={words.renew} open onClose={close}>
        <InvitationLink link={renew.data} onClose={close} />
      </Dialog>
    );
  }
  return (
    <ConfirmDialog
      title={what === 'renew' ? words.renewTitle : words.cancelTitle}
      confirm={what === 'renew' ? words.renew : words.cancelConfirm}
      keep={words.keep}
      busy={renew.isPending || cancel.isPending}
      error={renew.error ?? cancel.error}
      onClose={onClose}
      onConfirm={() => (what === 'renew' ? renew.mutate() : cancel.mutate())}
    >
      <p className={classes.words}>{what === 'renew' ? words.renewWords : words.cancelWords}</p>
    </ConfirmDialog>
  );
}
