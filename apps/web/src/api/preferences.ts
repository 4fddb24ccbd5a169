import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from './api-context.tsx';
import { keys } from './keys.ts';
import { useSession } from './session-context.tsx';
import type { Preferences, Session } from './types.ts';

/** How the person at the screen wants to see things; only below the session gate. What is absent was never chosen. */
export function usePreferences(): Preferences {
  return useSession().preferences;
}

/** Changes some preferences; `undefined` takes a choice back. They show at once when the server has kept them. */
export function useSavePreferences(): UseMutationResult<Preferences, Error, PreferenceChange> {
  const api = useApi();
  const queries = useQueryClient();
  const { preferences } = useSession();
  return useMutation({
    mutationFn: (change: PreferenceChange) => {
      const entries = Object.entries({ ...preferences, ...change }).filter(([, value]) => value !== undefined);
      return api.savePreferences(Object.fromEntries(entries));
    },
    onSuccess: (kept) =>
      queries.setQueryData<Session | null>(keys.session, (session) => session && { ...session, preferences: kept }),
  });
}

export type PreferenceChange = { readonly [Name in keyof Preferences]?: Preferences[Name] | undefined };
