import { type AccountId, newId } from '@chartwarden/ids';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MOST_BYTES } from './account-notes.ts';
import { type Bench, makeBench, OWNER } from './accounts.testing.ts';

let bench: Bench;
let owner: AccountId;
const rows = () =>
  bench.test.db.all<{ name_token: Buffer; note: Buffer }>('select name_token, note from account_notes');

beforeEach(async () => {
  bench = await makeBench();
  owner = await bench.setUp();
});
afterEach(() => bench.remove());

describe('notes of an account', () => {
  it('hold the latest value under each name, and nothing under names that were never put or were taken away', async () => {
    const { notes } = bench.accounts;
    const person = newId();
    expect(await notes.get(owner, 'chart.last-visit')).toBeNull();
    await notes.put(owner, 'chart.last-visit', { at: 1 });
    await notes.put(owner, 'chart.last-visit', { at: 2 });
    await notes.put(owner, `chart.pinned.${person}`, ['2345-7']);
    await bench.restart();
    expect(await bench.accounts.notes.get(owner, 'chart.last-visit')).toEqual({ at: 2 });
    expect(await bench.accounts.notes.get(owner, `chart.pinned.${person}`)).toEqual(['2345-7']);
    expect(await bench.accounts.notes.get(owner, `chart.pinned.${newId()}`)).toBeNull();
    await bench.accounts.notes.put(owner, 'chart.last-visit', null);
    await bench.accounts.notes.put(owner, 'chart.never-there', null);
    expect(await bench.accounts.notes.get(owner, 'chart.last-visit')).toBeNull();
    expect(await rows()).toHaveLength(1);
  });

  it('lose nothing when several are written at once', async () => {
    const { notes } = bench.accounts;
    await Promise.all([1, 2, 3, 4].map((value) => notes.put(owner, 'chart.last-visit', value)));
    expect([1, 2, 3, 4]).toContain(await notes.get(owner, 'chart.last-visit'));
    expect(await rows()).toHaveLength(1);
  });

  it('stand in the database as envelopes only, each bound to its account', async () => {
    const { notes } = bench.accounts;
    await notes.put(owner, 'chart.pinned', 'Quetzalina');
    const [row] = await rows();
    expect(row?.note.includes('Quetzalina')).toBe(false);
    expect(row?.note.includes('pinned')).toBe(false);
    const other = newId<AccountId>();
    await bench.sealed().createScope(other);
    expect(await notes.get(other, 'chart.pinned')).toBeNull();
    const move = {
      sql: 'update account_notes set account_id = ?',
      parameters: [Buffer.from(other.replaceAll('-', ''), 'hex')],
    };
    await bench.test.db.batch([move]);
    await expect(notes.get(other, 'chart.pinned')).rejects.toMatchObject({ code: expect.stringMatching(/^CW-VLT-/) });
  });

  it('refuse names that are none and values that are too large', async () => {
    const { notes } = bench.accounts;
    for (const name of ['pinned', 'chart.', 'Chart.pinned', 'chart.pinned.Ada', ''])
      await expect(notes.put(owner, name, 1)).rejects.toThrow(RangeError);
    await notes.put(owner, 'chart.pinned', 'x'.repeat(MOST_BYTES - 2));
    await expect(notes.put(owner, 'chart.pinned', 'x'.repeat(MOST_BYTES - 1))).rejects.toThrow(RangeError);
  });

  it('go to new keys of the account and of the instance, and are found meanwhile', async () => {
    const { notes } = bench.accounts;
    await notes.put(owner, 'chart.pinned', ['a']);
    const [before] = await rows();
    // The account's row, its session and the note.
    expect(await bench.renewKeys(owner, 'forget')).toBe(3);
    const [after] = await rows();
    expect(after?.name_token).toEqual(before?.name_token);
    expect(after?.note.subarray(0, 13)).not.toEqual(before?.note.subarray(0, 13));
    const cut = bench.sealed().renew('instance', () => Promise.reject(new Error('the process dies here')));
    await expect(cut).rejects.toThrow('dies here');
    expect(await notes.get(owner, 'chart.pinned')).toEqual(['a']);
    await notes.put(owner, 'chart.pinned', ['b']);
    expect(await rows()).toHaveLength(1);
    await bench.renewKeys('instance', 'forget');
    expect((await rows())[0]?.name_token).not.toEqual(before?.name_token);
    await bench.restart();
    expect(await bench.accounts.notes.get(owner, 'chart.pinned')).toEqual(['b']);
    expect((await bench.accounts.login.login(OWNER, { client: 'cli', facts: {} }, null)).account.id).toBe(owner);
  });
});

describe('preferences', () => {
  it('are what was chosen, and nothing before', async () => {
    const { preferences } = bench.accounts;
    expect(await preferences.get(owner)).toEqual({});
    const units = { measures: 'us', amounts: 'molar' } as const;
    const chosen = { theme: 'dark', language: 'de', ...units, slash: 'off', zone: 'Europe/Vienna' } as const;
    await preferences.put(owner, chosen);
    expect(await preferences.get(owner)).toEqual(chosen);
    await preferences.put(owner, { theme: 'light' });
    expect(await preferences.get(owner)).toEqual({ theme: 'light' });
  });

  it('leave out what another version wrote and this one does not know', async () => {
    const { notes, preferences } = bench.accounts;
    await notes.put(owner, 'accounts.preferences', { theme: 'sepia', language: 'de', sound: 'loud' });
    expect(await preferences.get(owner)).toEqual({ language: 'de' });
    await notes.put(owner, 'accounts.preferences', 'light');
    expect(await preferences.get(owner)).toEqual({});
  });
});
