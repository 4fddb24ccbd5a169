import { createHash } from 'node:crypto';
import { createGunzip, createGzip } from 'node:zlib';
import { CodedError } from '@chartwarden/errors';
import type { ZipMember } from '../fhir-r4/unpack-zip.ts';

/** Longest text that is read as one piece of JSON, and that of one line. */
const LONGEST = 64 * 1024 * 1024;
const LONGEST_LINE = 8 * 1024 * 1024;
/** Of what is kept between two passes, packed. */
const KEPT = 64 * 1024 * 1024;

export const damaged = (why: string): CodedError => new CodedError('CW-INT-020', why);

/** An archive that can be passed over any number of times, from its beginning: members come in the order in which they stand. */
export interface ArchivePasses {
  readonly names: readonly string[];
  pass(): AsyncIterable<ZipMember>;
}

/** What was found in one pass: the size and digest of each file, and some of them packed. */
export interface Members {
  readonly digests: ReadonlyMap<string, { readonly sha256: string; readonly size: number }>;
  json(path: string): Promise<unknown>;
  lines(path: string): AsyncGenerator<unknown>;
}

/** Names of a .zip are cut where they are shown: a path is looked for by its end. */
export const cut = (path: string): string => path.slice(-200);

/** Passes over all of it once, and keeps these files. Throws CW-INT-020 when they are too long. */
export async function readMembers(archive: ArchivePasses, keep: readonly string[]): Promise<Members> {
  const digests = new Map<string, { sha256: string; size: number }>();
  const kept = new Map<string, { readonly packed: readonly Buffer[]; readonly size: number }>();
  let keptBytes = 0;
  for await (const { name, open } of archive.pass()) {
    if (digests.has(name)) throw damaged(`it holds ${name} twice`);
    const digest = createHash('sha256');
    let size = 0;
    const gzip = keep.includes(name) ? createGzip({ level: 1 }) : null;
    const packed: Buffer[] = [];
    gzip?.on('data', (piece: Buffer) => {
      keptBytes += piece.length;
      packed.push(piece);
    });
    for await (const part of open()) {
      digest.update(part);
      size += part.length;
      if (gzip === null) continue;
      if (keptBytes > KEPT) throw damaged(`${name} is too long`);
      // Copied: a part is a view that is used again.
      if (!gzip.write(Buffer.from(part))) await new Promise((resolve) => gzip.once('drain', resolve));
    }
    if (gzip !== null) {
      await new Promise((resolve) => gzip.once('end', resolve).end());
      kept.set(name, { packed, size });
    }
    digests.set(name, { sha256: digest.digest('hex'), size });
  }
  async function* bytes(path: string): AsyncGenerator<Buffer> {
    const found = kept.get(path);
    if (found === undefined) throw damaged(`${path} is missing`);
    const gunzip = createGunzip();
    for (const piece of found.packed) gunzip.write(piece);
    gunzip.end();
    yield* gunzip;
  }
  return {
    digests,
    async json(path) {
      if ((kept.get(path)?.size ?? 0) > LONGEST) throw damaged(`${path} is too long`);
      const parts: Buffer[] = [];
      for await (const part of bytes(path)) parts.push(part);
      return parsed(Buffer.concat(parts).toString('utf8'), path);
    },
    async *lines(path) {
      let rest: Buffer = Buffer.alloc(0);
      for await (const part of bytes(path)) {
        rest = rest.length === 0 ? part : Buffer.concat([rest, part]);
        let from = 0;
        for (let at = rest.indexOf(10); at >= 0; at = rest.indexOf(10, from)) {
          yield parsed(rest.toString('utf8', from, at), path);
          from = at + 1;
        }
        rest = rest.subarray(from);
        if (rest.length > LONGEST_LINE) throw damaged(`${path} has a line that is too long`);
      }
      if (rest.length > 0) throw damaged(`${path} ends in the middle of a line`);
    },
  };
}

/** One file, in a pass of its own. */
export async function* fileIn(archive: ArchivePasses, path: string): AsyncGenerator<Uint8Array> {
  for await (const { name, open } of archive.pass()) {
    if (name !== cut(path)) continue;
    yield* open();
    return;
  }
  throw damaged(`${path} is missing`);
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw damaged(`${path} is no JSON`);
  }
}

/** Holds every file against what the manifest says of it. Throws CW-INT-020 for the first that is missing or different. */
export function checkManifest({ digests }: Members, files: readonly unknown[]): void {
  if (files.length !== digests.size - 1) throw damaged('it holds other files than its manifest names');
  for (const file of files) {
    const { path, sha256, size } = (file ?? {}) as Record<string, unknown>;
    if (typeof path !== 'string') throw damaged('its manifest is none');
    const found = digests.get(cut(path));
    if (found === undefined) throw damaged(`${path} is missing`);
    if (found.size !== size || found.sha256 !== sha256) throw damaged(`${path} is not what was written`);
  }
}

/** Pieces of a stream at places that only grow: what lies between is passed over. Memory holds one of them. */
export function slicesOf(chunks: AsyncIterable<Uint8Array>) {
  const iterator = chunks[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);
  /** Where `held` begins. */
  let start = 0;
  return async (at: number, size: number): Promise<Buffer> => {
    if (at < start) throw damaged('its versions are not in order');
    const parts: Buffer[] = [];
    let wanted = size;
    let from = at;
    while (wanted > 0) {
      if (from >= start + held.length) {
        start += held.length;
        const next = await iterator.next();
        if (next.done) throw damaged('a version is cut off');
        held = Buffer.from(next.value);
        continue;
      }
      const part = held.subarray(from - start, from - start + wanted);
      parts.push(part);
      from += part.length;
      wanted -= part.length;
    }
    return Buffer.concat(parts, size);
  };
}
