import { CodedError } from '@chartwarden/errors';
import { isArchive, readArchive } from '../chartwarden/read-archive.ts';
import type { ImporterHeader, ImporterJob } from '../messages.ts';
import { collect, peek } from './chunks.ts';
import { sentence } from './fact-sender.ts';
import { type ImporterLimits, importerLimits } from './limits.ts';
import { readJson } from './read-json.ts';
import { SNIFFED_BYTES, sniff } from './sniff.ts';
import { unpackGzip } from './unpack-gzip.ts';
import { unpackZip, type ZipMember } from './unpack-zip.ts';

/** What reading needs of the sandbox. */
export interface FileWork {
  readonly job: ImporterJob;
  readonly input: AsyncIterable<Uint8Array>;
  readonly send: (header: ImporterHeader, bytes?: Uint8Array) => void;
}

/**
 * Reads one file: FHIR R4 JSON of any shape, in .gz and .zip. Sends its facts and problems, then what it is, then
 * `done`. A file in which nothing could be kept is refused by name: throws the CodedError of what it is instead.
 */
export async function readFile(work: FileWork, limits: ImporterLimits = importerLimits): Promise<void> {
  const { job, input, send } = work;
  const recognised = await readPart(input, { name: job.name, prefix: '', depth: 0, send, limits });
  send({ kind: 'recognised', text: recognised.slice(0, 500) });
  send({ kind: 'done' });
}

interface Part {
  readonly name: string;
  /** The archive member it is, as it stands in paths; empty for the file itself. */
  readonly prefix: string;
  /** How many archives it is in. */
  readonly depth: number;
  readonly send: FileWork['send'];
  readonly limits: ImporterLimits;
}

/** Reads a file or an archive member by what it looks like, and says what it was. Throws the CodedError of a refusal. */
async function readPart(input: AsyncIterable<Uint8Array>, part: Part): Promise<string> {
  const { head, isWhole, chunks } = await peek(input, SNIFFED_BYTES);
  const looks = sniff(head, part.name, isWhole);
  switch (looks.kind) {
    case 'refused':
      throw new CodedError(looks.code);
    case 'json':
      return readJson(chunks, part);
    case 'gzip': {
      const name = part.name.replace(/\.gz$/i, '');
      const inner = unpackGzip(await archive(chunks, part), part.limits);
      return `${await readPart(inner, { ...part, name, depth: part.depth + 1 })}, packed`;
    }
    case 'zip':
      return readZip(await archive(chunks, part), part);
  }
}

/** An archive's bytes, when it may be opened at all. */
async function archive(chunks: AsyncIterable<Uint8Array>, { depth, limits }: Part): Promise<Buffer> {
  if (depth >= limits.maxDepth) throw new CodedError('CW-FHIR-044');
  const bytes = await collect(chunks, limits.maxArchive);
  if (!bytes) throw new CodedError('CW-FHIR-048');
  return bytes;
}

async function readZip(whole: Buffer, part: Part): Promise<string> {
  const { send, limits, depth } = part;
  let members = 0;
  let read = 0;
  let first: CodedError | undefined;
  const all: ZipMember[] = [];
  for await (const member of unpackZip(whole, limits)) all.push(member);
  if (depth === 0 && isArchive(all)) {
    const archive = await readArchive(all, send);
    if (archive !== null && 'recognised' in archive) return archive.recognised;
    if (archive !== null) return readPart(archive.bundle, { ...part, name: 'effective.json', depth: depth + 1 });
  }
  for (const member of all) {
    members += 1;
    const prefix = part.prefix === '' ? member.name : `${part.prefix}#${member.name}`;
    try {
      await readPart(member.open(), { ...part, name: member.name, prefix, depth: depth + 1 });
      read += 1;
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      first ??= error;
      const { code, detail } = error;
      const message = sentence(detail === undefined ? { code } : { code, detail });
      send({ kind: 'problem', path: prefix, severity: 'refused', code, message });
    }
  }
  if (read === 0) throw first ?? new CodedError('CW-FHIR-001');
  return `Archive, ${read} of ${members} ${members === 1 ? 'file' : 'files'} read`;
}
