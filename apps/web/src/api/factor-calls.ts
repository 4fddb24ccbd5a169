import type {
  Factors,
  GivenFactor,
  LoggedIn,
  PasskeyAnswer,
  PasskeyAsked,
  PasskeyLine,
  TotpOffer,
} from './factor-types.ts';
import type { Http } from './http.ts';

/** The calls about proving who one is. */
export function factorCalls({ send }: Http) {
  const codes = (answer: { codes: string[] }) => answer.codes;
  return {
    secondStep: (token: string, given: GivenFactor) =>
      send<LoggedIn>('POST', '/api/login/second-step', { token, ...given }),
    confirmIdentity: (given: GivenFactor | { readonly password: string }) =>
      send<void>('POST', '/api/session/confirm', given),
    lockSession: () => send<void>('POST', '/api/session/lock'),
    factors: () => send<Factors>('GET', '/api/account/factors'),
    offerTotp: () => send<TotpOffer>('POST', '/api/account/factors/totp'),
    confirmTotp: (code: string) =>
      send<{ codes: string[] }>('POST', '/api/account/factors/totp/confirm', { code }).then(codes),
    removeTotp: () => send<void>('DELETE', '/api/account/factors/totp'),
    renewRecoveryCodes: () => send<{ codes: string[] }>('POST', '/api/account/factors/recovery-codes').then(codes),
    passkeys: () => send<{ passkeys: PasskeyLine[] }>('GET', '/api/account/passkeys').then((answer) => answer.passkeys),
    askNewPasskey: () => send<PasskeyAsked>('POST', '/api/account/passkeys/options'),
    addPasskey: (answer: PasskeyAnswer & { readonly name: string }) =>
      send<PasskeyLine>('POST', '/api/account/passkeys', answer),
    renamePasskey: (id: string, name: string) => send<void>('PUT', `/api/account/passkeys/${id}`, { name }),
    removePasskey: (id: string) => send<void>('DELETE', `/api/account/passkeys/${id}`),
    askPasskeyLogin: () => send<PasskeyAsked>('POST', '/api/login/passkey/options'),
    passkeyLogin: (answer: PasskeyAnswer) => send<LoggedIn>('POST', '/api/login/passkey', answer),
    askPasskeyAgain: () => send<PasskeyAsked>('POST', '/api/session/confirm/passkey/options'),
    confirmByPasskey: (answer: PasskeyAnswer) => send<void>('POST', '/api/session/confirm/passkey', answer),
    takeSecondStepAway: (account: string) => send<void>('DELETE', `/api/accounts/${account}/factors`),
  };
}
