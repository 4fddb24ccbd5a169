import { readFileSync } from 'node:fs';
import { type AccountId, idFromBytes } from '@chartwarden/ids';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, browser, makeBench, OWNER } from './accounts.testing.ts';
import { noticeMail } from './notice-mail-texts.ts';
import { NOTICE_WORDS } from './notice-mail-words.ts';
import { TOPICS } from './notice-topics.ts';
import type { Message } from './ports.ts';
import { addAccount } from './testing.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const RECORD = '019a0000-0000-7000-8000-00000000abcd';

let bench: Bench;
let owner: AccountId;
let sent: Message[];
let waiting: string[];

beforeEach(async () => {
  bench = await makeBench();
  owner = await bench.setUp();
  [sent, waiting] = [[], []];
  bench.mail = {
    send: async (message) => void sent.push(message),
    job(mail) {
      waiting.push(mail);
      return { sql: 'delete from setup_facts where name = ?', parameters: ['no such fact'] };
    },
    wake: () => undefined,
  };
  await bench.restart();
});
afterEach(() => bench.remove());

const tell = (kind: string) => bench.accounts.tell(owner, kind);
/** How many messages that made. */
async function mails(): Promise<number> {
  const before = sent.length;
  await bench.accounts.noticeMail.run();
  for (const mail of waiting.splice(0)) await bench.accounts.deliver(mail);
  return sent.length - before;
}
const all = (on: boolean) => Object.fromEntries(TOPICS.map((topic) => [topic, on])) as Record<string, boolean> as never;

