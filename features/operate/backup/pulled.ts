/**
 * What somebody pushes, as something to iterate: each push waits until its value was taken, so that one value is held.
 * A consumer that breaks off makes the next push throw; a producer that throws makes the iteration throw.
 */
export async function* pulled<T>(produce: (push: (value: T) => Promise<void>) => Promise<void>): AsyncGenerator<T> {
  type Item = { readonly value: T; readonly taken: () => void; readonly refuse: (error: Error) => void };
  const waiting: Item[] = [];
  let wake: () => void = () => undefined;
  let ended = false;
  let failure: { readonly error: unknown } | undefined;
  let stopped = false;
  const produced = produce(
    (value) =>
      new Promise<void>((taken, refuse) => {
        if (stopped) return refuse(new Error('nobody takes this any more'));
        waiting.push({ value, taken, refuse });
        wake();
      }),
  )
    .catch((error: unknown) => {
      failure = { error };
    })
    .finally(() => {
      ended = true;
      wake();
    });
  try {
    for (;;) {
      const item = waiting[0];
      if (item !== undefined) {
        yield item.value;
        // Only now: a consumer that breaks off leaves it among those that are refused.
        waiting.shift();
        item.taken();
        continue;
      }
      if (ended) break;
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (waiting.length > 0 || ended) resolve();
      });
    }
    if (failure !== undefined) throw failure.error;
  } finally {
    stopped = true;
    for (const { refuse } of waiting) refuse(new Error('nobody takes this any more'));
    await produced;
  }
}
