import { Checkbox, NativeSelect, Radio, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import { keys } from '../../../api/keys.ts';
import type { SharePlan } from '../../../api/share-plan.ts';
import { LABELS } from '../../../api/share-types.ts';
import { Problem } from '../../../ui/states.tsx';
import { SHARE_KIND_NAMES } from '../share-kinds.ts';
import classes from '../sharing.module.css';
import { sharingText } from '../sharing.text.ts';
import type { Missing } from './wish-of.ts';
import { wizardText } from './wizard.text.ts';

export interface PartProps {
  readonly person: string;
  readonly plan: SharePlan;
  readonly change: (part: Partial<SharePlan>) => void;
  /** What is missing, once somebody tried to go on. */
  readonly missing: Missing | null;
}

export function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>{title}</legend>
      {children}
    </fieldset>
  );
}

const WHATS = ['everything', 'kinds', 'laboratory', 'vital-signs', 'sources', 'entries', 'protected'] as const;

export function WhatPart(props: PartProps) {
  const { plan, change, missing } = props;
  const text = wizardText.what;
  const offered = WHATS.filter((what) => what !== 'entries' || plan.entries.length > 0);
  const nameOf = (what: (typeof WHATS)[number]) => {
    if (what === 'entries') return text.chosen(plan.entries.length);
    return what === 'protected' && plan.effect === 'permit' ? text.onlyProtected : text.choices[what];
  };
  return (
    <Group title={text.title}>
      <div className={classes.options}>
        {offered.map((what) => (
          <Radio
            key={what}
            name="what"
            label={nameOf(what)}
            checked={plan.what === what}
            onChange={() => change({ what })}
          />
        ))}
      </div>
      {plan.what === 'kinds' ? <Kinds {...props} /> : null}
      {plan.what === 'sources' ? <Sources {...props} /> : null}
      {missing === 'what' ? (
        <p role="alert" className={classes.quiet}>
          {text.missing}
        </p>
      ) : null}
      <p className={classes.quiet}>{text.days}</p>
      <div className={classes.days}>
        <TextInput
          type="date"
          label={text.from}
          value={plan.from}
          onChange={(event) => change({ from: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          label={text.to}
          value={plan.to}
          onChange={(event) => change({ to: event.currentTarget.value })}
        />
      </div>
      {plan.from || plan.to ? <p className={classes.quiet}>{text.undated}</p> : null}
      {plan.effect === 'permit' ? <Labels {...props} /> : null}
    </Group>
  );
}

const toggled = <T,>(list: readonly T[], one: T): readonly T[] =>
  list.includes(one) ? list.filter((other) => other !== one) : [...list, one];

function Kinds({ plan, change }: PartProps) {
  return (
    <div className={classes.options}>
      {SHARE_KIND_NAMES.map((kind) => (
        <Checkbox
          key={kind}
          label={sharingText.sentence.kinds[kind]}
          checked={plan.kinds.includes(kind)}
          onChange={() => change({ kinds: toggled(plan.kinds, kind) })}
        />
      ))}
    </div>
  );
}

function Sources({ person, plan, change }: PartProps) {
  const api = useApi();
  const sources = useQuery({ queryKey: keys.sources(person), queryFn: () => api.sources(person), staleTime: 60_000 });
  if (sources.error) return <Problem error={sources.error} onRetry={() => void sources.refetch()} />;
  const added = (sources.data ?? []).filter(({ importState }) => importState === 'committed');
  if (sources.data && added.length === 0) return <p className={classes.quiet}>{wizardText.what.noSources}</p>;
  return (
    <div className={classes.options}>
      {added.map(({ id, name }) => (
        <Checkbox
          key={id}
          label={<bdi>{name}</bdi>}
          checked={plan.sources.includes(id)}
          onChange={() => change({ sources: toggled(plan.sources, id) })}
        />
      ))}
    </div>
  );
}

function Labels({ plan, change }: PartProps) {
  return (
    <fieldset className={classes.plain}>
      <legend className={classes.quiet}>{wizardText.what.labels}</legend>
      <div className={classes.options}>
        {LABELS.map((label) => (
          <Checkbox
            key={label}
            label={sharingText.sentence.labels[label]}
            checked={plan.labels.includes(label)}
            onChange={() => change({ labels: toggled(plan.labels, label) })}
          />
        ))}
      </div>
    </fieldset>
  );
}

const UNTILS = ['24-hours', '30-days', 'day', 'open'] as const;

/** `hidesExtent`: for whoever only looks. */
export function TermsPart({
  plan,
  change,
  missing,
  hidesExtent = false,
}: PartProps & { readonly hidesExtent?: boolean }) {
  const text = wizardText.terms;
  const { extent, form } = wizardText;
  return (
    <Group title={text.title}>
      <TextInput
        label={plan.effect === 'deny' ? text.reasonKept : text.reason}
        description={plan.effect === 'deny' ? text.reasonKeptHint : text.reasonHint}
        value={plan.reason}
        maxLength={500}
        onChange={(event) => change({ reason: event.currentTarget.value })}
        autoComplete="off"
      />
      <NativeSelect
        label={text.until}
        value={plan.until}
        onChange={(event) => change({ until: event.currentTarget.value as SharePlan['until'] })}
        data={UNTILS.map((value) => ({ value, label: text.untils[value] }))}
      />
      {plan.until === 'day' ? (
        <TextInput
          type="date"
          label={text.day}
          value={plan.untilDay}
          onChange={(event) => change({ untilDay: event.currentTarget.value })}
          error={missing === 'until' ? text.missing : null}
        />
      ) : null}
      {plan.effect === 'permit' ? (
        <>
          {hidesExtent ? null : (
            <NativeSelect
              label={extent.title}
              value={plan.extent}
              onChange={(event) => change({ extent: event.currentTarget.value as SharePlan['extent'] })}
              data={(['look', 'add'] as const).map((value) => ({ value, label: extent[value] }))}
            />
          )}
          <NativeSelect
            label={form.title}
            value={plan.form}
            onChange={(event) => change({ form: event.currentTarget.value as SharePlan['form'] })}
            data={(['full_source_allowed', 'metadata_only'] as const).map((value) => ({ value, label: form[value] }))}
          />
          {hidesExtent ? null : (
            <Checkbox
              label={extent.takesCopy}
              description={extent.takesCopyHint}
              checked={plan.takesCopy}
              onChange={(event) => change({ takesCopy: event.currentTarget.checked })}
            />
          )}
        </>
      ) : null}
    </Group>
  );
}
