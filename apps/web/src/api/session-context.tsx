import { createContext, use } from 'react';
import type { Session } from './types.ts';

const SessionContext = createContext<Session | null>(null);

export const SessionProvider = SessionContext.Provider;

/** The session of the person at the screen; only below the session gate. */
export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error('useSession needs the session gate above it');
  return session;
}
