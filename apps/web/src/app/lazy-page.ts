import { lazyRouteComponent } from '@tanstack/react-router';
import { ApiError, serverAnswers } from '../api/http.ts';

/**
 * A page whose script is fetched when it is first opened. Where that fails because there is no server, it fails like every
 * other question to it; the router, which would take it for a page of an older version and reload, leaves nothing but the
 * browser's own error then.
 */
export const lazyPage = <Name extends string, Module extends Readonly<Record<Name, () => React.ReactNode>>>(
  load: () => Promise<Module>,
  name: Name,
) =>
  lazyRouteComponent<Module, Name>(
    () =>
      load().catch(async (error: unknown) => {
        throw (await serverAnswers()) ? error : new ApiError(0, {});
      }),
    name,
  );

/** Begins again from the server when it can be reached; stays where it is else, so that what is on the screen is not lost. */
export async function startAgain(): Promise<void> {
  if (await serverAnswers()) location.reload();
}
