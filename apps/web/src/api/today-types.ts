import type { FactMark, When } from './section-types.ts';

/** What an account wants to see first of a record: ids of analytes, null when none was ever chosen. */
export interface ChartNotes {
  readonly pins: readonly string[] | null;
}

/** A value with its last points, as the lists of results and vitals have it. */
export interface PinnedValue {
  /** Id of the analyte. */
  readonly id: string;
  readonly section: 'results' | 'vitals';
  readonly words: string | null;
  readonly latest: (Omit<FactMark, 'type'> & { readonly line: string | null }) | null;
  readonly sparks: readonly {
    readonly unit: string | null;
    readonly change: 'up' | 'down' | 'same' | null;
    /** Milliseconds, oldest first. */
    readonly at: readonly number[];
    readonly digits: readonly string[];
    readonly comparators: readonly (string | null)[];
  }[];
}

export interface Today {
  readonly at: number;
  /** Null: this account looks at the record for the first time. */
  readonly since: number | null;
  /** `import` is null for whoever does not see the whole record. */
  readonly news: readonly { readonly import: string | null; readonly type: string; readonly count: number }[];
  readonly pinned: {
    /** Nothing was pinned: common values that the record has. */
    readonly isDefault: boolean;
    readonly values: readonly PinnedValue[];
    /** How many pinned ones are not there any more. */
    readonly gone: number;
  };
  readonly appointments: {
    readonly next: readonly (FactMark & {
      readonly words: string | null;
      readonly state: 'booked' | 'asked' | 'missed' | 'kept' | 'unknown';
      readonly start: When | null;
      readonly who: readonly string[];
      readonly where: readonly string[];
    })[];
    readonly count: number;
  };
  readonly isWhole: boolean;
}
