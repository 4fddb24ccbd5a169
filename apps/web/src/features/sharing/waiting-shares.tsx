import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../api/api-context.tsx';
import type { OfferedTerms, PersonInvitation } from '../../api/invitation-types.ts';
import { keys } from '../../api/keys.ts';
import { Problem, Remark } from '../../ui/states.tsx';
import { LinkReady } from './links/link-ready.tsx';
import { momentWords, shareSentence } from './share-sentence.ts';
import classes from './sharing.module.css';
import { sharingText } from './sharing.text.ts';
import { wizardText } from './wizard/wizard.text.ts';

const text = sharingText.waiting;

/** Shares that somebody was invited to and has not accepted: nothing of them stands, and they can be cancelled. */
export function WaitingShares({ person }: { readonly person: string }) {
  const api = useApi();
  const queries = useQueryClient();
  const queryKey = keys.personInvitations(person);
  const invitations = useQuery({ queryKey, queryFn: () => api.personInvitations(person), staleTime: 30_000 });
  const again = () => queries.invalidateQueries({ queryKey });
  const cancel = useMutation({ mutationFn: (id: string) => api.cancelPersonInvitation(person, id), onSuccess: again });
  const renew = useMutation({ mutationFn: (id: string) => api.renewPersonInvitation(person, id), onSuccess: again });
  const waiting = (invitations.data ?? []).flatMap(({ purpose, ...one }) =>
    purpose.kind === 'care' ? [{ ...one, terms: purpose.terms }] : [],
  );
  const error = invitations.error ?? cancel.error ?? renew.error;
  if (waiting.length === 0 && !error && !cancel.isSuccess) return null;
  return (
    <section className={classes.part}>
      <h2 className={classes.title}>{text.title}</h2>
      <div role="status">{cancel.isSuccess ? <Remark tone="good">{text.cancelled}</Remark> : null}</div>
      {error ? <Problem error={error} /> : null}
      {renew.data ? (
        <>
          <Remark>{text.renewed}</Remark>
          <LinkReady link={renew.data.url} text={wizardText.invited} />
        </>
      ) : null}
      <ul className={classes.cards}>
        {waiting.map((one) => (
          <li key={one.id} className={classes.card}>
            <Offer {...one} />
            <div className={classes.buttons}>
              <Button size="sm" variant="default" loading={cancel.isPending} onClick={() => cancel.mutate(one.id)}>
                {text.cancel}
              </Button>
              <Button
                size="sm"
                variant="subtle"
                color="gray"
                loading={renew.isPending}
                onClick={() => renew.mutate(one.id)}
              >
                {text.renew}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

type Waiting = Omit<PersonInvitation, 'purpose'> & { readonly terms: OfferedTerms };

function Offer({ email, to, issuer, expires, live, terms }: Waiting) {
  const { slice, until, lasting, form, reason, actions } = terms;
  const name = to ?? email ?? wizardText.who.whoever;
  return (
    <>
      <p className={classes.sentence}>
        {shareSentence({
          effect: 'permit',
          recipient: { kind: 'account', id: '', name, you: false },
          extent: actions.includes('create') ? 'add' : 'look',
          slice,
          until,
          ...(lasting === undefined ? {} : { lasting }),
        })}
      </p>
      {form === 'metadata_only' ? <p className={classes.quiet}>{sharingText.onlyOutline}</p> : null}
      {actions.includes('export') ? <p className={classes.quiet}>{sharingText.takesCopy}</p> : null}
      {reason ? <p className={classes.quiet}>{sharingText.why(reason)}</p> : null}
      <p className={classes.quiet}>{live ? text.until(momentWords(expires)) : text.dead}</p>
      {issuer ? <p className={classes.quiet}>{text.by(issuer)}</p> : null}
    </>
  );
}
