import { Secret, TOTP } from 'otpauth';

/** RFC 6238 as every authenticator app knows it: SHA-1, 30 seconds, 6 digits. */
const SHAPE = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** RFC 6238, 5.2: one step to either side, for clocks that are a little off. */
const DRIFT = 1;

/** A new secret of 160 bits (RFC 4226, 4), in base 32. */
export const makeTotpSecret = (): string => new Secret({ size: 20 }).base32;

/** What an authenticator app takes as a QR code. `label` is the address of the account. */
export const totpUri = (secret: string, issuer: string, label: string): string =>
  new TOTP({ ...SHAPE, issuer, label, secret: Secret.fromBase32(secret) }).toString();

/**
 * The 30-second step that a code belongs to, or null when it is of no step near `now` (milliseconds). Whoever asks must
 * take each step once only (RFC 6238, 5.2).
 */
export function totpStep(secret: string, code: string, now: number): number | null {
  const token = code.replace(/\s/g, '');
  if (!/^[0-9]{6}$/.test(token)) return null;
  const totp = new TOTP({ ...SHAPE, secret: Secret.fromBase32(secret) });
  const delta = totp.validate({ token, timestamp: now, window: DRIFT });
  return delta === null ? null : Math.floor(now / (SHAPE.period * 1000)) + delta;
}
