import { isCoded } from '@chartwarden/errors';
import { afterEach, describe, expect, it } from 'vitest';
import { selfSigned } from '../http/testing.ts';
import { createMailer } from './index.ts';
import { startMailServer, type TestMailOptions, type TestMailServer } from './testing.ts';
import type { MailSettings } from './types.ts';

const certificate = selfSigned();
const forGood = (): string => '550 bo@example.org is unknown';
const forNow = (): string => '451 later';
const MAIL = {
  to: 'bo@example.org',
  subject: 'Ein Grüß Gott',
  text: 'Zeile eins\n.Zeile zwei\nhttps://x.example/#a=b',
};

let server: TestMailServer | undefined;
afterEach(() => server?.close());

async function mailer(options: TestMailOptions, settings: Partial<MailSettings>) {
  server = await startMailServer(options);
  const base = { host: 'localhost', port: server.port, from: 'chartwarden@example.org', name: 'localhost' };
  return createMailer({ ...base, security: 'starttls', ca: certificate.cert, ...settings });
}
const codeOf = (work: Promise<void>): Promise<string> =>
  work.then(
    () => 'sent',
    (error: unknown) => (isCoded(error) ? error.code : String(error)),
  );

describe('a message', () => {
  it.each([
    ['STARTTLS', { certificate }, 'starttls', true],
    ['TLS from the first byte', { certificate, implicit: true }, 'tls', true],
    ['no TLS, on this machine', {}, 'none', false],
  ] as const)('arrives as it was written, over %s', async (_way, options, security, encrypted) => {
    const login = { user: 'chartwarden', password: 'p:ss' };
    const one = await mailer({ ...options, login }, { security, ...login });
    await one.send(MAIL);
    const [got] = server?.received ?? [];
    expect(got).toMatchObject({
      encrypted,
      user: 'chartwarden',
      from: 'FROM:<chartwarden@example.org>',
      to: 'TO:<bo@example.org>',
    });
    expect(got?.data).toContain('Auto-Submitted: auto-generated');
    expect(got?.data).toMatch(/^Subject: =\?UTF-8\?/im);
    const body = got?.data.split('\n\n').slice(1).join('\n\n').replaceAll('=\n', '').replaceAll('=3D', '=');
    expect(body).toContain(MAIL.text);
  });

  it.each([
    ['a server without TLS', {}, {}, 'CW-MAIL-003'],
    ['a certificate that nobody vouches for', { certificate }, { ca: selfSigned().cert }, 'CW-MAIL-003'],
    [
      'a login that is refused',
      { certificate, login: { user: 'a', password: 'b' } },
      { user: 'a', password: 'c' },
      'CW-MAIL-003',
    ],
    ['an address that is refused for good', { certificate, recipient: forGood }, {}, 'CW-MAIL-002'],
    ['an address that is refused for now', { certificate, recipient: forNow }, {}, 'CW-MAIL-001'],
  ] as const)('does not leave to %s', async (_what, options, settings, code) => {
    const one = await mailer(options, settings);
    expect(await codeOf(one.send(MAIL))).toBe(code);
    expect(server?.received).toEqual([]);
  });

  it('tells nobody where it was to go when nobody is there', async () => {
    const one = await mailer({}, {});
    await server?.close();
    server = undefined;
    const failed = await one.send(MAIL).catch((error: unknown) => error);
    expect(isCoded(failed) && failed.code).toBe('CW-MAIL-001');
    expect(String((failed as Error).message) + String((failed as { detail?: string }).detail)).not.toContain(
      'example.org',
    );
  });

  it('goes to one address, whatever that looks like', async () => {
    const one = await mailer({ certificate }, {});
    for (const to of [
      'bo@example.org, eve@example.org',
      'bo@example.org\r\nBcc: eve@example.org',
      'Bo <bo@example.org>',
    ])
      expect(await codeOf(one.send({ ...MAIL, to })), to).toBe('CW-MAIL-002');
    expect(server?.received).toEqual([]);
  });
});
