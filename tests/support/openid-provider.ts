import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import Provider from 'oidc-provider';

/** A real OpenID provider in this process, where whoever comes is whoever they say. */
export interface OpenIdProvider {
  readonly issuer: string;
  /** Whom the tokens say it was, by name: their address there. */
  readonly emails: Map<string, string>;
  /** What the next logins there were done with (`amr`). */
  amr: readonly string[];
  /** Goes there as a browser that keeps its cookies, and signs in when asked; null: cancels. Resolves with where it was sent back to. */
  visit(url: string, name: string | null, jar?: Map<string, string>): Promise<URL>;
  close(): Promise<void>;
}

export const CLIENT = { id: 'chartwarden', secret: 'a-secret-between-the-two-of-them' };

/** @param redirects where it may send browsers back to */
export async function openProvider(redirects: readonly string[]): Promise<OpenIdProvider> {
  let handle: (request: IncomingMessage, response: ServerResponse) => Promise<void> | void = () => undefined;
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const emails = new Map<string, string>();
  const state = { amr: ['pwd'] as readonly string[] };
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const provider = new Provider(issuer, {
    clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [...redirects] }],
    cookies: { keys: ['a key of the tests'] },
    jwks: { keys: [{ ...(await exportJWK(privateKey)), use: 'sig', alg: 'RS256' }] },
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    claims: { openid: ['sub', 'amr'], email: ['email'] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/who/${uid}` },
    findAccount: (_context, sub) => ({
      accountId: sub,
      claims: () => ({ sub, email: emails.get(sub) ?? `${sub}@elsewhere.example` }),
    }),
    // Nobody is asked whether they agree.
    async loadExistingGrant(context) {
      const { client, session, provider: own } = context.oidc;
      const grant = new own.Grant({
        ...(client ? { clientId: client.clientId } : {}),
        ...(session?.accountId ? { accountId: session.accountId } : {}),
      });
      grant.addOIDCScope('openid email');
      await grant.save();
      return grant;
    },
  });
  const rest = provider.callback();
  handle = async (request, response) => {
    const uid = /^\/who\/([\w-]+)$/.exec(request.url ?? '')?.[1];
    if (uid === undefined) return void (await rest(request, response));
    if (request.method === 'GET') {
      const form = `<!doctype html><title>Elsewhere</title><h1>Elsewhere</h1><form method="post">
        <label>Name <input name="name"></label><button>Sign in</button></form>`;
      return void response.setHeader('content-type', 'text/html').end(form);
    }
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const name = new URLSearchParams(body).get('name') ?? '';
    const result =
      name === '' ? { error: 'access_denied' } : { login: { accountId: name, amr: [...state.amr], remember: true } };
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  };
  return {
    issuer,
    emails,
    get amr() {
      return state.amr;
    },
    set amr(next) {
      state.amr = next;
    },
    async visit(url, name, jar = new Map()) {
      let next = new URL(url);
      let form: string | undefined;
      while (next.origin === issuer) {
        const headers: Record<string, string> = {
          cookie: [...jar].map(([key, value]) => `${key}=${value}`).join('; '),
          ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
        };
        const answer = await fetch(next, {
          method: form === undefined ? 'GET' : 'POST',
          headers,
          redirect: 'manual',
          ...(form === undefined ? {} : { body: form }),
        });
        for (const cookie of answer.headers.getSetCookie()) {
          const [pair = ''] = cookie.split(';');
          const at = pair.indexOf('=');
          jar.set(pair.slice(0, at), pair.slice(at + 1));
        }
        const text = await answer.text();
        const location = answer.headers.get('location');
        if (location !== null) {
          next = new URL(location, next);
          form = undefined;
        } else if (answer.status === 200 && form === undefined) {
          form = new URLSearchParams({ name: name ?? '' }).toString();
        } else throw new Error(`the provider answered ${answer.status}: ${text.slice(0, 500)}`);
      }
      return next;
    },
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}
