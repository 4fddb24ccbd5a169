import { expect, it } from 'vitest';
import { type Bent, makePasskey } from '../../support/authenticator.ts';
import type { Cast } from '../../support/cast.ts';

type Asked = { readonly token: string; readonly options: { readonly challenge: string } };
const codeOf = (text: string): string => /"code":"(CW-[A-Z]+-\d+)"/.exec(text)?.[1] ?? 'none';

/** Somebody has a page that looks like ours, an answer that was given once, a copy of a key, or a passkey of their own. */
export function attackPasskeys(cast: () => Cast): void {
  const origin = (): string => new URL(cast().test.app.http.publicUrl()).origin;
  const ask = () => cast().test.json<Asked>(null, 'POST', '/api/login/passkey/options');
  const login = (token: string, response: object) =>
    cast().test.call(null, 'POST', '/api/login/passkey', { token, response });

  async function withPasskey(who: 'member' | 'practitioner' | 'auditor') {
    await cast().again(who);
    const passkey = makePasskey(origin());
    const { token, options } = await cast().json<Asked>(who, 'POST', '/api/account/passkeys/options');
    const response = passkey.register(options.challenge);
    const kept = await cast().as(who, 'POST', '/api/account/passkeys', { token, response, name: 'Mine' });
    expect([kept.status, codeOf(kept.text)]).toEqual([201, 'none']);
    return passkey;
  }

  it('lets in with its own answer to its own question, once, and with no other', async () => {
    const passkey = await withPasskey('member');
    const bents: readonly Bent[] = [
      { origin: 'https://chartwarden.example' },
      { origin: `${origin()}.example` },
      { rpId: 'chartwarden.example' },
      { challenge: Buffer.alloc(32, 1).toString('base64url') },
      { verified: false },
      { signedElsewhere: true },
    ];
    for (const bent of bents) {
      const { token, options } = await ask();
      const { status, text } = await login(token, passkey.answer(options.challenge, bent));
      expect([status, codeOf(text)], JSON.stringify(bent)).toEqual([403, 'CW-ACC-035']);
      // An answer is tried once: the right one afterwards is too late.
      expect((await login(token, passkey.answer(options.challenge))).status, JSON.stringify(bent)).toBe(410);
    }
    const { token, options } = await ask();
    const answer = passkey.answer(options.challenge, { count: 100 });
    const crowd = await Promise.all(Array.from({ length: 8 }, () => login(token, answer)));
    expect(crowd.filter(({ status }) => status === 200)).toHaveLength(1);
    // A copy of the authenticator counts behind.
    const again = await ask();
    expect((await login(again.token, passkey.answer(again.options.challenge, { count: 100 }))).status).toBe(403);
  });

  it('proves nothing in somebody else’s session, and is registered by nobody else’s question', async () => {
    const stolen = await withPasskey('auditor');
    await cast().again('member');
    const options = (path: string) => cast().json<Asked>('member', 'POST', path);
    const proof = await options('/api/session/confirm/passkey/options');
    const proved = await cast().as('member', 'POST', '/api/session/confirm/passkey', {
      token: proof.token,
      response: stolen.answer(proof.options.challenge),
    });
    expect(proved.status).toBe(403);
    const offered = await options('/api/account/passkeys/options');
    const mine = makePasskey(origin());
    const body = { token: offered.token, response: mine.register(offered.options.challenge), name: 'Mine' };
    expect((await cast().as('admin', 'POST', '/api/account/passkeys', body)).status).toBe(410);
    // A login's question does not register, and a registration's does not log in.
    const asked = await ask();
    const wrong = { token: asked.token, response: mine.register(asked.options.challenge), name: 'Mine' };
    expect((await cast().as('member', 'POST', '/api/account/passkeys', wrong)).status).toBe(410);
    const next = await options('/api/account/passkeys/options');
    expect((await login(next.token, stolen.answer(next.options.challenge))).status).toBe(410);
  });

  it('opens no account that was disabled, and none once it was removed', async () => {
    const passkey = await withPasskey('practitioner');
    const tried = async () => {
      const { token, options } = await ask();
      return (await login(token, passkey.answer(options.challenge))).status;
    };
    expect(await tried()).toBe(200);
    await cast().again('owner');
    await cast().json('owner', 'POST', `/api/accounts/${cast().accounts.practitioner}/disable`);
    expect(await tried()).toBe(403);
    await cast().json('owner', 'POST', `/api/accounts/${cast().accounts.practitioner}/enable`);
    await cast().again('practitioner');
    const { passkeys } = await cast().json<{ passkeys: { id: string }[] }>(
      'practitioner',
      'GET',
      '/api/account/passkeys',
    );
    await cast().json('practitioner', 'DELETE', `/api/account/passkeys/${passkeys[0]?.id}`);
    expect(await tried()).toBe(403);
  });
}
