import { NativeSelect, Switch } from '@mantine/core';
import type { GroupKind, SeenActor, SeenFilter } from '../../api/activity-types.ts';
import { actorWords } from '../../ui/activity-sentence.text.ts';
import { dayOf } from '../../ui/words.ts';
import classes from './activity-page.module.css';
import { seenText } from './seen.text.ts';

const text = seenText.filter;
const KINDS: readonly GroupKind[] = ['looks', 'copies', 'changes', 'access', 'refused'];
const SPANS = ['any', 'today', 'yesterday', 'week', 'month', 'year'] as const;
type Span = (typeof SPANS)[number];

/** What is asked for, as the form has it. */
export interface SeenChoice {
  readonly own: boolean;
  /** An account, `system`, or nothing for everybody. */
  readonly who: string;
  readonly kind: GroupKind | '';
  readonly span: Span;
}

export const ALL: SeenChoice = { own: false, who: '', kind: '', span: 'any' };

const DAY = 86_400_000;
/** Somewhere within the day before, also where the clocks change. */
const dayBefore = (day: number): number => dayOf(day - DAY / 2);

function spanOf(span: Span, now: number): Pick<SeenFilter, 'from' | 'to'> {
  const today = dayOf(now);
  switch (span) {
    case 'any':
      return {};
    case 'today':
      return { from: today };
    case 'yesterday':
      return { from: dayBefore(today), to: today };
    case 'week':
      return { from: dayOf(today - 6 * DAY) };
    case 'month':
      return { from: dayOf(today - 29 * DAY) };
    case 'year':
      return { from: dayOf(today - 364 * DAY) };
  }
}

export const filterOf = ({ own, who, kind, span }: SeenChoice, now: number): SeenFilter => ({
  own: own ? 'show' : 'hide',
  ...(who === '' ? {} : { who }),
  ...(kind === '' ? {} : { kind }),
  ...spanOf(span, now),
});

interface SeenFilterProps {
  readonly choice: SeenChoice;
  readonly actors: readonly (SeenActor & { readonly account: string })[];
  readonly onChoose: (choice: SeenChoice) => void;
}

/** By whom, what and when. */
export function SeenFilterForm({ choice, actors, onChoose }: SeenFilterProps) {
  return (
    <div className={classes.filter}>
      <div className={classes.selects}>
        <NativeSelect
          label={text.who}
          data={[
            { value: '', label: text.everybody },
            ...actors.map((actor) => ({ value: actor.account, label: actorWords(actor) })),
            { value: 'system', label: text.machine },
          ]}
          value={choice.who}
          onChange={(event) => onChoose({ ...choice, who: event.currentTarget.value })}
        />
        <NativeSelect
          label={text.what}
          data={[
            { value: '', label: text.everything },
            ...KINDS.map((kind) => ({ value: kind, label: text.kinds[kind] })),
          ]}
          value={choice.kind}
          onChange={(event) => onChoose({ ...choice, kind: event.currentTarget.value as GroupKind | '' })}
        />
        <NativeSelect
          label={text.when}
          data={SPANS.map((span) => ({ value: span, label: text.spans[span] }))}
          value={choice.span}
          onChange={(event) => onChoose({ ...choice, span: event.currentTarget.value as Span })}
        />
      </div>
      <Switch
        label={text.own}
        checked={choice.own}
        onChange={(event) => onChoose({ ...choice, own: event.currentTarget.checked })}
      />
    </div>
  );
}
