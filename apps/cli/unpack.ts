import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CodedError } from '@chartwarden/errors';
import { extract } from 'tar-stream';

/** What an export says about itself; the last file in it. */
export interface Manifest {
  readonly version: 1;
  readonly view: 'effective' | 'received';
  readonly person: string;
  readonly facts: number;
  readonly sources: number;
  readonly files: readonly { readonly path: string; readonly sha256: string; readonly size: number }[];
}

const LONGEST_MANIFEST = 64 * 1024 * 1024;

/**
 * Writes the files of an export (a tar stream) into a new folder and compares them with its manifest. Names that would
 * leave the folder are refused. Throws CW-CLI-010 when something is missing or different.
 */
export async function unpack(
  bytes: AsyncIterable<Uint8Array>,
  folder: string,
  written: (bytes: number) => void,
): Promise<Manifest> {
  const archive = extract();
  const arriving = pipeline(bytes, archive);
  // Awaited below; until then a cut stream must not count as unhandled.
  arriving.catch(() => undefined);
  const seen = new Map<string, { sha256: string; size: number }>();
  let manifest: Manifest | undefined;
  let total = 0;
  try {
    for await (const entry of archive) {
      const { name, type } = entry.header;
      if (type !== 'file') throw broken('it holds something that is no file');
      if (manifest !== undefined) throw broken('something follows the manifest');
      const isManifest = name === 'manifest.json';
      const digest = createHash('sha256');
      const kept: Uint8Array[] = [];
      let size = 0;
      const content = tapped(entry, (chunk) => {
        size += chunk.length;
        digest.update(chunk);
        if (isManifest && size > LONGEST_MANIFEST) throw broken('the manifest is too long');
        if (isManifest) kept.push(chunk);
        total += chunk.length;
        written(total);
      });
      await write(safePlace(folder, name), content);
      if (isManifest) manifest = JSON.parse(Buffer.concat(kept).toString('utf8')) as Manifest;
      else seen.set(name, { sha256: digest.digest('hex'), size });
    }
    await arriving;
  } catch (error) {
    archive.destroy();
    throw error instanceof CodedError ? error : new CodedError('CW-CLI-010', 'it was cut off', { cause: error });
  }
  if (manifest === undefined) throw broken('the manifest is missing');
  compare(manifest, seen);
  return manifest;
}

const broken = (why: string): CodedError => new CodedError('CW-CLI-010', why);

function compare(manifest: Manifest, seen: Map<string, { sha256: string; size: number }>): void {
  for (const { path, sha256, size } of manifest.files) {
    const found = seen.get(path);
    if (found === undefined) throw broken(`${path} is missing`);
    if (found.sha256 !== sha256 || found.size !== size) throw broken(`${path} is not what was sent`);
  }
  if (seen.size !== manifest.files.length) throw broken('it holds more than its manifest says');
}

/** Every part of the name stands for itself: no step up, no absolute path, no character that a system treats apart. */
function safePlace(folder: string, name: string): string {
  const parts = name.split('/');
  const isSafe = (part: string) => part !== '' && part !== '.' && part !== '..' && !/[\\:\p{Cc}]/u.test(part);
  if (!parts.every(isSafe)) throw broken('a file name would leave the folder');
  return join(folder, ...parts);
}

async function write(file: string, content: AsyncIterable<Uint8Array>): Promise<void> {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const handle: FileHandle = await open(file, 'wx', 0o600);
  try {
    for await (const chunk of content) await handle.writeFile(chunk);
  } finally {
    await handle.close();
  }
}

async function* tapped(
  content: AsyncIterable<Uint8Array>,
  see: (chunk: Uint8Array) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of content) {
    see(chunk);
    yield chunk;
  }
}
