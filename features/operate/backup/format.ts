import { createHash } from 'node:crypto';
import { type CheckpointKey, signNote } from '@chartwarden/ledger';
import { openNote, type Verifier } from '@chartwarden/ledger-proof';
import { z } from 'zod';

/**
 * A backup is one age file around one tar stream: `begin.json`, `objects/<address>` and `rows/<n>` in any order, then
 * `manifest.json` and `manifest.note`. Rows and objects are the ciphertexts that stand in the data folder; the keys are
 * in another file (keys/sealed-keyring.ts), never in this one.
 */
export const FORMAT = 'chartwarden-backup';

const count = z.number().int().min(0);
const hash = z.string().regex(/^[0-9a-f]{64}$/);

export const BEGIN = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(1),
  takenAt: count,
  /** Name of the log: which instance this is. */
  origin: z.string(),
  /** Schema steps of the rows: a restore opens its database at exactly these. */
  steps: z.array(z.string()),
  /** The witness's folder, for the machine that has it. */
  witness: z.string().nullable(),
});
export type Begin = z.output<typeof BEGIN>;

export const MANIFEST = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(1),
  takenAt: count,
  origin: z.string(),
  begin: hash,
  head: z.strictObject({ size: count, root: hash }),
  counts: z.strictObject({ people: count, facts: count, sources: count, entries: count }),
  /** `sha256` over all pieces, one after another. */
  rows: z.strictObject({ pieces: count, bytes: count, rows: count, tables: count, sha256: hash }),
  /** Address, bytes and SHA-256 of the stored ciphertext. */
  objects: z.array(z.tuple([z.string(), count, hash])),
});
export type Manifest = z.output<typeof MANIFEST>;

export const BEGIN_NAME = 'begin.json';
export const MANIFEST_NAME = 'manifest.json';
export const NOTE_NAME = 'manifest.note';
export const rowsName = (piece: number): string => `rows/${String(piece).padStart(8, '0')}`;
export const objectName = (address: string): string => `objects/${address}`;

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const statementOf = (origin: string, takenAt: number, manifest: Uint8Array): string =>
  `${origin}/backup\n${takenAt}\n${createHash('sha256').update(manifest).digest('base64')}\n`;

/** Signs a manifest as C2SP signed-note with the key of the log's checkpoints. Its first line is no log's name. */
export const signManifest = (begin: Begin, manifest: Uint8Array, key: CheckpointKey): string =>
  signNote(begin.origin, statementOf(begin.origin, begin.takenAt, manifest), [key]);

/** True when one of the instance's keys signed this manifest. */
export function isSigned(begin: Begin, manifest: Uint8Array, note: string, known: readonly Verifier[]): boolean {
  const opened = openNote(note, known);
  return opened !== undefined && `${opened.lines.join('\n')}\n` === statementOf(begin.origin, begin.takenAt, manifest);
}
