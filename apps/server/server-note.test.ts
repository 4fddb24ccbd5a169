import type { Config } from '@chartwarden/config';
import { describe, expect, it } from 'vitest';
import { localUrl } from './server-note.ts';

const url = (host: string, cert?: string): string =>
  localUrl({ server: { host }, tls: { cert } } as unknown as Pick<Config, 'server' | 'tls'>, 8800);

describe('the address for programs on the same machine', () => {
  it.each([
    ['127.0.0.1', 'http://127.0.0.1:8800'],
    ['localhost', 'http://127.0.0.1:8800'],
    ['0.0.0.0', 'http://127.0.0.1:8800'],
    ['::', 'http://[::1]:8800'],
    ['::1', 'http://[::1]:8800'],
    ['192.0.2.7', 'http://192.0.2.7:8800'],
  ])('of a server on %s is %s', (host, reached) => {
    expect(url(host)).toBe(reached);
    expect(url(host, '/cert.pem')).toBe(reached.replace('http', 'https'));
  });
});
