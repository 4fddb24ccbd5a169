import { CodedError } from '@chartwarden/errors';
import type { Presented } from './sessions.ts';

/** The part of a request that may carry a session. */
export interface CarriesSession {
  cookie(name: string): string | undefined;
  header(name: string): string | undefined;
}

/**
 * A header is a command line's session, or, with the dots of a JWT, a program's token; a cookie is a browser's session. A
 * bad header is nobody. Throws CW-ACC-019 for both at once: whoever sends that does not know as whom it acts.
 */
export function presented(request: CarriesSession, cookieName: string): Presented | null {
  const header = request.header('authorization');
  const cookie = request.cookie(cookieName);
  if (header === undefined) return cookie === undefined ? null : { token: cookie, client: 'browser' };
  if (cookie !== undefined) throw new CodedError('CW-ACC-019');
  const token = /^Bearer ([A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+){0,2})$/i.exec(header)?.[1];
  return token === undefined ? null : { token, client: token.includes('.') ? 'api' : 'cli' };
}

/** Whoever calls where nobody has to log in; a locked session is nobody. */
export async function reader<S extends { readonly locked: boolean }>(
  accounts: { authenticate(request: CarriesSession, even: 'locked'): Promise<S | null> },
  request: CarriesSession,
): Promise<S | null> {
  const session = await accounts.authenticate(request, 'locked');
  return session?.locked === true ? null : session;
}
