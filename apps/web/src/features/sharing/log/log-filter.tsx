import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type SyntheticEvent, useState } from 'react';
import type { AuditFilter } from '../../../api/activity-types.ts';
import { typesWithWords, typeWords } from '../../../ui/fhir-types.text.ts';
import { startOfDay } from '../../../ui/words.ts';
import classes from './log.module.css';
import { actionWords, logText } from './log.text.ts';

const text = logText.filter;
const KINDS = ['operator', 'system', 'anonymous'] as const;
const OUTCOMES = ['success', 'failure'] as const;
const DAY = 86_400_000;

/** The form as it stands: empty is everything. Days are ISO 8601, both inclusive. */
const EMPTY = { email: '', kind: '', action: '', type: '', outcome: '', from: '', to: '' };
type Form = typeof EMPTY;

const isoOf = (day: string): string => new Date(startOfDay(day)).toISOString();
const dayAfter = (day: string): string => new Date(Date.parse(day) + DAY).toISOString().slice(0, 10);

function filterOf({ email, kind, action, type, outcome, from, to }: Form): AuditFilter {
  return {
    ...(email.trim() === '' ? {} : { actorEmail: email.trim() }),
    ...(kind === '' || email.trim() !== '' ? {} : { actorKind: kind as NonNullable<AuditFilter['actorKind']> }),
    ...(action === '' ? {} : { action }),
    ...(type === '' ? {} : { resourceType: type }),
    ...(outcome === '' ? {} : { outcome: outcome as NonNullable<AuditFilter['outcome']> }),
    ...(from === '' ? {} : { from: isoOf(from) }),
    ...(to === '' ? {} : { to: isoOf(dayAfter(to)) }),
  };
}

/** What to look for in the log. Nothing is asked before the button: each question is a line of the log. */
export function LogFilter({ onLook }: { readonly onLook: (filter: AuditFilter) => void }) {
  const [form, setForm] = useState(EMPTY);
  const field = (name: keyof Form) => ({
    value: form[name],
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      setForm({ ...form, [name]: event.currentTarget.value }),
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    onLook(filterOf(form));
  };
  const sorted = typesWithWords.toSorted((one, other) => typeWords(one).localeCompare(typeWords(other)));
  return (
    <form className={classes.filter} onSubmit={submit} aria-label={text.label} noValidate>
      <div className={classes.fields}>
        <TextInput label={text.email} type="email" autoComplete="off" spellCheck={false} {...field('email')} />
        <NativeSelect
          label={text.kind}
          data={[{ value: '', label: text.anybody }, ...KINDS.map((one) => ({ value: one, label: text.kinds[one] }))]}
          disabled={form.email.trim() !== ''}
          {...field('kind')}
        />
        <NativeSelect
          label={text.action}
          data={[
            { value: '', label: text.everything },
            ...Object.keys(logText.actions).map((one) => ({ value: one, label: actionWords(one) })),
          ]}
          {...field('action')}
        />
        <NativeSelect
          label={text.type}
          data={[
            { value: '', label: text.everything },
            ...sorted.map((one) => ({ value: one, label: typeWords(one) })),
          ]}
          {...field('type')}
        />
        <NativeSelect
          label={text.outcome}
          data={[
            { value: '', label: text.everything },
            ...OUTCOMES.map((one) => ({ value: one, label: logText.outcomes[one] })),
          ]}
          {...field('outcome')}
        />
        <TextInput label={text.from} type="date" {...field('from')} />
        <TextInput label={text.to} type="date" {...field('to')} />
      </div>
      <div className={classes.buttons}>
        <Button type="submit">{text.apply}</Button>
        <Button
          variant="subtle"
          color="gray"
          onClick={() => {
            setForm(EMPTY);
            onLook({});
          }}
        >
          {text.clear}
        </Button>
      </div>
    </form>
  );
}
