import { Outlet, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { appText } from './app.text.ts';
import classes from './root.module.css';

/** The outermost frame: the skip link, and the focus that follows a change of page. */
export function Root() {
  useFocusFollowsPage();
  return (
    <>
      <a className={classes.skip} href="#main">
        {appText.skip}
      </a>
      <Outlet />
    </>
  );
}

/**
 * After a change of page the focus goes to the page's heading, or to the panel that opened. Closing a panel gives it
 * back to the row that opened it, when that row is still drawn.
 */
function useFocusFollowsPage(): void {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe('onRendered', ({ fromLocation, toLocation, pathChanged }) => {
        if (!fromLocation || !pathChanged) return;
        const opener = fromLocation.pathname.startsWith(`${toLocation.pathname}/`)
          ? document.querySelector<HTMLElement>(`main a[href^="${CSS.escape(fromLocation.pathname)}"]`)
          : null;
        const headings = document.querySelectorAll<HTMLElement>('[data-focus-here]');
        (opener ?? headings[headings.length - 1])?.focus({ preventScroll: opener !== null });
      }),
    [router],
  );
}
