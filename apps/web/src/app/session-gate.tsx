import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Navigate, Outlet } from '@tanstack/react-router';
import { useApi } from '../api/api-context.tsx';
import { ApiError } from '../api/http.ts';
import { keys } from '../api/keys.ts';
import { sessionQuery } from '../api/queries.ts';
import { SessionProvider } from '../api/session-context.tsx';
import { ConfirmPrompt } from '../features/accounts/confirm/confirm-prompt.tsx';
import { Plain } from '../shell/plain.tsx';
import { lazyPart } from '../ui/lazy-part.tsx';
import { Problem, Waiting } from '../ui/states.tsx';
import { FollowPreferences } from './follow-preferences.tsx';
import { IdleLock } from './idle-lock.tsx';
import { NoServer } from './no-server.tsx';
import { endSession } from './session-end.ts';

/** Whoever is logged in and at work needs the script of neither. */
const LockedPage = lazyPart(() =>
  import('../features/accounts/confirm/locked-page.tsx').then((page) => page.LockedPage),
);
const LoginPage = lazyPart(() => import('../features/accounts/login-page.tsx').then((page) => page.LoginPage));

/**
 * Lets pages through only with a session. Without one it shows, in place and at the same address, the first run, the
 * login page, or the locked page when a session has just ended; the page behind is not drawn at all.
 */
export function SessionGate() {
  const api = useApi();
  const queries = useQueryClient();
  const session = useQuery(sessionQuery(api));
  const setup = useQuery({ queryKey: keys.setup, queryFn: api.setupState, enabled: session.data === null });

  if (session.data) {
    if (session.data.locked)
      return <LockedPage account={session.data.account} onLeft={() => endSession(queries, 'left')} />;
    if (!session.data.kitConfirmed) return <Navigate to="/setup" replace />;
    return (
      <SessionProvider value={session.data}>
        <FollowPreferences>
          <Outlet />
          <ConfirmPrompt />
          <IdleLock />
        </FollowPreferences>
      </SessionProvider>
    );
  }
  const failed = session.error ?? setup.error;
  const again = () => void (session.error ? session.refetch() : setup.refetch());
  if (failed instanceof ApiError && failed.status === 0)
    return <NoServer onRetry={again} busy={session.isFetching || setup.isFetching} />;
  if (failed) {
    return (
      <Plain>
        <Problem error={failed} onRetry={again} />
      </Plain>
    );
  }
  if (session.isPending || !setup.data) {
    return (
      <Plain>
        <Waiting />
      </Plain>
    );
  }
  if (setup.data.needed) return <Navigate to="/setup" replace />;
  return (
    <LoginPage
      locked={queries.getQueryData(keys.locked) === true}
      registers={setup.data.registration}
      mails={setup.data.mail}
      providers={setup.data.signOn}
    />
  );
}
