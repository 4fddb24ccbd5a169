import { startMailServer, type TestMailServer } from '@chartwarden/mail/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { emailOf, openTestApp, PASSWORD, type TestApp } from '../support/open-test-app.ts';

/** Stands in the record, in the names of people, and in what they write to each other; in no message. */
const CANARIES = ['Quetzalina', 'Vibrissa', 'Zitronenfalter', 'kanarienfile', 'Nierenstein'];
const ENTRIES = 1000;
const DAY = 24 * 3600_000;

const FILE = JSON.stringify({
  resourceType: 'Bundle',
  type: 'collection',
  entry: Array.from({ length: ENTRIES }, (_, at) => ({
    fullUrl: `urn:uuid:0a000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
    resource: {
      resourceType: 'Observation',
      status: 'final',
      code: { text: `Zitronenfalter ${at}` },
      effectiveDateTime: '2020-01-02',
    },
  })),
});

type Name = 'Owner' | 'Holder' | 'Vibrissa' | 'Auditor' | 'Practitia' | 'Bystander';

/** What really happens, what that is called, and who is told: once above the pages, and once by mail. */
interface Cause {
  readonly kind: string;
  readonly told: readonly Name[];
  readonly happens: () => Promise<unknown>;
}

describe('what people are told unasked', () => {
  const clock = { ahead: 0, now: () => Date.now() + clock.ahead };
  const tokens = {} as Record<Name, string>;
  const ids = {} as Record<Name, string>;
  let mail: TestMailServer;
  let test: TestApp;
  let person: string;
  const get = (name: Name, url: string) => test.json(tokens[name], 'GET', url);
  const facts = (name: Name, limit: number) => get(name, `/api/people/${person}/facts?limit=${limit}`);
  const logIn = (name: Name, password: string, remoteAddress = '127.0.0.1') =>
    test.app.http.inject({
      method: 'POST',
      url: '/api/login',
      remoteAddress,
      headers: { 'x-chartwarden': '1', 'x-chartwarden-cli': '1', 'content-type': 'application/json' },
      payload: JSON.stringify({ email: emailOf(name), password }),
    });

  beforeAll(async () => {
    mail = await startMailServer();
    const settings = {
      CHARTWARDEN_MAIL_HOST: 'localhost',
      CHARTWARDEN_MAIL_PORT: String(mail.port),
      CHARTWARDEN_MAIL_SECURITY: 'none',
      CHARTWARDEN_MAIL_FROM: 'chartwarden@example.org',
    };
    test = await openTestApp(settings, clock);
    [tokens.Owner, ids.Owner] = [test.owner.token, test.owner.id];
    const cast = [
      ['Holder', 'member'],
      ['Vibrissa', 'member'],
      ['Auditor', 'auditor'],
      ['Practitia', 'practitioner'],
      ['Bystander', 'member'],
    ] as const;
    for (const [name, role] of cast) {
      const { token, id } = await test.account(name, role);
      [tokens[name], ids[name]] = [token, id];
    }
    const { json, call } = test;
    const holder = tokens.Holder;
    person = (
      await json<{ id: string }>(holder, 'POST', '/api/people', {
        name: 'Quetzalina',
        birthDate: '1971-03-04',
        relation: 'self',
      })
    ).id;
    const { id } = await json<{ id: string }>(holder, 'POST', `/api/people/${person}/imports`, {});
    await call(holder, 'PUT', `/api/imports/${id}/files?name=kanarienfile.json`, Buffer.from(FILE));
    await call(holder, 'POST', `/api/imports/${id}/read`, { origin: 'Test clinic' });
    await vi.waitFor(
      async () => expect(await json(holder, 'GET', `/api/imports/${id}`)).toMatchObject({ state: 'ready' }),
      { timeout: 20_000 },
    );
    await json(holder, 'POST', `/api/imports/${id}/commit`, { aboutSomeoneElse: 'yes', origin: 'Test clinic' });
    const wish = { recipient: { address: emailOf('Vibrissa') }, slice: {}, until: null, reason: 'Nierenstein' };
    const draft = await json<{ id: string; digest: string }>(
      holder,
      'POST',
      `/api/people/${person}/shares/drafts`,
      wish,
    );
    await json(holder, 'POST', `/api/shares/${draft.id}/give`, { digest: draft.digest });
    await test.app.alerts.run();
    await seen();
  }, 60_000);
  afterAll(async () => {
    await test.close();
    await mail.close();
  });

  /** What each was told since they last said that they know, as "Name: kind", in order. */
  async function notices(): Promise<string[]> {
    const all = await Promise.all(
      Object.entries(tokens).map(async ([name, token]) => {
        const view = await test.json<{ notices: { kind: string }[] }>(token, 'GET', '/api/session');
        return view.notices.map(({ kind }) => `${name}: ${kind.split(':')[0]}`);
      }),
    );
    return all.flat().sort();
  }
  async function seen(): Promise<void> {
    for (const token of Object.values(tokens)) await test.json(token, 'POST', '/api/session/notices/seen');
    await test.app.accounts.noticeMail.run();
    const left = () => test.app.db.all('select 1 from account_outbox');
    await vi.waitFor(async () => expect(await left()).toEqual([]), { timeout: 10_000 });
  }

  const causes: readonly Cause[] = [
    {
      kind: 'failed-logins',
      told: ['Holder'],
      happens: async () => {
        for (let time = 0; time < 5; time += 1)
          expect((await logIn('Holder', 'not at all the one')).statusCode).toBe(401);
      },
    },
    {
      kind: 'new-device',
      told: ['Holder'],
      happens: async () => expect((await logIn('Holder', PASSWORD, '198.51.100.7')).statusCode).toBe(200),
    },
    { kind: 'first-look', told: ['Holder'], happens: () => facts('Vibrissa', 5) },
    {
      kind: 'mass-read',
      told: ['Holder'],
      happens: () => facts('Vibrissa', ENTRIES),
    },
    {
      kind: 'export',
      told: ['Holder'],
      happens: async () => {
        const { token } = JSON.parse((await logIn('Holder', PASSWORD)).body) as { token: string };
        const drafts = `/api/people/${person}/archives`;
        const { id, digest } = await test.json<{ id: string; digest: string }>(token, 'POST', drafts, {
          kind: 'entries',
        });
        await test.json(token, 'POST', `/api/archives/${id}/approve`, { digest });
        expect((await test.call(token, 'GET', `/api/archives/${id}/file`)).status).toBe(200);
      },
    },
    {
      kind: 'break-glass',
      told: ['Holder'],
      happens: async () => {
        const again = async (name: Name) => (JSON.parse((await logIn(name, PASSWORD)).body) as { token: string }).token;
        const offered = `/api/people/${person}/emergency`;
        await test.json(await again('Holder'), 'POST', offered, { what: 'everything' });
        const taken = { name: 'quetzalina', birthDate: '1971-03-04', reason: 'Nierenstein, no answer' };
        await test.json(await again('Practitia'), 'POST', '/api/emergency', taken);
      },
    },
    {
      kind: 'clock-back',
      told: ['Auditor', 'Owner'],
      happens: async () => {
        await facts('Holder', 1);
        clock.ahead -= 2 * 3_600_000;
        await facts('Holder', 1);
      },
    },
    {
      kind: 'log-broken',
      told: ['Auditor', 'Owner'],
      happens: async () => {
        const sql = 'update ledger_entries set time = time + 1 where seq = 3';
        await test.app.db.batch([{ sql, parameters: [] }]);
        expect(await test.app.operate.watchLog()).toBe(true);
      },
    },
  ];

  it('has a cause here for each kind', async () => {
    const choices = await test.json<Record<string, boolean>>(tokens.Holder, 'GET', '/api/alerts');
    expect(causes.map(({ kind }) => kind).sort()).toEqual([...Object.keys(choices), 'new-device'].sort());
  });

  it.each(causes)(
    'tells of $kind whom it concerns, once here and once by mail, and nothing of the record',
    async ({ kind, told, happens }) => {
      clock.ahead += DAY + 3_600_000;
      const before = mail.received.length;
      await happens();
      await test.app.alerts.run();
      expect(await notices()).toEqual(told.map((name) => `${name}: ${kind}`));
      expect(await test.app.accounts.noticeMail.run()).toBe(told.length);
      await vi.waitFor(() => expect(mail.received).toHaveLength(before + told.length), { timeout: 10_000 });
      const messages = mail.received.slice(before);
      expect(messages.map(({ to }) => to).sort()).toEqual(told.map((name) => `TO:<${emailOf(name)}>`).sort());
      for (const { data } of messages) {
        // One thing is told, and nothing of whom or what: no name, no word of the record, no id.
        const text = data.replaceAll('=\n', '');
        expect(text.match(/^- /gm)).toHaveLength(1);
        for (const canary of [...CANARIES, 'Practitia', person, ...Object.values(ids)])
          expect(text.toLowerCase()).not.toContain(canary.toLowerCase());
        expect(text.split('\n\n').slice(1).join('\n')).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/);
      }
      // Looked at again, nothing is told again.
      await test.app.alerts.run();
      await seen();
      expect([await notices(), mail.received.length]).toEqual([[], before + told.length]);
    },
  );
});
