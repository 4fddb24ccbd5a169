import { Readable } from 'node:stream';
import { CodedError } from '@chartwarden/errors';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { download } from './answer.ts';
import { createHttp } from './create-http.ts';
import { routesFor } from './routes.ts';
import { COOKIE, OWN, quietSettings, type Tester, type TestServer, testHttp, testRows } from './testing.ts';

const { route } = routesFor<Tester>();
let http: TestServer;
afterEach(() => http?.stop());

describe('a route table', () => {
  it('is listed as it was written, health first', async () => {
    http = await testHttp();
    const table = http.routesTable();
    expect(table.slice(0, 2).map(({ url }) => url)).toEqual(['/healthz', '/readyz']);
    expect(table.slice(2).map(({ method, url, permission }) => [method, url, permission])).toEqual(
      testRows().map(({ method, url, permission }) => [method, url, permission]),
    );
    for (const { summary } of table) expect(summary).not.toBe('');
  });

  it.each([
    ['without a permission', { permission: '' }],
    ['without a summary', { summary: '' }],
  ])('refuses a row %s', async (_what, change) => {
    http = await testHttp();
    const row = {
      method: 'GET',
      url: '/api/x',
      permission: 'member',
      summary: 'X',
      handler: () => 1,
      ...change,
    } as const;
    expect(() => http.mount([route(row)])).toThrow('GET /api/x');
  });

  it('refuses a guarded row when nobody is there to ask', async () => {
    const { config, log } = await quietSettings();
    const unguarded = createHttp<Tester>({ config, log });
    expect(() => unguarded.mount(testRows())).toThrow('nobody is there to ask');
    await unguarded.stop();
  });

  it('refuses two rows for one address', async () => {
    http = await testHttp();
    http.mount([route({ method: 'POST', url: '/api/open', permission: 'public', summary: 'Again', handler: () => 1 })]);
    await expect(http.inject({ url: '/healthz' })).rejects.toThrow('already declared');
  });
});

describe('a handler', () => {
  it('gets what its schema says, in its types', async () => {
    http = await testHttp();
    const { body } = await http.inject({ url: '/api/people/p1?limit=3', headers: COOKIE });
    expect(JSON.parse(body)).toEqual({ person: 'p1', limit: 3, by: 'tester' });
  });

  it.each([
    ['/api/people/p1?limit=99', 'querystring/limit: too_big'],
    ['/api/people/p1?limit=abc', 'querystring/limit: invalid_type'],
    ['/api/people/p1?other=1', 'querystring: unrecognized_keys'],
    [`/api/people/${'p'.repeat(30)}`, 'params/person: too_big'],
  ])('is not called for %s, and the detail names the place and not the value', async (url, detail) => {
    http = await testHttp();
    const answer = await http.inject({ url, headers: COOKIE });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: 'CW-GEN-003', detail });
  });

  it('does not leak what its response schema does not know', async () => {
    http = await testHttp();
    const answer = await http.inject({ method: 'POST', url: '/api/people', headers: OWN, payload: { name: 'x' } });
    expect(answer.json()).toEqual({ id: 'p1' });
  });

  it('that returns another shape than its response schema fails without showing it', async () => {
    http = await testHttp(
      {},
      {
        rows: [
          route({
            method: 'GET',
            url: '/api/x',
            permission: 'public',
            summary: 'X',
            schema: { response: z.object({ n: z.number() }) },
            handler: () => ({ n: 'Maria' }),
          }),
        ],
      },
    );
    const answer = await http.inject({ url: '/api/x' });
    expect(answer.statusCode).toBe(500);
    expect(answer.body + JSON.stringify(http.lines)).not.toContain('Maria');
  });

  it('gets a FHIR body as the bytes that came', async () => {
    http = await testHttp();
    const payload = '{ "valueDecimal" : 1.50 }';
    const headers = { ...OWN, 'content-type': 'application/fhir+json; charset=utf-8' };
    expect((await http.inject({ method: 'POST', url: '/fhir/R4/Observation', headers, payload })).body).toBe(payload);
  });

  it('of a public route has no principal to look at', async () => {
    http = await testHttp(
      {},
      {
        rows: [
          route({
            method: 'GET',
            url: '/api/x',
            permission: 'public',
            summary: 'X',
            handler: ({ principal }) => principal,
          }),
        ],
      },
    );
    expect((await http.inject({ url: '/api/x', headers: COOKIE })).statusCode).toBe(500);
  });

  it('sets and clears cookies', async () => {
    const options = { path: '/', httpOnly: true, secure: true, sameSite: 'lax' } as const;
    http = await testHttp(
      {},
      {
        rows: [
          route({
            method: 'GET',
            url: '/api/x',
            permission: 'public',
            summary: 'X',
            handler: (call) => {
              call.setCookie('a', 'b', { ...options, maxAge: 60 });
              call.clearCookie('c', options);
              return { seen: call.cookie('d') };
            },
          }),
        ],
      },
    );
    const answer = await http.inject({ url: '/api/x', headers: { cookie: 'd=e; x=y' } });
    expect(answer.json()).toEqual({ seen: 'e' });
    expect(answer.headers['set-cookie']).toEqual([
      'a=b; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Lax',
      'c=; Max-Age=0; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; Secure; SameSite=Lax',
    ]);
  });

  it('may offer a file under any name', async () => {
    http = await testHttp();
    const answer = await http.inject({ url: '/api/files/one', headers: COOKIE });
    expect(answer.headers['content-disposition']).toBe(
      `attachment; filename="M_ller _x___.html"; filename*=UTF-8''M%C3%BCller%20%22x%22%0D%0A.html`,
    );
    expect(answer.headers['content-type']).toBe('application/octet-stream');
    expect(answer.headers['content-length']).toBe('8');
  });
});

