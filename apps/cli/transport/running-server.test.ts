import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findRunningServer, readOperatorToken } from './running-server.ts';

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'chartwarden-server-'));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

const url = 'http://127.0.0.1:8800';
const write = (note: unknown) =>
  writeFileSync(join(data, 'server.json'), typeof note === 'string' ? note : JSON.stringify(note));

describe('a running server', () => {
  it('is found by its note while its process lives', () => {
    expect(findRunningServer(data)).toBeNull();
    write({ version: 1, pid: process.pid, url });
    expect(findRunningServer(data)).toEqual({ url, pid: process.pid });
  });

  it.each([
    ['a process that is gone', { version: 1, pid: 2 ** 22 + 12345, url }],
    ['another machine', { version: 1, pid: process.pid, url: 'http://192.0.2.1:8800' }],
    ['a name that only looks local', { version: 1, pid: process.pid, url: 'http://127.0.0.1.example.org' }],
    ['no address', { version: 1, pid: process.pid, url: 'nonsense' }],
    ['https without a certificate', { version: 1, pid: process.pid, url: 'https://127.0.0.1:8800' }],
    [
      'a certificate that cannot be read',
      { version: 1, pid: process.pid, url: 'https://127.0.0.1:8800', certificate: '/nowhere/cert.pem' },
    ],
    ['another protocol', { version: 1, pid: process.pid, url: 'file:///etc/passwd' }],
    ['a later form', { version: 2, pid: process.pid, url }],
    ['half a note', '{"version":1,'],
  ])('is not believed in for %s', (_what, note) => {
    write(note);
    expect(findRunningServer(data)).toBeNull();
  });

  it('is found at any address of the machine by its certificate', () => {
    const certificate = join(data, 'cert.pem');
    writeFileSync(certificate, 'PEM');
    write({ version: 1, pid: process.pid, url: 'https://192.0.2.1:8800', certificate });
    expect(findRunningServer(data)).toEqual({ url: 'https://192.0.2.1:8800', pid: process.pid, certificate: 'PEM' });
  });

  it('has a token that only its operator can read', () => {
    expect(readOperatorToken(data)).toBeNull();
    mkdirSync(join(data, 'keys'));
    writeFileSync(join(data, 'keys', 'operator.token'), `${'ab'.repeat(32)}\n`);
    expect(readOperatorToken(data)).toBe('ab'.repeat(32));
    writeFileSync(join(data, 'keys', 'operator.token'), 'short');
    expect(readOperatorToken(data)).toBeNull();
  });
});
