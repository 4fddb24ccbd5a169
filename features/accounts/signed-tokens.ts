import { hkdfSync } from 'node:crypto';
import type { Clock } from '@chartwarden/time';
import { z } from 'zod';

/** Signs and reads what a program carries: a JWT that says nothing but its id, whose it is of, and until when. */
export interface SignedTokens {
  /** `expires` in milliseconds; whole seconds count. */
  sign(id: string, expires: number): Promise<string>;
  /** The id, or null for anything that this server did not sign, or signed for a time that is over. */
  read(token: string): Promise<string | null>;
}

const CLAIMS = z.object({ jti: z.uuid(), exp: z.number() });

/** Tokens whose signature was found good, and until when: programs come with the same one a thousand times. */
const MOST_KNOWN = 256;

/**
 * HS256 under a key of its own from SESSION_SECRET (RFC 5869, 3.2), so that a new secret ends every token. Issuer and
 * audience are the public address: a token of another Chartwarden is none here (RFC 8725, 3.8, 3.9); one algorithm is
 * taken, whatever a token says of itself (3.1).
 */
export function createSignedTokens(secret: string, publicUrl: () => string, clock: Clock): SignedTokens {
  const key = new Uint8Array(hkdfSync('sha256', secret, '', 'chartwarden api token', 32));
  // Most instances never see a program's token: what signs is loaded for the first one.
  const jose = () => import('jose');
  const known = new Map<string, { readonly id: string; readonly until: number; readonly by: string }>();
  return {
    async sign(id, expires) {
      const { SignJWT } = await jose();
      return new SignJWT()
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .setJti(id)
        .setIssuer(publicUrl())
        .setAudience(publicUrl())
        .setIssuedAt(Math.floor(clock.now() / 1000))
        .setExpirationTime(Math.floor(expires / 1000))
        .sign(key);
    },
    async read(token) {
      const by = publicUrl();
      const seen = known.get(token);
      if (seen !== undefined && seen.by === by && seen.until > Math.floor(clock.now() / 1000)) return seen.id;
      const { errors, jwtVerify } = await jose();
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: ['HS256'],
          typ: 'JWT',
          issuer: by,
          audience: by,
          requiredClaims: ['jti', 'exp', 'iat'],
          currentDate: new Date(clock.now()),
        });
        const claims = CLAIMS.safeParse(payload);
        if (!claims.success) return null;
        const { jti, exp } = claims.data;
        if (known.size >= MOST_KNOWN) known.clear();
        known.set(token, { id: jti, until: exp, by });
        return jti;
      } catch (error) {
        if (error instanceof errors.JOSEError) return null;
        throw error;
      }
    },
  };
}
