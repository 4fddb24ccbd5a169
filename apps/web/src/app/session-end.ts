import type { QueryClient } from '@tanstack/react-query';
import { keys } from '../api/keys.ts';

/**
 * What happens when the server says that a session is over: everything read so far leaves the browser's memory, and
 * the session becomes `null`, which makes the session gate show the locked page in place of the chart.
 */
export function createSessionEnd(queries: QueryClient): { report(): void } {
  return {
    report: () => {
      queries.setQueryData(keys.session, null);
      forgetEverything(queries);
    },
  };
}

/** Drops every cached answer but the session itself. */
export function forgetEverything(queries: QueryClient): void {
  queries.removeQueries({ predicate: (query) => query.queryKey[0] !== keys.session[0] });
}
