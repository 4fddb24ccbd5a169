import { CodedError } from '@chartwarden/errors';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, browser, makeBench, OWNER } from './accounts.testing.ts';
import type { Message } from './ports.ts';
import type { Session } from './sessions.ts';

const MINUTE = 60_000;
const caller = browser();

let bench: Bench;
let owner: Session;
let sent: Message[];
let waiting: string[];
let fails: 'CW-MAIL-001' | null;

beforeEach(async () => {
  bench = await makeBench();
  await bench.setUp();
  [sent, waiting, fails] = [[], [], null];
  bench.mail = {
    send: async (message) => {
      if (fails !== null) throw new CodedError(fails);
      sent.push(message);
    },
    job(mail) {
      waiting.push(mail);
      return { sql: 'delete from setup_facts where name = ?', parameters: ['no such fact'] };
    },
    wake: () => undefined,
  };
  await bench.restart();
  owner = (await bench.accounts.login.login({ email: OWNER.email, password: OWNER.password }, caller, null)).opened
    .session;
  await bench.forgetEntries();
});
afterEach(() => bench.remove());

const ask = (email: string, ip = '192.0.2.1') => bench.accounts.lostPassword.ask(email, browser(ip));
async function deliver(): Promise<void> {
  for (const mail of waiting.splice(0)) await bench.accounts.deliver(mail);
}
const linkIn = ({ text }: Message): string => /#link=(\S+)/.exec(text)?.[1] ?? '';
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'nothing',
    (error: { code?: string }) => error.code ?? String(error),
  );

describe('a lost password', () => {
  it('is replaced through a link by mail, once, within an hour', async () => {
    await ask('maya@example.org');
    await deliver();
    expect(sent.map(({ to, subject }) => [to, subject])).toEqual([[OWNER.email, 'A new password for Chartwarden']]);
    const token = linkIn(sent[0] as Message);
    const use = () => bench.accounts.login.newPassword({ token, password: 'eleven calm tin lanterns' }, caller);
    expect((await use()).account.name).toBe('Maya');
    expect(await codeOf(use())).toBe('CW-ACC-009');
    bench.clock.time += 6 * MINUTE;
    await ask('maya@example.org');
    await deliver();
    bench.clock.time += 61 * MINUTE;
    const late = { token: linkIn(sent[1] as Message), password: 'eleven calm tin lanterns' };
    expect(await codeOf(bench.accounts.login.newPassword(late, caller))).toBe('CW-ACC-009');
  });

  it('is mailed a moment later when the mail server did not take it at once', async () => {
    await ask('maya@example.org');
    fails = 'CW-MAIL-001';
    const [mail = ''] = waiting;
    expect(await codeOf(bench.accounts.deliver(mail))).toBe('CW-MAIL-001');
    bench.clock.time += 2000;
    fails = null;
    await bench.accounts.deliver(mail);
    const use = { token: linkIn(sent[0] as Message), password: 'eleven calm tin lanterns' };
    expect((await bench.accounts.login.newPassword(use, caller)).account.name).toBe('Maya');
  });

  it('is asked for with the same work and answer where nobody has the address', async () => {
    const { all, batch } = bench.test.db;
    const count = async (email: string): Promise<number> => {
      let statements = 0;
      const counted = <T>(work: () => T): T => {
        statements += 1;
        return work();
      };
      Object.assign(bench.test.db, {
        all: (...words: Parameters<typeof all>) => counted(() => all(...words)),
        batch: (...words: Parameters<typeof batch>) => counted(() => batch(...words)),
      });
      expect(await ask(email)).toBeUndefined();
      Object.assign(bench.test.db, { all, batch });
      return statements;
    };
    expect(await count('maya@example.org')).toBe(await count('nobody@example.org'));
    await deliver();
    expect(sent).toHaveLength(1);
    expect(await bench.test.db.all('select mail_id from account_outbox')).toEqual([]);
    const entries = (await bench.entries()).map(({ action, outcome }) => `${action} ${outcome}`);
    expect(entries).toEqual(['password-asked done', 'password-asked done', 'password-link done']);
  });

  it('fills nobody’s mailbox, whoever asks', async () => {
    for (let source = 1; source <= 6; source += 1) await ask('maya@example.org', `192.0.2.${source}`);
    await deliver();
    expect(sent).toHaveLength(1);
    const codes = [];
    for (let one = 0; one < 6; one += 1) codes.push(await codeOf(ask('bo@example.org')));
    expect(codes.at(-1)).toBe('CW-ACC-005');
  });

  it('sends nothing to an account that is disabled', async () => {
    await bench.setStatus(owner.account, 'disabled');
    await ask(OWNER.email);
    await deliver();
    expect(sent).toEqual([]);
  });

  it('is for the owners to help with where there is no mail', async () => {
    bench.mail = null;
    await bench.restart();
    expect(await codeOf(ask(OWNER.email))).toBe('CW-ACC-023');
    expect((await bench.accounts.setup.state()).mail).toBe(false);
  });
});

describe('what waits to be sent', () => {
  it('is sealed, goes to new keys, and stays until the server has taken it', async () => {
    await bench.accounts.preferences.put(owner.account, { language: 'de' });
    const made = await bench.accounts.invitations.make(
      owner,
      { purpose: { kind: 'join', role: 'member' }, email: 'bo@example.org', days: 7 },
      caller,
    );
    expect(made.sent).toBe(true);
    const [row] = await bench.test.db.all<{ content: Buffer }>('select content from account_outbox');
    expect(row?.content.toString('latin1')).not.toMatch(/example|invitation=/);
    expect(await bench.renewKeys('instance', 'forget')).toBeGreaterThan(0);
    fails = 'CW-MAIL-001';
    const [mail = ''] = waiting;
    expect(await codeOf(bench.accounts.deliver(mail))).toBe('CW-MAIL-001');
    bench.clock.time += 61 * MINUTE;
    expect(await bench.accounts.mailState()).toEqual({ configured: true, late: 1 });
    fails = null;
    await bench.accounts.deliver(mail);
    await bench.accounts.deliver(mail);
    expect(sent.map(({ to, subject }) => [to, subject])).toEqual([['bo@example.org', 'Eine Einladung zu Chartwarden']]);
    expect(sent[0]?.text).toContain(made.url);
    expect(sent[0]?.text).toContain('Maya lädt Sie');
    expect(await bench.accounts.mailState()).toEqual({ configured: true, late: 0 });
  });
});
