import { type FactId, idFromBytes, idToBytes } from '@chartwarden/ids';
import { createFrameReader, frameHead, frameKinds } from '@chartwarden/sandbox/frames.ts';
import { z } from 'zod';
import type { Saying } from '../duplicates/links.ts';

/** A fact as it goes over to the program. */
export interface GivenFact {
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly labels: readonly string[];
  readonly corrected: boolean;
  /** The portal, as a person may know it. */
  readonly from: string | null;
  /** Milliseconds. */
  readonly date: number | null;
  readonly bytes: Uint8Array;
  readonly portal?: string;
  readonly upstreamId?: string;
}

/** What the program is given, in this order: facts, and in the end what was said about any two of them. */
export type Given = { readonly fact: GivenFact } | { readonly said: readonly Saying[] };

/** What it made: a piece of a section, and the facts whose content stands in it. */
export interface MadePiece {
  readonly section: string;
  readonly name: string;
  readonly piece: number;
  readonly span?: { readonly from: number; readonly to: number };
  readonly body: Uint8Array;
  readonly facts: readonly FactId[];
}

const LIMITS = { maxHeaderBytes: 64 * 1024 * 1024, maxBodyBytes: 64 * 1024 * 1024 };
const ID_BYTES = 16;

function frame(kind: (typeof frameKinds)['data' | 'end'], header: object, body: Uint8Array = Buffer.alloc(0)): Buffer {
  const words = Buffer.from(JSON.stringify(header), 'utf8');
  return Buffer.concat([frameHead(kind, words.length, body.length), words, body]);
}

export const factsFrames = (facts: readonly GivenFact[]): Buffer =>
  Buffer.concat(facts.map(({ bytes, ...mark }) => frame(frameKinds.data, mark, bytes)));

export const saidFrame = (said: readonly Saying[]): Buffer => frame(frameKinds.end, said);

/** What the server sent, as it arrives. The bytes of a fact are a copy. */
export async function* givenIn(input: AsyncIterable<Uint8Array>): AsyncGenerator<Given> {
  const reader = createFrameReader(LIMITS);
  for await (const chunk of input) {
    reader.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length));
    for (let one = reader.next(); one !== undefined; one = reader.next()) {
      const header: unknown = JSON.parse(one.header.toString('utf8'));
      if (one.kind === frameKinds.end) yield { said: header as readonly Saying[] };
      else yield { fact: { ...(header as Omit<GivenFact, 'bytes'>), bytes: Buffer.from(one.body) } };
    }
  }
}

const PIECE = z.strictObject({
  section: z.string(),
  name: z.string(),
  piece: z.int().min(0),
  span: z.strictObject({ from: z.number(), to: z.number() }).optional(),
  facts: z.int().min(0),
});

/** A piece as a message: its header, and the ids of its facts before its body. */
export function pieceMessage({ body, facts, ...head }: MadePiece): { readonly header: object; readonly bytes: Buffer } {
  return { header: { ...head, facts: facts.length }, bytes: Buffer.concat([...facts.map(idToBytes), body]) };
}

/** The piece of a message, a copy. Throws when it has not the shape of one: it comes from a program that read hostile words. */
export function pieceIn(header: unknown, bytes: Uint8Array): MadePiece {
  const { facts: count, span, ...head } = PIECE.parse(header);
  const end = count * ID_BYTES;
  if (end > bytes.length) throw new RangeError('ids are missing');
  const facts = Array.from({ length: count }, (_, at) =>
    idFromBytes<FactId>(bytes.subarray(at * ID_BYTES, (at + 1) * ID_BYTES)),
  );
  return { ...head, ...(span === undefined ? {} : { span }), facts, body: Buffer.from(bytes.subarray(end)) };
}
