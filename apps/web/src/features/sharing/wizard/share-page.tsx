import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type SyntheticEvent, useEffect, useRef, useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import { keys } from '../../../api/keys.ts';
import { type SharePlan, useSharePlan } from '../../../api/share-plan.ts';
import { showPart } from '../../../ui/focus.ts';
import { Page } from '../../../ui/page.tsx';
import { Problem } from '../../../ui/states.tsx';
import classes from '../sharing.module.css';
import { GivenPage, Invited } from './given.tsx';
import { TermsPart, WhatPart } from './parts.tsx';
import { Presets } from './presets.tsx';
import { Review } from './review.tsx';
import { WhoPart } from './who-part.tsx';
import { missingOf, wishOf } from './wish-of.ts';
import { wizardText as text } from './wizard.text.ts';

/** `/people/$person/sharing/new`: who, what, why and until when; then exactly what will stand, and giving that. */
export function SharePage() {
  const api = useApi();
  const queries = useQueryClient();
  const { person } = useParams({ from: '/session/people/$person' });
  const [plan, setPlan] = useSharePlan(person);
  const [tried, setTried] = useState(false);
  const draft = useMutation({ mutationFn: () => api.draftShare(person, wishOf(plan, Date.now())) });
  const give = useMutation({
    mutationFn: ({ id, digest }: { readonly id: string; readonly digest: string }) => api.giveShare(id, digest),
    onSuccess: () => queries.invalidateQueries({ queryKey: [...keys.person(person), 'shares'] }),
  });
  const drafted = draft.data;
  const review = useShowReview(drafted !== undefined);
  const isKeeping = plan.effect === 'deny';
  const missing = tried ? missingOf(plan, Date.now()) : null;
  const change = (part: Partial<SharePlan>) => {
    draft.reset();
    give.reset();
    setPlan(part);
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setTried(true);
    give.reset();
    if (missingOf(plan, Date.now()) === null) draft.mutate();
  };
  const keepTitle = plan.everybody ? text.keepAllTitle : text.keepTitle(plan.known?.name ?? '');
  const title = isKeeping ? keepTitle : text.title;
  const keepLead = plan.everybody ? text.keepAllLead : text.keepLead;
  const part = { person, plan, change, missing };

  if (give.data && 'invitation' in give.data) return <Invited person={person} invitation={give.data.invitation} />;
  if (give.data) return <GivenPage person={person} share={give.data.share} />;
  return (
    <Page title={title} lead={isKeeping ? keepLead : text.lead}>
      <form className={classes.page} onSubmit={submit} noValidate>
        {isKeeping ? null : <Presets change={change} />}
        {isKeeping ? null : <WhoPart {...part} />}
        <WhatPart {...part} />
        <TermsPart {...part} />
        {draft.error ? <Problem error={draft.error} /> : null}
        {drafted ? null : (
          <div className={classes.buttons}>
            <Button type="submit" size="md" loading={draft.isPending}>
              {isKeeping ? text.keepCheck : text.check}
            </Button>
          </div>
        )}
        <div ref={review}>
          {drafted ? (
            <Review
              person={person}
              who={whoOf(plan)}
              draft={drafted}
              give={{ isPending: give.isPending, error: give.error, now: () => give.mutate(drafted) }}
              onChange={() => draft.reset()}
            />
          ) : null}
        </div>
      </form>
    </Page>
  );
}

/** As the person at the screen named them; null: everybody, from whom something is kept. */
function whoOf({ everybody, known, whom, address, inviteEmail, organization }: SharePlan): string | null {
  if (everybody) return null;
  if (known) return known.name;
  if (whom === 'organization') return organization?.name ?? '';
  return whom === 'invite' ? inviteEmail.trim() || text.who.whoever : address.trim();
}

/** Takes the focus to what will stand as soon as it is there. */
function useShowReview(isThere: boolean) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isThere) showPart(place.current?.querySelector<HTMLElement>('h2'));
  }, [isThere]);
  return place;
}
