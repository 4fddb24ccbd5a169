import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useApi } from '../api/api-context.tsx';
import { usePreferences } from '../api/preferences.ts';
import { lockSession } from './session-end.ts';

/** How often it is looked, and told to other windows, at most; milliseconds. */
const EVERY = 5_000;
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/** Locks the session when nobody has used any of its windows for as long as this account chose. */
export function IdleLock() {
  const api = useApi();
  const queries = useQueryClient();
  const { lock } = usePreferences();
  useEffect(() => {
    if (lock === undefined) return;
    const most = Number(lock) * 60_000;
    const windows = new BroadcastChannel('chartwarden-in-use');
    let used = Date.now();
    let told = 0;
    const use = () => {
      // A device that slept wakes up with the very sign that would count as use.
      if (isOver()) return;
      used = Date.now();
      if (used - told < EVERY) return;
      told = used;
      windows.postMessage(null);
    };
    const isOver = (): boolean => {
      if (Date.now() - used < most) return false;
      // Whatever the server says, nothing stays on this screen.
      void api.lockSession().catch(() => undefined);
      lockSession(queries);
      return true;
    };
    windows.onmessage = () => {
      used = Math.max(used, Date.now());
    };
    for (const sign of SIGNS) addEventListener(sign, use, { passive: true, capture: true });
    document.addEventListener('visibilitychange', isOver);
    const timer = setInterval(isOver, EVERY);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', isOver);
      for (const sign of SIGNS) removeEventListener(sign, use, { capture: true });
      windows.close();
    };
  }, [lock, api, queries]);
  return null;
}
