import type { Presented } from './sessions.ts';

/** The part of a request that may carry a session. */
export interface CarriesSession {
  cookie(name: string): string | undefined;
  header(name: string): string | undefined;
}

/** A header decides before a cookie, and a bad header is nobody: the two are never mixed in one request. */
export function presented(request: CarriesSession, cookieName: string): Presented | null {
  const header = request.header('authorization');
  if (header !== undefined) {
    const token = /^Bearer ([A-Za-z0-9_-]+)$/i.exec(header)?.[1];
    return token === undefined ? null : { token, client: 'cli' };
  }
  const token = request.cookie(cookieName);
  return token === undefined ? null : { token, client: 'browser' };
}
