import { queryOptions } from '@tanstack/react-query';
import type { Api } from './api.ts';
import { ApiError } from './http.ts';
import { keys } from './keys.ts';
import type { Session } from './types.ts';

/** Who is logged in, or null. Asked once; after that the session changes only by logging in, out, or a 401. */
export const sessionQuery = (api: Api) =>
  queryOptions({
    queryKey: keys.session,
    queryFn: (): Promise<Session | null> =>
      api.session().catch((error: unknown) => {
        if (error instanceof ApiError && error.status === 401) return null;
        throw error;
      }),
    staleTime: Number.POSITIVE_INFINITY,
  });
