import { idToBytes, newId } from '@chartwarden/ids';
import { TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cast, giveShare, openCast, SECRETS } from '../support/cast.ts';
import { makeDatabase } from '../support/databases.ts';
import { describeWithPostgres } from '../support/needs.ts';
import { emailOf, PASSWORD } from '../support/open-test-app.ts';
import { addRow, differing, type Row, removeRow, replaceRow, rowsOf, tablesOf } from '../support/tables.ts';

/**
 * Whoever can write to the database, has no key, and has a small account of their own (threat model B2 and B3 in one): no
 * row of theirs becomes somebody else's right, and nothing that was taken away comes back. What tells of it afterwards is
 * `npm run prove -- tamper`.
 */
function attacks(open: () => Promise<{ cast: Cast; close: () => Promise<void> }>): void {
  let cast: Cast;
  let close: () => Promise<void>;
  let tables: ReadonlyMap<string, readonly string[]>;
  const keyOf = (table: string): readonly string[] => tables.get(table) ?? [];
  const db = () => cast.test.app.db;

  beforeAll(async () => {
    ({ cast, close } = await open());
    tables = await tablesOf(db());
  }, 60_000);
  afterAll(() => close());

  /** What the thief holds, and what each of it opens at this moment: status and answer, without what a look changes. */
  async function doorsOf(thief: 'member') {
    const { test, accounts, tokens } = cast;
    const [session, secret] = [tokens[thief], await turnOn()];
    const api = (await test.json<{ token: string }>(session, 'POST', '/api/auth/token', {})).token;
    // What they hold, for the thief to take cells from.
    await cast.json('owner', 'POST', '/api/auth/token', {});
    await cast.json('owner', 'POST', `/api/accounts/${accounts.holder}/password-link`);
    const link = `/api/accounts/${accounts[thief]}/password-link`;
    const { url } = await cast.json<{ url: string }>('owner', 'POST', link);
    const begin = async () => {
      const login = { email: emailOf(thief), password: PASSWORD };
      return (await test.json<{ second: { token: string } }>(null, 'POST', '/api/login', login)).second.token;
    };
    const second = await begin();
    const shown = async (token: string | null, method: string, path: string, body?: unknown): Promise<string> => {
      const { status, text } = await test.call(token, method, path, body);
      if (status >= 400) return `${status}`;
      // Notices are everybody's to lose. The end of a program's token stands in the token itself, signed.
      const { notices: _notices, ...said } = JSON.parse(text) as Record<string, unknown>;
      return JSON.stringify(token === api ? { ...said, expires: 0 } : said);
    };
    const doors: Readonly<Record<string, () => Promise<string>>> = {
      session: () => shown(session, 'GET', '/api/session'),
      'api token': () => shown(api, 'GET', '/api/session'),
      'people of the session': () => shown(session, 'GET', '/api/people'),
      'people of the token': () => shown(api, 'GET', '/api/people'),
      'accounts, for whose role it is': () => shown(session, 'GET', '/api/accounts'),
      'somebody’s record': () => shown(session, 'GET', `/api/people/${cast.person}/facts`),
    };
    // A short password is refused before the link is used up, and after it was found to be one.
    const lost = { token: url.split('#link=')[1], password: 'x' };
    const isLink = async () => (await test.call(null, 'POST', '/api/new-password', lost)).status === 400;
    return { doors, isLink, second, secret };
  }

  async function turnOn(): Promise<string> {
    const { secret } = await cast.json<{ secret: string }>('member', 'POST', '/api/account/factors/totp');
    const code = new TOTP({ secret }).generate({ timestamp: Date.now() });
    await cast.json('member', 'POST', '/api/account/factors/totp/confirm', { code });
    return secret;
  }

  const holds = (row: Row, id: string): boolean =>
    Object.values(row).some((cell) => cell instanceof Uint8Array && idToBytes(id).equals(Buffer.from(cell)));

  it('opens nothing with a row of one’s own into which cells of other people’s rows were put', async () => {
    const { doors, isLink, second, secret } = await doorsOf('member');
    expect(await isLink()).toBe(true);
    const before = new Map<string, string>();
    for (const [name, look] of Object.entries(doors)) before.set(name, await look());
    expect(before.get('session')).toContain(emailOf('member'));
    const wrong: string[] = [];
    const touched = new Set<string>();
    for (const [table, key] of tables) {
      const rows = await rowsOf(db(), table);
      const mine = rows.filter((row) => holds(row, cast.accounts.member)).slice(-2);
      const others = rows.filter((row) => !holds(row, cast.accounts.member));
      const theirs = (['owner', 'holder'] as const).flatMap((who) =>
        others.filter((row) => holds(row, cast.accounts[who])).slice(-1),
      );
      for (const row of mine)
        for (const other of theirs) {
          const cells = differing(row, other).filter((name) => other[name] !== null);
          const one = cells.map((name) => [name]);
          // The token stays the thief's, all else is somebody else's.
          const rest = cells.filter((name) => !key.includes(name) && !/token|digest|door|lookup/.test(name));
          for (const names of [...one, cells.filter((name) => !key.includes(name)), rest]) {
            const next = { ...row, ...Object.fromEntries(names.map((name) => [name, other[name] ?? null])) };
            if (names.length === 0 || !(await replaceRow(db(), table, key, row, next))) continue;
            touched.add(table);
            for (const [name, look] of Object.entries(doors)) {
              const now = await look();
              const isShut = /^[45]\d\d$/.test(now);
              if (!(isShut || now === before.get(name)) || SECRETS.some((word) => now.includes(word)))
                wrong.push(`${table}.${names.join('+')}: ${name} ${now.slice(0, 120)}`);
            }
            if (table === 'account_links' && (await isLink())) wrong.push(`${names.join('+')}: still a link`);
            await removeRow(db(), table, key, next);
            await removeRow(db(), table, key, row);
            await addRow(db(), table, row);
          }
        }
    }
    expect(wrong).toEqual([]);
    for (const table of ['accounts', 'account_sessions', 'account_links', 'api_tokens', 'access_events'])
      expect([...touched], table).toContain(table);
    for (const [name, look] of Object.entries(doors)) expect(await look(), name).toBe(before.get(name));
    expect(await isLink()).toBe(true);

    // A login that is half done is not finished as somebody else.
    const [half] = await rowsOf(db(), 'account_challenges');
    const [holder] = (await rowsOf(db(), 'accounts')).filter((row) => holds(row, cast.accounts.holder));
    if (half === undefined || holder === undefined) throw new Error('no login is half done');
    const finish = () =>
      cast.test.call(null, 'POST', '/api/login/second-step', {
        token: second,
        code: new TOTP({ secret }).generate({ timestamp: Date.now() + 30_000 }),
      });
    for (const changed of [{ account_id: holder.account_id ?? null }, { data: '2' }, { expires_at: 8e15 }]) {
      await replaceRow(db(), 'account_challenges', keyOf('account_challenges'), half, { ...half, ...changed });
      expect((await finish()).status, Object.keys(changed).join()).toBe(410);
      await removeRow(db(), 'account_challenges', keyOf('account_challenges'), half);
      await addRow(db(), 'account_challenges', half);
    }
    expect((await finish()).status).toBe(200);
  }, 60_000);

  it('lets a session live no longer, and neither opens nor freshens it by its row', async () => {
    const token = await cast.again('carer');
    await cast.json('carer', 'POST', '/api/session/lock');
    const sessions = () =>
      rowsOf(db(), 'account_sessions').then((rows) => rows.filter((row) => holds(row, cast.accounts.carer)));
    const locked = (await sessions()).find(({ locked_at: at }) => at !== null);
    if (locked === undefined) throw new Error('nothing is locked');
    for (const changed of [{ locked_at: null }, { expires_at: 8e15 }, { proved_at: 8e15 }, { client: 'browser' }]) {
      await replaceRow(db(), 'account_sessions', keyOf('account_sessions'), locked, { ...locked, ...changed });
      expect((await cast.test.call(token, 'GET', '/api/people')).status, Object.keys(changed).join()).toBe(401);
      await replaceRow(db(), 'account_sessions', keyOf('account_sessions'), { ...locked, ...changed }, locked);
    }
    expect((await cast.test.call(token, 'GET', '/api/session')).status).toBe(200);
    await cast.again('carer');
  });

  it('brings no account back that was disabled, with its sessions as they were', async () => {
    const { practitioner } = cast.accounts;
    const rows = (await rowsOf(db(), 'account_sessions')).filter((row) => holds(row, practitioner));
    await cast.json('owner', 'POST', `/api/accounts/${practitioner}/disable`);
    for (const row of rows) await addRow(db(), 'account_sessions', row);
    expect((await cast.as('practitioner', 'GET', '/api/session')).status).toBe(401);
  });

  it('gives back no share that was ended, and none to somebody else', async () => {
    const wish = { recipient: { address: emailOf('auditor') }, slice: { types: ['Immunization'] } };
    const event = await giveShare(cast.test, cast.tokens.holder, cast.person, wish);
    const list = `/api/people/${cast.person}/facts`;
    expect((await cast.as('auditor', 'GET', list)).status).toBe(200);
    await cast.json('holder', 'POST', `/api/shares/${event}/end`);
    expect((await cast.as('auditor', 'GET', list)).status).toBe(404);
    const { access, ledger } = cast.test.app.core;
    const sound = await access.check();
    expect(sound).toEqual([]);
    const all = (await rowsOf(db(), 'access_events')).sort((a, b) => Number(a.access_seq) - Number(b.access_seq));
    const given = all.find((row) => Buffer.from(row.event_id as Uint8Array).equals(idToBytes(event)));
    const last = all.at(-1);
    if (given === undefined || last === undefined) throw new Error('there is no such event');
    const seq = Number(last.access_seq);
    const tries: readonly [string, () => Promise<void>, () => Promise<void>][] = [
      [
        'the end removed',
        () => removeRow(db(), 'access_events', keyOf('access_events'), last),
        () => addRow(db(), 'access_events', last),
      ],
      [
        'the grant once more',
        () => addRow(db(), 'access_events', { ...given, access_seq: seq + 1, event_id: idToBytes(newId()) }),
        () => removeRow(db(), 'access_events', keyOf('access_events'), { access_seq: seq + 1 }),
      ],
      [
        'the grant in the place of its end',
        async () => {
          await removeRow(db(), 'access_events', keyOf('access_events'), given);
          await replaceRow(db(), 'access_events', ['access_seq'], last, { ...given, access_seq: seq });
        },
        async () => {
          await removeRow(db(), 'access_events', ['access_seq'], { access_seq: seq });
          await addRow(db(), 'access_events', given);
          await addRow(db(), 'access_events', last);
        },
      ],
    ];
    for (const [name, change, undo] of tries) {
      await change();
      expect((await cast.as('auditor', 'GET', list)).status, name).not.toBe(200);
      expect((await access.check()).length, name).toBeGreaterThan(0);
      await undo();
    }
    expect(await access.check()).toEqual([]);
    expect((await ledger.verify()).problems).toEqual([]);
  });

  it('erases nobody by a job that nobody approved', async () => {
    const jobs = cast.test.app.jobs;
    const erasure = newId();
    const row: Row = {
      erasure_id: idToBytes(erasure), record_id: idToBytes(cast.person), account_id: idToBytes(cast.accounts.holder),
      expires_at: 8e15, facts: 0, sources: 0, size: 0, addresses: '', receipt_seq: null, receipt_at: null,
    }; // biome-ignore format: one row
    await addRow(db(), 'erasures', row);
    const job = await jobs.enqueue('operate.erase', { erasure, record: cast.person }, { maxAttempts: 1 });
    await expect.poll(async () => (await jobs.get(job))?.status, { timeout: 10_000 }).toBe('dead');
    expect(await cast.test.app.core.keyring.has(cast.person as never)).toBe(true);
    expect((await cast.as('holder', 'GET', `/api/people/${cast.person}/facts/${cast.fact}`)).status).toBe(200);
    await removeRow(db(), 'erasures', keyOf('erasures'), row);
  });

  it('shows the recovery kit to no stolen login, though the database says that nobody kept it', async () => {
    const kit = () => cast.as('owner', 'GET', '/api/setup/kit');
    await db().batch([{ sql: 'delete from setup_facts', parameters: [] }]);
    const now = Date.now;
    try {
      Date.now = () => now() + 11 * 60_000;
      expect((await kit()).status).toBe(403);
    } finally {
      Date.now = now;
    }
  });

  it('is told of a log that was cut or changed', async () => {
    const { ledger } = cast.test.app.core;
    const [last] = (await rowsOf(db(), 'ledger_entries')).sort((a, b) => Number(b.seq) - Number(a.seq));
    if (last === undefined) throw new Error('the log is empty');
    const body = Buffer.from(last.body as Uint8Array);
    body.writeUInt8(body.readUInt8(40) ^ 1, 40);
    const changed = { ...last, body };
    await replaceRow(db(), 'ledger_entries', keyOf('ledger_entries'), last, changed);
    expect((await ledger.verify()).problems.length).toBeGreaterThan(0);
    await removeRow(db(), 'ledger_entries', keyOf('ledger_entries'), changed);
    expect((await ledger.verify()).problems.length).toBeGreaterThan(0);
    await addRow(db(), 'ledger_entries', last);
    expect((await ledger.verify()).problems).toEqual([]);
  });
}

describe('writing to the database (sqlite)', () =>
  attacks(async () => {
    const cast = await openCast();
    return { cast, close: () => cast.close() };
  }));

describeWithPostgres('writing to the database (postgres)', (server) =>
  attacks(async () => {
    const database = await makeDatabase(server);
    const cast = await openCast({ DATABASE_URL: database.url });
    return {
      cast,
      async close() {
        await cast.close();
        await database.drop();
      },
    };
  }),
);
