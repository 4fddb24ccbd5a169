import { createHash } from 'node:crypto';
import { CodedError } from '@chartwarden/errors';
import { type CipherKey, lengthPrefixed, open, seal } from './cipher.ts';
import type { ScopeKeys } from './scope-keys.ts';

/** What an undated fact sorts as: before every dated one. */
export const UNDATED = -8_640_000_000_000_000;

/** One row of `fact_versions` without its body. */
export interface VersionColumns {
  readonly fact_id: Buffer;
  readonly version: number;
  readonly type: string;
  readonly layer: number;
  readonly import_no: number;
  readonly stored_at: number;
  readonly upstream_at: number | null;
  readonly date_sort: number;
  readonly date_high: number;
  readonly content_tag: Buffer;
  readonly label_set: Buffer;
  readonly origin_token: Buffer;
  readonly row_version: number;
}

/** What changes on a row when others arrive, authenticated by `marks_mac`. */
export interface Marks {
  readonly superseded_by: number | null;
  readonly covered: number;
  readonly retired: number;
  /** The import through which the row counts; null: the one that brought it, which was not withdrawn while another held the same. */
  readonly held_by: number | null;
}

export const marksOf = ({ superseded_by, covered, retired, held_by }: Marks): Marks => ({
  superseded_by,
  covered,
  retired,
  held_by,
});

/** True for a row that says of its fact that it was deleted; its bytes are those that the fact had. */
export const isGone = (row: Pick<VersionColumns, 'layer'> & Pick<Marks, 'retired'>): boolean =>
  row.layer === 0 && row.retired === 1;

/** The import on which it depends whether a row counts. */
export const holderOf = (row: Pick<VersionColumns, 'import_no'> & Pick<Marks, 'held_by'>): number =>
  row.held_by ?? row.import_no;

export interface VersionRow extends VersionColumns, Marks {
  /** On PostgreSQL: the state of the record that the row was read in, another one after each change of what counts. */
  readonly as_of?: string;
  readonly marks_mac: Buffer;
  readonly body: Buffer;
}

/** What stands in the envelope before the received bytes. Short names: it is stored a million times. */
export interface BodyHeader {
  /** Origin, upstream id, upstream versionId, upstream lastUpdated as written. */
  readonly o: string | null;
  readonly i?: string;
  readonly v?: string;
  /** Source id and place in it. */
  readonly s?: string;
  readonly p?: string;
  /** Full URL in its bundle, when it is a `urn:`; empty for `urn:uuid:` and the upstream id. */
  readonly u?: string;
  /** Written here over what came from elsewhere: its references are by our ids. */
  readonly n?: 1;
  /** The subject reference as written: served as the person when it names a Patient. */
  readonly r?: string;
  readonly l?: readonly string[];
  /** How the clinical date was written. */
  readonly d?: string;
  /** Corrections that made a layer-1 row. */
  readonly c?: readonly string[];
}

const rowKey = (row: Pick<VersionColumns, 'fact_id' | 'version'>): Buffer => lengthPrefixed([row.fact_id, row.version]);

const placeOf = (keys: ScopeKeys, row: VersionColumns) => ({
  record: keys.scope,
  table: 'fact_versions',
  row: [row.fact_id, row.version],
  column: 'body',
  rowVersion: row.row_version,
  clear: [
    row.type, row.layer, row.import_no, row.stored_at, row.upstream_at, row.date_sort, row.date_high,
    row.content_tag, row.label_set, row.origin_token,
  ], // biome-ignore format: one list in the order of the columns
});

/** Seals header and received bytes into the body of a fact version; every clear column is bound to it. */
export function sealBody(keys: ScopeKeys, row: VersionColumns, header: BodyHeader, bytes: Uint8Array): Buffer {
  const json = Buffer.from(JSON.stringify(header), 'utf8');
  const plain = Buffer.allocUnsafe(4 + json.length + bytes.length);
  plain.writeUInt32BE(json.length, 0);
  json.copy(plain, 4);
  plain.set(bytes, 4 + json.length);
  return seal(keys.data, placeOf(keys, row), plain);
}

/** Opens a body after checking the marks. Throws CW-VLT-001 when anything of the row is not what was written. */
export function openBody(keys: ScopeKeys, row: VersionRow): { readonly header: BodyHeader; readonly bytes: Buffer } {
  if (!marksMac(keys, row, row).equals(row.marks_mac)) throw new CodedError('CW-VLT-001', 'fact_versions.marks');
  const plain = open(keys.keyFor(row.body), placeOf(keys, row), row.body);
  const length = plain.readUInt32BE(0);
  return {
    header: JSON.parse(plain.toString('utf8', 4, 4 + length)) as BodyHeader,
    bytes: plain.subarray(4 + length),
  };
}

/** 8 bytes of HMAC-SHA256 over a row's key and its marks. */
export function marksMac(keys: ScopeKeys, row: Pick<VersionColumns, 'fact_id' | 'version'>, marks: Marks): Buffer {
  const { superseded_by, covered, retired, held_by } = marks;
  // Left out while it is null: so the marks were written before there was this one.
  const holder = held_by === null ? [] : [held_by];
  const message = lengthPrefixed([row.fact_id, row.version, superseded_by, covered, retired, ...holder]);
  return keys.marks(message).subarray(0, 8);
}

/**
 * The digest that the ledger keeps of a written row: SHA-256 of (record, table, row, version, ciphertext) (design 4.1).
 * For fact versions the marks are left out: they have a MAC of their own.
 */
export function rowDigest(
  keys: Pick<ScopeKeys, 'scope'>,
  table: string,
  row: Uint8Array,
  version: number,
  ciphertext: Uint8Array,
): Buffer {
  return createHash('sha256')
    .update(lengthPrefixed([keys.scope, table, row, version, ciphertext]))
    .digest();
}

export const versionDigest = (keys: ScopeKeys, row: VersionColumns & { readonly body: Buffer }): Buffer =>
  rowDigest(keys, 'fact_versions', rowKey(row), row.row_version, row.body);

/** A digest as written in an entry's `digests`: which row, which version of it, and what. */
export const digestLine = (table: string, row: Uint8Array, version: number, digest: Buffer): string =>
  `${table}:${Buffer.from(row).toString('hex')}:${version}:${digest.toString('hex')}`;

/** Seals a small JSON value into the `sealed` column of a row whose clear columns are bound to it; under the data key unless said otherwise. */
export function sealRow(keys: ScopeKeys, at: RowPlace, value: unknown, key: CipherKey = keys.data): Buffer {
  return seal(key, sealedPlace(keys, at), Buffer.from(JSON.stringify(value), 'utf8'));
}

/** Opens the `sealed` column of a row. Throws CW-VLT-001 when the row is not what was written. */
export function openRow<T>(keys: ScopeKeys, at: RowPlace, envelope: Buffer): T {
  return JSON.parse(open(keys.keyFor(envelope), sealedPlace(keys, at), envelope).toString('utf8')) as T;
}

export interface RowPlace {
  readonly table: string;
  readonly row: Uint8Array;
  readonly version: number;
  readonly clear: readonly (string | number | null | Uint8Array)[];
  readonly column?: string;
}

const sealedPlace = (keys: ScopeKeys, at: RowPlace) => ({
  record: keys.scope,
  table: at.table,
  row: at.row,
  column: at.column ?? 'sealed',
  rowVersion: at.version,
  clear: at.clear,
});