describe('a download that streams', () => {
  const rows = (body: () => Readable) => [
    route({
      method: 'GET',
      url: '/api/x',
      permission: 'public',
      summary: 'X',
      handler: () => download(body(), { name: 'x', size: 3 }),
    }),
  ];

  it('gives its bytes', async () => {
    http = await testHttp({}, { rows: rows(() => Readable.from([Buffer.from('ab'), Buffer.from('c')])) });
    const answer = await http.inject({ url: '/api/x' });
    expect([answer.body, answer.headers['content-length']]).toEqual(['abc', '3']);
  });

  it('is not read when only its headers are asked for', async () => {
    let read = 0;
    const source = (): Readable =>
      new Readable({
        read() {
          read++;
          this.push(null);
        },
      });
    http = await testHttp({}, { rows: rows(source) });
    const answer = await http.inject({ method: 'HEAD', url: '/api/x' });
    expect([answer.statusCode, answer.headers['content-length'], answer.body, read]).toEqual([200, '3', '', 0]);
  });

  it('that fails at once is an error like any other', async () => {
    http = await testHttp(
      {},
      {
        rows: rows(
          () =>
            new Readable({
              read() {
                this.destroy(new Error('Maria'));
              },
            }),
        ),
      },
    );
    const answer = await http.inject({ url: '/api/x' });
    expect(answer.body + JSON.stringify(http.lines)).not.toContain('Maria');
  });
});

describe('an error', () => {
  it('is the row of the registry, as JSON under /api', async () => {
    http = await testHttp();
    const answer = await http.inject({ url: '/api/nothing' });
    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toEqual({ code: 'CW-GEN-002', message: 'There is nothing here, or it is not yours to see.' });
  });

  it('is an OperationOutcome under /fhir', async () => {
    http = await testHttp();
    const answer = await http.inject({ url: '/fhir/R4/Observation/1', headers: COOKIE });
    expect(answer.headers['content-type']).toBe('application/fhir+json; charset=utf-8');
    expect(answer.json()).toEqual({
      resourceType: 'OperationOutcome',
      issue: [
        {
          severity: 'error',
          code: 'not-found',
          details: {
            coding: [{ system: 'urn:chartwarden:error', code: 'CW-GEN-002' }],
            text: 'There is nothing here, or it is not yours to see.',
          },
        },
      ],
    });
  });

  it('reads the same for a refusal and for what is not there', async () => {
    http = await testHttp();
    const [refused, missing] = await Promise.all([
      http.inject({ url: '/api/people/p1' }),
      http.inject({ url: '/api/nothing' }),
    ]);
    expect(refused.body).toBe(missing.body);
    expect(refused.statusCode).toBe(missing.statusCode);
  });

  it('that nobody foresaw tells nothing, to the caller or to the log', async () => {
    http = await testHttp();
    const answer = await http.inject({ url: '/api/broken' });
    expect(answer.json().code).toBe('CW-GEN-001');
    expect(answer.body + JSON.stringify(http.lines)).not.toContain('Maria');
    const line = http.lines.find(({ event }) => event === 'http.failed');
    expect(JSON.stringify(line)).toContain('platform/http/testing.ts');
  });

  it('may carry a detail', async () => {
    http = await testHttp(
      {},
      {
        rows: [
          route({
            method: 'GET',
            url: '/api/x',
            permission: 'public',
            summary: 'X',
            handler: () => {
              throw new CodedError('CW-GEN-003', 'the detail');
            },
          }),
        ],
      },
    );
    expect((await http.inject({ url: '/api/x' })).json().detail).toBe('the detail');
  });
});

describe('the access log', () => {
  it('has one line per request, by template, without path, address, agent or cookie', async () => {
    http = await testHttp();
    await http.inject({
      url: '/api/people/p1?limit=3',
      headers: { ...COOKIE, 'user-agent': 'SpyBrowser' },
      remoteAddress: '203.0.113.77',
    });
    await http.inject({ url: '/api/maria-gonzalez' });
    const lines = http.lines.filter(({ event }) => event === 'http.request');
    expect(lines).toMatchObject([
      { method: 'GET', route: '/api/people/:person', status: 200 },
      { method: 'GET', route: '*', status: 404, code: 'CW-GEN-002' },
    ]);
    for (const secret of ['p1?', 'limit=3', 'maria', '203.0.113', 'SpyBrowser', 'good'])
      expect(JSON.stringify(lines)).not.toContain(secret);
  });

  it('shows bodies only when debug payloads are on', async () => {
    const post = { method: 'POST', url: '/api/people', headers: OWN, payload: { name: 'Maria Gonzalez' } } as const;
    http = await testHttp();
    await http.inject(post);
    expect(JSON.stringify(http.lines)).not.toContain('Maria');
    await http.stop();
    http = await testHttp({ CHARTWARDEN_DEBUG_PAYLOADS: '1' });
    await http.inject(post);
    expect(http.lines[0]).toMatchObject({ event: 'log.debug-payloads', level: 'warn' });
    expect(JSON.stringify(http.lines)).toContain('Maria');
  });
});

describe('readiness', () => {
  it('tells strangers whether it is ready and the log which part is not, and health does not care', async () => {
    http = await testHttp(
      {},
      {
        ready: {
          database: () => true,
          keyring: () => {
            throw new Error('pw');
          },
          ledger: () => false,
        },
      },
    );
    const answer = await http.inject({ url: '/readyz' });
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toEqual({ status: 'not ready' });
    const told = http.lines.filter(({ event }) => event === 'http.not-ready').map(({ part }) => part);
    expect(told).toEqual(['part.keyring', 'part.ledger']);
    expect((await http.inject({ url: '/healthz' })).statusCode).toBe(200);
  });
});
