import type { Config } from '@chartwarden/config';
import type { CookieOptions } from './call.ts';

/** How the browser keeps a session (promise O11). */
export interface SessionCookie {
  readonly name: string;
  /** Without `maxAge`, which the caller adds in seconds. */
  readonly options: CookieOptions;
}

/**
 * `__Host-chartwarden` with Secure where the public address is https (RFC 6265bis, 4.1.3.2: this host only, whole
 * path); `chartwarden` on http://localhost, where a browser would not keep the other.
 */
export function sessionCookie({ server }: Pick<Config, 'server'>): SessionCookie {
  const secure = server.publicUrl.startsWith('https:');
  return {
    name: secure ? '__Host-chartwarden' : 'chartwarden',
    options: { path: '/', httpOnly: true, secure, sameSite: 'lax' },
  };
}
