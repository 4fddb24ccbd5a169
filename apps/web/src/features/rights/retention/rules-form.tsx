import { Button, Switch, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import { keys } from '../../../api/keys.ts';
import type { RetentionDraft, RetentionShown } from '../../../api/rights-calls.ts';
import { Problem, Remark } from '../../../ui/states.tsx';
import classes from '../rights.module.css';
import { retentionText as text } from './retention.text.ts';

type RuleName = keyof typeof text.rules;
const nameOf = (rule: string): string => text.rules[rule as RuleName] ?? rule;

/** The days of each rule, a dry run of them, and keeping things so from then on. */
export function RulesForm({ shown }: { readonly shown: RetentionShown }) {
  const api = useApi();
  const client = useQueryClient();
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(Object.entries(shown.days).map(([rule, days]) => [rule, String(days)])),
  );
  const [nightly, setNightly] = useState(shown.nightly);
  const [tried, setTried] = useState(false);
  const dry = useMutation({
    mutationFn: () => {
      const days = Object.fromEntries(Object.entries(typed).map(([rule, value]) => [rule, Number(value)]));
      return api.draftRetention({ days, nightly });
    },
  });
  const apply = useMutation({
    mutationFn: (draft: RetentionDraft) => api.approveRetention(draft),
    onSuccess: () => {
      dry.reset();
      return client.invalidateQueries({ queryKey: keys.retention });
    },
  });
  const isRight = (rule: string): boolean => {
    const { least = 1, most = 1 } = shown.rules[rule] ?? {};
    const value = Number(typed[rule]);
    return Number.isInteger(value) && value >= least && value <= most;
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setTried(true);
    apply.reset();
    if (Object.keys(shown.rules).every(isRight)) dry.mutate();
  };
  const change = (work: () => void) => {
    // What is shown below is of other days.
    dry.reset();
    work();
  };
  const gone = apply.data && Object.values(apply.data.gone).reduce((sum, one) => sum + one, 0);
  return (
    <section className={classes.part} aria-labelledby="kept-rules">
      <h2 className={classes.title} id="kept-rules">
        {text.chosenTitle}
      </h2>
      <form className={classes.form} onSubmit={submit} noValidate>
        {Object.entries(shown.rules).map(([rule, { least, most }]) => (
          <TextInput
            key={rule}
            label={nameOf(rule)}
            description={text.range(least, most)}
            inputMode="numeric"
            value={typed[rule] ?? ''}
            onChange={({ currentTarget: { value } }) => change(() => setTyped({ ...typed, [rule]: value }))}
            error={tried && !isRight(rule) ? text.wrong(least, most) : null}
          />
        ))}
        <Switch
          label={text.nightly}
          description={text.nightlyWords}
          checked={nightly}
          onChange={({ currentTarget: { checked } }) => change(() => setNightly(checked))}
        />
        <div className={classes.buttons}>
          <Button type="submit" variant="default" loading={dry.isPending}>
            {text.dry}
          </Button>
        </div>
      </form>
      {dry.error ? <Problem error={dry.error} /> : null}
      {apply.error ? <Problem error={apply.error} /> : null}
      <div role="status">{gone === undefined ? null : <Remark tone="good">{text.done(gone)}</Remark>}</div>
      {dry.data === undefined ? null : (
        <>
          <h3 className={classes.stays}>{text.dryTitle}</h3>
          <p>{text.dryWords}</p>
          <ul className={classes.list}>
            {Object.entries(dry.data.goes).map(([rule, { things, of }]) => (
              <li key={rule}>
                {nameOf(rule)}: {text.goes(things, of)}
              </li>
            ))}
          </ul>
          <div className={classes.buttons}>
            <Button loading={apply.isPending} onClick={() => apply.mutate(dry.data)}>
              {text.apply}
            </Button>
            <Button variant="default" onClick={() => dry.reset()}>
              {text.cancel}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
