import { createHash } from 'node:crypto';
import type { Db } from '@chartwarden/db';
import { EXPORT_FORMAT, HASH, type Json, jcs, TILE } from '@chartwarden/ledger-proof';
import type { Checkpoints } from './checkpoints.ts';
import { readCheckpoints, readEntries, tileReader } from './ledger.store.ts';
import { openEntry } from './reader.ts';
import { signNote } from './signing.ts';
import type { LedgerCipher, Scope } from './types.ts';

/** Entries of the instance that an export always discloses: without them a verifier can't tell a restore from a cut. */
const ALWAYS = new Set(['restore', 'checkpoint-key', 'clock']);

const PAGE = TILE * 2;

/**
 * The whole log as text, line by line (each ends in a line feed): the header, the key rotations, the checkpoints, the
 * entries and a seal over every byte before it. Each line is canonical JSON (RFC 8785), so that no byte can change
 * without a trace. Entries carry their body and nonce where `disclose` says so and the key still exists.
 */
export async function* exportLedger(parts: {
  readonly db: Db;
  readonly cipher: LedgerCipher;
  readonly origin: string;
  readonly checkpoints: Checkpoints;
  readonly disclose: (scope: Scope) => boolean;
}): AsyncGenerator<string> {
  const { db, cipher, origin, checkpoints } = parts;
  const { head } = await checkpoints.covering(Number.POSITIVE_INFINITY);
  const digest = createHash('sha256');
  const line = (value: Json): string => {
    const text = `${jcs(value)}\n`;
    digest.update(text);
    return text;
  };
  const signer = checkpoints.signer();
  const rotations = checkpoints.rotations();
  const signed = (await readCheckpoints(db.all)).filter(({ size }) => size <= head.size);
  const counts = { rotations: rotations.length, checkpoints: signed.length, entries: head.size };
  yield line({ format: EXPORT_FORMAT, origin, ...counts });
  for (const note of rotations) yield line({ rotation: note });
  for (const { note } of signed) yield line({ checkpoint: note });
  const tiles = tileReader(db.all);
  for (let from = 0; from < head.size; from += PAGE) {
    const rows = await readEntries(db.all, from, Math.min(PAGE, head.size - from));
    for (const row of rows) {
      const { seq, time } = row;
      const tile = await tiles(0, Math.floor(seq / TILE));
      const leaf = tile.toString('hex', (seq % TILE) * HASH, ((seq % TILE) + 1) * HASH);
      const entry = openEntry(row, cipher);
      const disclosed =
        !entry.sealed && (parts.disclose(entry.scope) || (entry.scope === 'instance' && ALWAYS.has(entry.body.action)));
      const opened = disclosed ? { nonce: entry.nonce.toString('hex'), body: entry.body as unknown as Json } : {};
      yield line({ seq, time, commitment: row.commitment.toString('hex'), leaf, ...opened });
    }
  }
  const seal = `${origin}/export\n${digest.digest('base64')}\n`;
  yield `${jcs({ seal: signNote(origin, seal, [signer]) })}\n`;
}
