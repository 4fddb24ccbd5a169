import { CodedError } from '@chartwarden/errors';
import type { RecordId } from '@chartwarden/ids';

/** Where a page over several records ended: the record, and what the vault said of the place in it. */
export const joinCursor = (record: RecordId, inner: string): string => `${record}.${inner}`;

/** Throws CW-GEN-003 for what no page gave. */
export function splitCursor(cursor: string | undefined): readonly [record: string | undefined, inner: string] {
  if (cursor === undefined) return [undefined, ''];
  const dot = cursor.indexOf('.');
  if (!/^[0-9a-f-]{36}$/.test(cursor.slice(0, dot))) throw new CodedError('CW-GEN-003', 'cursor');
  return [cursor.slice(0, dot), cursor.slice(dot + 1)];
}
