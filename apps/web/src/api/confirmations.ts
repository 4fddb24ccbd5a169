import { createContext, use, useSyncExternalStore } from 'react';

/** Asking who is there, for whatever request the server wants that of; one question for all that wait. */
export interface Confirmations {
  /** True when they have proved it; false when they would rather not, or nobody can be asked on this page. */
  ask(): Promise<boolean>;
  answer(proved: boolean): void;
  isAsking(): boolean;
  /** Called when that changes. Returns what stops it. Whoever listens can ask a person. */
  subscribe(listener: () => void): () => void;
}

export function createConfirmations(): Confirmations {
  const listeners = new Set<() => void>();
  let waiting: ((proved: boolean) => void)[] = [];
  const tell = () => {
    for (const listener of listeners) listener();
  };
  const answer = (proved: boolean) => {
    const all = waiting;
    waiting = [];
    tell();
    for (const resolve of all) resolve(proved);
  };
  return {
    ask: () =>
      listeners.size === 0
        ? Promise.resolve(false)
        : new Promise((resolve) => {
            waiting.push(resolve);
            tell();
          }),
    answer,
    isAsking: () => waiting.length > 0,
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        // The page that could have asked is gone: nobody will answer.
        if (listeners.size === 0) answer(false);
      };
    },
  };
}

const ConfirmationsContext = createContext<Confirmations | null>(null);

export const ConfirmationsProvider = ConfirmationsContext.Provider;

/** Whether somebody has to be asked, and how to answer. */
export function useConfirmations(): { readonly isAsking: boolean; readonly answer: (proved: boolean) => void } {
  const confirmations = use(ConfirmationsContext);
  if (!confirmations) throw new Error('useConfirmations needs a ConfirmationsProvider above it');
  const isAsking = useSyncExternalStore(confirmations.subscribe, confirmations.isAsking);
  return { isAsking, answer: confirmations.answer };
}
