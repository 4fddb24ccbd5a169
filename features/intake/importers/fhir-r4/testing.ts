import { isCoded } from '@chartwarden/errors';
import type { ImportedFact } from '@chartwarden/fhir';
import { type ImporterHeader, parseMessage } from '../messages.ts';
import { type ImporterLimits, importerLimits } from './limits.ts';
import { readFile } from './read-file.ts';

/** What an importer said about one file. */
export interface ReadOutcome {
  readonly facts: readonly { readonly fact: ImportedFact; readonly bytes: Buffer }[];
  readonly problems: readonly Extract<ImporterHeader, { kind: 'problem' }>[];
  readonly recognised: string | undefined;
  readonly isDone: boolean;
  /** The code the whole file was refused with, and what exactly. */
  readonly refused: string | undefined;
  readonly detail: string | undefined;
  readonly messages: number;
}

export interface ReadOptions {
  readonly piece?: number;
  readonly limits?: Partial<ImporterLimits>;
}

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

/** Reads a file in this process and checks every message as intake does. */
export async function readBytes(
  bytes: Uint8Array | string,
  name = 'file.json',
  options: ReadOptions = {},
): Promise<ReadOutcome> {
  const input = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
  const facts: ReadOutcome['facts'][number][] = [];
  const problems: ReadOutcome['problems'][number][] = [];
  let recognised: string | undefined;
  let isDone = false;
  let messages = 0;
  const send = (header: ImporterHeader, body: Uint8Array = new Uint8Array()): void => {
    messages += 1;
    const text = JSON.stringify(header);
    // The sandbox's own limit of one header.
    if (Buffer.byteLength(text) > 256 * 1024) throw new Error('a header is larger than the sandbox allows');
    const message = parseMessage(JSON.parse(text), Buffer.from(body));
    if (message.kind === 'facts') {
      for (const [at, fact] of message.facts.entries())
        facts.push({ fact, bytes: Buffer.from(message.slices[at] ?? []) });
    } else if (message.kind === 'problem') problems.push(message);
    else if (message.kind === 'recognised') recognised = message.text;
    else isDone = true;
  };
  let refused: string | undefined;
  let detail: string | undefined;
  try {
    const again = () => inPieces(input, options.piece ?? 65_536);
    const work = { job: { name, size: input.length }, input: again(), again, send };
    await readFile(work, { ...importerLimits, ...options.limits });
  } catch (error) {
    if (!isCoded(error)) throw error;
    refused = error.code;
    detail = error.detail;
  }
  return { facts, problems, recognised, isDone, refused, detail, messages };
}
