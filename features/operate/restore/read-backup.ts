import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { CodedError } from '@chartwarden/errors';
import type { Verifier } from '@chartwarden/ledger-proof';
import { type Entry, extract } from 'tar-stream';
import { ageDecrypt } from '../age.ts';
import {
  BEGIN,
  BEGIN_NAME,
  type Begin,
  isSigned,
  MANIFEST,
  MANIFEST_NAME,
  type Manifest,
  NOTE_NAME,
  rowsName,
  sha256,
} from '../backup/format.ts';

/** Where the parts of a backup go while they are read. Nothing of it counts before {@link readBackup} has resolved. */
export interface BackupSink {
  begin(begin: Begin): Promise<void>;
  rows(piece: Uint8Array): Promise<void>;
  /** Takes the whole content. */
  object(address: string, content: AsyncIterable<Uint8Array>): Promise<void>;
}

const LONGEST_DOCUMENT = 1024 * 1024 * 1024;
const LONGEST_PIECE = 512 * 1024 * 1024;

const broken = (why: string, cause?: unknown): CodedError => new CodedError('CW-OPS-004', why, { cause });

/**
 * Reads a backup once, in order, and hands its parts on. Resolves only when it is whole, when everything that was
 * handed on is what the manifest lists, and when the manifest is signed by one of the instance's keys (`known`, asked
 * for when the instance's name is known). Throws CW-OPS-004 otherwise.
 */
export async function readBackup(
  passphrase: string,
  bytes: AsyncIterable<Uint8Array>,
  sink: BackupSink,
  known: (origin: string) => readonly Verifier[],
): Promise<{ readonly begin: Begin; readonly manifest: Manifest }> {
  const archive = extract();
  const arriving = pipeline(ageDecrypt(passphrase, bytes), archive);
  // Awaited at the end; until then a cut file must not count as unhandled.
  arriving.catch(() => undefined);
  const walk = createWalk(sink);
  try {
    for await (const entry of archive) await walk.entry(entry);
    await arriving;
    return walk.end(known);
  } catch (error) {
    archive.destroy();
    // What stopped the stream says more than that the archive was cut by it.
    const first = await arriving.catch((cause: unknown) => cause);
    if (error instanceof CodedError) throw error;
    throw broken('it is damaged, cut short, or of another root key', first ?? error);
  }
}

function createWalk(sink: BackupSink) {
  let begin: Begin | undefined;
  let opening: Buffer = Buffer.alloc(0);
  let manifest: Buffer | undefined;
  let note: string | undefined;
  let pieces = 0;
  let rowBytes = 0;
  const rows = createHash('sha256');
  const objects = new Map<string, readonly [number, string]>();

  async function object(entry: Entry, address: string): Promise<void> {
    if (objects.has(address)) throw broken('a file stands in it twice');
    const digest = createHash('sha256');
    let size = 0;
    await sink.object(
      address,
      (async function* () {
        for await (const piece of entry) {
          digest.update(piece);
          size += piece.length;
          yield piece;
        }
      })(),
    );
    objects.set(address, [size, digest.digest('hex')]);
  }

  return {
    async entry(entry: Entry): Promise<void> {
      const { name, type } = entry.header;
      if (type !== 'file' || note !== undefined) throw broken('it holds something that belongs to no backup');
      if (begin === undefined) {
        if (name !== BEGIN_NAME) throw broken('it does not begin as a backup');
        opening = await whole(entry, LONGEST_DOCUMENT);
        begin = BEGIN.parse(JSON.parse(opening.toString('utf8')));
        return sink.begin(begin);
      }
      if (name === NOTE_NAME && manifest !== undefined) {
        note = (await whole(entry, LONGEST_DOCUMENT)).toString('utf8');
        return;
      }
      if (manifest !== undefined) throw broken('something follows the manifest');
      if (name === MANIFEST_NAME) {
        manifest = await whole(entry, LONGEST_DOCUMENT);
        return;
      }
      const address = /^objects\/([0-9a-f]{32,128})$/.exec(name)?.[1];
      if (address !== undefined) return object(entry, address);
      if (name !== rowsName(pieces + 1)) throw broken('it holds something that belongs to no backup');
      const piece = await whole(entry, LONGEST_PIECE);
      pieces += 1;
      rowBytes += piece.length;
      rows.update(piece);
      return sink.rows(piece);
    },

    end(known: (origin: string) => readonly Verifier[]): { begin: Begin; manifest: Manifest } {
      if (begin === undefined || manifest === undefined || note === undefined) throw broken('its manifest is missing');
      if (!isSigned(begin, manifest, note, known(begin.origin)))
        throw broken('its manifest is not signed by this instance');
      const said = MANIFEST.parse(JSON.parse(manifest.toString('utf8')));
      const same =
        said.begin === sha256(opening) &&
        said.origin === begin.origin &&
        said.rows.pieces === pieces &&
        said.rows.bytes === rowBytes &&
        said.rows.sha256 === rows.digest('hex') &&
        said.objects.length === objects.size &&
        said.objects.every(([address, size, hash]) => {
          const found = objects.get(address);
          return found?.[0] === size && found[1] === hash;
        });
      if (!same) throw broken('what it holds is not what its manifest lists');
      return { begin, manifest: said };
    },
  };
}

async function whole(entry: Entry, limit: number): Promise<Buffer> {
  const all: Uint8Array[] = [];
  let size = 0;
  for await (const piece of entry) {
    size += piece.length;
    if (size > limit) throw broken('a part of it is too long');
    all.push(piece);
  }
  return Buffer.concat(all);
}
