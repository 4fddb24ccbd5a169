import { afterEach, describe, expect, it } from 'vitest';
import { COOKIE, OWN, rawRequest, type TestServer, testHttp } from './testing.ts';

let http: TestServer;
afterEach(() => http.stop());
const code = async (request: object): Promise<string> => {
  const answer = await http.inject(request as never);
  return answer.statusCode < 400 ? String(answer.statusCode) : `${answer.statusCode} ${answer.json().code}`;
};

const PUBLIC = { CHARTWARDEN_PUBLIC_URL: 'https://health.example.org', CHARTWARDEN_TRUSTED_PROXIES: '10.0.0.1' };

describe('the host that is asked', () => {
  it.each([
    ['health.example.org', '200'],
    ['localhost:8800', '200'],
    ['127.0.0.1:9999', '200'],
    ['[::1]:8800', '200'],
    ['evil.example', '421 CW-HTTP-005'],
    ['health.example.org.evil.example', '421 CW-HTTP-005'],
    ['127.0.0.1.evil.example', '421 CW-HTTP-005'],
    ['localhost.evil.example', '421 CW-HTTP-005'],
    ['192.168.1.5:8800', '421 CW-HTTP-005'],
  ])('%s gives %s', async (host, expected) => {
    http = await testHttp(PUBLIC);
    expect(await code({ url: '/api/people/1', headers: { ...COOKIE, host } })).toBe(expected);
  });

  it('does not matter to probes, which learn nothing', async () => {
    http = await testHttp(PUBLIC);
    expect(await code({ url: '/healthz', headers: { host: '10.2.3.4:8800' } })).toBe('200');
    expect(await code({ url: '/readyz?x', headers: { host: '10.2.3.4:8800' } })).toBe('200');
  });
});

describe('behind a proxy', () => {
  const forwarded = {
    ...COOKIE,
    host: 'health.example.org',
    'x-forwarded-proto': 'https',
    'x-forwarded-for': '203.0.113.9',
  };

  it('believes X-Forwarded headers of a trusted address only', async () => {
    http = await testHttp(PUBLIC);
    expect(await code({ url: '/api/people/1', headers: forwarded, remoteAddress: '10.0.0.1' })).toBe('200');
    expect(await code({ url: '/api/people/1', headers: forwarded, remoteAddress: '10.0.0.2' })).toBe('403 CW-HTTP-014');
    const host = {
      ...COOKIE,
      host: 'chartwarden:8800',
      'x-forwarded-host': 'health.example.org',
      'x-forwarded-proto': 'https',
    };
    expect(await code({ url: '/api/people/1', headers: host, remoteAddress: '10.0.0.1' })).toBe('200');
    expect(await code({ url: '/api/people/1', headers: host, remoteAddress: '10.0.0.2' })).toBe('421 CW-HTTP-005');
  });

  it('refuses what reached the proxy in the clear', async () => {
    http = await testHttp(PUBLIC);
    const plain = { ...forwarded, 'x-forwarded-proto': 'http' };
    expect(await code({ url: '/api/people/1', headers: plain, remoteAddress: '10.0.0.1' })).toBe('403 CW-HTTP-014');
  });

  it('believes nobody when nobody is trusted', async () => {
    let seen = '';
    const authorize = (_permission: string, { ip }: { ip: string }) => {
      seen = ip;
      return { name: 'tester' };
    };
    http = await testHttp({}, { authorize });
    await http.inject({ url: '/api/people/1', headers: { 'x-forwarded-for': '203.0.113.9' } });
    expect(seen).toBe('127.0.0.1');
  });
});

