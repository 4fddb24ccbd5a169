import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AccountLine } from '../../../api/account-types.ts';
import { useApi } from '../../../api/api-context.tsx';
import type { WaitingHandover } from '../../../api/handover-calls.ts';
import { keys } from '../../../api/keys.ts';
import { worksAnywhere } from '../../../api/roles.ts';
import { useSession } from '../../../api/session-context.tsx';
import { Problem } from '../../../ui/states.tsx';
import { ConfirmDialog } from '../instance/confirm-dialog.tsx';
import classes from '../instance/instance.module.css';
import { momentOf } from '../instance/moment.ts';
import { handoverText as text } from './handover.text.ts';
import { HandoverDialog } from './handover-dialog.tsx';

/** For owners, below the accounts: handing over, or the offer that waits. */
export function Handover({ accounts }: { readonly accounts: readonly AccountLine[] }) {
  const api = useApi();
  const queries = useQueryClient();
  const own = useSession().account;
  const waiting = useQuery({ queryKey: keys.handover, queryFn: api.handover, staleTime: 0 });
  const [open, setOpen] = useState(false);
  const again = () => queries.invalidateQueries({ queryKey: keys.handover });
  const able = accounts.filter(
    ({ id, roles, status }) =>
      id !== own.id && status === 'active' && !roles.includes('owner') && (roles.length === 0 || worksAnywhere(roles)),
  );
  return (
    <section className={classes.part} aria-label={text.title} data-handover={waiting.data ? 'waits' : 'none'}>
      <h2 className={classes.partTitle}>{text.title}</h2>
      {waiting.error ? (
        <Problem error={waiting.error} onRetry={() => void waiting.refetch()} />
      ) : waiting.data ? (
        <Waits offer={waiting.data} onEnded={() => void again()} />
      ) : (
        <div className={classes.link}>
          <p className={classes.words}>{text.lead}</p>
          {able.length === 0 ? (
            <p className={classes.quiet}>{text.nobody}</p>
          ) : (
            <div className={classes.buttons}>
              <Button variant="default" onClick={() => setOpen(true)} disabled={waiting.data === undefined}>
                {text.open}
              </Button>
            </div>
          )}
        </div>
      )}
      {open ? (
        <HandoverDialog
          accounts={able}
          onClose={() => setOpen(false)}
          onOffered={() => {
            setOpen(false);
            void again();
          }}
        />
      ) : null}
    </section>
  );
}

function Waits({ offer, onEnded }: { readonly offer: WaitingHandover; readonly onEnded: () => void }) {
  const api = useApi();
  const [asking, setAsking] = useState(false);
  const end = useMutation({ mutationFn: () => api.endHandover(offer.id), onSuccess: onEnded });
  return (
    <div className={classes.card}>
      <h3 className={classes.name}>{text.waitsTitle}</h3>
      <p className={classes.words}>
        <bdi>{text.waits(offer.giver.name, offer.taker.name, momentOf(offer.expires))}</bdi>
      </p>
      <div className={classes.buttons}>
        <Button variant="default" size="xs" onClick={() => setAsking(true)}>
          {text.withdraw}
        </Button>
      </div>
      {asking ? (
        <ConfirmDialog
          title={text.withdrawTitle}
          confirm={text.withdraw}
          keep={text.keepIt}
          busy={end.isPending}
          error={end.error}
          onClose={() => setAsking(false)}
          onConfirm={() => end.mutate()}
        >
          <p>{text.withdrawWords}</p>
        </ConfirmDialog>
      ) : null}
    </div>
  );
}
