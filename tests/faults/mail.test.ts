import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMailServer, type TestMailServer } from '@chartwarden/mail/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { selfSigned } from '../../platform/http/testing.ts';
import { clientOf, FIRST, logIn, type RunningServer, startServer } from '../support/running-server.ts';

describe('mail of the real server', () => {
  const folder = mkdtempSync(join(tmpdir(), 'chartwarden-mail-'));
  let server: RunningServer | undefined;
  let mail: TestMailServer | undefined;
  afterEach(async () => {
    if (server?.isOver() === false) await server.end('SIGKILL');
    await mail?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('leaves through the one door that the settings open, encrypted, and brings a new password', async () => {
    const certificate = selfSigned();
    const ca = join(folder, 'ca.pem');
    writeFileSync(ca, certificate.cert);
    mail = await startMailServer({ certificate, login: { user: 'chartwarden', password: 'p' } });
    const settings = {
      CHARTWARDEN_MAIL_HOST: 'localhost',
      CHARTWARDEN_MAIL_PORT: String(mail.port),
      CHARTWARDEN_MAIL_FROM: 'chartwarden@example.org',
      CHARTWARDEN_MAIL_USER: 'chartwarden',
      CHARTWARDEN_MAIL_PASSWORD: 'p',
      CHARTWARDEN_MAIL_CA: ca,
    };
    server = await startServer({ folder, data: join(folder, 'data'), settings });
    const nobody = clientOf(server.url, null);
    await nobody.json('POST', '/api/setup', FIRST);
    await logIn(server);
    for (const email of ['nobody@example.org', FIRST.email])
      expect((await nobody.send('POST', '/api/lost-password', { email })).status).toBe(204);
    await vi.waitFor(() => expect(mail?.received).toHaveLength(1), { timeout: 20_000, interval: 100 });
    const [got] = mail.received;
    expect(got).toMatchObject({ encrypted: true, user: 'chartwarden', to: `TO:<${FIRST.email}>` });
    const text = got?.data.replaceAll('=\n', '').replaceAll('=3D', '=') ?? '';
    const token = /#link=([A-Za-z0-9_-]{43})/.exec(text)?.[1] ?? '';
    const password = 'eleven calm tin lanterns';
    expect((await nobody.send('POST', '/api/new-password', { token, password })).status).toBe(200);
    expect(server.output()).not.toContain('egress.refused');
    for (const secret of [token, FIRST.email, 'nobody@example.org']) expect(server.output()).not.toContain(secret);
  }, 60_000);
});
