import type { ActivityGroup } from './activity-groups.ts';

/** Why a group of lines is shown before the others. */
export const UNUSUAL = ['emergency', 'refused', 'copy', 'first', 'many', 'night'] as const;
export type Unusual = (typeof UNUSUAL)[number];

/** What the rules look at. `hours`: of every line, 0 to 23, where the reader is. */
export type Judged = Omit<ActivityGroup, 'unusual'> & {
  /** With the first line in which this account was let see anything. */
  readonly isFirst: boolean;
  readonly hours: readonly number[];
};

/** As many different entries on one day are many. */
export const MANY = 500;
/** Hours in which people sleep. */
const NIGHT_ENDS = 5;

const RULES: Readonly<Record<Unusual, (group: Judged) => boolean>> = {
  /** Somebody took access that was kept for an emergency. */
  emergency: ({ purpose }) => purpose === 'emergency',
  /** Somebody tried what they may not. */
  refused: ({ kind }) => kind === 'refused',
  /** A copy left the record: nobody sees what becomes of it. */
  copy: ({ kind }) => kind === 'copies',
  first: ({ isFirst }) => isFirst,
  many: ({ kind, entries }) => kind === 'looks' && entries >= MANY,
  night: ({ kind, hours }) => kind === 'looks' && hours.some((hour) => hour < NIGHT_ENDS),
};

/** The rules that a group meets, in the order above. What one did oneself and what machines do by themselves is none. */
export const unusualIn = (group: Judged): readonly Unusual[] =>
  group.own || group.actor.kind === 'system' ? [] : UNUSUAL.filter((name) => RULES[name](group));
