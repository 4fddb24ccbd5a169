import { createHash } from 'node:crypto';
import { type Db, exportTables } from '@chartwarden/db';
import type { Ledger } from '@chartwarden/ledger';
import type { Objects } from '@chartwarden/objects';
import type { Clock } from '@chartwarden/time';
import type { Keyring } from '@chartwarden/vault';
import { ageEncrypt } from '../age.ts';
import { type WrittenFile, writeDurably } from '../durable-file.ts';
import { readCounts, readSteps } from '../operate.store.ts';
import type { Report } from '../report.ts';
import {
  BEGIN_NAME,
  type Begin,
  FORMAT,
  MANIFEST_NAME,
  type Manifest,
  NOTE_NAME,
  objectName,
  rowsName,
  sha256,
  signManifest,
} from './format.ts';
import { pulled } from './pulled.ts';
import { type TarFile, tar } from './tar.ts';

export interface BackupSource {
  readonly db: Db;
  readonly objects: Objects;
  readonly ledger: Ledger;
  readonly keyring: Keyring;
  readonly clock: Clock;
  /** The witness's folder, written down for the machine that restores. */
  readonly witness: string | null;
}

export interface WrittenBackup extends WrittenFile {
  readonly manifest: Manifest;
}

/** Rows are collected into files of about this many bytes. */
const PIECE = 1024 * 1024;

/**
 * Writes a backup while the instance works: the database of one moment, and every object that it may name. Refuses to
 * overwrite (CW-OPS-001). Nothing of it touches the disk unencrypted. The caller sees to it that no key rotation runs.
 */
export async function writeBackup(source: BackupSource, out: string, report: Report): Promise<WrittenBackup> {
  let manifest: Manifest | undefined;
  const files = filesOf(source, report, (made) => {
    manifest = made;
  });
  const written = await writeDurably(
    out,
    ageEncrypt(source.keyring.root.passphrase('data-backup'), tar(files)),
    'keep',
  );
  if (manifest === undefined) throw new RangeError('a backup without a manifest');
  return { ...written, manifest };
}

async function* filesOf(
  source: BackupSource,
  report: Report,
  made: (manifest: Manifest) => void,
): AsyncGenerator<TarFile> {
  const { db, objects, ledger, clock, witness } = source;
  // A signed head at or before the moment of the rows, so that a restored log can be checked against it.
  await ledger.checkpoints.write();
  const { origin } = ledger.head();
  const begin: Begin = {
    format: FORMAT,
    version: 1,
    takenAt: clock.now(),
    origin,
    steps: await readSteps(db.all),
    witness,
  };
  const opening = Buffer.from(`${JSON.stringify(begin)}\n`);
  yield file(BEGIN_NAME, opening);

  // What there was before that moment goes first and what came until then afterwards: whichever of it is removed
  // meanwhile, the rows name nothing that is not here.
  const copied = new Map<string, [address: string, bytes: number, hash: string]>();
  yield* objectsOf(objects, copied, report);

  let counted: Awaited<ReturnType<typeof readCounts>> | undefined;
  let end = { tables: 0, rows: 0 };
  const digest = createHash('sha256');
  let pieces = 0;
  let bytes = 0;
  const frames = pulled<Uint8Array>(async (push) => {
    end = await exportTables(db, push, async (all) => {
      counted = await readCounts(all);
    });
  });
  for await (const piece of collected(frames)) {
    digest.update(piece);
    bytes += piece.length;
    pieces += 1;
    report({ step: 'writing rows', done: bytes, unit: 'bytes' });
    yield file(rowsName(pieces), piece);
  }
  yield* objectsOf(objects, copied, report);
  if (counted === undefined) throw new RangeError('a backup without a head');

  const manifest: Manifest = {
    format: FORMAT,
    version: 1,
    takenAt: begin.takenAt,
    origin,
    begin: sha256(opening),
    head: counted.head,
    counts: counted.counts,
    rows: { pieces, bytes, ...end, sha256: digest.digest('hex') },
    objects: [...copied.values()],
  };
  const text = Buffer.from(`${JSON.stringify(manifest)}\n`);
  yield file(MANIFEST_NAME, text);
  yield file(NOTE_NAME, Buffer.from(signManifest(begin, text, ledger.checkpoints.signer())));
  made(manifest);
}

const file = (name: string, content: Uint8Array): TarFile => ({ name, size: content.length, content });

async function* objectsOf(
  objects: Objects,
  copied: Map<string, [string, number, string]>,
  report: Report,
): AsyncGenerator<TarFile> {
  for await (const address of objects.list()) {
    if (copied.has(address)) continue;
    const size = await objects.size(address);
    const content = size === null ? null : await objects.get(address);
    // Removed since it was listed: an import that was cancelled, a person who was erased.
    if (size === null || content === null) continue;
    const digest = createHash('sha256');
    yield { name: objectName(address), size, content: seen(content, digest) };
    copied.set(address, [address, size, digest.digest('hex')]);
    report({ step: 'writing files', done: copied.size, unit: 'files' });
  }
}

async function* seen(content: AsyncIterable<Uint8Array>, digest: ReturnType<typeof createHash>) {
  for await (const piece of content) {
    digest.update(piece);
    yield piece;
  }
}

/** Frames joined into pieces worth a file of their own. */
async function* collected(frames: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = [];
  let size = 0;
  for await (const frame of frames) {
    held.push(frame);
    size += frame.length;
    if (size < PIECE) continue;
    yield Buffer.concat(held);
    held = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(held);
}
