import { createHmac, createSecretKey, hkdfSync, randomBytes } from 'node:crypto';

/** Makes and digests the random secrets that people and programs hold: session tokens and one-time links. */
export interface Tokens {
  /** 256 random bits, base64url; the only copy. */
  make(): string;
  /** What is stored: HMAC-SHA256 under SESSION_SECRET, so that a copy of the table opens nothing. Null when it is no token. */
  digest(token: string): Buffer | null;
}

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** `use` separates kinds of token: one of a kind is never taken for another (RFC 5869, 3.2). */
export function createTokens(secret: string, use: 'session' | 'link' | 'invitation' | 'challenge'): Tokens {
  const key = createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', `chartwarden ${use} token`, 32)));
  return {
    make: () => randomBytes(32).toString('base64url'),
    digest: (token) => (TOKEN.test(token) ? createHmac('sha256', key).update(token).digest() : null),
  };
}
