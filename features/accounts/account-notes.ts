import { type AccountId, idToBytes, newId } from '@chartwarden/ids';
import type { Clock } from '@chartwarden/time';
import type { Reseal, SealedPlace, SealedStore } from '@chartwarden/vault';
import type { AccountNoteRow, AccountNotesStore } from './account-notes.store.ts';

/**
 * Small things that a feature keeps for an account, like preferences: sealed with the account's key, found by a blind
 * token of their name, renewed and removed with the account. Nothing of a record belongs here but ids.
 * A name starts with the feature's: "chart.last-visit", "chart.pinned.<person>".
 */
export interface AccountNotes {
  /** What was put under that name, as parsed JSON: unknown until the caller has checked its shape. Null when nothing was. */
  get(account: AccountId, name: string): Promise<unknown>;
  /**
   * Replaces what is under that name; the later of two wins, and null removes it. At most {@link MOST_BYTES} of JSON.
   * Throws RangeError on a name that is none or a value that is too large: both are the caller's to prevent.
   */
  put(account: AccountId, name: string, value: unknown): Promise<void>;
}

/** As kept here: also moved to new keys. */
export interface KeptAccountNotes extends AccountNotes {
  /** Moves an account's notes to its newest key. Resolves with how many were not there yet. */
  reseal(account: AccountId, again: Reseal): Promise<number>;
  /** Gives every note the token of the newest generation. Resolves with how many had another. */
  retoken(): Promise<number>;
}

export const MOST_BYTES = 16 * 1024;
const NAME = /^[a-z]+\.[a-z-]{1,40}(\.[0-9a-f-]{36})?$/;
/** Two who write at once meet again at most this often. */
const ATTEMPTS = 8;

interface Note {
  readonly name: string;
  readonly value: unknown;
}

export function createAccountNotes(store: AccountNotesStore, sealed: SealedStore, clock: Clock): KeptAccountNotes {
  const tokenOf = (name: string) => sealed.token('note', name);
  const open = (row: AccountNoteRow): Note =>
    JSON.parse(sealed.open(row.account, place(row.id, row.version), row.note).toString('utf8')) as Note;
  const find = async (account: AccountId, name: string): Promise<{ row: AccountNoteRow; note: Note } | null> => {
    const rows = await store.under(account, sealed.tokens('note', name));
    // Eight bytes of token can collide; the name itself decides.
    return rows.map((row) => ({ row, note: open(row) })).find(({ note }) => note.name === name) ?? null;
  };
  const write = async (account: AccountId, name: string, value: unknown): Promise<boolean> => {
    const earlier = (await find(account, name))?.row;
    const version = (earlier?.version ?? 0) + 1;
    const id = earlier?.id ?? newId(clock.now());
    const note = sealed.seal(account, place(id, version), Buffer.from(JSON.stringify({ name, value })));
    const row = { id, account, nameToken: tokenOf(name), version, note };
    return earlier === undefined ? store.insert(row) : store.replace(earlier, row);
  };

  return {
    get: async (account, name) => (await find(account, name))?.note.value ?? null,
    async put(account, name, value) {
      if (!NAME.test(name)) throw new RangeError('not the name of an account note');
      if (value === null) {
        const earlier = await find(account, name);
        if (earlier !== null) await store.remove(earlier.row);
        return;
      }
      if (Buffer.byteLength(JSON.stringify(value)) > MOST_BYTES) throw new RangeError('an account note is too large');
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) if (await write(account, name, value)) return;
      throw new Error('an account note was written by others again and again');
    },
    async reseal(account, again) {
      let moved = 0;
      for (const row of await store.ofAccount(account)) {
        const note = again(place(row.id, row.version), row.note);
        if (note === null) continue;
        await store.replace(row, { ...row, note });
        moved += 1;
      }
      return moved;
    },
    async retoken() {
      let moved = 0;
      for (const row of await store.all()) {
        const nameToken = tokenOf(open(row).name);
        if (nameToken.equals(row.nameToken)) continue;
        await store.replace(row, { ...row, nameToken });
        moved += 1;
      }
      return moved;
    },
  };
}

const place = (note: string, version: number): SealedPlace => ({
  table: 'account_notes',
  row: idToBytes(note),
  column: 'note',
  version,
});
