import { loadConfig } from '@chartwarden/config';
import { CodedError } from '@chartwarden/errors';
import { createHttp, type Http, sessionCookie } from '@chartwarden/http';
import { newId } from '@chartwarden/ids';
import { createLog } from '@chartwarden/log';
import { afterEach, describe, expect, it } from 'vitest';
import { accountsRoutes } from './accounts.routes.ts';
import { type Bench, KIT, makeBench, OWNER } from './accounts.testing.ts';
import type { Session } from './sessions.ts';

let bench: Bench;
let http: Http<Session>;
const lines: string[] = [];
afterEach(() => bench.remove());

async function serve(env: Record<string, string> = {}): Promise<void> {
  const { config } = await loadConfig({ env, cwd: '/nonexistent', serving: false });
  const { publicUrl } = config.server;
  bench = await makeBench({ publicUrl, cookie: sessionCookie(config) });
  lines.length = 0;
  http = createHttp<Session>({
    config,
    log: createLog({ level: 'debug', destination: { write: (line) => lines.push(line) } }),
    authorize: async (_permission, caller) => {
      const session = await bench.accounts.authenticate(caller);
      if (session === null) throw new CodedError('CW-ACC-001');
      return session;
    },
  });
  http.mount(accountsRoutes(bench.accounts));
}

const send = async (
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  url: string,
  body?: object,
  headers: Record<string, string> = {},
) => {
  const answer = await http.inject({
    method,
    url,
    headers: { 'x-chartwarden': '1', ...headers },
    ...(body === undefined ? {} : { payload: body }),
  });
  return {
    status: answer.statusCode,
    body: answer.body === '' ? null : answer.json(),
    headers: answer.headers,
    raw: answer.body,
  };
};
const cookieOf = (answer: { headers: Record<string, unknown> }) =>
  String(answer.headers['set-cookie']).split(';')[0] ?? '';
const setUp = () => send('POST', '/api/setup', OWNER);

