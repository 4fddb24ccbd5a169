import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** What of its answers can be made wrong, as somebody would who stands in between or has a copy. */
export interface Bent {
  /** The page it believes to be on. */
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
  /** False: nobody was asked for a finger or a PIN. */
  readonly verified?: boolean;
  readonly count?: number;
  /** Signed by another key. */
  readonly signedElsewhere?: boolean;
}

const b64 = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('base64url');
const sha256 = (bytes: Uint8Array | string): Buffer => createHash('sha256').update(bytes).digest();

/** CBOR (RFC 8949, 3) of what an attestation is made of: small numbers, bytes, texts, and maps in their order. */
function cbor(value: number | string | Uint8Array | ReadonlyMap<number | string, unknown>): Buffer {
  const head = (major: number, length: number): Buffer =>
    length < 24
      ? Buffer.from([(major << 5) | length])
      : length < 256
        ? Buffer.from([(major << 5) | 24, length])
        : Buffer.from([(major << 5) | 25, length >> 8, length & 255]);
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value]);
  const parts = [...value].flatMap(([key, one]) => [cbor(key), cbor(one as Parameters<typeof cbor>[0])]);
  return Buffer.concat([head(5, value.size), ...parts]);
}

/** A passkey in software: ES256, without attestation (Web Authentication, 6.5). */
export function makePasskey(origin: string) {
  const rpId = new URL(origin).hostname;
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const id = randomBytes(24);
  let count = 0;
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const [UP, UV, AT] = [0x01, 0x04, 0x40];

  const about = (type: string, challenge: string, bent: Bent): Buffer =>
    Buffer.from(
      JSON.stringify({
        type,
        challenge: bent.challenge ?? challenge,
        origin: bent.origin ?? origin,
        crossOrigin: false,
      }),
    );
  const data = (flags: number, bent: Bent, more: Uint8Array = Buffer.alloc(0)): Buffer => {
    const counter = Buffer.alloc(4);
    count += 1;
    counter.writeUInt32BE(bent.count ?? count);
    const verified = bent.verified === false ? 0 : UV;
    return Buffer.concat([sha256(bent.rpId ?? rpId), Buffer.from([flags | verified]), counter, more]);
  };

  return {
    /** As the server keeps it, base64url. */
    id: b64(id),
    /** The answer to `POST /api/account/passkeys/options`. */
    register(challenge: string, bent: Bent = {}) {
      const cose = cbor(new Map<number, unknown>([[1, 2], [3, -7], [-1, 1], [-2, Buffer.from(x, 'base64url')], [-3, Buffer.from(y, 'base64url')]])); // biome-ignore format: one key
      const length = Buffer.from([0, id.length]);
      const authData = data(UP | AT, bent, Buffer.concat([Buffer.alloc(16), length, id, cose]));
      const object = cbor(new Map<string, unknown>([['fmt', 'none'], ['attStmt', new Map()], ['authData', authData]])); // biome-ignore format: one map
      const response = {
        clientDataJSON: b64(about('webauthn.create', challenge, bent)),
        attestationObject: b64(object),
        transports: ['internal'],
      };
      return { id: b64(id), rawId: b64(id), type: 'public-key', clientExtensionResults: {}, response };
    },
    /** The answer to what a login, or a fresh proof, asks. */
    answer(challenge: string, bent: Bent = {}) {
      const client = about('webauthn.get', challenge, bent);
      const authenticatorData = data(UP, bent);
      const signed = Buffer.concat([authenticatorData, sha256(client)]);
      const signature = sign('sha256', signed, bent.signedElsewhere ? other : privateKey);
      const response = {
        clientDataJSON: b64(client),
        authenticatorData: b64(authenticatorData),
        signature: b64(signature),
      };
      return { id: b64(id), rawId: b64(id), type: 'public-key', clientExtensionResults: {}, response };
    },
  };
}
