import { CodedError } from '@chartwarden/errors';
import type { VaultContext } from './context.ts';
import type { Cursor } from './facts.store.ts';
import type { Grant } from './permit.ts';
import type { ScopeKeys } from './scope-keys.ts';
import type { Condition } from './slice-sql.ts';
import { createTake } from './take.ts';

/** What of one type goes out, as it was when the entry was written. */
export interface Listed {
  readonly type: string;
  /** What else has to be true of it. */
  readonly only?: Condition;
  readonly ids: string[];
  readonly versions: number[];
  size: number;
  /** The lines themselves, as long as all of them together are few. */
  held: Buffer[] | null;
}

const PIECE = 200;
const PIECE_BYTES = 8 * 1024 * 1024;
/** Lines kept between listing and sending; a larger export is served twice instead. */
const HELD_BYTES = 32 * 1024 * 1024;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;

/** Facts as lines of NDJSON: first listed, so that the entry can name them, then sent. Releases nothing. */
export function createLines(context: VaultContext) {
  const take = createTake(context);

  async function* pages(keys: ScopeKeys, grant: Grant, type: string, only: Condition | undefined) {
    for (let after: Cursor | null = null; ; ) {
      const by = { types: [type], ...(only === undefined ? {} : { only }) };
      const limits = { facts: PIECE, bytes: PIECE_BYTES };
      const page: Awaited<ReturnType<typeof take>> = await take(keys, grant, by, after, limits);
      for (const one of page.served) yield { id: one.id, version: one.version, line: lineOf(one.bytes) };
      if (page.next === null) return;
      after = page.next;
      await new Promise(setImmediate);
    }
  }

  /** `held`: bytes of lines that are kept already. */
  async function list(keys: ScopeKeys, grant: Grant, type: string, held: number, only?: Condition): Promise<Listed> {
    const one: Listed = { type, ids: [], versions: [], size: 0, held: [], ...(only === undefined ? {} : { only }) };
    for await (const { id, version, line } of pages(keys, grant, type, only)) {
      one.ids.push(id);
      one.versions.push(version);
      one.size += line.length;
      if (held + one.size <= HELD_BYTES) one.held?.push(line);
      else one.held = null;
    }
    return one;
  }

  /** Exactly what was listed, or CW-OPS-010: what changed since does not stand in the entry and must not go out. */
  async function* linesOf(keys: ScopeKeys, grant: Grant, one: Listed): AsyncGenerator<Uint8Array> {
    if (one.held !== null) {
      yield* one.held;
      return;
    }
    let at = 0;
    for await (const { id, version, line } of pages(keys, grant, one.type, one.only)) {
      if (one.ids[at] !== id || one.versions[at] !== version) throw new CodedError('CW-OPS-010');
      at += 1;
      yield line;
    }
    if (at !== one.ids.length) throw new CodedError('CW-OPS-010');
  }

  return { list, linesOf };
}

/** One line: line breaks of received JSON are white space (RFC 8259, 2), never part of a string, and become spaces. */
function lineOf(bytes: Buffer): Buffer {
  const line = Buffer.allocUnsafe(bytes.length + 1);
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] as number;
    line[at] = byte === LINE_FEED || byte === CARRIAGE_RETURN ? SPACE : byte;
  }
  line[bytes.length] = LINE_FEED;
  return line;
}
