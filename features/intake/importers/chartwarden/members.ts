import { createHash } from 'node:crypto';
import { CodedError } from '@chartwarden/errors';
import type { ZipMember } from '../fhir-r4/unpack-zip.ts';

/** Longest text that is read as one piece of JSON. */
const LONGEST = 64 * 1024 * 1024;
const LONGEST_LINE = 8 * 1024 * 1024;

export const damaged = (why: string): CodedError => new CodedError('CW-INT-020', why);

/** The files of an archive by their paths; each can be read any number of times, from its beginning. */
export interface Members {
  has(path: string): boolean;
  bytes(path: string): AsyncIterable<Uint8Array>;
  json(path: string): Promise<unknown>;
  lines(path: string): AsyncGenerator<unknown>;
}

/** Names of a .zip are cut where they are shown: a path is looked for by its end. */
const cut = (path: string): string => path.slice(-200);

export function membersOf(all: readonly ZipMember[]): Members {
  const byPath = new Map(all.map((one) => [one.name, one]));
  const bytes = (path: string): AsyncIterable<Uint8Array> => {
    const found = byPath.get(cut(path));
    if (found === undefined) throw damaged(`${path} is missing`);
    return found.open();
  };
  return {
    has: (path) => byPath.has(cut(path)),
    bytes,
    async json(path) {
      const parts: Buffer[] = [];
      let size = 0;
      for await (const part of bytes(path)) {
        size += part.length;
        if (size > LONGEST) throw damaged(`${path} is too long`);
        parts.push(Buffer.from(part));
      }
      return parsed(Buffer.concat(parts, size).toString('utf8'), path);
    },
    async *lines(path) {
      let rest: Buffer = Buffer.alloc(0);
      for await (const part of bytes(path)) {
        rest = rest.length === 0 ? Buffer.from(part) : Buffer.concat([rest, part]);
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

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw damaged(`${path} is no JSON`);
  }
}

/** Holds every file against what the manifest says of it. Throws CW-INT-020 for the first that is missing or different. */
export async function checkManifest(members: Members, files: readonly unknown[], count: number): Promise<void> {
  if (files.length !== count - 1) throw damaged('it holds other files than its manifest names');
  for (const file of files) {
    const { path, sha256, size } = (file ?? {}) as Record<string, unknown>;
    if (typeof path !== 'string') throw damaged('its manifest is none');
    const digest = createHash('sha256');
    let length = 0;
    for await (const part of members.bytes(path)) {
      digest.update(part);
      length += part.length;
    }
    if (length !== size || digest.digest('hex') !== sha256) throw damaged(`${path} is not what was written`);
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
