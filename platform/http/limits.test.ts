import { connect } from 'node:net';
import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { limitStream } from './body.ts';
import { addressKey, createRateLimiter } from './rate-limit.ts';
import { OWN, rawRequest, soon, type TestServer, testHttp } from './testing.ts';

let http: TestServer;
afterEach(() => http?.stop(100));
const codeOf = (text: string): string | undefined => /"code":"([^"]+)"/.exec(text)?.[1];
const upload = (headers: string): string =>
  `PUT /api/files HTTP/1.1\r\nHost: localhost\r\nCookie: chartwarden=good\r\nx-chartwarden: 1\r\nContent-Type: application/octet-stream\r\n${headers}\r\n\r\n`;
const json = (headers: string): string =>
  `POST /api/people HTTP/1.1\r\nHost: localhost\r\nCookie: chartwarden=good\r\nx-chartwarden: 1\r\nContent-Type: application/json\r\n${headers}\r\n\r\n`;

describe('a body', () => {
  it('larger than allowed is refused by its declared size, before it is read', async () => {
    http = await testHttp();
    const { port } = await http.listen();
    expect(codeOf(await rawRequest(port, json('Content-Length: 2000000')))).toBe('CW-HTTP-001');
    expect(codeOf(await rawRequest(port, upload('Content-Length: 100001')))).toBe('CW-HTTP-001');
  });

  it('larger than allowed is refused while it comes, when its size was not declared', async () => {
    http = await testHttp();
    const { port } = await http.listen();
    const chunk = `${(60_000).toString(16)}\r\n${'x'.repeat(60_000)}\r\n`;
    expect(codeOf(await rawRequest(port, upload('Transfer-Encoding: chunked') + chunk + chunk))).toBe('CW-HTTP-001');
    const big = `${(1_100_000).toString(16)}\r\n${'x'.repeat(1_100_000)}\r\n`;
    expect(codeOf(await rawRequest(port, json('Transfer-Encoding: chunked') + big))).toBe('CW-HTTP-001');
  });

  it('of exactly the limit passes', async () => {
    http = await testHttp();
    const { port } = await http.listen();
    expect(
      await rawRequest(port, upload('Content-Length: 100000\r\nConnection: close') + 'x'.repeat(100_000)),
    ).toContain('{"size":100000}');
  });

  it('that is compressed, or of a type that the route does not take, is refused unread', async () => {
    http = await testHttp();
    const headers = { ...OWN, 'content-type': 'application/json', 'content-encoding': 'gzip' };
    expect((await http.inject({ method: 'POST', url: '/api/people', headers, payload: 'x' })).json().code).toBe(
      'CW-HTTP-002',
    );
    const xml = { ...OWN, 'content-type': 'application/fhir+xml' };
    const answer = await http.inject({ method: 'POST', url: '/fhir/R4/Observation', headers: xml, payload: '<x/>' });
    expect(answer.json().issue[0].details.coding[0].code).toBe('CW-HTTP-002');
  });

  it.each([
    ['{"name":', 'CW-HTTP-010'],
    ['{"name":"x","__proto__":{"admin":true}}', 'CW-HTTP-010'],
    ['{"name":"x","constructor":{"prototype":{}}}', 'CW-HTTP-010'],
    ['['.repeat(200_000), 'CW-HTTP-010'],
    ['{"name":"x","more":1}', 'CW-GEN-003'],
    ['null', 'CW-GEN-003'],
    ['', 'CW-GEN-003'],
  ])('%.40s is refused', async (payload, code) => {
    http = await testHttp();
    const answer = await http.inject({
      method: 'POST',
      url: '/api/people',
      headers: { ...OWN, 'content-type': 'application/json' },
      payload,
    });
    expect(answer.statusCode).toBe(400);
    expect(answer.json().code).toBe(code);
  });

  it('of somebody who may not is not read at all', async () => {
    http = await testHttp();
    const { port } = await http.listen();
    const answer = await rawRequest(port, upload('Content-Length: 90000').replace('good', 'bad') + 'x'.repeat(10));
    expect(codeOf(answer)).toBe('CW-GEN-002');
    expect(answer.toLowerCase()).toContain('connection: close');
  });
});

describe('a free port', () => {
  it('is part of the public address once it is taken', async () => {
    http = await testHttp();
    const { port } = await http.listen();
    expect(http.publicUrl()).toBe(`http://localhost:${port}`);
  });
});

