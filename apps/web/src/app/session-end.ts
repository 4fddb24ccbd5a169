import type { QueryClient } from '@tanstack/react-query';
import { keys } from '../api/keys.ts';
import type { Session } from '../api/types.ts';

/**
 * The end of a session: everything read so far leaves the browser's memory, and the session becomes `null`, which makes
 * the session gate show the login in place of the chart. `locked` when it was not the person who ended it.
 */
export function endSession(queries: QueryClient, how: 'locked' | 'left'): void {
  // Several requests may learn of it at once; only the first has something to end.
  if (queries.getQueryData(keys.session) === null) return;
  // In this order: the change of the session is what draws the gate anew.
  queries.setQueryData(keys.locked, how === 'locked');
  queries.setQueryData(keys.session, null);
  queries.removeQueries({ predicate: (query) => query.queryKey[0] !== keys.session[0] });
}

/** The session goes on and opens nothing: what was read leaves the browser's memory, and the gate shows the locked page. */
export function lockSession(queries: QueryClient): void {
  const session = queries.getQueryData<Session | null>(keys.session);
  if (!session || session.locked) return;
  queries.setQueryData(keys.session, { ...session, locked: true });
  queries.removeQueries({ predicate: (query) => query.queryKey[0] !== keys.session[0] });
}
