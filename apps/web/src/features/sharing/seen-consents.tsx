import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SeenActor, SeenConsent } from '../../api/activity-types.ts';
import { useApi } from '../../api/api-context.tsx';
import { keys } from '../../api/keys.ts';
import { actorWords } from '../../ui/activity-sentence.text.ts';
import { Dialog, DialogButtons } from '../../ui/dialog.tsx';
import { Problem } from '../../ui/states.tsx';
import { formatDay } from '../../ui/words.ts';
import classes from './activity-page.module.css';
import { seenText as text } from './seen.text.ts';

interface ConsentsProps {
  readonly person: string;
  readonly actor: SeenActor;
  readonly consents: readonly SeenConsent[];
  /** Nothing was allowed: then nothing allowed it. */
  readonly isRefused: boolean;
}

/** The consents that allowed something, each with its end; those that hold still can be ended here. */
export function Consents({ person, actor, consents, isRefused }: ConsentsProps) {
  if (isRefused && consents.length === 0) return null;
  return (
    <section className={classes.consents}>
      <p className={classes.openedTitle}>{text.consents}</p>
      {consents.length === 0 ? <p className={classes.quiet}>{text.held}</p> : null}
      <ul className={classes.plain}>
        {consents.map((consent) => (
          <li key={consent.id}>
            <span>
              {consent.effect === 'permit'
                ? text.consent(formatDay(consent.given))
                : text.kept(formatDay(consent.given))}
              {', '}
              {endWords(consent)}
              {consent.reason === undefined ? null : (
                <>
                  {'. '}
                  <bdi>{text.because(consent.reason)}</bdi>
                </>
              )}
            </span>
            {consent.live ? <Stop person={person} actor={actor} consent={consent.id} /> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function endWords({ ended, until, live }: SeenConsent): string {
  if (ended !== null) return text.over(formatDay(ended));
  if (until === null) return text.open;
  return live ? text.until(formatDay(until)) : text.over(formatDay(until));
}

function Stop({
  person,
  actor,
  consent,
}: {
  readonly person: string;
  readonly actor: SeenActor;
  readonly consent: string;
}) {
  const api = useApi();
  const queries = useQueryClient();
  const [asked, setAsked] = useState(false);
  const stop = useMutation({
    mutationFn: () => api.stopAccess(consent),
    // The list says from now on that it is over.
    onSuccess: () => {
      setAsked(false);
      return queries.invalidateQueries({ queryKey: keys.person(person) });
    },
  });
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setAsked(true)}>
        {text.stop.action}
      </Button>
      <p role="status" className={classes.quiet}>
        {stop.isSuccess ? text.stop.done : ''}
      </p>
      <Dialog title={text.stop.title(actorWords(actor))} open={asked} onClose={() => setAsked(false)}>
        <p>{text.stop.words}</p>
        {stop.error ? <Problem error={stop.error} /> : null}
        <DialogButtons>
          <Button variant="subtle" color="gray" onClick={() => setAsked(false)}>
            {text.stop.keep}
          </Button>
          <Button loading={stop.isPending} onClick={() => stop.mutate()}>
            {text.stop.action}
          </Button>
        </DialogButtons>
      </Dialog>
    </>
  );
}
