import { CodedError } from '@chartwarden/errors';
import { isArchive, readArchive } from '../chartwarden/read-archive.ts';
import { readBefore } from '../chartwarden/read-before.ts';
import type { ImporterHeader, ImporterJob } from '../messages.ts';
import { collect, peek } from './chunks.ts';
import { sentence } from './fact-sender.ts';
import { type ImporterLimits, importerLimits } from './limits.ts';
import { readJson } from './read-json.ts';
import { SNIFFED_BYTES, sniff } from './sniff.ts';
import { type Again, damagedIn, type StreamedZip, streamZip } from './stream-zip.ts';
import { type Packed, slices, unpackGzip } from './unpack-gzip.ts';
import { unpackZip, type ZipMember } from './unpack-zip.ts';

/** What reading needs of the sandbox. */
export interface FileWork {
  readonly job: ImporterJob;
  readonly input: AsyncIterable<Uint8Array>;
  /** The same bytes from the beginning: what is too large to be held is passed over several times. */
  readonly again: Again;
  readonly send: (header: ImporterHeader, bytes?: Uint8Array) => void;
}

/**
 * Reads one file: FHIR R4 JSON of any shape, in .gz and .zip. Sends its facts and problems, then what it is, then
 * `done`. A file in which nothing could be kept is refused by name: throws the CodedError of what it is instead.
 */
export async function readFile(work: FileWork, limits: ImporterLimits = importerLimits): Promise<void> {
  const { job, input, again, send } = work;
  if (job.want === 'before')
    return readBefore(await zipOf(work, limits), (header) => send(header as unknown as ImporterHeader));
  const large = job.size > limits.maxHeld ? { again, size: job.size } : undefined;
  const recognised = await readPart(input, { name: job.name, prefix: '', depth: 0, send, limits, large });
  send({ kind: 'recognised', text: recognised.slice(0, 500) });
  send({ kind: 'done' });
}

/** The .zip that a file is. Throws CW-INT-026 for any other. */
async function zipOf({ job, input, again, send }: FileWork, limits: ImporterLimits): Promise<StreamedZip> {
  const { head, isWhole, chunks } = await peek(input, SNIFFED_BYTES);
  if (sniff(head, job.name, isWhole).kind !== 'zip') throw new CodedError('CW-INT-026');
  const part: Part = { name: job.name, prefix: '', depth: 0, send, limits };
  return job.size > limits.maxHeld ? streamZip(chunks, again, limits) : heldZip(await archive(chunks, part), part);
}

interface Part {
  readonly name: string;
  /** The archive member it is, as it stands in paths; empty for the file itself. */
  readonly prefix: string;
  /** How many archives it is in. */
  readonly depth: number;
  /** Of the file itself, when it is too large to be held. */
  readonly large?: { readonly again: Again; readonly size: number } | undefined;
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
      const inner = unpackGzip(await packed(chunks, part), part.limits);
      return `${await readPart(inner, inside(part, name))}, packed`;
    }
    case 'zip':
      if (part.large === undefined) return readZip(await heldZip(await archive(chunks, part), part), part);
      return readZip(await streamZip(chunks, part.large.again, part.limits), part);
  }
}

const inside = ({ large: _large, ...part }: Part, name: string): Part => ({ ...part, name, depth: part.depth + 1 });

/** What a .gz holds packed: its bytes, or a way to have them as often as they are read. */
async function packed(chunks: AsyncIterable<Uint8Array>, part: Part): Promise<Packed> {
  if (part.large !== undefined) return { size: part.large.size, open: part.large.again };
  const bytes = await archive(chunks, part);
  return { size: bytes.length, open: () => slices(bytes) };
}

async function heldZip(bytes: Buffer, { limits }: Part): Promise<StreamedZip> {
  const all: ZipMember[] = [];
  for await (const member of unpackZip(bytes, limits)) all.push(member);
  return {
    names: all.map(({ name }) => name),
    async *pass() {
      yield* all;
    },
  };
}

/** An archive's bytes, when it may be opened at all. */
async function archive(chunks: AsyncIterable<Uint8Array>, { depth, limits }: Part): Promise<Buffer> {
  if (depth >= limits.maxDepth) throw new CodedError('CW-FHIR-044');
  const bytes = await collect(chunks, limits.maxHeld);
  if (!bytes) throw new CodedError('CW-FHIR-048');
  return bytes;
}

async function readZip(zip: StreamedZip, part: Part): Promise<string> {
  const { send, depth } = part;
  let members = 0;
  let read = 0;
  let first: CodedError | undefined;
  if (depth === 0 && isArchive(zip.names)) {
    const archive = await readArchive(zip, send);
    if (archive !== null && 'recognised' in archive) return archive.recognised;
    if (archive !== null) return readPart(archive.bundle, inside(part, 'effective.json'));
  }
  // A damaged member gives nothing: what is held looks before it gives, what is passed over was looked at before.
  const damaged = part.large === undefined ? new Map<number, CodedError>() : await damagedIn(zip);
  for await (const member of zip.pass()) {
    const wrong = damaged.get(members);
    members += 1;
    const prefix = part.prefix === '' ? member.name : `${part.prefix}#${member.name}`;
    try {
      if (wrong !== undefined) throw wrong;
      await readPart(member.open(), { ...inside(part, member.name), prefix });
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
