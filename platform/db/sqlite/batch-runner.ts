import { ConflictError, type Value } from '../types.ts';
import type { Connection, Prepared } from './connection.ts';
import { type PackedStatement, Unpacker } from './packed-statements.ts';

/** One batch as the writer sees it (packed-statements.ts). */
export type PackedBatch = Uint8Array<ArrayBuffer>;

/** Statement texts with the numbers by which batches name them. */
export type NumberedTexts = readonly (readonly [number, string])[];

export interface BatchRunner {
  /** Called in the order of sending, before any batch that names one of the texts runs. */
  learn(texts: NumberedTexts): void;
  /** Runs every statement of a batch inside the open transaction; returns the changes of each. Throws at the first failure. */
  run(batch: PackedBatch): number[];
}

const KEPT_TEXTS = 8000;

/** Runs packed batches on one connection, with one prepared statement per text. */
export function createBatchRunner(db: Connection): BatchRunner {
  const byNumber = new Map<number, string | Prepared>();

  const preparedOf = (number: number): Prepared => {
    const known = byNumber.get(number);
    if (known === undefined) throw new RangeError('a batch names an unknown statement');
    if (typeof known !== 'string') return known;
    const prepared = db.prepare<unknown[], unknown>(known);
    byNumber.set(number, prepared);
    return prepared;
  };

  const runStatement = (unpacker: Unpacker, { text, rows, columns }: PackedStatement): number => {
    const prepared = preparedOf(text);
    const values = new Array<Value>(columns).fill(null);
    let changes = 0;
    for (let row = 0; row < rows; row += 1) {
      unpacker.row(values);
      changes += prepared.reader ? prepared.all(...values).length : prepared.run(...values).changes;
    }
    return changes;
  };

  return {
    learn(texts) {
      for (const [number, text] of texts) {
        byNumber.set(number, text);
        // The sender forgets its numbering long before (text-numbers.ts), so nobody asks for these again.
        byNumber.delete(number - KEPT_TEXTS);
      }
    },
    run(batch) {
      const unpacker = new Unpacker(batch);
      const count = unpacker.count();
      const changes: number[] = [];
      for (let index = 0; index < count; index += 1) {
        const statement = unpacker.statement();
        const changed = runStatement(unpacker, statement);
        if (statement.expect >= 0 && changed !== statement.expect) throw new ConflictError(changes.length);
        if (statement.continues) changes[changes.length - 1] = (changes.at(-1) ?? 0) + changed;
        else changes.push(changed);
      }
      return changes;
    },
  };
}
