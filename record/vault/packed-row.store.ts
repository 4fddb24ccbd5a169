import type { Db } from '@chartwarden/db';
import { CodedError } from '@chartwarden/errors';
import type { VersionRow } from './rows.ts';

const BYTES = { fact_id: 16, content_tag: 16, label_set: 8, origin_token: 8, marks_mac: 8 } as const;

/** Bytes of a body that comes with the rows of a page; a larger one is left out, so that a page never holds many of them. */
const MOST_BODY = 128 * 1024;

/**
 * `columns` of the rows of a page (`fact_versions` named `v`), those of bytes in one value: on SQLite each such value
 * costs as much as all numbers of a row. A row whose columns have other lengths than they are written with gives null,
 * so that no byte can move from one column into the next.
 */
export const packedColumns = (engine: Db['engine'], columns: string): string => {
  const names = Object.keys(BYTES);
  const lengths = Object.entries(BYTES).map(([name, length]) => `length(v.${name}) = ${length}`);
  const bytes = (columns: readonly string[]): string => {
    const joined = columns.map((name) => `v.${name}`).join(' || ');
    return engine === 'sqlite' ? `cast(${joined} as blob)` : joined;
  };
  const others = columns.split(', ').filter((name) => name !== 'body' && !names.includes(name));
  return `${others.map((name) => `v.${name}`).join(', ')}, case when ${lengths.join(' and ')}
    then case when length(v.body) <= ${MOST_BODY} then ${bytes([...names, 'body'])} else ${bytes(names)} end end as packed`;
};

export type PackedRow = Omit<VersionRow, keyof typeof BYTES | 'body'> & { readonly packed: Buffer | null };

/** `body` is empty when it was left out for its size. Throws CW-VLT-001 for a row that was not written like this. */
export function unpacked(row: PackedRow): VersionRow {
  const { packed } = row;
  if (packed === null) throw new CodedError('CW-VLT-001', 'fact_versions');
  // Written out: to copy what is left of the row costs more than to open it.
  return {
    version: row.version,
    type: row.type,
    layer: row.layer,
    import_no: row.import_no,
    stored_at: row.stored_at,
    upstream_at: row.upstream_at,
    date_sort: row.date_sort,
    date_high: row.date_high,
    superseded_by: row.superseded_by,
    covered: row.covered,
    retired: row.retired,
    held_by: row.held_by,
    row_version: row.row_version,
    ...(row.as_of === undefined ? {} : { as_of: row.as_of }),
    fact_id: packed.subarray(0, 16),
    content_tag: packed.subarray(16, 32),
    label_set: packed.subarray(32, 40),
    origin_token: packed.subarray(40, 48),
    marks_mac: packed.subarray(48, 56),
    body: packed.subarray(56),
  };
}
