import type { AccountId } from '@chartwarden/ids';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAccountsStore } from './accounts.store.ts';
import { type Bench, browser, carrying, makeBench, OWNER } from './accounts.testing.ts';
import { createIdentities } from './identity.ts';
import type { AccountsPorts } from './ports.ts';

let bench: Bench;
let owner: AccountId;
const login = () => bench.accounts.login.login(OWNER, browser(), null);
const row = async () => {
  const [one] = await bench.test.db.all<{ email_token: Buffer; profile: Buffer; password: Buffer }>(
    'select email_token, profile, password from accounts',
  );
  if (one === undefined) throw new Error('no account');
  return one;
};

beforeEach(async () => {
  bench = await makeBench();
  owner = await bench.setUp();
});
afterEach(() => bench.remove());

describe('new keys', () => {
  it('of an account move all that is sealed of it; login and sessions go on, also without the old keys', async () => {
    const { opened } = await login();
    const before = await row();
    // The account's row, the note of its places, and two sessions: of the set-up and of the login.
    expect(await bench.renewKeys(owner, 'forget')).toBe(4);
    const after = await row();
    expect(after.email_token).toEqual(before.email_token);
    for (const column of ['profile', 'password'] as const)
      expect(after[column].subarray(0, 13)).not.toEqual(before[column].subarray(0, 13));
    const session = await bench.accounts.authenticate(carrying(opened.token, 'browser'));
    if (session === null) throw new Error('the session ended');
    expect((await bench.accounts.sessions(session)).map((one) => one.ip)).toContain('192.0.2.1');
    await bench.restart();
    expect((await login()).account.email).toBe(OWNER.email);
    expect(await bench.renewKeys(owner)).toBeGreaterThan(0);
  });

  it('of the instance give addresses new tokens; lines of the log keep theirs, are found and verify', async () => {
    await login();
    const before = await row();
    expect(await bench.renewKeys('instance', 'forget')).toBe(2);
    expect((await row()).email_token).not.toEqual(before.email_token);
    expect((await login()).account.email).toBe(OWNER.email);
    for (const restarted of [false, true]) {
      if (restarted) await bench.restart();
      const logins = await bench.ledger().reader.search({ action: 'login' }, { limit: 10 });
      expect(logins).toHaveLength(2);
      expect((await bench.ledger().verify()).problems).toEqual([]);
    }
  });

  it('half moved leave everybody found, and no address can be taken a second time', async () => {
    // Cut off: the key is new, and nothing was moved.
    const cut = bench.sealed().renew('instance', () => Promise.reject(new Error('the process dies here')));
    await expect(cut).rejects.toThrow('dies here');
    expect((await login()).account.email).toBe(OWNER.email);
    await bench.restart();
    expect((await login()).account.email).toBe(OWNER.email);
    const gate = { account: () => ({ status: 'active', roles: [] }) } as unknown as AccountsPorts['gate'];
    const identities = createIdentities(createAccountsStore(bench.test.db), {
      db: bench.test.db,
      clock: bench.clock,
      sealed: bench.sealed(),
      gate,
    });
    await expect(identities.create({ email: OWNER.email, name: 'Mallory' }, 'hash')).rejects.toMatchObject({
      code: 'CW-ACC-003',
    });
    expect(await bench.renewKeys('instance')).toBe(1);
    expect((await login()).account.email).toBe(OWNER.email);
  });
});
