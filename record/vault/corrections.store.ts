import type { Db, RunStatement } from '@chartwarden/db';
import { idFromBytes } from '@chartwarden/ids';
import { digestLine, openRow, rowDigest } from './rows.ts';
import type { ScopeKeys } from './scope-keys.ts';

/** What a person may say about a fact (design 1, correction). The fact itself stays as it was. */
export const CORRECTION_KINDS = [
  'value',
  'unit',
  'date',
  'code',
  'status',
  'not-mine',
  'did-not-happen',
  'note',
] as const;
export type CorrectionKind = (typeof CORRECTION_KINDS)[number];

/** What is kept of it. `replaced`: the whole content was written anew over the API, and stands in `value` as text. */
export const KEPT_KINDS = [...CORRECTION_KINDS, 'replaced'] as const;
export type KeptKind = (typeof KEPT_KINDS)[number];

export interface Correction {
  readonly id: string;
  readonly kind: KeptKind;
  readonly path?: string;
  readonly value?: unknown;
  readonly reason: string;
  readonly by: string;
  readonly at: number;
  /** Null while it stands. */
  readonly undoneAt: number | null;
  readonly undoReason?: string;
}

export interface CorrectionRow {
  readonly correction_id: Buffer;
  readonly fact_id: Buffer;
  readonly made_at: number;
  readonly undone_at: number | null;
  readonly row_version: number;
  readonly sealed: Buffer;
}

export type SealedCorrection = Omit<Correction, 'id' | 'at' | 'undoneAt'>;

/** What a person says about two facts: that they tell of one thing, that they do not, that it shall be asked again. */
export const VERDICTS = ['same', 'different', 'later'] as const;
export type VerdictWord = (typeof VERDICTS)[number];

/** Kept beside corrections, of which it is none: it changes nothing that is served (ADR 0072). */
export interface SealedVerdict {
  readonly kind: 'verdict';
  readonly verdict: VerdictWord;
  /** The other fact. */
  readonly with: string;
  readonly reason?: string;
  readonly by: string;
  readonly undoReason?: string;
}

/** How often what counts in a record changed, other than by imports; takes the record twice. */
export const CHANGES = `((select count(*) + count(undone_at) from corrections where record_id = ?)
  + coalesce((select writes from records where record_id = ?), 0))`;

const COLUMNS = 'correction_id, fact_id, made_at, undone_at, row_version, sealed';

export const correctionPlace = (row: Omit<CorrectionRow, 'sealed'>) => ({
  table: 'corrections',
  row: row.correction_id,
  version: row.row_version,
  clear: [row.fact_id, row.made_at, row.undone_at],
});

export const correctionDigest = (keys: ScopeKeys, row: CorrectionRow): string =>
  digestLine(
    'corrections',
    row.correction_id,
    row.row_version,
    rowDigest(keys, 'corrections', row.correction_id, row.row_version, row.sealed),
  );

type Kept<Sealed> = Sealed & Pick<Correction, 'id' | 'at' | 'undoneAt'>;
export type Said = Correction | Kept<SealedVerdict>;

/** A row of this table: a correction, or a verdict about two facts. */
export function openSaid(keys: ScopeKeys, row: CorrectionRow): Said {
  const sealed = openRow<SealedCorrection | SealedVerdict>(keys, correctionPlace(row), row.sealed);
  return { ...sealed, id: idFromBytes(row.correction_id), at: row.made_at, undoneAt: row.undone_at };
}

/** Null for what is no correction. */
export function openCorrection(keys: ScopeKeys, row: CorrectionRow): Correction | null {
  const said = openSaid(keys, row);
  return said.kind === 'verdict' ? null : said;
}

export function correctionsStore(db: Db) {
  return {
    ofFact: (record: Buffer, fact: Buffer) =>
      db.all<CorrectionRow>(
        `select ${COLUMNS} from corrections where record_id = ? and fact_id = ? order by made_at, correction_id`,
        [record, fact],
      ),
    one: async (record: Buffer, id: Buffer) =>
      (
        await db.all<CorrectionRow>(`select ${COLUMNS} from corrections where record_id = ? and correction_id = ?`, [
          record,
          id,
        ])
      )[0],
    all: (record: Buffer) =>
      db.all<CorrectionRow>(`select ${COLUMNS} from corrections where record_id = ? order by correction_id`, [record]),
    /** Facts about which something was ever said; undone corrections included. */
    facts: async (record: Buffer) =>
      (await db.all<{ fact_id: Buffer }>('select distinct fact_id from corrections where record_id = ?', [record])).map(
        (row) => row.fact_id,
      ),
    /** Facts about which something stands. */
    standing: async (record: Buffer) =>
      (
        await db.all<{ fact_id: Buffer }>(
          'select distinct fact_id from corrections where record_id = ? and undone_at is null',
          [record],
        )
      ).map((row) => row.fact_id),
    /** Rises with every correction, every one taken back, and every fact that is written directly. */
    changes: async (record: Buffer) =>
      (await db.all<{ changes: number }>(`select ${CHANGES} as changes`, [record, record]))[0]?.changes ?? 0,
    /** A conflict when something was said, taken back or written since `changes` was read. */
    unmoved: (record: Buffer, changes: number): RunStatement => ({
      sql: `update records set kind = kind where record_id = ? and ${CHANGES} = ?`,
      parameters: [record, record, record, changes],
      expect: 1,
    }),
    insert: (record: Buffer, row: CorrectionRow): RunStatement => ({
      sql: `insert into corrections (record_id, ${COLUMNS}) values (?, ?, ?, ?, ?, ?, ?)`,
      parameters: [record, row.correction_id, row.fact_id, row.made_at, row.undone_at, row.row_version, row.sealed],
    }),
    update: (record: Buffer, row: CorrectionRow): RunStatement => ({
      sql: 'update corrections set undone_at = ?, row_version = ?, sealed = ? where record_id = ? and correction_id = ? and row_version = ?',
      parameters: [row.undone_at, row.row_version, row.sealed, record, row.correction_id, row.row_version - 1],
      expect: 1,
    }),
  };
}

/** Every correction there ever was of a fact, undone ones included, oldest first. */
export async function correctionsOf(db: Db, keys: ScopeKeys, fact: Buffer): Promise<readonly Correction[]> {
  const rows = await correctionsStore(db).ofFact(keys.scope, fact);
  return rows.flatMap((row) => openCorrection(keys, row) ?? []);
}

/** The same with verdicts about it and another fact. */
export async function saidOf(db: Db, keys: ScopeKeys, fact: Buffer): Promise<readonly Said[]> {
  return (await correctionsStore(db).ofFact(keys.scope, fact)).map((row) => openSaid(keys, row));
}