describe('a request that changes something', () => {
  const post = (headers: Record<string, string>) => ({
    method: 'POST',
    url: '/api/people',
    headers,
    payload: { name: 'x' },
  });

  it.each([
    ['with our header and cookie', OWN, '201'],
    ['without our header', COOKIE, '403 CW-HTTP-003'],
    ['with another value of it', { ...COOKIE, 'x-chartwarden': 'yes' }, '403 CW-HTTP-003'],
    [
      'from our own page',
      { ...OWN, origin: 'http://localhost:8800', host: 'localhost:8800', 'sec-fetch-site': 'same-origin' },
      '201',
    ],
    [
      'from a development port of this machine',
      { ...OWN, origin: 'http://localhost:5173', host: 'localhost:8800' },
      '403 CW-HTTP-004',
    ],
    ['from another site', { ...OWN, origin: 'https://evil.example' }, '403 CW-HTTP-004'],
    ['from nowhere in particular', { ...OWN, origin: 'null' }, '403 CW-HTTP-004'],
    ['that the browser calls cross-site', { ...OWN, 'sec-fetch-site': 'cross-site' }, '403 CW-HTTP-004'],
    ['that the browser calls same-site', { ...OWN, 'sec-fetch-site': 'same-site' }, '403 CW-HTTP-004'],
    [
      'that navigates, from another site',
      { ...OWN, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
      '403 CW-HTTP-004',
    ],
    ['with a token instead of a cookie', { authorization: 'Bearer good' }, '201'],
    [
      'with a password that a browser adds by itself',
      { ...COOKIE, authorization: 'Basic Z29vZA==' },
      '403 CW-HTTP-003',
    ],
  ])('%s', async (_how, headers, expected) => {
    http = await testHttp();
    expect(await code(post(headers as Record<string, string>))).toBe(expected);
  });

  it('needs our header under /api even before anybody is logged in', async () => {
    http = await testHttp();
    expect(await code({ method: 'POST', url: '/api/open' })).toBe('403 CW-HTTP-003');
    expect(await code({ method: 'POST', url: '/api/open', headers: { 'x-chartwarden': '1' } })).toBe('204');
  });

  it('needs our header under /fhir when it carries the cookie', async () => {
    http = await testHttp();
    const fhir = { method: 'POST', url: '/fhir/R4/Observation', payload: '{}' };
    expect(
      (await http.inject({ ...fhir, headers: { ...COOKIE, 'content-type': 'application/fhir+json' } } as never))
        .statusCode,
    ).toBe(403);
  });
});

describe('a request that reads with the cookie', () => {
  it.each([
    ['from our page', { 'sec-fetch-site': 'same-origin' }, '200'],
    ['typed by hand', { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' }, '200'],
    ['by a link on another site', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }, '200'],
    ['by a script on another site', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' }, '403 CW-HTTP-004'],
    ['by an image on another site', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }, '403 CW-HTTP-004'],
    ['by a sister domain', { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors' }, '403 CW-HTTP-004'],
  ])('%s', async (_how, headers, expected) => {
    http = await testHttp();
    expect(await code({ url: '/api/people/1', headers: { ...COOKIE, ...headers } })).toBe(expected);
  });
});

describe('answers to other sites', () => {
  it('never carry a CORS header', async () => {
    http = await testHttp();
    const preflight = {
      method: 'OPTIONS',
      url: '/api/people',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    };
    for (const request of [
      preflight,
      { url: '/api/people/1', headers: { ...COOKIE, origin: 'https://evil.example' } },
    ]) {
      const { headers } = await http.inject(request as never);
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });
});

describe('the parameters of an address', () => {
  it.each(['a=%', 'a=%zz', '%c0%80=1', 'a=%ff', 'a=%ed%a0%80', 'a=%00', 'a=b%00c'])('%s are refused', async (query) => {
    http = await testHttp();
    expect(await code({ url: `/healthz?${query}` })).toBe('400 CW-GEN-003');
  });

  it.each(['a=%25', 'a=%C3%A4', 'a=1+2', 'a=&b', ''])('%s are taken', async (query) => {
    http = await testHttp();
    expect(await code({ url: `/healthz?${query}` })).toBe('200');
  });
});

describe('two hosts in one request (RFC 9112, 3.2)', () => {
  it('are refused', async () => {
    http = await testHttp();
    const { port } = await http.listen();
    const answer = await rawRequest(port, 'GET /healthz HTTP/1.1\r\nHost: localhost\r\nhost: evil.example\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  });
});
