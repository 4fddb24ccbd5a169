import { createHash } from 'node:crypto';
import type { Db } from '@chartwarden/db';
import { type ImportId, idFromBytes, idToBytes, type RecordId, type SourceId } from '@chartwarden/ids';
import { type ImportRow, importsStore, type SourceRow } from './imports.store.ts';
import { digestLine, openRow, rowDigest, sealRow } from './rows.ts';
import type { ScopeKeys } from './scope-keys.ts';
import type { Outcome } from './staging.ts';

export type ImportState = 'receiving' | 'reading' | 'ready' | 'committed' | 'cancelled' | 'failed' | 'withdrawn';

export type Counts = Record<Outcome, number>;

/** What is kept, sealed, about an import. `report` belongs to intake: what it recognised, asked and refused. */
export interface ImportDetails {
  readonly by: string;
  readonly counts: Counts;
  readonly byType: Readonly<Record<string, Counts>>;
  readonly batches: number;
  /** The record's last commit when staging began: another one since means comparing again. */
  readonly base: number;
  /** Another import took over marks of this one: it compares again whatever `base` says. */
  readonly mustCompare?: boolean;
  readonly root?: string;
  readonly reason?: string;
  readonly movedTo?: string;
  /** It brings a record back from an archive: facts as they stood, and what was said about them (restoring.ts). */
  readonly restored?: boolean;
  /** Brought by somebody who does not hold the whole record: it stands apart (brought.ts). */
  readonly apart?: true;
  /** It stands for what its account writes over the API (write/standing.ts). */
  readonly standing?: true;
  readonly report?: unknown;
}

export interface Import {
  readonly id: ImportId;
  readonly no: number;
  readonly state: ImportState;
  readonly startedAt: number;
  readonly committedAt: number | null;
  readonly details: ImportDetails;
}

export interface Source {
  readonly id: SourceId;
  readonly importNo: number;
  readonly receivedAt: number;
  readonly size: number;
  readonly name: string;
  readonly mediaType: string;
  readonly sha256: string;
  /** The archive that it came in: kept as it is, and read with that. */
  readonly within?: SourceId;
}

export interface SealedSource {
  readonly n: string;
  readonly m: string;
  readonly h: string;
  readonly a: string;
  readonly x?: string;
}

const numberBytes = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(value));
  return bytes;
};

export const importPlace = (row: Omit<ImportRow, 'sealed'>) => ({
  table: 'imports',
  row: numberBytes(row.import_no),
  version: row.row_version,
  clear: [row.import_id, row.state, row.visible, row.commit_seq, row.started_at, row.committed_at],
});

export const sourcePlace = (row: Omit<SourceRow, 'sealed'>) => ({
  table: 'sources',
  row: row.source_id,
  version: row.row_version,
  clear: [row.import_no, row.received_at, row.size],
});

export const batchPlace = (importNo: number, batchNo: number) => ({
  table: 'import_batches',
  row: Buffer.concat([numberBytes(importNo), numberBytes(batchNo)]),
  version: 1,
  clear: [],
});

export const importDigest = (keys: ScopeKeys, row: ImportRow): string =>
  digestLine(
    'imports',
    numberBytes(row.import_no),
    row.row_version,
    rowDigest(keys, 'imports', numberBytes(row.import_no), row.row_version, row.sealed),
  );

export const sourceDigest = (keys: ScopeKeys, row: SourceRow): string =>
  digestLine(
    'sources',
    row.source_id,
    row.row_version,
    rowDigest(keys, 'sources', row.source_id, row.row_version, row.sealed),
  );

export function openImport(keys: ScopeKeys, row: ImportRow): Import {
  return {
    id: idFromBytes(row.import_id),
    no: row.import_no,
    state: row.state as ImportState,
    startedAt: row.started_at,
    committedAt: row.committed_at,
    details: openRow<ImportDetails>(keys, importPlace(row), row.sealed),
  };
}

export function openSource(keys: ScopeKeys, row: SourceRow): Source & { readonly address: string } {
  const sealed = openRow<SealedSource>(keys, sourcePlace(row), row.sealed);
  return {
    id: idFromBytes(row.source_id),
    importNo: row.import_no,
    receivedAt: row.received_at,
    size: row.size,
    name: sealed.n,
    mediaType: sealed.m,
    sha256: sealed.h,
    ...(sealed.x === undefined ? {} : { within: sealed.x as SourceId }),
    address: sealed.a,
  };
}

export const emptyCounts = (): Counts => ({ new: 0, newer: 0, older: 0, unchanged: 0 });

/** Leaf of an import's Merkle tree (RFC 6962, 2.1): one batch's digest lines. */
export const batchLeaf = (lines: readonly string[]): Buffer =>
  createHash('sha256').update('\0').update(lines.join('\n')).digest();

/** The row of an import after a change, with its next row version. */
export const nextImport = (
  keys: ScopeKeys,
  row: ImportRow,
  change: Partial<Omit<ImportRow, 'sealed'>>,
  details: ImportDetails,
): ImportRow => {
  const columns = { ...row, ...change, row_version: row.row_version + 1 };
  return { ...columns, sealed: sealRow(keys, importPlace(columns), details) };
};

/** Which record an import is of: an id for the gate to decide on, and nothing of what is in it. */
export const recordOf =
  (db: Db) =>
  async (id: ImportId): Promise<RecordId | undefined> => {
    const record = await importsStore(db).recordOf(idToBytes(id));
    return record && idFromBytes<RecordId>(record);
  };
