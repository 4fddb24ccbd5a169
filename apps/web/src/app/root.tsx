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
 * After a change of page the focus goes to the page's heading, or to the panel that opened, as soon as it is there.
 * Closing a panel gives it back to the row that opened it, when that row is still drawn; so does the way back from an
 * entry to the page that led to it. Nothing moves before the person has done something: on the first page the skip link
 * comes first.
 */
function useFocusFollowsPage(): void {
  const router = useRouter();
  useEffect(() => {
    let stop = () => {};
    let acted = false;
    const note = () => {
      acted = true;
    };
    const signs = ['keydown', 'pointerdown'] as const;
    for (const sign of signs) addEventListener(sign, note, { once: true, capture: true });
    const unsubscribe = router.subscribe('onRendered', ({ fromLocation, toLocation, pathChanged }) => {
      if (!fromLocation || !pathChanged || !acted) return;
      stop();
      const closed = fromLocation.pathname.startsWith(`${toLocation.pathname}/`);
      const returned = fromLocation.state.cameFrom?.pathname === toLocation.pathname;
      const opener = () =>
        closed || returned
          ? document.querySelector<HTMLElement>(`main a[href^="${CSS.escape(fromLocation.pathname)}"]`)
          : null;
      const place = () => opener() ?? [...document.querySelectorAll<HTMLElement>('[data-focus-here]')].at(-1);
      // Where the row left the list (somebody said that it is not so), the list stays where it is.
      stop = whenThere(place, (element, isSecond) =>
        element.focus({ preventScroll: isSecond || (closed && element === opener()) }),
      );
    });
    return () => {
      stop();
      unsubscribe();
      for (const sign of signs) removeEventListener(sign, note, { capture: true });
    };
  }, [router]);
}

const PATIENCE = 5_000;

/**
 * Calls back with the element, now or as soon as it is drawn, and once more when it is replaced (a page that waits may
 * become another, a list may lose the row) before the focus has gone elsewhere. Returns what stops watching.
 */
function whenThere(
  find: () => HTMLElement | undefined,
  found: (element: HTMLElement, isSecond: boolean) => void,
): () => void {
  let last: HTMLElement | undefined;
  const look = (): void => {
    if (last?.isConnected || (last && document.activeElement !== document.body)) return;
    const element = find();
    if (element === undefined) return;
    const isSecond = last !== undefined;
    last = element;
    found(element, isSecond);
  };
  look();
  const observer = new MutationObserver(look);
  observer.observe(document.body, { childList: true, subtree: true });
  const patience = setTimeout(() => observer.disconnect(), PATIENCE);
  return () => {
    clearTimeout(patience);
    observer.disconnect();
  };
}
