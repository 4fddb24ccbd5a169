import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testHttp } from './testing.ts';

const SCRIPT = `console.log("${'x'.repeat(5000)}")`;
let root: string;
let http: TestServer;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'chartwarden-web-'));
  const dist = join(root, 'dist');
  mkdirSync(join(dist, 'assets'), { recursive: true });
  writeFileSync(join(root, 'secret.txt'), 'outside');
  writeFileSync(join(dist, 'index.html'), '<!doctype html><title>Chartwarden</title>');
  writeFileSync(join(dist, 'icon.svg'), '<svg/>');
  writeFileSync(join(dist, 'assets/app-1a2b.js'), SCRIPT);
  http = await testHttp({}, { webRoot: dist });
});
afterAll(async () => {
  await http.stop();
  rmSync(root, { recursive: true });
});

describe('the web app', () => {
  it.each(['/', '/index.html', '/people/018f/labs', '/login?next=/x'])('%s is its page, never kept', async (url) => {
    const answer = await http.inject({ url });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.headers['cache-control']).toBe('no-cache');
    expect(answer.body).toContain('<title>');
  });

  it('gives hashed assets for keeps, compressed when asked, and again without their bytes', async () => {
    const url = '/assets/app-1a2b.js';
    const plain = await http.inject({ url });
    expect(plain.body).toBe(SCRIPT);
    expect(plain.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    const small = await http.inject({ url, headers: { 'accept-encoding': 'gzip, br' } });
    expect(small.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(small.rawPayload).toString()).toBe(SCRIPT);
    const again = await http.inject({ url, headers: { 'if-none-match': String(plain.headers.etag) } });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });

  it('has its other files looked at again each time', async () => {
    const answer = await http.inject({ url: '/icon.svg' });
    expect(answer.headers).toMatchObject({ 'content-type': 'image/svg+xml', 'cache-control': 'no-cache' });
  });

  it.each(['/assets/missing.js', '/robots.txt', '/api/nothing', '/fhir/R4/x', '/.well-known/x', '/oauth/x', '/.env'])(
    '%s is not there, and is not the page either',
    async (url) => {
      expect((await http.inject({ url })).statusCode).toBe(404);
    },
  );

  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/..%5csecret.txt',
    '/assets/%00',
    '//etc/passwd',
  ])('%s leads nowhere', async (url) => {
    const answer = await http.inject({ url });
    expect(answer.body).not.toContain('outside');
    expect(answer.body).not.toContain('root:');
  });

  it('that is not built is said in words', async () => {
    const bare = await testHttp({}, { webRoot: join(root, 'nowhere') });
    expect((await bare.inject({ url: '/' })).json().code).toBe('CW-HTTP-013');
    await bare.stop();
  });
});
