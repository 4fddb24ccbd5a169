import type { AccountsSettings } from './ports.ts';
import type { Presented } from './sessions.ts';

/** The part of a request that may carry a session. */
export interface CarriesSession {
  cookie(name: string): string | undefined;
  header(name: string): string | undefined;
}

export interface CookieOptions {
  readonly path: '/';
  readonly httpOnly: true;
  readonly secure: boolean;
  readonly sameSite: 'lax';
  /** Seconds. */
  readonly maxAge: number;
}

export interface SessionCookie {
  readonly name: '__Host-chartwarden' | 'chartwarden';
  readonly options: CookieOptions;
  /** A header decides before a cookie, and a bad header is nobody: the two are never mixed in one request. */
  presented(request: CarriesSession): Presented | null;
}

/**
 * On https the name says by its prefix that it came from this host over TLS, for the whole host (RFC 6265bis, 4.1.3.2);
 * on http://localhost browsers take neither the prefix nor Secure.
 */
export function createSessionCookie(settings: Pick<AccountsSettings, 'publicUrl' | 'maxAgeMs'>): SessionCookie {
  const secure = new URL(settings.publicUrl).protocol === 'https:';
  const name = secure ? '__Host-chartwarden' : 'chartwarden';
  return {
    name,
    options: { path: '/', httpOnly: true, secure, sameSite: 'lax', maxAge: Math.floor(settings.maxAgeMs / 1000) },
    presented(request) {
      const header = request.header('authorization');
      if (header !== undefined) {
        const token = /^Bearer ([A-Za-z0-9_-]+)$/i.exec(header)?.[1];
        return token === undefined ? null : { token, client: 'cli' };
      }
      const token = request.cookie(name);
      return token === undefined ? null : { token, client: 'browser' };
    },
  };
}
