import { type UseMutationResult, useMutation, useMutationState, useQueryClient } from '@tanstack/react-query';
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
    mutationKey: keys.preferences,
    mutationFn: (change: PreferenceChange) => {
      const entries = Object.entries({ ...preferences, ...change }).filter(([, value]) => value !== undefined);
      return api.savePreferences(Object.fromEntries(entries));
    },
    onSuccess: (kept) =>
      queries.setQueryData<Session | null>(keys.session, (session) => session && { ...session, preferences: kept }),
  });
}

/**
 * The last change of preferences that the server kept, with when it was asked for (milliseconds); null when there was
 * none. A change of language or time zone draws the page anew, so a component that made it cannot remember it.
 */
export function useLastChange(): { readonly names: readonly string[]; readonly at: number } | null {
  const kept = useMutationState({
    filters: { mutationKey: keys.preferences, status: 'success' },
    select: ({ state }) => ({ names: Object.keys(state.variables as PreferenceChange), at: state.submittedAt }),
  });
  return kept.at(-1) ?? null;
}

export type PreferenceChange = { readonly [Name in keyof Preferences]?: Preferences[Name] | undefined };
