import type { Value } from '../types.ts';
import { Unpacker } from './packed-statements.ts';
import type { StatementResult } from './write-core.ts';
import type { Answer } from './writer-messages.ts';

/** Unpacks the rows that an interactive statement gave in the writer thread. */
export function resultOf(answer: Answer): StatementResult {
  if (!('packed' in answer)) throw new TypeError('the writer answered out of turn');
  const { columns, packed, changes, insertId } = answer;
  const unpacker = new Unpacker(packed);
  const rows = Array.from({ length: unpacker.count() }, () =>
    unpacker.row(new Array<Value>(columns.length).fill(null)),
  );
  return { columns, rows, changes, insertId };
}
