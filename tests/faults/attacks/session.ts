import type { RouteEntry } from '@chartwarden/http';
import { newId } from '@chartwarden/ids';
import { expect, it } from 'vitest';
import type { Cast, CastName } from '../../support/cast.ts';
import { emailOf, PASSWORD } from '../../support/open-test-app.ts';

const codeOf = (text: string): string => /"code":"(CW-[A-Z]+-\d+)"/.exec(text)?.[1] ?? 'none';
const nameOf = ({ method, url }: RouteEntry): string => `${method} ${url}`;

/** As if a time had passed, for everything that asks the clock. Milliseconds. */
async function later<T>(ms: number, work: () => Promise<T>): Promise<T> {
  const now = Date.now;
  Date.now = () => now() + ms;
  try {
    return await work();
  } finally {
    Date.now = now;
  }
}

/** Somebody has the token of a session, and nothing else. */
export function attackSession(cast: () => Cast): void {
  const inject = (headers: Record<string, string>, method: string, url: string, body?: object) =>
    cast().test.app.http.inject({
      method: method as 'GET',
      url,
      remoteAddress: '203.0.113.77',
      headers: {
        'x-chartwarden': '1',
        ...headers,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    });
  const cli = (token: string) => ({ authorization: `Bearer ${token}`, 'x-chartwarden-cli': '1' });
  const routes = () => cast().test.app.http.routesTable();
  const fill = (url: string): string =>
    url.replaceAll(/:([a-z]+)/g, (_all, word: string) =>
      word === 'person' ? cast().person : word === 'role' ? 'auditor' : newId(),
    );
  /** What a route says to a body that is none of its own comes after it asked who is there, but not what it says of the type. */
  const bodyFor = ({ method, url }: RouteEntry): unknown => {
    if (method === 'GET' || (method === 'PATCH' && url.startsWith('/fhir/'))) return undefined;
    return url.endsWith('/_search') ? new URLSearchParams() : {};
  };
  const ask = (token: string, route: RouteEntry) =>
    cast().test.call(token, route.method, fill(route.url), bodyFor(route));

  it('does none of the acts that want a fresh proof, ten minutes later, at any route', async () => {
    const token = await cast().again('owner');
    const { token: program } = await cast().json<{ token: string }>('owner', 'POST', '/api/auth/token', {});
    const fresh = routes().filter((route) => route.fresh);
    expect(fresh.length).toBeGreaterThan(25);
    const wrong: string[] = [];
    await later(10 * 60_000 + 1000, async () => {
      for (const route of fresh)
        for (const [what, who] of [
          ['a session', token],
          ['a program’s token', program],
        ] as const) {
          const { status, text } = await ask(who, route);
          if (status !== 403 || codeOf(text) !== 'CW-ACC-030')
            wrong.push(`${nameOf(route)} with ${what}: ${status} ${codeOf(text)}`);
        }
      const issue = await cast().test.call(token, 'POST', '/api/auth/token', {});
      if (codeOf(issue.text) !== 'CW-ACC-030') wrong.push('POST /api/auth/token');
    });
    // A program cannot prove who holds it, also a second after it was made.
    for (const route of fresh) {
      const { status, text } = await ask(program, route);
      if (status !== 403 || codeOf(text) !== 'CW-ACC-030')
        wrong.push(`${nameOf(route)} with a new program’s token: ${status}`);
    }
    expect(wrong).toEqual([]);
  });

  it('opens nothing while it is locked, at any route', async () => {
    const token = await cast().again('owner');
    await cast().json('owner', 'POST', '/api/session/lock');
    const wrong: string[] = [];
    for (const route of routes().filter(({ permission, locked }) => permission === 'account' && !locked)) {
      const { status, text } = await ask(token, route);
      if (status !== 403 || codeOf(text) !== 'CW-ACC-036') wrong.push(`${nameOf(route)}: ${status} ${codeOf(text)}`);
    }
    expect(wrong).toEqual([]);
    await cast().again('owner');
  });

  it('changes neither password nor factors with the session alone, and is shown to its holder', async () => {
    const token = await cast().again('holder');
    const there = await inject(cli(token), 'GET', '/api/session');
    // Another network is no reason to shut somebody out: people travel. What it does not get is above.
    expect(there.statusCode).toBe(200);
    const changed = await inject(cli(token), 'POST', '/api/account/password', {
      current: 'not the password',
      next: `${PASSWORD} 2`,
    });
    expect(changed.statusCode).toBe(401);
    const { sessions } = await cast().json<{ sessions: { id: string; current: boolean }[] }>(
      'holder',
      'GET',
      '/api/sessions',
    );
    expect(sessions.filter(({ current }) => current)).toHaveLength(1);
  });

  it('is nobody after a logout, after its end from elsewhere, a new password, and when the account is disabled', async () => {
    const ends: readonly [string, (token: string) => Promise<unknown>][] = [
      ['logout', (token) => cast().test.json(token, 'POST', '/api/logout')],
      [
        'the others ended',
        async () => cast().test.json(await cast().again('member'), 'POST', '/api/sessions/end-others'),
      ],
      [
        'a new password',
        async () =>
          cast().test.json(await cast().again('member'), 'POST', '/api/account/password', {
            current: PASSWORD,
            next: PASSWORD,
          }),
      ],
      ['disabled', () => cast().json('owner', 'POST', `/api/accounts/${cast().accounts.member}/disable`)],
    ];
    await cast().again('owner');
    const path = `/api/accounts/${cast().accounts.member}/password-link`;
    // A short password is refused before the link is used up, and after it was found to be one.
    const isLink = async (token: string | undefined) =>
      (await cast().test.call(null, 'POST', '/api/new-password', { token, password: 'x' })).status;
    for (const [name, end] of ends) {
      const token = await cast().again('member');
      const program = (await cast().json<{ token: string }>('member', 'POST', '/api/auth/token', {})).token;
      const link = (await cast().json<{ url: string }>('owner', 'POST', path)).url.split('#link=')[1];
      const there = async (one: string) => (await cast().test.call(one, 'GET', '/api/people')).status;
      expect([await there(token), await there(program), await isLink(link)], name).toEqual([200, 200, 400]);
      await end(token);
      // Who logs out leaves programs and links as they are.
      const rest = name === 'logout' ? [200, 400] : [401, 410];
      expect([await there(token), await there(program), await isLink(link)], name).toEqual([401, ...rest]);
    }
    await cast().json('owner', 'POST', `/api/accounts/${cast().accounts.member}/enable`);
    expect((await cast().test.call(cast().tokens.member, 'GET', '/api/people')).status).toBe(401);
    await cast().again('member');
  });

  it('is never the one that somebody had before they logged in, nor of another kind of client', async () => {
    const login = { email: emailOf('member'), password: PASSWORD };
    const first = await inject({}, 'POST', '/api/login', login);
    const cookieOf = (answer: { headers: Record<string, unknown> }): string =>
      String(answer.headers['set-cookie']).split(';')[0] ?? '';
    const before = cookieOf(first);
    expect(before).toMatch(/^chartwarden=[\w-]{43}$/);
    const again = await inject({ cookie: before }, 'POST', '/api/login', login);
    expect(cookieOf(again)).not.toBe(before);
    expect((await inject({ cookie: before }, 'GET', '/api/session')).statusCode).toBe(401);
    expect((await inject({ cookie: cookieOf(again) }, 'GET', '/api/session')).statusCode).toBe(200);
    // A cookie in a header, a header in a cookie, a value that somebody chose, and both at once.
    const [, value = ''] = cookieOf(again).split('=');
    expect((await inject(cli(value), 'GET', '/api/session')).statusCode).toBe(401);
    expect((await inject({ cookie: `chartwarden=${cast().tokens.member}` }, 'GET', '/api/session')).statusCode).toBe(
      401,
    );
    const fixed = `chartwarden=${'A'.repeat(43)}`;
    expect(cookieOf(await inject({ cookie: fixed }, 'POST', '/api/login', login))).not.toBe(fixed);
    expect((await inject({ ...cli(value), cookie: cookieOf(again) }, 'GET', '/api/session')).statusCode).toBe(400);
    // Without the header that other sites cannot send, a cookie changes nothing.
    const elsewhere = await cast().test.app.http.inject({
      method: 'POST', url: '/api/logout', headers: { cookie: cookieOf(again), origin: 'https://elsewhere.example' },
    }); // biome-ignore format: one request
    expect(elsewhere.statusCode).toBe(403);
    await cast().again('member');
  });

  it('gets no token for a program that outlives or outgrows it', async () => {
    const ask = (who: CastName, body: object) => cast().as(who, 'POST', '/api/auth/token', body);
    await cast().again('member');
    expect((await ask('member', { roles: ['owner'] })).status).toBe(403);
    const made = await cast().json<{ token: string }>('member', 'POST', '/api/auth/token', {});
    expect((await cast().test.call(made.token, 'POST', '/api/auth/token', {})).status).toBe(403);
    const [header = '', claims = '', signature = ''] = made.token.split('.');
    const forge = (part: object, of: string): string =>
      Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(of, 'base64url').toString()), ...part })).toString(
        'base64url',
      );
    const forged = [
      `${forge({ alg: 'none' }, header)}.${claims}.`,
      `${forge({ alg: 'none' }, header)}.${claims}.${signature}`,
      `${header}.${forge({ exp: 9_999_999_999 }, claims)}.${signature}`,
      `${header}.${forge({ jti: newId() }, claims)}.${signature}`,
    ];
    for (const token of forged) expect((await cast().test.call(token, 'GET', '/api/session')).status).toBe(401);
    expect((await cast().test.call(made.token, 'GET', '/api/session')).status).toBe(200);
    await later(25 * 3_600_000, async () => {
      expect((await cast().test.call(made.token, 'GET', '/api/session')).status).toBe(401);
    });
  });
}
