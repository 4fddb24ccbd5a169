import type { Http } from './http.ts';
import type { IdentityList, SignOnDone, SignOnWish } from './sign-on-types.ts';

/** The calls about signing in elsewhere. Each way there answers the address that the browser then goes to. */
export function signOnCalls({ send }: Http) {
  const url = (answer: { readonly url: string }) => answer.url;
  const at = (provider: string) => encodeURIComponent(provider);
  return {
    signOnBegin: (provider: string, wish: SignOnWish) =>
      send<{ url: string }>('POST', `/api/sign-on/${at(provider)}/begin`, wish).then(url),
    signOnFinish: (provider: string, query: string) =>
      send<SignOnDone>('POST', `/api/sign-on/${at(provider)}/finish`, { query }),
    identities: () => send<IdentityList>('GET', '/api/account/identities'),
    linkIdentity: (provider: string) =>
      send<{ url: string }>('POST', `/api/account/identities/${at(provider)}/begin`).then(url),
    unlinkIdentity: (id: string) => send<void>('DELETE', `/api/account/identities/${id}`),
    confirmBySignOn: (provider: string) =>
      send<{ url: string }>('POST', `/api/session/confirm/sign-on/${at(provider)}`).then(url),
  };
}
