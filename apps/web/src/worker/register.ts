/**
 * Lets the browser keep the app's own files (shell-worker.ts). Where it cannot (plain http on another machine, private
 * windows, a setting) the app works the same, except that it does not start without its server.
 */
export function keepShell(): void {
  if (!('serviceWorker' in navigator)) return;
  navigator.serviceWorker.register('/service-worker.js', { updateViaCache: 'none' }).catch(() => undefined);
}