describe('a slow client', () => {
  it('that does not finish its headers is cut off with an answer', async () => {
    http = await testHttp({}, { pace: { headers: 150 } });
    const { port } = await http.listen();
    expect(codeOf(await rawRequest(port, 'GET / HTTP/1.1\r\nHost: localhost\r\nX-Drip: ', { end: false }))).toBe(
      'CW-HTTP-009',
    );
  });

  it('that does not finish a body in time is cut off with an answer', async () => {
    http = await testHttp({}, { pace: { deadline: 100 } });
    const { port } = await http.listen();
    const answer = await rawRequest(port, `${json('Content-Length: 50')}{"name"`, { end: false });
    expect(codeOf(answer)).toBe('CW-HTTP-009');
  });

  it('that pauses an upload for too long is cut off with an answer', async () => {
    http = await testHttp({}, { pace: { idle: 100 } });
    const { port } = await http.listen();
    expect(codeOf(await rawRequest(port, `${upload('Content-Length: 5000')}abc`, { end: false }))).toBe('CW-HTTP-009');
  });

  it('that keeps sending may take longer', async () => {
    http = await testHttp({}, { pace: { idle: 600 } });
    const { port } = await http.listen();
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.on('data', (data) => {
      answer += data;
    });
    socket.write(upload('Content-Length: 50\r\nConnection: close'));
    for (let sent = 0; sent < 50; sent += 5) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      socket.write('x'.repeat(5));
    }
    await new Promise((resolve) => socket.once('close', resolve));
    expect(answer).toContain('{"size":50}');
  });

  it('that goes away when its upload was refused unread does not end the process', async () => {
    const source = new PassThrough();
    const limited = limitStream(source, 100, 1000);
    source.destroy();
    // Nobody listens yet: an error event without a listener would be an uncaught one by now.
    await new Promise((resolve) => setTimeout(resolve, 20));
    await expect(limited.toArray()).rejects.toMatchObject({ code: 'CW-GEN-003' });
  });

  it('that goes away in the middle of an upload leaves nothing behind', async () => {
    http = await testHttp();
    const { port } = await http.listen();
    const socket = connect(port, '127.0.0.1');
    socket.write(`${upload('Content-Length: 5000')}abc`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    await soon(() => http.lines.filter(({ event }) => event === 'http.request').length).toBe(1);
    expect(http.lines.find(({ event }) => event === 'http.request')).toMatchObject({
      status: 499,
      route: '/api/files',
    });
  });
});

describe('too many requests', () => {
  it('from one address are refused with the time to wait, and others are not', async () => {
    http = await testHttp({ CHARTWARDEN_LIMIT_REQUESTS_PER_MINUTE: '5' }, { clock: { now: () => 0 } });
    const ask = (remoteAddress: string) => http.inject({ url: '/api/nothing', remoteAddress });
    for (let n = 0; n < 5; n++) expect((await ask('203.0.113.1')).statusCode).toBe(404);
    const refused = await ask('203.0.113.1');
    expect(refused.statusCode).toBe(429);
    expect(refused.json().code).toBe('CW-HTTP-006');
    expect(Number(refused.headers['retry-after'])).toBe(60);
    expect((await ask('203.0.113.2')).statusCode).toBe(404);
  });
});

describe('a rate limiter', () => {
  it('lets a burst through once, not again at the border of the window', () => {
    let now = 59_000;
    const limiter = createRateLimiter(10, 60, { now: () => now });
    for (let n = 0; n < 10; n++) expect(limiter.take('a')).toBe(0);
    expect(limiter.take('a')).toBeGreaterThan(0);
    now = 61_000;
    expect(limiter.take('a')).toBeGreaterThan(0);
    now = 200_000;
    expect(limiter.take('a')).toBe(0);
  });

  it('does not count what it refused', () => {
    let now = 0;
    const limiter = createRateLimiter(1, 60, { now: () => now });
    expect(limiter.take('a')).toBe(0);
    for (let n = 0; n < 1000; n++) limiter.take('a');
    now = 120_000;
    expect(limiter.take('a')).toBe(0);
  });

  it('keeps a bounded number of addresses', () => {
    const limiter = createRateLimiter(1, 60, { now: () => 0 });
    for (let n = 0; n < 250_000; n++) limiter.take(`a${n}`);
    expect(limiter.take('fresh')).toBe(0);
  });

  it('survives a clock that goes backwards', () => {
    let now = 600_000;
    const limiter = createRateLimiter(1, 60, { now: () => now });
    limiter.take('a');
    now = 0;
    expect(limiter.take('a')).toBe(0);
    expect(limiter.take('a')).toBeGreaterThan(0);
  });

  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::9', '2001:db8:1:2'],
    ['2001:DB8::1', '2001:db8:0:0'],
    ['2001:DB8:0001:2::6', '2001:db8:1:2'],
    ['::1', '0:0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
  ])('counts %s as %s', (ip, key) => {
    expect(addressKey(ip)).toBe(key);
  });
});
