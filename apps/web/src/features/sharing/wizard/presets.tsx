import { Button } from '@mantine/core';
import { FIRST_PLAN, type SharePlan } from '../../../api/share-plan.ts';
import classes from '../sharing.module.css';
import { wizardText } from './wizard.text.ts';

const text = wizardText.presets;

/** What is filled in at once. None of them names a label: what is specially protected stays out. */
const PRESETS = {
  visit: { until: '24-hours', extent: 'look' },
  emergency: {
    what: 'kinds',
    kinds: ['allergies', 'medicines', 'conditions', 'immunizations', 'devices', 'careTeam'],
    until: 'open',
    extent: 'look',
  },
  caregiver: { until: '30-days', extent: 'add' },
  parent: { until: 'open', extent: 'look' },
} as const satisfies Readonly<Record<string, Partial<SharePlan>>>;

/** Fills in what, until when and what they may do; who and why stay. */
export function Presets({ change }: { readonly change: (part: Partial<SharePlan>) => void }) {
  const { what, kinds, sources, entries, from, to, labels, form, takesCopy } = FIRST_PLAN;
  const first = { what, kinds, sources, entries, from, to, labels, form, takesCopy };
  return (
    <section className={classes.part} aria-label={text.title}>
      <p className={classes.quiet}>{text.title}</p>
      <div className={classes.buttons}>
        {(Object.keys(PRESETS) as (keyof typeof PRESETS)[]).map((name) => (
          <Button key={name} variant="default" onClick={() => change({ ...first, ...PRESETS[name] })}>
            {text[name]}
          </Button>
        ))}
      </div>
      <p className={classes.quiet}>{text.note}</p>
    </section>
  );
}