describe('the door', () => {
  it('goes from the first run to a confirmed kit and out again', async () => {
    await serve();
    expect((await send('GET', '/api/session')).status).toBe(401);
    expect((await send('GET', '/api/setup')).body).toEqual({
      needed: true,
      version: '0.1.0',
      codeNeeded: false,
      registration: false,
      mail: false,
      signOn: [],
      suggestedWitness: '/mnt/witness',
    });
    const made = await setUp();
    expect([made.status, made.body.kit, made.body.account.name]).toEqual([201, KIT, 'Maya']);
    expect(made.body).not.toHaveProperty('token');
    const cookie = { cookie: cookieOf(made) };
    expect((await send('GET', '/api/session', undefined, cookie)).body).toMatchObject({
      account: { email: OWNER.email, name: 'Maya', roles: ['owner'] },
      kitConfirmed: false,
      expires: bench.clock.time + 14 * 24 * 3600_000,
      notices: [],
    });
    expect((await send('GET', '/api/setup/kit', undefined, cookie)).body).toEqual(KIT);
    expect((await send('POST', '/api/setup/kit-confirmed', { lastGroup: 'ABCD' }, cookie)).status).toBe(400);
    expect((await send('POST', '/api/setup/kit-confirmed', { lastGroup: 'ef5g' }, cookie)).status).toBe(204);
    expect((await send('GET', '/api/setup/kit', undefined, cookie)).status).toBe(404);
    expect((await setUp()).body.code).toBe('CW-ACC-003');
    const out = await send('POST', '/api/logout', undefined, cookie);
    expect([out.status, String(out.headers['set-cookie'])]).toEqual([
      204,
      expect.stringMatching(/^chartwarden=;.*(Max-Age=0|Expires=Thu, 01 Jan 1970)/),
    ]);
    expect((await send('GET', '/api/session', undefined, cookie)).body.code).toBe('CW-ACC-001');
  });

  it.each([
    ['http://localhost:8800', 'chartwarden=TOKEN; Max-Age=1209600; Path=/; HttpOnly; SameSite=Lax'],
    ['https://health.example.org', '__Host-chartwarden=TOKEN; Max-Age=1209600; Path=/; HttpOnly; Secure; SameSite=Lax'],
  ])('on %s sets the cookie %s', async (publicUrl, cookie) => {
    await serve({ CHARTWARDEN_PUBLIC_URL: publicUrl });
    expect(String((await setUp()).headers['set-cookie']).replace(/=[A-Za-z0-9_-]{43}/, '=TOKEN')).toBe(cookie);
  });

  it('gives a command line its token in the body and no cookie', async () => {
    await serve();
    await setUp();
    const shell = { 'x-chartwarden-cli': '1' };
    const { body, headers } = await send('POST', '/api/login', { email: OWNER.email, password: OWNER.password }, shell);
    expect(body.token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(headers).not.toHaveProperty('set-cookie');
    const bearer = { authorization: `Bearer ${body.token}`, ...shell };
    expect((await send('GET', '/api/session', undefined, bearer)).status).toBe(200);
    expect((await send('GET', '/api/session', undefined, { cookie: `chartwarden=${body.token}` })).status).toBe(401);
  });

  it('answers an unknown address and a wrong password with the same bytes', async () => {
    await serve();
    await setUp();
    const wrong = await send('POST', '/api/login', { email: OWNER.email, password: 'four quiet unrelated horses' });
    const unknown = await send('POST', '/api/login', {
      email: 'nobody@example.org',
      password: 'four quiet unrelated horses',
    });
    expect(wrong.raw).toBe(unknown.raw);
    expect(Object.keys(wrong.headers)).toEqual(Object.keys(unknown.headers));
    expect([wrong.status, wrong.body.code, wrong.raw.includes('example')]).toEqual([401, 'CW-ACC-002', false]);
  });

  it('says how long to wait', async () => {
    await serve();
    await setUp();
    const guess = () => send('POST', '/api/login', { email: OWNER.email, password: 'four quiet unrelated horses' });
    for (let attempt = 0; attempt < 5; attempt += 1) await guess();
    const { status, body, headers } = await guess();
    expect([status, body.code, body.retryAfter, headers['retry-after']]).toEqual([429, 'CW-ACC-005', 2, '2']);
  });

  it('takes nothing from another site, and nothing it does not know', async () => {
    await serve();
    const login = { email: OWNER.email, password: OWNER.password };
    expect((await send('POST', '/api/login', login, { 'x-chartwarden': '0' })).status).toBe(403);
    expect((await send('POST', '/api/login', login, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await send('POST', '/api/setup', { ...OWNER, role: 'admin' })).status).toBe(400);
    expect((await send('POST', '/api/setup', { ...OWNER, email: 'nonsense' })).status).toBe(400);
    expect((await send('POST', '/api/login', { ...login, password: 'x'.repeat(5000) })).status).toBe(400);
  });

  it('lists sessions, ends one, and sets a new password by the link of the operator', async () => {
    await serve();
    const cookie = { cookie: cookieOf(await setUp()) };
    const other = {
      cookie: cookieOf(await send('POST', '/api/login', { email: OWNER.email, password: OWNER.password })),
    };
    const { sessions } = (await send('GET', '/api/sessions', undefined, cookie)).body;
    const foreign = sessions.find((line: { current: boolean }) => !line.current);
    expect((await send('DELETE', `/api/sessions/${foreign.id}`, undefined, cookie)).status).toBe(204);
    expect((await send('GET', '/api/session', undefined, other)).status).toBe(401);

    const { url } = await bench.accounts.operator.setupLink(OWNER.email);
    const set = await send('POST', '/api/new-password', {
      token: url.split('#link=')[1],
      password: 'nine other silent cranes',
    });
    expect(set.status).toBe(200);
    expect((await send('GET', '/api/session', undefined, cookie)).status).toBe(401);
    expect((await send('GET', '/api/session', undefined, { cookie: cookieOf(set) })).body.notices).toHaveLength(1);
  });

  it('writes no address, name, password or token into the log', async () => {
    await serve();
    const made = await setUp();
    await send('POST', '/api/login', { email: 'nobody@example.org', password: 'four quiet unrelated horses' });
    const log = lines.join('');
    expect(lines.length).toBeGreaterThan(1);
    for (const secret of ['Maya', 'example.org', 'quiet', cookieOf(made).split('=')[1] ?? '?', 'EF5G'])
      expect(log).not.toContain(secret);
  });
});

describe('a program', () => {
  const json = { 'x-chartwarden': '' };
  it('gets a token without the header of our pages, and no cookie', async () => {
    await serve();
    await setUp();
    const login = { email: OWNER.email, password: OWNER.password };
    const made = await send('POST', '/api/auth/token', { ...login, label: 'Phone', roles: ['owner'], hours: 1 }, json);
    expect([made.status, made.body.tokenType, made.body.roles]).toEqual([201, 'Bearer', ['owner']]);
    expect(made.headers).not.toHaveProperty('set-cookie');
    const bearer = { ...json, authorization: `Bearer ${made.body.token}` };
    const { tokens } = (await send('GET', '/api/auth/tokens', undefined, bearer)).body;
    expect(tokens).toMatchObject([{ id: made.body.id, label: 'Phone', roles: ['owner'] }]);
    expect((await send('POST', '/api/auth/token', {}, bearer)).body.code).toBe('CW-ACC-022');
    expect((await send('POST', '/api/logout', undefined, bearer)).status).toBe(204);
    expect((await send('GET', '/api/session', undefined, bearer)).status).toBe(401);
  });

  it('that sends nothing gets nothing, and a browser is asked for the header all the same', async () => {
    await serve();
    const cookie = { cookie: cookieOf(await setUp()) };
    expect((await send('POST', '/api/auth/token', {}, json)).status).toBe(401);
    expect((await send('POST', '/api/auth/token', {}, { ...json, ...cookie })).body.code).toBe('CW-HTTP-003');
    expect((await send('POST', '/api/auth/token', {}, { ...json, origin: 'https://evil.example' })).status).toBe(403);
    const made = await send('POST', '/api/auth/token', {}, cookie);
    expect(made.status).toBe(201);
    const both = { ...cookie, authorization: `Bearer ${made.body.token}` };
    expect((await send('GET', '/api/session', undefined, both)).body.code).toBe('CW-ACC-019');
    const body = { email: OWNER.email, label: 'no password' };
    expect((await send('POST', '/api/auth/token', body, json)).status).toBe(400);
    expect((await send('POST', '/api/auth/token', { account: newId() }, cookie)).status).toBe(400);
  });
});

describe('preferences', () => {
  it('are kept for whoever is logged in, and only what is known is taken', async () => {
    await serve();
    expect((await send('GET', '/api/preferences')).status).toBe(401);
    expect((await send('PUT', '/api/preferences', { theme: 'dark' })).status).toBe(401);
    const cookie = { cookie: cookieOf(await setUp()) };
    expect((await send('GET', '/api/preferences', undefined, cookie)).body).toEqual({});
    const chosen = { theme: 'dark', language: 'es', zone: 'America/Bogota' };
    expect((await send('PUT', '/api/preferences', chosen, cookie)).body).toEqual(chosen);
    expect((await send('GET', '/api/preferences', undefined, cookie)).body).toEqual(chosen);
    for (const wrong of [{ theme: 'sepia' }, { zone: 'Europe/Atlantis' }, { zone: 'x'.repeat(99_000) }, { name: 'x' }])
      expect((await send('PUT', '/api/preferences', wrong, cookie)).status).toBe(400);
    expect((await send('GET', '/api/preferences', undefined, cookie)).body).toEqual(chosen);
  });
});
