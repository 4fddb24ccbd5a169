import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import type { SignOnProvider } from './ports.ts';
import { createProviderClient } from './sign-on-provider.ts';

let server: Server | undefined;
afterEach(() => {
  server?.close();
});

/** What the doctor is told of a provider that says this of itself; `base`: where it really is. */
async function troubleWith(says: (base: string) => unknown): Promise<string | null> {
  let base = '';
  server = createServer((_request, response) => {
    const text = says(base);
    response.writeHead(text === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(typeof text === 'string' ? text : JSON.stringify(text));
  });
  await new Promise<void>((listening) => server?.listen(0, '127.0.0.1', listening));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider: SignOnProvider = {
    id: 'clinic', name: 'Clinic', issuer: base, clientId: 'us', secret: null, scopes: [], enough: { amr: [], acr: [] },
  }; // biome-ignore format: one line
  return createProviderClient(provider, () => 'http://localhost/sign-on/clinic', { now: () => 0 }).trouble();
}
const whole = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/auth`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/keys`,
});

it.each<[string, (base: string) => unknown, string | null]>([
  ['is one', whole, null],
  ['says that it takes S256', (base) => ({ ...whole(base), code_challenge_methods_supported: ['S256'] }), null],
  ['takes PKCE without S256', (base) => ({ ...whole(base), code_challenge_methods_supported: ['plain'] }), 'no-pkce'],
  ['is another issuer', () => whole('https://elsewhere.example'), 'another-issuer'],
  ['says the issuer with another path', (base) => ({ ...whole(base), issuer: `${base}/realms/x` }), 'another-issuer'],
  ['has nowhere to log in', (base) => ({ ...whole(base), authorization_endpoint: undefined }), 'no-endpoints'],
  ['is no provider', () => undefined, 'not-openid'],
  ['answers with a page', () => '<!doctype html>', 'not-openid'],
])('tells of a provider that %s what is wrong with it', async (_what, says, trouble) => {
  expect(await troubleWith(says)).toBe(trouble);
});

it('tells of a provider that does not answer that it does not', async () => {
  const provider: SignOnProvider = {
    id: 'gone', name: 'Gone', issuer: 'http://127.0.0.1:9', clientId: 'us', secret: null, scopes: [],
    enough: { amr: [], acr: [] },
  }; // biome-ignore format: one line
  const client = createProviderClient(provider, () => 'http://localhost/sign-on/gone', { now: () => 0 });
  expect(await client.trouble()).toBe('unreachable');
});
