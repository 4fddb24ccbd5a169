/** Runs the work when everything that was asked for before it, for the same record, has ended. */
export type Alone = <T>(record: Buffer, work: () => Promise<T>) => Promise<T>;

/**
 * Which files a record names and which objects there are is looked at and changed by one at a time: between a look and a
 * deletion nobody finds the same bytes there (ADR 0051).
 * @param among turns among processes that have the same objects; absent where there is one
 */
export function createAlone(among: Alone = (_record, work) => work()): Alone {
  const last = new Map<string, Promise<unknown>>();
  return (record, work) => {
    const name = record.toString('latin1');
    const turn = () => among(record, work);
    const own = (last.get(name) ?? Promise.resolve()).then(turn, turn);
    last.set(name, own);
    const over = (): void => {
      if (last.get(name) === own) last.delete(name);
    };
    own.then(over, over);
    return own;
  };
}
