import type { Db, InsertStatement, Value } from './types.ts';

export interface SortedInsertsOptions extends Omit<InsertStatement, 'rows'> {
  /** Rows that are collected before they are written. Default 50,000. */
  readonly window?: number;
  /** Rows per batch. Default 1,000: some milliseconds of the writer. */
  readonly batch?: number;
}

/** Collects the rows of an index table and writes them in the order of its key. */
export interface SortedInserts {
  /** Takes rows over; writes a window when it is full. */
  add(rows: InsertStatement['rows']): Promise<void>;
  /** Writes what is left. To be called before anything counts on the rows. */
  finish(): Promise<void>;
}

/**
 * For imports into tables whose key is spread, such as blind tokens: rows in the order they come touch a page each, and
 * every page is written to the log and then to the file; rows in key order share pages. Measured on SQLite for a fact
 * with ten index rows: 155 µs as they come, 58 µs in windows of 50,000 rows. On PostgreSQL rows are written as they come.
 * The columns must be listed as in the key.
 * Bulk priority; a crash loses the window, so only for rows that are staged under an import that does not count yet.
 */
export function createSortedInserts(db: Db, options: SortedInsertsOptions): SortedInserts {
  const { window = 50_000, batch = 1000, ...statement } = options;
  // Sorted runs, merged while they are written: sorting a window at once would hold the event loop for 100 ms.
  let runs: Value[][][] = [];
  let count = 0;

  const write = async (): Promise<void> => {
    const merged = mergeRuns(runs);
    runs = [];
    count = 0;
    for (;;) {
      const rows: Value[][] = [];
      for (let next = merged(); next !== undefined; next = rows.length < batch ? merged() : undefined) rows.push(next);
      if (rows.length === 0) return;
      await db.batch([{ ...statement, rows }], { priority: 'bulk' });
    }
  };

  return {
    async add(rows) {
      if (rows.length === 0) return;
      // PostgreSQL logs rows, not pages: it gains nothing.
      if (db.engine === 'postgres') {
        await db.batch([{ ...statement, rows }], { priority: 'bulk' });
        return;
      }
      runs.push(rows.map((row) => [...row]).sort(compareRows));
      count += rows.length;
      if (count >= window) await write();
    },
    finish: write,
  };
}

/** Gives the rows of all runs in order, one at a call, by a heap of the runs' heads. */
function mergeRuns(runs: readonly Value[][][]): () => Value[] | undefined {
  const heap = runs.map((run) => ({ run, at: 0, head: run[0] ?? [] })).sort((a, b) => compareRows(a.head, b.head));

  const sink = (): void => {
    for (let place = 0; ; ) {
      const left = 2 * place + 1;
      let least = place;
      for (const child of [left, left + 1]) {
        const [one, other] = [heap[child], heap[least]];
        if (one !== undefined && other !== undefined && compareRows(one.head, other.head) < 0) least = child;
      }
      if (least === place) return;
      const [a, b] = [heap[place], heap[least]];
      if (a === undefined || b === undefined) return;
      heap[place] = b;
      heap[least] = a;
      place = least;
    }
  };

  return () => {
    const first = heap[0];
    if (first === undefined) return undefined;
    const row = first.head;
    first.at += 1;
    const next = first.run[first.at];
    if (next !== undefined) first.head = next;
    else {
      const last = heap.pop();
      if (last !== undefined && last !== first) heap[0] = last;
    }
    sink();
    return row;
  };
}

function compareRows(a: readonly Value[], b: readonly Value[]): number {
  for (let column = 0; column < a.length; column += 1) {
    const [one, other] = [a[column], b[column]];
    if (one === other) continue;
    const bytes = one instanceof Uint8Array && other instanceof Uint8Array;
    const order = bytes ? compareBytes(one, other) : comparePlain(one, other);
    if (order !== 0) return order;
  }
  return 0;
}

/** Tokens differ in the first byte or two: a loop is several times cheaper than the call of Buffer.compare. */
function compareBytes(one: Uint8Array, other: Uint8Array): number {
  const length = Math.min(one.length, other.length);
  for (let at = 0; at < length; at += 1) {
    const order = (one[at] as number) - (other[at] as number);
    if (order !== 0) return order;
  }
  return one.length - other.length;
}

/** Any fixed order will do where the engine's own is another (texts, null): it costs a page more, nothing else. */
function comparePlain(one: Value | undefined, other: Value | undefined): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  const [left, right] = [String(one), String(other)];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
