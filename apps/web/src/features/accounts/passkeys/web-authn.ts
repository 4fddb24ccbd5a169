import type { PasskeyAnswer, PasskeyAsked } from '../../../api/factor-types.ts';

/** Whether this browser, on this address, has passkeys at all: they need https, or this very machine. */
export const knowsPasskeys = (): boolean => typeof PublicKeyCredential === 'function' && isSecureContext;

/** The person closed the browser's question, or let it pass: nothing to say to them. */
export const wasLeft = (error: unknown): boolean =>
  error instanceof DOMException && (error.name === 'NotAllowedError' || error.name === 'AbortError');

/** The authenticator has a passkey of this account already. */
export const isThereAlready = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'InvalidStateError';

interface Described {
  readonly id: string;
  readonly type: PublicKeyCredentialType;
  readonly transports?: AuthenticatorTransport[];
}

/** Makes a passkey as the server asked. Rejects with the browser's DOMException. */
export async function makePasskey({ token, options }: PasskeyAsked): Promise<PasskeyAnswer> {
  const asked = options as unknown as PublicKeyCredentialCreationOptions & {
    readonly challenge: string;
    readonly user: { readonly id: string };
    readonly excludeCredentials?: readonly Described[];
  };
  const made = await navigator.credentials.create({
    publicKey: {
      ...asked,
      challenge: bytes(asked.challenge),
      user: { ...asked.user, id: bytes(asked.user.id) },
      excludeCredentials: (asked.excludeCredentials ?? []).map(described),
    },
  });
  const credential = made as PublicKeyCredential;
  const response = credential.response as AuthenticatorAttestationResponse;
  return {
    token,
    response: {
      ...outer(credential),
      response: {
        clientDataJSON: text(response.clientDataJSON),
        attestationObject: text(response.attestationObject),
        transports: response.getTransports(),
      },
    },
  };
}

/** Signs with a passkey as the server asked. Rejects with the browser's DOMException. */
export async function signWithPasskey({ token, options }: PasskeyAsked): Promise<PasskeyAnswer> {
  const asked = options as unknown as PublicKeyCredentialRequestOptions & {
    readonly challenge: string;
    readonly allowCredentials?: readonly Described[];
  };
  const got = await navigator.credentials.get({
    publicKey: {
      ...asked,
      challenge: bytes(asked.challenge),
      allowCredentials: (asked.allowCredentials ?? []).map(described),
    },
  });
  const credential = got as PublicKeyCredential;
  const response = credential.response as AuthenticatorAssertionResponse;
  return {
    token,
    response: {
      ...outer(credential),
      response: {
        clientDataJSON: text(response.clientDataJSON),
        authenticatorData: text(response.authenticatorData),
        signature: text(response.signature),
        ...(response.userHandle === null ? {} : { userHandle: text(response.userHandle) }),
      },
    },
  };
}

const described = ({ id, type, transports }: Described): PublicKeyCredentialDescriptor => ({
  id: bytes(id),
  type,
  ...(transports === undefined ? {} : { transports }),
});

const outer = (credential: PublicKeyCredential) => ({
  id: credential.id,
  rawId: text(credential.rawId),
  type: credential.type,
  clientExtensionResults: credential.getClientExtensionResults(),
  ...(credential.authenticatorAttachment === null
    ? {}
    : { authenticatorAttachment: credential.authenticatorAttachment }),
});

/** base64url, as Web Authentication writes bytes in JSON (5.1). */
const bytes = (base64url: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0));

const text = (buffer: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