describe('notices by mail', () => {
  it('say that something happened, in the language and the zone of the account, and no id', async () => {
    await bench.accounts.preferences.put(owner, { language: 'de', zone: 'Europe/Vienna' });
    await tell(`first-look:${RECORD}`);
    await tell(`first-look:${RECORD}`);
    expect(await mails()).toBe(1);
    const [{ to, subject, text } = { to: '', subject: '', text: '' }] = sent;
    expect([to, subject]).toEqual([OWNER.email, 'Auf Ihrem Chartwarden ist etwas geschehen']);
    expect(text).toContain('Jemand hat zum ersten Mal etwas aus einer Akte gesehen');
    expect(text).toContain('2-mal, zuletzt 22. November 2026 um 01:00 MEZ');
    expect(text).toContain('http://localhost:8800\n');
    expect(text).not.toMatch(/[0-9a-f]{8}-|Maya/);
    expect(await mails()).toBe(0);
  });

  it('come together: the next one an hour later, but what cannot wait after five minutes, and tries by strangers daily', async () => {
    await tell('record-shared');
    expect(await mails()).toBe(1);
    await tell('link-opened:x');
    await tell('failed-logins');
    bench.clock.time += 6 * MINUTE;
    expect(await mails()).toBe(0);
    await tell('passkey-added');
    expect(await mails()).toBe(1);
    expect(sent[1]?.text.match(/^- /gm)).toHaveLength(3);
    await tell('share-ended');
    bench.clock.time += 59 * MINUTE;
    expect(await mails()).toBe(0);
    bench.clock.time += 2 * MINUTE;
    expect(await mails()).toBe(1);
    await tell('failed-logins');
    bench.clock.time += 23 * 60 * MINUTE;
    expect(await mails()).toBe(0);
    bench.clock.time += 60 * MINUTE;
    expect(await mails()).toBe(1);
  });

  it('of one account, however many strangers cause, hold up nobody else’s', async () => {
    await tell('record-shared');
    expect(await mails()).toBe(1);
    const at = bench.clock.time;
    const many = Array.from({ length: 2001 }, () => bench.accounts.notice(owner, 'link-opened:x', at));
    await bench.test.db.batch(many);
    const session = (await bench.accounts.login.login({ ...OWNER }, browser(), null)).opened.session;
    const { notices } = await bench.accounts.view(session);
    expect([notices.length, notices[0]?.kind]).toEqual([101, 'record-shared']);
    expect((await bench.accounts.view({ ...session, locked: true })).notices).toEqual([]);
    const ports = {
      db: bench.test.db,
      clock: bench.clock,
      core: { gate: bench.gate as never, sealed: bench.sealed() },
    };
    const by = { kind: 'account', account: owner, role: 'owner' } as const;
    const id = await addAccount(ports, by, { email: 'bo@example.org', name: 'Bo', password: 'x', role: 'member' });
    bench.clock.time += MINUTE;
    await bench.accounts.tell(id, 'passkey-added');
    expect(await mails()).toBe(1);
    bench.clock.time += 60 * MINUTE;
    expect(await mails()).toBe(1);
    expect(sent.map(({ to }) => to)).toEqual([OWNER.email, 'bo@example.org', OWNER.email]);
    expect(sent[2]?.text).toContain('2000');
  });

  it('are left out where they were turned off, but for what concerns the account and the log', async () => {
    const { choices, fixed, open } = await bench.accounts.noticeMail.choose(owner, all(false));
    expect(open).toBe(true);
    expect(TOPICS.filter((topic) => choices[topic])).toEqual(fixed);
    for (const kind of ['record-shared', 'export:x', 'failed-logins', 'clock-back']) await tell(kind);
    expect(await mails()).toBe(0);
    await tell('second-step-off');
    expect(await mails()).toBe(1);
    // What was not wanted does not come later, either.
    await bench.accounts.noticeMail.choose(owner, all(true));
    bench.clock.time += DAY;
    expect(await mails()).toBe(0);
    expect(sent[0]?.text.match(/^- /gm)).toHaveLength(1);
  });

  it('go out once when two processes look, not to who is disabled, and not days later', async () => {
    await tell('new-device');
    const { noticeMail: one } = bench.accounts;
    expect((await Promise.all([one.run(), one.run()])).reduce((sum, count) => sum + count, 0)).toBe(1);
    await mails();
    expect(sent).toHaveLength(1);
    bench.clock.time += DAY;
    await tell('passkey-added');
    await bench.setStatus(owner, 'disabled');
    expect(await mails()).toBe(0);
    await bench.setStatus(owner, 'active');
    await tell('passkey-removed');
    bench.clock.time += 4 * DAY;
    expect(await mails()).toBe(0);
    await bench.accounts.sweep();
    expect(await bench.test.db.all('select 1 from account_notices where mail_waits = 1')).toEqual([]);
  });

  it('tell the account of a login from a new place', async () => {
    const login = (ip: string) =>
      bench.accounts.login.login({ email: OWNER.email, password: OWNER.password }, browser(ip), null);
    await login('192.0.2.1');
    expect(await mails()).toBe(0);
    await login('198.51.100.7');
    expect(await mails()).toBe(1);
    expect(sent[0]?.text).toContain('from a place that is new to it');
  });

  it('go to no address that is not proven: it may be a stranger’s', async () => {
    await bench.restart({ registration: true });
    const bo = { email: 'bo@example.org', name: 'Bo', password: 'three wide silver doors' };
    await bench.accounts.registration.register(bo, browser());
    const rows = await bench.test.db.all<{ account_id: Buffer }>('select account_id from accounts');
    const account = rows.map(({ account_id }) => idFromBytes<AccountId>(account_id)).find((id) => id !== owner);
    await mails();
    sent.length = 0;
    await bench.accounts.tell(account as AccountId, 'new-device');
    expect(await mails()).toBe(0);
  });

  it('wait for nobody where no mail is sent', async () => {
    bench.mail = null;
    await bench.restart();
    await tell('new-device');
    expect(await bench.accounts.noticeMail.run()).toBe(0);
    expect((await bench.accounts.noticeMail.view(owner)).open).toBe(false);
  });
});

describe('the words of a notice', () => {
  it('are there for each kind that the pages have words for', () => {
    const pages = readFileSync(new URL('../../apps/web/src/shell/notices.text.ts', import.meta.url), 'utf8');
    const known = [...pages.matchAll(/^ {4}'?([a-z-]+)'?: \(when/gm)].map(([, kind]) => kind);
    expect(known.length).toBeGreaterThan(20);
    expect(Object.keys(NOTICE_WORDS.en.kinds).sort()).toEqual(known.sort());
  });

  it('are there in each language for each kind', () => {
    for (const { kinds } of Object.values(NOTICE_WORDS))
      expect(Object.keys(kinds)).toEqual(Object.keys(NOTICE_WORDS.en.kinds));
  });

  it('are the same for all kinds that nobody knows, and name none of them', () => {
    const notices = [
      { kind: 'of-tomorrow', at: 0 },
      { kind: 'constructor', at: 1 },
    ];
    const { text } = noticeMail({ language: 'en', zone: 'UTC' }, 'http://localhost:8800', notices);
    expect(text.match(/^- /gm)).toHaveLength(1);
    expect(text).not.toMatch(/of-tomorrow|constructor/);
  });
});
