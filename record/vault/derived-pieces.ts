import { type FactId, idFromBytes, idToBytes } from '@chartwarden/ids';
import { open, seal } from './cipher.ts';
import type { BuildRow, PieceRow } from './derived.store.ts';
import { openRow, sealRow } from './rows.ts';
import type { ScopeKeys } from './scope-keys.ts';

/** Something worked out of a record, and the facts whose content stands in it. */
export interface DerivedPiece {
  readonly section: string;
  readonly name: string;
  readonly piece: number;
  /** Clinical time that it covers, milliseconds; always when absent. */
  readonly span?: { readonly from: number; readonly to: number };
  readonly body: Uint8Array;
  readonly facts: readonly { readonly id: FactId; readonly type: string }[];
}

export interface OpenedPiece {
  readonly facts: readonly FactId[];
  readonly types: readonly string[];
  readonly body: Buffer;
}

/** Bounds of the clinical time that a column can hold. */
export const ALWAYS = { low: -8_640_000_000_000_000, high: 8_640_000_000_000_000 };

export const derivedToken = (keys: ScopeKeys, kind: 'section' | 'name', text: string): Buffer =>
  keys.token(`derived-${kind}`, text);

const buildPlace = (row: Omit<BuildRow, 'sealed'>) => ({
  table: 'derived_builds',
  row: row.section,
  version: row.build,
  clear: [row.commits, row.changes, row.built_at],
});

export const sealBuild = (keys: ScopeKeys, row: Omit<BuildRow, 'sealed'>): BuildRow => ({
  ...row,
  sealed: sealRow(keys, buildPlace(row), {}),
});

/** Throws CW-VLT-001 when the row is not what was written. */
export const checkBuild = (keys: ScopeKeys, row: BuildRow): void => void openRow(keys, buildPlace(row), row.sealed);

const piecePlace = (keys: ScopeKeys, row: Omit<PieceRow, 'sealed'>) => ({
  record: keys.scope,
  table: 'derived_pieces',
  row: [row.section, row.name, row.piece],
  column: 'sealed',
  rowVersion: row.build,
  clear: [row.low, row.high],
});

/** Length and names of the types, length and ids of the facts, the body. */
export function sealPiece(keys: ScopeKeys, build: number, piece: DerivedPiece): PieceRow {
  const columns = {
    section: derivedToken(keys, 'section', piece.section),
    build,
    name: derivedToken(keys, 'name', piece.name),
    piece: piece.piece,
    low: piece.span?.from ?? ALWAYS.low,
    high: piece.span?.to ?? ALWAYS.high,
  };
  const types = Buffer.from([...new Set(piece.facts.map((one) => one.type))].join(' '), 'utf8');
  const facts = piece.facts.map((one) => idToBytes(one.id));
  const lengths = Buffer.alloc(8);
  lengths.writeUInt32BE(types.length, 0);
  lengths.writeUInt32BE(facts.length, 4);
  const plain = Buffer.concat([lengths, types, ...facts, piece.body]);
  return { ...columns, sealed: seal(keys.data, piecePlace(keys, columns), plain) };
}

/** Throws CW-VLT-001 when the row is not what was written. */
export function openPiece(keys: ScopeKeys, row: PieceRow): OpenedPiece {
  const plain = open(keys.keyFor(row.sealed), piecePlace(keys, row), row.sealed);
  const typesEnd = 8 + plain.readUInt32BE(0);
  const count = plain.readUInt32BE(4);
  const types = plain.toString('utf8', 8, typesEnd);
  return {
    facts: Array.from({ length: count }, (_, at) =>
      idFromBytes<FactId>(plain.subarray(typesEnd + at * 16, typesEnd + at * 16 + 16)),
    ),
    types: types === '' ? [] : types.split(' '),
    body: plain.subarray(typesEnd + count * 16),
  };
}
