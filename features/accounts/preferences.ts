import type { AccountId } from '@chartwarden/ids';
import { z } from 'zod';
import type { AccountNotes } from './account-notes.ts';

/** How an account wants to see things. What is not there was never chosen: the browser's own, or the record's, holds. */
export const PREFERENCES = z.strictObject({
  theme: z.enum(['light', 'dark', 'system']).optional(),
  /** BCP 47. */
  language: z.enum(['en', 'de', 'es']).optional(),
  /** Weight, height, temperature: kilograms, centimetres, Celsius, or pounds, feet, Fahrenheit. */
  measures: z.enum(['metric', 'us']).optional(),
  /** Laboratory values: by mass (mg/dL) or by amount of substance (mmol/L). */
  amounts: z.enum(['mass', 'molar']).optional(),
  /** Whether "/" leads to the search (WCAG 2.1.4: a shortcut of one character can be turned off); on until chosen. */
  slash: z.enum(['on', 'off']).optional(),
  /** Minutes without use after which a browser locks its screen; never until chosen. */
  lock: z.enum(['5', '15', '60']).optional(),
  /** An IANA zone, like "Europe/Vienna". */
  zone: z.string().max(64).refine(isZone, 'is no time zone').optional(),
});

export type Preferences = z.infer<typeof PREFERENCES>;

export interface PreferencesOf {
  get(account: AccountId): Promise<Preferences>;
  /** Replaces all of them. */
  put(account: AccountId, preferences: Preferences): Promise<Preferences>;
}

const NAME = 'accounts.preferences';
const KEPT = z.record(z.string(), z.unknown());

export function createPreferences(notes: AccountNotes): PreferencesOf {
  return {
    async get(account) {
      const kept = KEPT.safeParse(await notes.get(account, NAME));
      if (!kept.success) return {};
      // What another version of Chartwarden wrote and this one does not know was, for this one, never chosen.
      const known = Object.entries(PREFERENCES.shape).flatMap(([name, shape]) => {
        const value = shape.safeParse(kept.data[name]);
        return value.success && value.data !== undefined ? [[name, value.data]] : [];
      });
      return PREFERENCES.parse(Object.fromEntries(known));
    },
    async put(account, preferences) {
      await notes.put(account, NAME, preferences);
      return preferences;
    },
  };
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
