import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addAccount } from '@chartwarden/accounts/testing';
import type { InstanceRole } from '@chartwarden/gate';
import type { AccountId, RecordId } from '@chartwarden/ids';
import { systemClock } from '@chartwarden/time';
import { TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { giveShare } from '../support/cast.ts';
import { makeDatabase } from '../support/databases.ts';
import { describeWithPostgres } from '../support/needs.ts';
import { type BareApp, emailOf, openBareApp, PASSWORD, type TestApp } from '../support/open-test-app.ts';

/** So many press the button at the same moment. */
const CROWDS = [2, 20] as const;

/**
 * What is good once is good once, however many come together: from as many networks, so that no throttle stands in for
 * what is tried here, and on PostgreSQL at two servers over one database.
 */
function together(settings: () => Promise<Readonly<Record<string, string>>>, servers: number): void {
  const folder = mkdtempSync(join(tmpdir(), 'chartwarden-together-'));
  const apps: BareApp[] = [];
  let owner: { id: AccountId; token: string };
  let next = 0;
  const first = (): BareApp => apps[0] as BareApp;

  beforeAll(async () => {
    const env = await settings();
    apps.push(await openBareApp(join(folder, 'data'), env));
    const made = { email: emailOf('Owner'), name: 'Owner', password: PASSWORD, witness: null };
    const { account } = await first().json<{ account: { id: AccountId } }>(null, 'POST', '/api/setup', made);
    owner = { id: account.id, token: await first().logIn(made.email) };
    while (apps.length < servers) apps.push(await openBareApp(join(folder, 'data'), env));
  }, 60_000);
  afterAll(async () => {
    for (const app of apps) await app.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** One request, at one of the servers, from a network of its own. */
  async function ask(at: number, method: string, url: string, body?: object, token: string | null = null) {
    next += 1;
    const app = apps[at % apps.length] as BareApp;
    const answer = await app.app.http.inject({
      method: method as 'POST',
      url,
      remoteAddress: `198.51.${next >> 8}.${next & 255}`,
      headers: {
        'x-chartwarden': '1',
        'x-chartwarden-cli': '1',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    });
    return { status: answer.statusCode, text: answer.body };
  }
  const json = <T>(method: string, url: string, body?: object, token: string = owner.token): Promise<T> =>
    first().json<T>(token, method, url, body);

  /** All of them at once; how many got `success`, and what the others got. */
  async function crowd(
    size: number,
    success: number,
    one: (at: number) => ReturnType<typeof ask>,
  ): Promise<{ readonly won: number; readonly others: readonly number[] }> {
    const statuses = (await Promise.all(Array.from({ length: size }, (_, at) => one(at)))).map(({ status }) => status);
    const others = [...new Set(statuses.filter((status) => status !== success))].sort();
    return { won: statuses.filter((status) => status === success).length, others };
  }

  async function account(role: InstanceRole = 'member') {
    next += 1;
    const email = `guest${next}@example.org`;
    const by = { kind: 'account' as const, account: owner.id, role: 'owner' };
    const ports = { db: first().app.db, clock: systemClock, core: first().app.core };
    const id = await addAccount(ports, by, { email, name: `Guest ${next}`, password: PASSWORD, role });
    // Each from a network of its own: so many logins from one would be too many.
    const { text } = await ask(0, 'POST', '/api/login', { email, password: PASSWORD });
    return { id, email, token: (JSON.parse(text) as { token: string }).token };
  }
  const crew: Promise<Awaited<ReturnType<typeof account>>>[] = [];
  /** The same ones for every test: a password takes its time. */
  const practitioners = (size: number) => {
    while (crew.length < size) crew.push(account('practitioner'));
    return Promise.all(crew.slice(0, size));
  };
  async function holder() {
    const who = await account();
    const made = { name: `Quirina ${next}`, birthDate: '1971-03-04', relation: 'self' };
    return { ...who, name: made.name, person: (await json<{ id: string }>('POST', '/api/people', made, who.token)).id };
  }
  /** With a second step: the secret and the recovery codes. */
  async function withCodes() {
    const who = await account();
    const { secret } = await json<{ secret: string }>('POST', '/api/account/factors/totp', undefined, who.token);
    const code = new TOTP({ secret }).generate();
    const path = '/api/account/factors/totp/confirm';
    const { codes } = await json<{ codes: string[] }>('POST', path, { code }, who.token);
    // The next step: the one that confirmed it is used.
    return { ...who, code: new TOTP({ secret }).generate({ timestamp: Date.now() + 30_000 }), codes };
  }

  describe.each(CROWDS)('%i of them', { timeout: 60_000 }, (size) => {
    it('take an invitation: one gets in, and there is one account more', async () => {
      const { url } = await json<{ url: string }>('POST', '/api/invitations', { role: 'member' });
      const token = url.split('#invitation=')[1];
      const count = async () => (await json<{ accounts: unknown[] }>('GET', '/api/accounts')).accounts.length;
      const before = await count();
      const taking = { token, name: 'Guest', password: PASSWORD };
      const { won, others } = await crowd(size, 201, (at) =>
        ask(at, 'POST', '/api/invitation/take', { ...taking, email: `new${size}.${at}@example.org` }),
      );
      expect([won, others]).toEqual([1, [410]]);
      expect(await count()).toBe(before + 1);
    });

    it('claim a record with one link: somebody new, or with the account they have', async () => {
      const { token, person } = await holder();
      const { url } = await json<{ url: string }>(
        'POST',
        `/api/people/${person}/invitations`,
        { relation: 'custodian' },
        token,
      );
      const invitation = url.split('#invitation=')[1];
      const others = await Promise.all(Array.from({ length: size - 1 }, () => account()));
      const newcomer = { token: invitation, name: 'Guest', email: `claims${size}@example.org`, password: PASSWORD };
      const answers = await Promise.all([
        ask(0, 'POST', '/api/invitation/take', newcomer),
        ...others.map((one, at) => ask(at + 1, 'POST', '/api/invitation/accept', { token: invitation }, one.token)),
      ]);
      expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
      const state = await first().app.core.access.refresh();
      expect(state.records.get(person as RecordId)?.custody).toHaveLength(2);
    });

    it('accept one invitation to care for somebody: one is let in, to what was shown', async () => {
      const { token, person } = await holder();
      const invite = { email: null, days: 7 };
      const wish = { recipient: { invite }, slice: { types: ['Condition'] }, extent: 'look', until: null };
      const drafts = `/api/people/${person}/shares/drafts`;
      const { id, digest } = await json<{ id: string; digest: string }>('POST', drafts, wish, token);
      const given = await json<{ invitation: { url: string } }>('POST', `/api/shares/${id}/give`, { digest }, token);
      const invitation = given.invitation.url.split('#invitation=')[1];
      const all = await practitioners(size);
      const { won, others } = await crowd(size, 200, (at) =>
        ask(at, 'POST', '/api/invitation/accept', { token: invitation }, all[at]?.token),
      );
      expect([won, others]).toEqual([1, [410]]);
      const { inForce } = await json<{ inForce: unknown[] }>('GET', `/api/people/${person}/shares`, undefined, token);
      expect(inForce).toMatchObject([{ slice: { types: ['Condition'] } }]);
      const statuses = await Promise.all(
        all.map((one, at) => ask(at, 'GET', `/api/people/${person}/facts`, undefined, one.token)),
      );
      expect(statuses.filter(({ status }) => status === 200)).toHaveLength(1);
    });

    it('take what is offered for an emergency, each for themselves, and nothing once the offer ends beside them', async () => {
      const { token, person, name } = await holder();
      const path = `/api/people/${person}/emergency`;
      const offer = async () =>
        (await json<{ offers: { event: string }[] }>('POST', path, { what: 'everything' }, token)).offers[0]?.event;
      const all = await practitioners(size);
      const take = (at: number, whom = name) => {
        const taken = { name: whom, birthDate: '1971-03-04', reason: 'found without an answer' };
        return ask(at, 'POST', '/api/emergency', taken, all[at % all.length]?.token);
      };
      const see = async () => {
        const seen = all.map((one, at) => ask(at, 'GET', `/api/people/${person}/facts`, undefined, one.token));
        return (await Promise.all(seen)).filter(({ status }) => status === 200).length;
      };
      const offered = await offer();
      expect(await crowd(size, 201, take)).toEqual({ won: size, others: [] });
      const { taken } = await json<{ taken: unknown[] }>('GET', path, undefined, token);
      expect([taken.length, await see()]).toEqual([size, size]);
      const end = (event: string | undefined) => ask(1, 'POST', `/api/shares/${event}/end`, undefined, token);
      expect([(await end(offered)).status, await see()]).toEqual([204, 0]);

      const second = await offer();
      const [ended] = await Promise.all([end(second), ...all.map((_one, at) => take(at))]);
      expect([ended.status, await see()]).toEqual([204, 0]);

      // In vain, by one account: five in an hour, at whichever server, whatever comes at once.
      const [one] = await practitioners(1);
      const guess = { name: 'Nobody', birthDate: '1971-03-04', reason: 'found without an answer' };
      const vain = await crowd(size, 404, (at) => ask(at, 'POST', '/api/emergency', guess, one?.token));
      expect(vain.won).toBeLessThanOrEqual(5);
    });

    it('set a new password with one link', async () => {
      const { id } = await account();
      const { url } = await json<{ url: string }>('POST', `/api/accounts/${id}/password-link`);
      const token = url.split('#link=')[1];
      const { won, others } = await crowd(size, 200, (at) =>
        ask(at, 'POST', '/api/new-password', { token, password: `${PASSWORD} ${at}` }),
      );
      expect([won, others]).toEqual([1, [410]]);
    });

    it('log in with one code, and with one recovery code', async () => {
      const who = await withCodes();
      for (const given of [{ code: who.code }, { recovery: who.codes[0] }]) {
        const login = { email: who.email, password: PASSWORD };
        const steps: string[] = [];
        for (let at = 0; at < size; at += 1) {
          const begun = await ask(at, 'POST', '/api/login', login);
          steps.push((JSON.parse(begun.text) as { second: { token: string } }).second.token);
        }
        // What was begun from one network is finished there.
        next -= size;
        const { won } = await crowd(size, 200, (at) =>
          ask(at, 'POST', '/api/login/second-step', { token: steps[at], ...given }),
        );
        expect(won, Object.keys(given).join()).toBe(1);
      }
    });

    it('make a program’s token with one code', async () => {
      const { email, code, token } = await withCodes();
      const { won } = await crowd(size, 201, (at) =>
        ask(at, 'POST', '/api/auth/token', { email, password: PASSWORD, code }),
      );
      expect(won).toBe(1);
      expect((await json<{ tokens: unknown[] }>('GET', '/api/auth/tokens', undefined, token)).tokens).toHaveLength(1);
    });

    it('give one draft of a share, and approve one erasure', async () => {
      const { token, person } = await holder();
      const { email } = await account();
      const wish = { recipient: { address: email }, slice: { types: ['Condition'] }, extent: 'look', until: null };
      const drafts = `/api/people/${person}/shares/drafts`;
      const share = await json<{ id: string; digest: string }>('POST', drafts, wish, token);
      const { won } = await crowd(size, 201, (at) =>
        ask(at, 'POST', `/api/shares/${share.id}/give`, { digest: share.digest }, token),
      );
      expect(won).toBe(1);
      const { inForce } = await json<{ inForce: unknown[] }>('GET', `/api/people/${person}/shares`, undefined, token);
      expect(inForce).toHaveLength(1);
      const erasure = await json<{ id: string; digest: string }>('POST', `/api/people/${person}/erasure`, {}, token);
      const erased = await crowd(size, 200, (at) =>
        ask(at, 'POST', `/api/erasures/${erasure.id}/approve`, { digest: erasure.digest }, token),
      );
      expect(erased.won).toBe(1);
    });

    it('open a link that is good for one opening, and guess at the last try of another', async () => {
      const { token, person } = await holder();
      const links = `/api/people/${person}/links`;
      const make = async (more: object): Promise<string> => {
        const wish = { label: 'A link', slice: {}, until: null, ...more };
        const { digest } = await json<{ digest: string }>('POST', links, wish, token);
        const made = await json<{ id: string; url: string }>('POST', links, { ...wish, digest }, token);
        const header = Buffer.from('{"alg":"dir","enc":"A256GCM","cty":"application/fhir+json"}').toString('base64url');
        const file = [header, '', 'A'.repeat(16), 'AAAA', 'A'.repeat(22)].join('.');
        await first().json(token, 'PUT', `/api/links/${made.id}/content`, Buffer.from(file));
        return new URL(made.url).pathname;
      };
      const once = await make({ openings: 1 });
      const opened = await crowd(size, 200, (at) => ask(at, 'POST', once, { recipient: 'Dr. Example' }));
      expect([opened.won, opened.others]).toEqual([1, [404]]);
      const shut = await make({ passcode: 'copper kettle' });
      const guess = (at: number) => ask(at, 'POST', shut, { recipient: 'X', passcode: 'something else' });
      for (let at = 0; at < 9; at += 1) expect((await guess(at)).status).toBe(401);
      const last = await crowd(size, 401, guess);
      expect([last.won, last.others]).toEqual([1, [404]]);
      expect((await ask(0, 'POST', shut, { recipient: 'X', passcode: 'copper kettle' })).status).toBe(404);
    });

    it('take this server over: once, and it has as many owners as before', async () => {
      const owners = async () =>
        [...(await first().app.core.access.refresh()).accounts].flatMap(([id, { roles }]) =>
          roles.includes('owner') ? [id] : [],
        );
      const other = await account();
      const hand = async (from: { token: string }, to: { id: AccountId; token: string }) => {
        const wish = { to: to.id, keeps: null };
        const { digest } = await json<{ digest: string }>('POST', '/api/handover/draft', wish, from.token);
        const { id } = await json<{ id: string }>('POST', '/api/handover', { ...wish, digest }, from.token);
        const path = `/api/handover/${id}/accept`;
        const taken = await crowd(size, 204, (at) => ask(at, 'POST', path, { digest }, to.token));
        expect([taken.won, taken.others, await owners()]).toEqual([1, [404], [to.id]]);
      };
      await hand(owner, other);
      await hand(other, owner);
    });

    it('are owners who step down: one stays', async () => {
      const others = await Promise.all(Array.from({ length: size - 1 }, () => account('owner')));
      const all = [owner, ...others];
      await Promise.all(
        all.map(({ id, token }, at) => ask(at, 'DELETE', `/api/accounts/${id}/roles/owner`, undefined, token)),
      );
      const state = await first().app.core.access.refresh();
      const left = [...state.accounts].filter(([, one]) => one.status === 'active' && one.roles.includes('owner'));
      expect(left.length).toBeGreaterThan(0);
      // Whoever it is makes the first one an owner again, for the tests that follow.
      const by = all.find(({ id }) => id === left[0]?.[0]);
      await json('PUT', `/api/accounts/${owner.id}/roles/owner`, undefined, by?.token);
      for (const { id } of others) await json('DELETE', `/api/accounts/${id}/roles/owner`);
    });
  });

  it('a share that its holder ends while its recipient gives it back is over, and in the log once', async () => {
    const { token, person } = await holder();
    const other = await account();
    const event = await giveShare(first() as TestApp, token, person, {
      recipient: { address: other.email },
      slice: { types: ['Condition'] },
    });
    const ended = await Promise.all(
      [token, other.token].map((by, at) => ask(at, 'POST', `/api/shares/${event}/end`, undefined, by)),
    );
    expect(ended.filter(({ status }) => status === 204)).toHaveLength(1);
    expect((await ask(1, 'GET', `/api/people/${person}/facts`, undefined, other.token)).status).toBe(404);
  });
}

describe('many at once', { timeout: 60_000 }, () => together(async () => ({}), 1));

describeWithPostgres('many at once, at two servers over one database', (server) => {
  let drop: () => Promise<void> = async () => undefined;
  afterAll(() => drop());
  together(async () => {
    const database = await makeDatabase(server);
    drop = () => database.drop();
    return { DATABASE_URL: database.url };
  }, 2);
});
