import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rawRequest, soon, type TestServer, testHttp } from './testing.ts';
import { fingerprint, selfSigned } from './testing-certificate.ts';

let folder: string;
let http: TestServer;
let made: ReturnType<typeof selfSigned>;
const files = () => ({ cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') });
const write = (): void => {
  made = selfSigned();
  writeFileSync(files().cert, made.cert);
  writeFileSync(files().key, made.key);
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chartwarden-tls-'));
  write();
});
afterEach(async () => {
  await http?.stop(0);
  rmSync(folder, { recursive: true });
});

const serve = async (): Promise<number> => {
  const { cert, key } = files();
  http = await testHttp(
    { CHARTWARDEN_PUBLIC_URL: 'https://localhost', CHARTWARDEN_TLS_CERT: cert, CHARTWARDEN_TLS_KEY: key },
    { pace: { tlsLook: 20 } },
  );
  return (await http.listen()).port;
};
const get = (port: number): Promise<{ status: number | undefined; hsts: string | undefined }> =>
  new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path: '/healthz', ca: made.cert, agent: false }, (answer) => {
      answer.resume();
      resolve({ status: answer.statusCode, hsts: answer.headers['strict-transport-security'] });
    });
    asked.once('error', reject).end();
  });
const shown = (port: number, options = {}): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false, ...options }, () => {
      resolve(socket.getPeerCertificate().fingerprint256);
      socket.destroy();
    });
    socket.once('error', reject);
  });

describe('TLS of our own', () => {
  it('serves with the configured certificate, with HSTS', async () => {
    expect(await get(await serve())).toEqual({ status: 200, hsts: 'max-age=63072000' });
  });

  it('does not speak versions before 1.2, nor plain http', async () => {
    const port = await serve();
    await expect(
      shown(port, { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }),
    ).rejects.toThrow();
    expect(await rawRequest(port, 'GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n').catch(() => '')).not.toContain(
      'ok',
    );
  });

  it('takes a renewed certificate into use without a restart, and keeps the old one while the new is broken', async () => {
    const port = await serve();
    const first = fingerprint(made.cert);
    expect(await shown(port)).toBe(first);
    writeFileSync(files().cert, 'half a file');
    utimesSync(files().cert, 1, 1);
    await soon(() => http.lines.some(({ event }) => event === 'http.tls-failed')).toBe(true);
    expect(await shown(port)).toBe(first);
    write();
    await soon(() => shown(port)).toBe(fingerprint(made.cert));
    expect(JSON.stringify(http.lines)).not.toContain('PRIVATE');
  });

  it('does not start without its files', async () => {
    rmSync(files().key);
    await expect(serve()).rejects.toThrow('ENOENT');
  });
});
