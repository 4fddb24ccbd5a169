import type { AccountId } from '@chartwarden/ids';
import type { AccountNotes } from './today/chart-notes.ts';

/** Notes of accounts as `features/accounts` keeps them, without keeping them. */
export function notesInMemory(): AccountNotes {
  const kept = new Map<string, unknown>();
  const nameOf = (account: AccountId, name: string): string => `${account} ${name}`;
  return {
    get: async (account, name) => kept.get(nameOf(account, name)) ?? null,
    async put(account, name, value) {
      if (value === null) kept.delete(nameOf(account, name));
      else kept.set(nameOf(account, name), structuredClone(value));
    },
  };
}
