import { createHash } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { makePasskey } from './authenticator.ts';
import { type Client, clientOf } from './running-server.ts';

/** What nobody may find anywhere: as text in any form, and as the bytes that it stands for. */
export interface FactorSecrets {
  readonly texts: readonly string[];
  readonly bytes: readonly Buffer[];
}

type Asked = { readonly token: string; readonly options: { readonly challenge: string } };

/**
 * Turns on everything that an account has beside its password, and uses it: an app's codes, a recovery code, a passkey.
 * The address and the password are of the client's own account.
 */
export async function useFactors(
  client: Client,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<FactorSecrets> {
  const { secret, uri } = await client.json<{ secret: string; uri: string }>('POST', '/api/account/factors/totp');
  const code = new TOTP({ secret }).generate();
  const { codes } = await client.json<{ codes: string[] }>('POST', '/api/account/factors/totp/confirm', { code });
  const passkey = makePasskey(`http://localhost:${new URL(client.url).port}`);
  const asked = await client.json<Asked>('POST', '/api/account/passkeys/options');
  const response = passkey.register(asked.options.challenge);
  await client.json('POST', '/api/account/passkeys', { token: asked.token, response, name: 'A passkey' });
  const nobody = clientOf(client.url, null);
  const half = await nobody.json<{ second: { token: string } }>('POST', '/api/login', { email, password });
  const recovery = { token: half.second.token, recovery: codes[0] };
  const first = await nobody.json<{ token: string }>('POST', '/api/login/second-step', recovery);
  const question = await nobody.json<Asked>('POST', '/api/login/passkey/options');
  const answer = { token: question.token, response: passkey.answer(question.options.challenge) };
  const second = await nobody.json<{ token: string }>('POST', '/api/login/passkey', answer);
  const plain = codes.map((one) => one.replaceAll('-', ''));
  const digests = plain.map((one) => createHash('sha256').update(one).digest('hex'));
  const tokens = [asked.token, half.second.token, first.token, question.token, second.token];
  return {
    texts: [secret, uri, passkey.id, ...codes, ...plain, ...digests, ...tokens],
    bytes: [Buffer.from(Secret.fromBase32(secret).bytes), Buffer.from(passkey.id, 'base64url')],
  };
}
