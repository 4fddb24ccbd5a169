/** One-time links carry their secret behind the #, so that it reaches no server log: `/setup#code=...`. */
export const fragmentValue = (name: string): string =>
  new URLSearchParams(location.hash.replace(/^#/, '')).get(name) ?? '';

/** Takes the secret out of the address bar and the history once it was read. */
export function forgetFragment(): void {
  if (location.hash !== '') history.replaceState(history.state, '', location.pathname + location.search);
}
