import type { Permit } from './permit.ts';

type Work = (permit: Permit, ...rest: never[]) => Promise<unknown>;

/**
 * Who works on a record with the keys of now. A rotation waits for those who took keys before the new epoch: a row that
 * they still seal under the old one would be lost with it, and a row already sealed anew would not open for them.
 * Knows this process only.
 */
export interface Turns {
  /** The same functions, each counted as work on its permit's record while it runs. */
  counted<T extends Readonly<Record<string, Work>>>(functions: T): T;
  /** Resolves when everything that was under way on this record has ended. */
  settled(record: string): Promise<void>;
}

export function createTurns(): Turns {
  const running = new Map<string, Set<Promise<unknown>>>();

  function count(record: string, work: Promise<unknown>): void {
    const list = running.get(record) ?? new Set();
    running.set(record, list);
    list.add(work);
    const over = (): void => {
      list.delete(work);
      if (list.size === 0 && running.get(record) === list) running.delete(record);
    };
    work.then(over, over);
  }

  const counted =
    (work: Work): Work =>
    (permit, ...rest) => {
      const under = work(permit, ...rest);
      count(permit.record, under);
      return under;
    };

  return {
    counted: <T extends Readonly<Record<string, Work>>>(functions: T): T =>
      Object.fromEntries(Object.entries(functions).map(([name, work]) => [name, counted(work)])) as unknown as T,
    async settled(record) {
      await Promise.allSettled([...(running.get(record) ?? [])]);
    },
  };
}
