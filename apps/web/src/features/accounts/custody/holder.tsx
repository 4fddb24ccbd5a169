import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import type { HolderOfRecord } from '../../../api/custody-types.ts';
import { keys } from '../../../api/keys.ts';
import { formatDay } from '../../../ui/words.ts';
import { ConfirmDialog } from '../instance/confirm-dialog.tsx';
import classes from '../instance/instance.module.css';
import { custodyText as text } from './custody.text.ts';

function capacityWords({ kind, relation }: HolderOfRecord): string {
  if (relation === 'self') return text.self;
  return kind === 'organization' ? text.organization : text.custodian;
}

/** Somebody who holds the record, and letting go of it or of them. */
export function Holder({ person, holder }: { readonly person: string; readonly holder: HolderOfRecord }) {
  const [asking, setAsking] = useState(false);
  const { kind, you, since, by, mayEnd } = holder;
  const name = holder.name ?? (kind === 'account' ? text.unnamedAccount : text.unnamedOrganization);
  const details = [capacityWords(holder), text.since(formatDay(since)), by === null ? '' : text.takenOn(by)];
  return (
    <li className={classes.card}>
      <h3 className={classes.name}>
        <bdi>{you ? text.you(name) : name}</bdi>
      </h3>
      <p className={classes.quiet}>
        <bdi>{details.filter((words) => words !== '').join(' · ')}</bdi>
      </p>
      {mayEnd ? (
        <div className={classes.buttons}>
          <Button variant="default" size="xs" onClick={() => setAsking(true)}>
            {you ? (holder.relation === 'self' ? text.leaveSelf : text.leave) : text.letGo}
          </Button>
        </div>
      ) : null}
      {asking ? <End person={person} holder={holder} name={name} onClose={() => setAsking(false)} /> : null}
    </li>
  );
}

function End({
  person,
  holder,
  name,
  onClose,
}: {
  readonly person: string;
  readonly holder: HolderOfRecord;
  readonly name: string;
  readonly onClose: () => void;
}) {
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { you, kind } = holder;
  const end = useMutation({
    mutationFn: () => api.endCustody(person, holder.id),
    onSuccess: async () => {
      onClose();
      if (!you || kind === 'organization') return queries.invalidateQueries({ queryKey: keys.custody(person) });
      await navigate({ to: '/', replace: true });
      queries.removeQueries({ queryKey: ['person', person] });
      await queries.invalidateQueries({ queryKey: keys.people });
    },
  });
  return (
    <ConfirmDialog
      title={you ? text.leaveTitle : text.letGoTitle(name)}
      confirm={you ? text.leaveConfirm : text.letGo}
      keep={text.keep}
      busy={end.isPending}
      error={end.error}
      onClose={onClose}
      onConfirm={() => end.mutate()}
    >
      <p className={classes.words}>{you ? text.leaveWords : text.letGoWords(name)}</p>
    </ConfirmDialog>
  );
}
