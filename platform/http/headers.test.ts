import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COOKIE, OWN, rawRequest, type TestServer, testHttp } from './testing.ts';

let web: string;
beforeAll(() => {
  web = mkdtempSync(join(tmpdir(), 'chartwarden-web-'));
  mkdirSync(join(web, 'assets'));
  writeFileSync(join(web, 'index.html'), '<!doctype html>');
  writeFileSync(join(web, 'assets/app-1a2b.js'), 'export {}');
});
afterAll(() => rmSync(web, { recursive: true }));

/** One request per kind of route and of answer. */
const KINDS = [
  ['an answer', { url: '/api/people/p1', headers: COOKIE }, 200],
  ['something made', { method: 'POST', url: '/api/people', headers: OWN, payload: { name: 'x' } }, 201],
  ['nothing to say', { method: 'POST', url: '/api/open', headers: OWN }, 204],
  [
    'a FHIR answer',
    {
      method: 'POST',
      url: '/fhir/R4/Observation',
      headers: { ...OWN, 'content-type': 'application/fhir+json' },
      payload: '{}',
    },
    200,
  ],
  ['a FHIR error', { url: '/fhir/R4/Observation/1', headers: COOKIE }, 404],
  ['a download', { url: '/api/files/one', headers: COOKIE }, 200],
  ['an event stream', { url: '/api/events', headers: COOKIE }, 200],
  ['a health check', { url: '/healthz' }, 200],
  ['the page', { url: '/people/1' }, 200],
  ['an asset', { url: '/assets/app-1a2b.js' }, 200],
  ['a refusal', { url: '/api/people/p1' }, 404],
  ['no such route', { url: '/api/nothing' }, 404],
  ['a wrong host', { url: '/', headers: { host: 'evil.example' } }, 421],
  ['a failure', { url: '/api/broken' }, 500],
  ['an address that is none', { url: '/%zz' }, 400],
] as const;

/** Differ per kind and are said by their own tests, or come from the socket. */
const VARYING = new Set([
  'date',
  'connection',
  'keep-alive',
  'x-request-id',
  'content-length',
  'transfer-encoding',
  'content-type',
  'content-disposition',
  'etag',
  'vary',
  'x-accel-buffering',
]);

const shown = (headers: object): string =>
  Object.entries(headers)
    .filter(([name]) => !VARYING.has(name))
    .map(([name, value]) => `${name}: ${value}`)
    .sort()
    .join('\n');

const COMMON = `cache-control: no-store
content-security-policy: default-src 'self'; base-uri 'none'; connect-src 'self'; font-src 'self'; form-action 'self'; frame-ancestors 'none'; frame-src 'self'; img-src 'self' blob:; media-src 'self'; object-src 'none'; script-src 'self'; style-src 'self'; worker-src 'self'
cross-origin-opener-policy: same-origin
cross-origin-resource-policy: same-origin
origin-agent-cluster: ?1
permissions-policy: accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), fullscreen=(self), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=()
referrer-policy: no-referrer
x-content-type-options: nosniff
x-dns-prefetch-control: off
x-frame-options: DENY
x-permitted-cross-domain-policies: none`;

const EXCEPTIONS: Readonly<Record<string, (common: string) => string>> = {
  'a download': (common) =>
    common.replace(
      /content-security-policy: .*/,
      "content-security-policy: default-src 'none'; sandbox; frame-ancestors 'none'",
    ),
  'an asset': (common) => common.replace('no-store', 'public, max-age=31536000, immutable'),
  'the page': (common) => common.replace('no-store', 'no-cache'),
};

describe('the headers on http://localhost', () => {
  let http: TestServer;
  beforeAll(async () => {
    http = await testHttp({}, { webRoot: web });
  });
  afterAll(() => http.stop());

  it.each(KINDS)('of %s', async (kind, request, status) => {
    const answer = await http.inject(request as never);
    expect(answer.statusCode).toBe(status);
    expect(shown(answer.headers)).toBe((EXCEPTIONS[kind] ?? ((common) => common))(COMMON));
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  });
});

describe('the headers on https', () => {
  let http: TestServer;
  beforeAll(async () => {
    http = await testHttp(
      { CHARTWARDEN_PUBLIC_URL: 'https://health.example.org', CHARTWARDEN_TRUSTED_PROXIES: '127.0.0.1' },
      { webRoot: web },
    );
  });
  afterAll(() => http.stop());

  it.each(KINDS)('of %s add HSTS and upgrade what a page asks for', async (kind, request) => {
    const answer = await http.inject(request as never);
    const expected = COMMON.replace("worker-src 'self'", "worker-src 'self'; upgrade-insecure-requests").replace(
      'x-content-type',
      'strict-transport-security: max-age=63072000\nx-content-type',
    );
    expect(shown(answer.headers)).toBe((EXCEPTIONS[kind] ?? ((common) => common))(expected));
  });
});

describe('headers that settings widen', () => {
  it('let the named origins frame the page and give what is named, and nothing else', async () => {
    const http = await testHttp(
      { CHARTWARDEN_CSP_FRAME_ANCESTORS: 'https://portal.example.org' },
      {},
      {
        csp: { extra: { 'img-src': ['https://tiles.example.org'] } },
      },
    );
    const { headers } = await http.inject({ url: '/healthz' });
    expect(headers['content-security-policy']).toContain('frame-ancestors https://portal.example.org;');
    expect(headers['content-security-policy']).toContain("img-src 'self' blob: https://tiles.example.org;");
    expect(headers['content-security-policy']).toContain("script-src 'self';");
    expect(headers).not.toHaveProperty('x-frame-options');
    await http.stop();
  });
});

describe('the headers of what is no request', () => {
  it.each([
    ['is no HTTP', 'NONSENSE\r\n\r\n', 400],
    [
      'has two lengths',
      'POST /api/open HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd',
      400,
    ],
    [
      'has a length and chunks',
      'POST /api/open HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    ['has endless headers', `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    ['names no host', 'GET /api/people/1 HTTP/1.1\r\n\r\n', 421],
  ])('when it %s are those of every answer', async (_what, text, status) => {
    const http = await testHttp();
    const { port } = await http.listen();
    const answer = await rawRequest(port, text);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    for (const line of COMMON.split('\n')) expect(answer.toLowerCase()).toContain(line.toLowerCase());
    expect(answer).toMatch(/"code":"CW-/);
    await http.stop();
  });
});
