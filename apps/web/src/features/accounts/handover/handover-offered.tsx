import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import type { WaitingHandover } from '../../../api/handover-calls.ts';
import { sessionQuery } from '../../../api/queries.ts';
import { Problem } from '../../../ui/states.tsx';
import { ConfirmDialog } from '../instance/confirm-dialog.tsx';
import { momentOf } from '../instance/moment.ts';
import classes from '../setup/setup.module.css';
import { handoverText as text } from './handover.text.ts';
import { HandoverMeaning } from './handover-meaning.tsx';

/** For whoever the instance is offered to: what it means, yes or no. */
export function HandoverOffered({ offer, onEnded }: { readonly offer: WaitingHandover; readonly onEnded: () => void }) {
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const take = useMutation({
    mutationFn: () => api.acceptHandover(offer),
    onSuccess: async () => {
      queries.clear();
      await queries.fetchQuery({ ...sessionQuery(api), staleTime: 0 });
      await navigate({ to: '/instance/accounts', replace: true });
    },
  });
  const end = useMutation({ mutationFn: () => api.endHandover(offer.id), onSuccess: onEnded });
  return (
    <div className={classes.kit} data-handover="offered">
      <h2>
        <bdi>{text.asked(offer.giver.name)}</bdi>
      </h2>
      <HandoverMeaning draft={offer} until={text.until(momentOf(offer.expires))} />
      {take.error ? <Problem error={take.error} /> : null}
      <div className={classes.buttons}>
        <Button variant="subtle" color="gray" onClick={() => setAsking(true)}>
          {text.decline}
        </Button>
        <Button loading={take.isPending} onClick={() => take.mutate()}>
          {text.take}
        </Button>
      </div>
      {asking ? (
        <ConfirmDialog
          title={text.declineTitle}
          confirm={text.declineConfirm}
          keep={text.notYet}
          busy={end.isPending}
          error={end.error}
          onClose={() => setAsking(false)}
          onConfirm={() => end.mutate()}
        >
          <p>{text.declineWords(offer.giver.name)}</p>
        </ConfirmDialog>
      ) : null}
    </div>
  );
}
