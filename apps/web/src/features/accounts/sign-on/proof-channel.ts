/** How the window in which somebody signed in again tells the one that waits for it. Same origin only; it says no more than that. */
const NAME = 'chartwarden-sign-on';

export function tellProved(): void {
  const channel = new BroadcastChannel(NAME);
  channel.postMessage('proved');
  channel.close();
}

/** Returns what stops waiting. */
export function whenProved(done: () => void): () => void {
  const channel = new BroadcastChannel(NAME);
  channel.onmessage = done;
  return () => channel.close();
}
