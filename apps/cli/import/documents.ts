import { createGunzip } from 'node:zlib';
import type { Upload } from './files.ts';

/** A JSON document of a file: the whole file, or one line of it (NDJSON). */
export interface Document {
  /** From 0; the whole file is line 0. */
  readonly line: number;
  readonly value: unknown;
}

const LONGEST_LINE = 64 * 1024 * 1024;
/** V8 keeps a parsed document several times over; larger files come as NDJSON. */
const LONGEST_DOCUMENT = 256 * 1024 * 1024;
const MOST_UNPACKED = 16 * 1024 * 1024 * 1024;

/** True when the file is NDJSON: its lines can go to different people one by one. */
export interface Contents {
  readonly lines: boolean;
  documents(): AsyncIterable<Document>;
}

/**
 * A look at a file's JSON to learn whom it is about; what goes in is read and checked by the server. Null when it is
 * not JSON, too large to look at in one piece, or packed in a way that is not looked into here.
 */
export async function contentsOf(file: Upload): Promise<Contents | null> {
  const first = await firstLine(file);
  if (first === null) return null;
  if (parse(first.text) !== undefined) {
    const documents = first.more ? () => parsedLines(file) : () => once(parse(first.text));
    return { lines: first.more, documents };
  }
  if (file.size > LONGEST_DOCUMENT) return null;
  const whole = parse(await wholeText(file));
  return whole === undefined ? null : { lines: false, documents: () => once(whole) };
}

async function* once(value: unknown): AsyncGenerator<Document> {
  yield { line: 0, value };
}

async function* parsedLines(file: Upload): AsyncGenerator<Document> {
  let line = 0;
  for await (const bytes of linesOf(plain(file))) {
    const value = parse(bytes.toString('utf8'));
    if (value !== undefined) yield { line, value };
    line += 1;
  }
}

/** The lines of a file whose numbers `keep` takes, byte for byte. */
export async function* onlyLines(file: Upload, keep: (line: number) => boolean): AsyncGenerator<Uint8Array> {
  let line = 0;
  for await (const bytes of linesOf(plain(file))) {
    if (keep(line)) yield Buffer.concat([bytes, LINE_FEED]);
    line += 1;
  }
}

const LINE_FEED = Buffer.from('\n');

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

async function firstLine(file: Upload): Promise<{ readonly text: string; readonly more: boolean } | null> {
  let text: string | undefined;
  try {
    for await (const bytes of linesOf(plain(file))) {
      if (text !== undefined && bytes.some((byte) => byte > 0x20)) return { text, more: true };
      text ??= bytes.toString('utf8');
    }
  } catch {
    return null;
  }
  return text === undefined ? null : { text, more: false };
}

async function wholeText(file: Upload): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of plain(file)) {
    size += chunk.length;
    if (size > LONGEST_DOCUMENT) return '';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function* plain(file: Upload): AsyncGenerator<Uint8Array> {
  if (!/\.gz$/i.test(file.name)) {
    yield* file.open();
    return;
  }
  let size = 0;
  const { Readable } = await import('node:stream');
  for await (const chunk of Readable.from(file.open()).pipe(createGunzip())) {
    size += (chunk as Buffer).length;
    if (size > MOST_UNPACKED) throw new RangeError('it unpacks to more than anybody meant');
    yield chunk as Buffer;
  }
}

async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let parts: Uint8Array[] = [];
  let held = 0;
  for await (const chunk of bytes) {
    let from = 0;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
      yield Buffer.concat([...parts, chunk.subarray(from, at)]);
      parts = [];
      held = 0;
      from = at + 1;
    }
    if (from < chunk.length) parts.push(chunk.subarray(from));
    held += chunk.length - from;
    if (held > LONGEST_LINE) throw new RangeError('a line is too long');
  }
  if (held > 0) yield Buffer.concat(parts);
}
