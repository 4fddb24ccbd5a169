import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import type { EmergencyNow } from '../../../api/emergency-calls.ts';
import { keys } from '../../../api/keys.ts';
import type { ShareLine } from '../../../api/share-types.ts';
import { findFocus } from '../../../ui/focus.ts';
import { offeredToText } from '../../../ui/offered-to.text.ts';
import { Page } from '../../../ui/page.tsx';
import { PolicyShown } from '../../../ui/policy-shown.tsx';
import { InPlaceOf } from '../../../ui/section-page.tsx';
import { Problem, Remark } from '../../../ui/states.tsx';
import { formatWhen } from '../../../ui/words.ts';
import { momentWords } from '../share-sentence.ts';
import classes from '../sharing.module.css';
import { emergencyText as text } from './emergency.text.ts';
import { OfferDialog } from './offer-dialog.tsx';

/** `/people/$person/emergency`: what is offered for an emergency, and what is open under it. */
export function EmergencyPage() {
  const api = useApi();
  const { person } = useParams({ from: '/session/people/$person' });
  const now = useQuery({
    queryKey: keys.emergency(person),
    queryFn: () => api.emergency(person),
    staleTime: 30_000,
  });
  return (
    <Page title={text.title} lead={text.lead}>
      {now.data ? (
        <Now person={person} now={now.data} />
      ) : (
        <InPlaceOf error={now.error} onRetry={() => void now.refetch()} />
      )}
    </Page>
  );
}

function Now({ person, now }: { readonly person: string; readonly now: EmergencyNow }) {
  const api = useApi();
  const queries = useQueryClient();
  const [offering, setOffering] = useState(false);
  const end = useMutation({
    mutationFn: ({ event }: ShareLine) => api.endShare(event),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.emergency(person) }).then(findFocus),
  });
  const { offers, taken, policies, canBeFound } = now;
  return (
    <div className={classes.page}>
      <div role="status">{end.isSuccess ? <Remark tone="good">{text.withdrawn}</Remark> : null}</div>
      {end.error ? <Problem error={end.error} /> : null}
      {taken.length > 0 ? (
        <section className={classes.part}>
          <h2 className={classes.title}>{text.open}</h2>
          <ul className={classes.cards}>
            {taken.map((one) => (
              <li key={one.event} className={classes.card}>
                <p className={classes.sentence}>
                  <bdi>{text.takenBy(one.recipient?.name ?? text.somebody, formatWhen(one.given, Date.now()))}</bdi>
                </p>
                {one.reason === null ? null : (
                  <p>
                    <bdi>{text.why(one.reason)}</bdi>
                  </p>
                )}
                {one.until === null ? null : <p className={classes.quiet}>{text.until(momentWords(one.until))}</p>}
                <End words={text.end} busy={end.isPending} onEnd={() => end.mutate(one)} />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <section className={classes.part}>
        <h2 className={classes.title}>{text.offered}</h2>
        {offers.length === 0 && policies.length === 0 ? <p className={classes.quiet}>{text.none}</p> : null}
        <ul className={classes.cards}>
          {offers.map((one) => (
            <li key={one.event} className={classes.card}>
              <p className={classes.sentence}>{one.slice?.types === undefined ? text.everything : text.essential}</p>
              <p className={classes.quiet}>
                <bdi>
                  {[
                    one.recipient?.kind === 'organization'
                      ? text.toOrganization(one.recipient.name ?? text.unnamed)
                      : text.toPractitioners,
                    (one.slice?.labels ?? []).length > 0 ? text.labels : text.withoutLabels,
                    text.since(formatWhen(one.given, Date.now())),
                  ].join(' · ')}
                </bdi>
              </p>
              <End words={text.withdraw} busy={end.isPending} onEnd={() => end.mutate(one)} />
            </li>
          ))}
        </ul>
        {policies.map((policy) => (
          <section key={policy.organization.id} className={classes.card} data-policy={policy.organization.id}>
            <h3 className={classes.sentence}>
              <bdi>{offeredToText.policyOf(policy.organization.name ?? text.unnamed)}</bdi>
            </h3>
            <PolicyShown policy={policy} />
            <p className={classes.quiet}>{offeredToText.policyWords}</p>
          </section>
        ))}
        {canBeFound ? (
          offers.length === 0 ? (
            <div className={classes.buttons}>
              <Button onClick={() => setOffering(true)}>{text.offerTitle}</Button>
            </div>
          ) : null
        ) : (
          <>
            <Remark tone="care">{text.noBirthDate}</Remark>
            <p>
              <Link to="/people/$person/custody" params={{ person }}>
                {text.toBirthDate}
              </Link>
            </p>
          </>
        )}
      </section>
      {offering ? <OfferDialog person={person} onClose={() => setOffering(false)} /> : null}
    </div>
  );
}

function End({ words, busy, onEnd }: { readonly words: string; readonly busy: boolean; readonly onEnd: () => void }) {
  return (
    <div className={classes.buttons}>
      <Button size="sm" variant="default" loading={busy} onClick={onEnd}>
        {words}
      </Button>
    </div>
  );
}
