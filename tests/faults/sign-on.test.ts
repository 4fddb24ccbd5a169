import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makePasskey } from '../support/authenticator.ts';
import { emailOf, openTestApp, PASSWORD, type TestApp } from '../support/open-test-app.ts';
import { CLIENT, type OpenIdProvider, openProvider } from '../support/openid-provider.ts';
import { findIn, Needles } from '../support/search-bytes.ts';

const BASE = 'http://localhost:8800';

interface Got {
  readonly status: number;
  readonly body: Record<string, unknown> & { readonly code?: string };
}

/** A browser: it keeps our cookies, and the provider's. */
interface Surfer {
  readonly jar: Map<string, string>;
  readonly elsewhere: Map<string, string>;
  send(method: 'GET' | 'POST' | 'DELETE', url: string, body?: unknown): Promise<Got>;
}

describe('signing in at an OpenID provider', () => {
  const folder = mkdtempSync(join(tmpdir(), 'chartwarden-sign-on-'));
  let provider: OpenIdProvider;
  let test: TestApp;

  beforeAll(async () => {
    provider = await openProvider([`${BASE}/sign-on/clinic`]);
    const providers = [
      { id: 'clinic', name: 'Clinic', issuer: provider.issuer, clientId: CLIENT.id, enough: { amr: ['hwk'] } },
      { id: 'gone', name: 'Gone', issuer: 'http://localhost:9', clientId: 'nobody' },
    ];
    const config = join(folder, 'chartwarden.yaml');
    writeFileSync(config, JSON.stringify({ signOn: { providers }, accounts: { registration: 'open' } }));
    test = await openTestApp({
      CHARTWARDEN_CONFIG: config,
      CHARTWARDEN_SIGN_ON_SECRETS: `clinic=${CLIENT.secret}`,
    });
  }, 60_000);
  afterAll(async () => {
    await test?.close();
    await provider?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  let places = 0;
  /** Each from a place of its own. */
  function surfer(): Surfer {
    places += 1;
    const remoteAddress = `192.0.2.${places}`;
    const jar = new Map<string, string>();
    return {
      jar,
      elsewhere: new Map(),
      async send(method, url, body) {
        const answer = await test.app.http.inject({
          method,
          url,
          remoteAddress,
          headers: {
            'x-chartwarden': '1',
            cookie: [...jar].map(([key, value]) => `${key}=${value}`).join('; '),
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          },
          ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
        });
        for (const { name, value } of answer.cookies) {
          if (value === '') jar.delete(name);
          else jar.set(name, value);
        }
        return { status: answer.statusCode, body: answer.body === '' ? {} : JSON.parse(answer.body) };
      },
    };
  }
  const begin = async (who: Surfer, url: string, body?: unknown): Promise<string> => {
    const { status, body: said } = await who.send('POST', url, body);
    expect([status, said.code]).toEqual([200, undefined]);
    return said.url as string;
  };
  const toLogin = (who: Surfer) => begin(who, '/api/sign-on/clinic/begin', { for: 'login', back: '/people' });
  const finish = (who: Surfer, query: string, at = 'clinic') =>
    who.send('POST', `/api/sign-on/${at}/finish`, { query });
  /** There and back. */
  const signIn = async (who: Surfer, url: string, name: string | null): Promise<Got> => {
    const back = await provider.visit(url, name, who.elsewhere);
    expect(back.origin + back.pathname).toBe(`${BASE}/sign-on/clinic`);
    return finish(who, back.search);
  };
  const withPassword = async (name: string): Promise<Surfer> => {
    const who = surfer();
    const { status } = await who.send('POST', '/api/login', { email: emailOf(name), password: PASSWORD });
    expect(status).toBe(200);
    return who;
  };
  const link = async (who: Surfer, as: string) =>
    signIn(who, await begin(who, '/api/account/identities/clinic/begin'), as);
  const doorLines = async () => {
    const newest = await test.app.core.ledger.reader.list('instance', { limit: 40 });
    return newest.flatMap((entry) =>
      entry.sealed ? [] : [{ action: entry.body.action, code: entry.body.code, detail: entry.body.detail }],
    );
  };

  it('is offered at the login, and opens nothing for whom nobody knows, whatever address they have there', async () => {
    const who = surfer();
    expect((await who.send('GET', '/api/setup')).body.signOn).toEqual([
      { id: 'clinic', name: 'Clinic' },
      { id: 'gone', name: 'Gone' },
    ]);
    provider.emails.set('mallory', emailOf('Owner'));
    const got = await signIn(who, await toLogin(who), 'mallory');
    expect([got.status, got.body.code]).toEqual([403, 'CW-ACC-074']);
    expect([...who.jar.keys()]).toEqual([]);
    expect((await doorLines())[0]).toEqual({ action: 'login', code: 'CW-ACC-074', detail: { provider: 'clinic' } });
  });

  it('opens the account that it was linked to, which is told, and is no fresh proof by itself', async () => {
    await test.account('Ana', 'member');
    const ana = await withPassword('Ana');
    // Whoever finds the screen while she is away there cannot bring back an account of their own.
    const away = await begin(ana, '/api/account/identities/clinic/begin');
    await ana.send('POST', '/api/session/lock');
    expect((await signIn(ana, away, 'mallory')).body.code).toBe('CW-ACC-036');
    expect((await ana.send('POST', '/api/session/confirm', { password: PASSWORD })).status).toBe(204);
    ana.elsewhere.clear();
    const linked = await link(ana, 'ana-there');
    expect([linked.status, linked.body.for]).toEqual([200, 'link']);
    expect(linked.body.identity).toMatchObject({ label: null });
    expect((await link(ana, 'ana-there')).body.code).toBe('CW-ACC-076');
    const lines = (await ana.send('GET', '/api/account/identities')).body.identities as { provider: string }[];
    expect(lines).toMatchObject([{ provider: 'Clinic', isOffered: true }]);

    const later = surfer();
    for (const [name, value] of ana.elsewhere) later.elsewhere.set(name, value);
    // They have a session there: nobody types anything.
    const got = await signIn(later, await toLogin(later), null);
    expect(got.body).toMatchObject({ for: 'login', back: '/people', account: { email: emailOf('Ana') } });
    expect((await doorLines())[0]).toMatchObject({ action: 'login', detail: { how: 'sign-on' } });
    const { notices } = (await later.send('GET', '/api/session')).body as unknown as { notices: { kind: string }[] };
    expect(notices.map(({ kind }) => kind)).toContain('identity-linked');

    const act = () => later.send('POST', '/api/account/identities/clinic/begin');
    expect((await act()).body.code).toBe('CW-ACC-030');
    const address = await begin(later, '/api/session/confirm/sign-on/clinic');
    later.elsewhere.clear();
    expect((await signIn(later, address, 'somebody-else')).body.code).toBe('CW-ACC-078');
    for (const [name, value] of ana.elsewhere) later.elsewhere.set(name, value);
    const quiet = new URL(await begin(later, '/api/session/confirm/sign-on/clinic'));
    quiet.searchParams.delete('prompt');
    quiet.searchParams.delete('max_age');
    expect((await signIn(later, quiet.href, 'ana-there')).body.code).toBe('CW-ACC-078');
    expect((await act()).body.code).toBe('CW-ACC-030');
    const again = await begin(later, '/api/session/confirm/sign-on/clinic');
    expect((await signIn(later, again, 'ana-there')).body).toEqual({ for: 'confirm' });
    expect((await act()).status).toBe(200);
  });

  it('takes an answer once, in the browser that asked, at the address it was asked from, and unchanged', async () => {
    const who = surfer();
    const other = surfer();
    const back = await provider.visit(await toLogin(who), 'ana-there');
    expect((await finish(other, back.search)).body.code).toBe('CW-ACC-073');
    await toLogin(other);
    expect((await finish(other, back.search)).body.code).toBe('CW-ACC-073');
    const cookies = new Map(who.jar);
    const use = async (query: string, at?: string) => {
      for (const [name, value] of cookies) who.jar.set(name, value);
      return (await finish(who, query, at)).body;
    };
    expect((await use(back.search, 'gone')).code).toBe('CW-ACC-073');
    expect((await use(back.search, 'elsewhere')).code).toBe('CW-ACC-070');
    expect(await use(back.search)).toMatchObject({ for: 'login' });
    expect((await use(back.search)).code).toBe('CW-ACC-073');

    const changed = async (change: (answer: URLSearchParams) => void) => {
      const one = surfer();
      const { searchParams } = await provider.visit(await toLogin(one), 'ana-there');
      change(searchParams);
      return (await finish(one, `?${searchParams}`)).body.code;
    };
    // RFC 9207, 2.4: the code of another issuer.
    expect(await changed((answer) => answer.set('iss', 'http://localhost:9'))).toBe('CW-ACC-071');
    expect(await changed((answer) => answer.delete('iss'))).toBe('CW-ACC-071');
    const stolen = (await provider.visit(await toLogin(surfer()), 'ana-there')).searchParams.get('code') ?? '';
    // PKCE: a code that somebody else's browser was given.
    expect(await changed((answer) => answer.set('code', stolen))).toBe('CW-ACC-071');
  });

  it('says in words what went wrong there', async () => {
    const who = surfer();
    expect((await signIn(who, await toLogin(who), null)).body.code).toBe('CW-ACC-072');
    const gone = await who.send('POST', '/api/sign-on/gone/begin', { for: 'login' });
    expect([gone.status, gone.body.code]).toEqual([503, 'CW-ACC-071']);
    for (const back of ['//evil.example', 'https://evil.example', '/\\evil.example'])
      expect((await who.send('POST', '/api/sign-on/clinic/begin', { for: 'login', back })).status).toBe(400);
  });

  it('makes an account without a password from an invitation, whose last way in stays', async () => {
    const invited = { role: 'member', email: 'bela@example.org' };
    const { url } = await test.json<{ url: string }>(test.owner.token, 'POST', '/api/invitations', invited);
    const who = surfer();
    const wish = { for: 'invitation', token: url.split('#invitation=')[1], name: 'Bela', email: 'bela@example.org' };
    const taken = await begin(who, '/api/sign-on/clinic/begin', wish);
    expect((await signIn(who, taken, 'ana-there')).body.code).toBe('CW-ACC-076');
    who.elsewhere.clear();
    const got = await signIn(who, await begin(who, '/api/sign-on/clinic/begin', wish), 'bela-there');
    expect(got.body).toMatchObject({ for: 'invitation', account: { name: 'Bela' } });
    const login = { email: 'bela@example.org', password: '' };
    for (const password of [PASSWORD, ' '])
      expect((await surfer().send('POST', '/api/login', { ...login, password })).body.code).toBe('CW-ACC-002');
    expect((await who.send('GET', '/api/account/factors')).body.hasPassword).toBe(false);

    const [one] = (await who.send('GET', '/api/account/identities')).body.identities as { id: string }[];
    const unlink = () => who.send('DELETE', `/api/account/identities/${one?.id}`);
    const again = await begin(who, '/api/session/confirm/sign-on/clinic');
    expect((await signIn(who, again, 'bela-there')).body).toEqual({ for: 'confirm' });
    expect((await unlink()).body.code).toBe('CW-ACC-077');
    expect((await who.send('POST', '/api/account/password', { next: PASSWORD })).status).toBe(204);
    expect((await unlink()).status).toBe(204);
    expect((await who.send('POST', '/api/account/password', { next: `${PASSWORD}!` })).body.code).toBe('CW-ACC-002');
    expect((await signIn(surfer(), await toLogin(who), 'bela-there')).body.code).toBe('CW-ACC-073');
    const gone = surfer();
    expect((await signIn(gone, await toLogin(gone), 'bela-there')).body.code).toBe('CW-ACC-074');
  });

  it('makes an account where registration is open, and does not say whether the address had one', async () => {
    const register = async (email: string, name: string) => {
      const who = surfer();
      const wish = { for: 'registration', email, name: 'Cleo' };
      return [who, await signIn(who, await begin(who, '/api/sign-on/clinic/begin', wish), name)] as const;
    };
    const [who, made] = await register('cleo@example.org', 'cleo-there');
    expect(made.body).toEqual({ for: 'registration' });
    expect((await register(emailOf('Owner'), 'dora-there'))[1].body).toEqual(made.body);
    expect((await signIn(who, await toLogin(who), null)).body).toMatchObject({ account: { name: 'Cleo' } });
    const dora = surfer();
    expect((await signIn(dora, await toLogin(dora), 'dora-there')).body.code).toBe('CW-ACC-074');
  });

  it('still asks for the second step, unless the provider did as the operator wants', async () => {
    const ana = await withPassword('Ana');
    const { secret } = (await ana.send('POST', '/api/account/factors/totp')).body as unknown as { secret: string };
    const code = (ahead: number) => new TOTP({ secret }).generate({ timestamp: Date.now() + ahead });
    expect((await ana.send('POST', '/api/account/factors/totp/confirm', { code: code(-30_000) })).status).toBe(200);
    const who = surfer();
    const { second } = (await signIn(who, await toLogin(who), 'ana-there')).body as unknown as {
      second: { token: string; ways: string[] };
    };
    expect(second).toMatchObject({ ways: ['code', 'recovery'], back: '/people' });
    expect((await who.send('GET', '/api/session')).status).toBe(401);
    const step = { token: second.token, code: code(0) };
    expect((await who.send('POST', '/api/login/second-step', step)).status).toBe(200);
    provider.amr = ['pwd', 'hwk'];
    const strong = surfer();
    expect((await signIn(strong, await toLogin(strong), 'ana-there')).body).toMatchObject({ for: 'login' });
    provider.amr = ['pwd'];
  });

  it('asks for the passkey of whoever has nothing else, which is a login of its own', async () => {
    await test.account('Edda', 'member');
    const edda = await withPassword('Edda');
    const passkey = makePasskey(BASE);
    type Asked = { token: string; options: { challenge: string } };
    const asked = (await edda.send('POST', '/api/account/passkeys/options')).body as unknown as Asked;
    const response = passkey.register(asked.options.challenge);
    expect(
      (await edda.send('POST', '/api/account/passkeys', { token: asked.token, response, name: 'Key' })).status,
    ).toBe(201);
    expect((await link(edda, 'edda-there')).status).toBe(200);
    const who = surfer();
    const got = await signIn(who, await toLogin(who), 'edda-there');
    const { second } = got.body as unknown as { second: { token: string } };
    expect(second).toMatchObject({ ways: ['passkey'], back: '/people' });
    for (const given of [{ code: '000000' }, { recovery: 'aaaaa-aaaaa-aaaaa-aaaaa' }])
      expect((await who.send('POST', '/api/login/second-step', { token: second.token, ...given })).body.code).toBe(
        'CW-ACC-031',
      );
    expect((await who.send('GET', '/api/session')).status).toBe(401);
    const answer = async (key: typeof passkey) => {
      const question = (await who.send('POST', '/api/login/passkey/options')).body as unknown as Asked;
      const body = { token: question.token, response: key.answer(question.options.challenge) };
      return (await who.send('POST', '/api/login/passkey', body)).status;
    };
    expect(await answer(makePasskey(BASE))).toBe(403);
    expect([await answer(passkey), (await who.send('GET', '/api/session')).status]).toEqual([200, 200]);
  });

  it('opens one login for one answer, however many send it, and nothing once the account is disabled', async () => {
    const who = surfer();
    const back = await provider.visit(await toLogin(who), 'cleo-there');
    const cookies = new Map(who.jar);
    const all = await Promise.all(
      Array.from({ length: 5 }, () => {
        const one = surfer();
        for (const [name, value] of cookies) one.jar.set(name, value);
        return finish(one, back.search);
      }),
    );
    expect(all.filter(({ status }) => status === 200)).toHaveLength(1);
    const opened = all.find(({ status }) => status === 200)?.body.account as { id: string } | undefined;
    await test.json(test.owner.token, 'POST', `/api/accounts/${opened?.id}/disable`, {});
    expect((await signIn(who, await toLogin(who), 'cleo-there')).body.code).toBe('CW-ACC-075');
  });

  it('keeps who they are there out of the database, the log and the addresses', async () => {
    const rows = await test.app.db.all('select * from account_factors');
    const challenges = await test.app.db.all('select * from account_challenges');
    const text = [...rows, ...challenges].flatMap((row) =>
      Object.values(row as object).map((cell) => Buffer.from(String(cell)).toString('latin1')),
    );
    for (const word of ['ana-there', 'bela', 'Bela', provider.issuer]) {
      expect(text.some((cell) => cell.includes(word))).toBe(false);
      expect(test.logged.join('\n').includes(word)).toBe(false);
    }
    const subjects = ['ana-there', 'bela-there', 'cleo-there', 'edda-there', '@elsewhere.example', CLIENT.secret];
    expect(findIn(test.app.data.root, new Needles(subjects))).toEqual([]);
  });
});
