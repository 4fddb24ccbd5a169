import { CodedError } from '@chartwarden/errors';
import type { Clock } from '@chartwarden/time';
import type { Configuration } from 'openid-client';
import type { Identity } from './linked-identities.ts';
import type { SignOnProvider } from './ports.ts';

/** What was sent along, and must come back with the answer. */
export interface SignOnSecrets {
  readonly state: string;
  readonly nonce: string;
  /** Of PKCE (RFC 7636, 4.1). */
  readonly verifier: string;
}

export interface SignedOn extends Identity {
  /** When they logged in there, in milliseconds; null when the provider does not say. */
  readonly authTime: number | null;
  /** The provider asked for as much as the operator wants for no second step to be asked for here. */
  readonly enough: boolean;
}

/** Why nobody can sign in at a provider: it does not answer, is another one, lacks endpoints, or PKCE with S256 (RFC 7636). */
export type SignOnTrouble = 'unreachable' | 'not-openid' | 'another-issuer' | 'no-endpoints' | 'no-pkce';

class TroubleError extends Error {
  readonly trouble: SignOnTrouble;
  constructor(trouble: SignOnTrouble) {
    super(trouble);
    this.name = 'TroubleError';
    this.trouble = trouble;
  }
}

/** What an answer that did not come, or was not one, says of the provider. */
function troubleOf(error: unknown): SignOnTrouble {
  if (error instanceof TroubleError) return error.trouble;
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  // As openid-client names them: an issuer that is not the one asked for, and an answer that is none.
  if (code === 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED') return 'another-issuer';
  return /^OAUTH_(RESPONSE|PARSE|INVALID|UNSUPPORTED)/.test(code) ? 'not-openid' : 'unreachable';
}

/** The authorization code flow with one provider (OpenID Connect Core 1.0, 3.1). */
export interface ProviderClient {
  /** Where the browser goes. `again`: they have to log in there now, whatever session they have. Throws CW-ACC-071. */
  address(secrets: SignOnSecrets, again: boolean): Promise<string>;
  /**
   * Who they are there. `query`: what stood behind the ? of the redirect address. Throws CW-ACC-071 for a provider that
   * cannot be reached or does not answer as it should, CW-ACC-072 for one that said no.
   */
  answer(query: string, secrets: SignOnSecrets): Promise<SignedOn>;
  /** Asks it anew what it is; null: somebody could sign in there. */
  trouble(): Promise<SignOnTrouble | null>;
}

/** Its metadata is asked for again after this; milliseconds. */
const METADATA_FOR = 3_600_000;
/** Seconds; whoever waits looks at an empty page. */
const TIMEOUT = 10;

/** Most instances have no provider: what speaks with one is loaded for the first who comes. */
const openid = () => import('openid-client');

/** `redirectUri`: the one address that the provider may send the browser to. */
export function createProviderClient(
  provider: SignOnProvider,
  redirectUri: () => string,
  clock: Clock,
): ProviderClient {
  let known: { readonly at: number; readonly configuration: Promise<Configuration> } | null = null;

  const discover = async (): Promise<Configuration> => {
    const client = await openid();
    const { issuer, clientId, secret } = provider;
    // The settings allow an http issuer on this machine only, and none in prod.
    const isPlain = issuer.startsWith('http:');
    const execute = [client.enableNonRepudiationChecks, ...(isPlain ? [client.allowInsecureRequests] : [])];
    const asked = await client.discovery(new URL(issuer), clientId, undefined, client.None(), {
      timeout: TIMEOUT,
      execute,
    });
    const metadata = asked.serverMetadata();
    // Discovery compares as addresses; who somebody is depends on every letter.
    if (metadata.issuer !== issuer && metadata.issuer !== `${issuer}/` && `${metadata.issuer}/` !== issuer)
      throw new TroubleError('another-issuer');
    if (metadata.authorization_endpoint === undefined || metadata.token_endpoint === undefined)
      throw new TroubleError('no-endpoints');
    if (secret === null) return asked;
    // Discovery 1.0, 3: a provider that does not say which ways it takes takes this one.
    const { token_endpoint_auth_methods_supported: ways = ['client_secret_basic'] } = metadata;
    const way = ways.includes('client_secret_basic') ? client.ClientSecretBasic : client.ClientSecretPost;
    const found = new client.Configuration(metadata, clientId, undefined, way(secret));
    found.timeout = TIMEOUT;
    for (const more of execute) more(found);
    return found;
  };
  const configured = async (): Promise<Configuration> => {
    if (known === null || known.at + METADATA_FOR <= clock.now())
      known = { at: clock.now(), configuration: discover() };
    const asked = known;
    try {
      return await asked.configuration;
    } catch (error) {
      // The next one asks anew.
      if (known === asked) known = null;
      throw new CodedError('CW-ACC-071', undefined, { cause: error });
    }
  };

  return {
    async trouble() {
      try {
        const metadata = (await discover()).serverMetadata();
        // A provider that does not say which methods it takes may take this one (RFC 8414, 2).
        const { code_challenge_methods_supported: methods } = metadata;
        return methods === undefined || methods.includes('S256') ? null : 'no-pkce';
      } catch (error) {
        return troubleOf(error);
      }
    },
    async address({ state, nonce, verifier }, again) {
      const configuration = await configured();
      const client = await openid();
      return client.buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri(),
        response_type: 'code',
        scope: ['openid', ...provider.scopes.filter((scope) => scope !== 'openid')].join(' '),
        state,
        nonce,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        // Core 1.0, 3.1.2.1. Both of the last, because either alone is not heeded everywhere; the answer has to show it.
        ...(provider.enough.acr.length > 0 ? { acr_values: provider.enough.acr.join(' ') } : {}),
        ...(again ? { prompt: 'login', max_age: '0' } : {}),
      }).href;
    },
    async answer(query, { state, nonce, verifier }) {
      const configuration = await configured();
      const client = await openid();
      const address = new URL(redirectUri());
      address.search = query;
      const tokens = await client
        .authorizationCodeGrant(configuration, address, {
          // RFC 9207: `iss` is compared where it is sent or promised. Where it is neither, each provider's own address does.
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        })
        .catch((error: unknown) => {
          const said = error instanceof client.AuthorizationResponseError;
          throw new CodedError(said ? 'CW-ACC-072' : 'CW-ACC-071', undefined, { cause: error });
        });
      const claims = tokens.claims();
      if (claims === undefined) throw new CodedError('CW-ACC-071', 'no ID token');
      const { amr, acr } = claims;
      const label = [claims.email, claims.preferred_username, claims.name].find((one) => typeof one === 'string');
      return {
        issuer: claims.iss,
        subject: claims.sub,
        label: typeof label === 'string' ? label.slice(0, 200) : null,
        authTime: typeof claims.auth_time === 'number' ? claims.auth_time * 1000 : null,
        enough:
          (Array.isArray(amr) && amr.some((one) => provider.enough.amr.includes(String(one)))) ||
          (typeof acr === 'string' && provider.enough.acr.includes(acr)),
      };
    },
  };
}
