import { deciding } from '@chartwarden/gate';
import type { AccountId } from '@chartwarden/ids';
import { z } from 'zod';
import type { AskGate, Asking } from '../asking.ts';

/** Small things kept for an account, sealed with its key; wired to `features/accounts`. */
export interface AccountNotes {
  /** Null when nothing was put under that name. */
  get(account: AccountId, name: string): Promise<unknown>;
  /** Null removes. */
  put(account: AccountId, name: string, value: unknown): Promise<void>;
}

export const MOST_PINS = 40;

/** What an account wants to see first of a record. */
export interface ChartNotes {
  /** Ids of analytes, as the sections of results and vitals name them, in the order chosen; null: none was ever chosen. */
  readonly pins: readonly string[] | null;
}

const KEPT = z.array(z.string()).max(MOST_PINS);

export const pinsName = (person: string): string => `chart.pins.${person}`;

/** What another version wrote and this one does not know was never chosen. */
export const pinsIn = (kept: unknown): ChartNotes['pins'] => KEPT.safeParse(kept).data ?? null;

/** Each account has its own for each record that it may see: for any other the record is not there (CW-GEN-002). */
export function createChartNotes({ ask, notes }: { readonly ask: AskGate; readonly notes: AccountNotes }) {
  const see = (who: Asking, person: string) => ask(who, person, ['search'], 'effective');
  return {
    get: (who: Asking, person: string): Promise<ChartNotes> =>
      deciding(async () => {
        await see(who, person);
        return { pins: pinsIn(await notes.get(who.account, pinsName(person))) };
      }),

    put: (who: Asking, person: string, { pins }: ChartNotes): Promise<ChartNotes> =>
      deciding(async () => {
        await see(who, person);
        await notes.put(who.account, pinsName(person), pins);
        return { pins };
      }),
  };
}
