import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import type { Held } from '../../../api/invitation-types.ts';
import { sessionQuery } from '../../../api/queries.ts';
import { Problem } from '../../../ui/states.tsx';
import { ConfirmDialog } from '../instance/confirm-dialog.tsx';
import classes from '../setup/setup.module.css';
import { invitedText as text } from './invited.text.ts';
import { placeOf } from './place-of.ts';

/** Yes or no, for whoever is logged in. */
export function Agree({
  held,
  issuer,
  onDeclined,
}: {
  readonly held: Held;
  readonly issuer: string;
  readonly onDeclined: () => void;
}) {
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const accept = useMutation({
    mutationFn: () => api.acceptInvitation(held),
    onSuccess: async (led) => {
      // Whose records are there has changed.
      queries.clear();
      await queries.fetchQuery({ ...sessionQuery(api), staleTime: 0 });
      await navigate({ ...placeOf(led), replace: true });
    },
  });
  return (
    <>
      {accept.error ? <Problem error={accept.error} /> : null}
      <div className={classes.buttons}>
        <Decline held={held} issuer={issuer} onDeclined={onDeclined} />
        <Button loading={accept.isPending} onClick={() => accept.mutate()}>
          {text.accept}
        </Button>
      </div>
    </>
  );
}

/** No; asked once more, because the link is dead then. */
export function Decline({
  held,
  issuer,
  onDeclined,
}: {
  readonly held: Held;
  readonly issuer: string;
  readonly onDeclined: () => void;
}) {
  const api = useApi();
  const [asking, setAsking] = useState(false);
  const decline = useMutation({ mutationFn: () => api.declineInvitation(held), onSuccess: onDeclined });
  return (
    <>
      <Button variant="subtle" color="gray" onClick={() => setAsking(true)}>
        {text.decline}
      </Button>
      {asking ? (
        <ConfirmDialog
          title={text.declineTitle}
          confirm={text.declineConfirm}
          keep={text.keep}
          busy={decline.isPending}
          error={decline.error}
          onClose={() => setAsking(false)}
          onConfirm={() => decline.mutate()}
        >
          <p>{text.declineWords(issuer)}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
