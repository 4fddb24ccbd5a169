import { createGunzip, createGzip } from 'node:zlib';
import type { PersonArchive } from '@chartwarden/gate';
import type { ArchivedVersion } from '@chartwarden/vault';
import { safeName } from './names.ts';
import { createPages, type FileLine } from './pages.ts';
import type { ChartWordsIn } from './ports.ts';
import { type ArchiveLanguage, archiveWords } from './words.ts';
import { inPieces, type Member, type Written } from './zip.ts';

/** How an archive says what it is; whoever reads one looks for this. */
export const ARCHIVE_FORMAT = 'chartwarden-record';
export const ARCHIVE_VERSION = 1;

export interface ArchiveAbout {
  readonly language: ArchiveLanguage;
  /** Milliseconds. */
  readonly at: number;
  /** Base of the addresses of served entries. */
  readonly publicUrl: string;
  /** Names of accounts, by id; what is not here stays an id. */
  readonly names: ReadonlyMap<string, string>;
  readonly chart: ChartWordsIn;
}

type Add = (member: Member) => Promise<Written>;

/** Kinds of files that do not get smaller. */
const PACKED = /^(?:image\/(?!svg|bmp|tiff)|video\/|audio\/)|\/(?:zip|gzip|x-7z|pdf)|\+zip/;

/** Writes an archive member by member, in this order; the manifest, which vouches for all others, comes last. */
export async function writeArchive(archive: PersonArchive, about: ArchiveAbout, add: Add): Promise<void> {
  const { language, at, publicUrl, names } = about;
  const words = archiveWords(language);
  const chart = about.chart(language);
  const pages = createPages(chart, words, language);
  const written: Written[] = [];
  const put = async (path: string, content: Member['content'], packed = false): Promise<void> => {
    written.push(await add({ path, content, packed }));
  };
  const json = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value, null, 1)}\n`);
  const name = archive.profile?.name ?? '';
  const title = archive.whole ? words('title', { name }) : words('titlePart');

  await put(
    'README.txt',
    Buffer.from(
      `${title}\n\n${words('made', { when: chart.moment(at) })}\n${words('notEncrypted')}\n\n${words(archive.whole ? 'readme' : 'readmePart')}`,
    ),
  );

  // Pages that fill while the entries pass by wait for the entries' own member to end.
  const waiting: { path: string; html: Buffer }[] = [];
  const about1 = new Set<string>(
    archive.said.flatMap((one) => (one.kind === 'verdict' ? [one.fact, one.with] : [one.fact])),
  );
  const titles = new Map<string, string>();
  async function* effective(): AsyncGenerator<Buffer | string> {
    yield `{"resourceType":"Bundle","type":"collection","timestamp":"${new Date(at).toISOString()}","entry":[`;
    let isFirst = true;
    for await (const fact of archive.served()) {
      yield `${isFirst ? '' : ','}\n{"fullUrl":"${publicUrl}/fhir/R4/${fact.type}/${fact.id}","resource":`;
      yield fact.bytes;
      yield '}';
      isFirst = false;
      if (about1.has(fact.id)) titles.set(fact.id, (await chart.line(fact)).title);
      const full = await pages.add(fact);
      if (full !== null) waiting.push({ path: full.path, html: Buffer.from(full.html) });
    }
    yield '\n]}\n';
  }
  await put('fhir/effective.json', inPieces(effective()));
  for (const { path, html } of [...waiting.splice(0), ...pages.rest()]) await put(path, Buffer.from(html));

  const files: FileLine[] = [];
  let lines: number | null = null;
  if (archive.whole) {
    const listed = createGzip({ level: 1 });
    const kept: Buffer[] = [];
    listed.on('data', (piece: Buffer) => kept.push(piece));
    await put('fhir/history.json', inPieces(history(archive, at, (line) => void listed.write(`${line}\n`))));
    await new Promise<void>((resolve) => listed.once('end', resolve).end());
    const whole = Buffer.concat(kept);
    kept.length = 0;
    await put('record/versions.ndjson', unpacked(whole));
    const saidBy = (id: string): string => names.get(id) ?? id;
    const said = archive.said.map((one) => `${JSON.stringify({ ...one, by: saidBy(one.by) })}\n`);
    await put('record/said.ndjson', Buffer.from(said.join('')));
    await put('record/consents.json', json({ names: Object.fromEntries(names), events: archive.events }));
    const imports = archive.imports.map(({ id, state, startedAt, committedAt, details }) => {
      const { by, counts, reason } = details;
      return { id, state, startedAt, committedAt, by: saidBy(by), counts, ...(reason === undefined ? {} : { reason }) };
    });
    const sources = archive.files.map((file, place) => {
      const path = `originals/${place + 1}/${safeName(file.name)}`;
      files.push({ path, name: file.name, size: file.size, receivedAt: file.receivedAt });
      const { id, name: own, mediaType, sha256, size, receivedAt } = file;
      return { id, import: file.import, name: own, mediaType, sha256, size, receivedAt, path };
    });
    await put('record/imports.json', json({ imports, sources }));
    for (const [place, file] of archive.files.entries())
      await put(
        files[place]?.path ?? '',
        file.content(),
        PACKED.test(file.mediaType) || /\.(zip|gz|jpe?g|png|pdf)$/i.test(file.name),
      );
    const log = await archive.log();
    if (log !== null) {
      lines = log.proof.lines.length;
      await put('ledger/proof.json', inPieces(proofText(log)));
    }
  }

  const index = pages.index(archive, {
    title,
    at,
    files,
    lines,
    named: (id) => names.get(id) ?? id,
    titleOf: (fact) => titles.get(fact) ?? fact,
  });
  await put('index.html', Buffer.from(index));
  const { facts, versions, sources, corrections } = archive;
  const person = { id: archive.record, ...(archive.profile ?? {}) };
  const manifest = {
    format: ARCHIVE_FORMAT,
    version: ARCHIVE_VERSION,
    made: new Date(at).toISOString(),
    whole: archive.whole,
    language,
    person,
    counts: { facts, versions, sources, corrections },
    files: written,
  };
  await add({ path: 'manifest.json', content: json(manifest) });
}

/** FHIR R4 Bundle `history` (R4 3.1.0.10); `listed` is told of each version, and where its bytes stand. */
async function* history(
  archive: PersonArchive,
  at: number,
  listed: (line: string) => void,
): AsyncGenerator<Buffer | string> {
  const begin = `{"resourceType":"Bundle","type":"history","timestamp":"${new Date(at).toISOString()}","entry":[`;
  yield begin;
  let place = Buffer.byteLength(begin);
  let isFirst = true;
  for await (const one of archive.kept()) {
    const fullUrl = addressOf(one);
    const head = `${isFirst ? '' : ','}\n{${fullUrl === null ? '' : `"fullUrl":${JSON.stringify(fullUrl)},`}"resource":`;
    const response = { status: '200', etag: `W/"${one.version}"`, lastModified: new Date(one.storedAt).toISOString() };
    const tail = `,"request":{"method":"${one.deleted ? 'DELETE' : 'PUT'}","url":"${one.type}/${one.fact}"},"response":${JSON.stringify(response)}}`;
    const { bytes, ...line } = one;
    listed(JSON.stringify({ ...line, at: place + Buffer.byteLength(head), size: bytes.length }));
    yield head;
    yield bytes;
    yield tail;
    place += Buffer.byteLength(head) + bytes.length + Buffer.byteLength(tail);
    isFirst = false;
  }
  yield '\n]}\n';
}

function addressOf({ fullUrl, origin, type, fact }: ArchivedVersion): string | null {
  if (fullUrl !== undefined) return fullUrl;
  return origin !== null && /^https?:\/\//.test(origin) ? `${origin}/${type}/${fact}` : `urn:uuid:${fact}`;
}

async function* unpacked(packed: Buffer): AsyncGenerator<Uint8Array> {
  const stream = createGunzip();
  stream.end(packed);
  yield* stream;
}

/** As `JSON.stringify` would write it, line by line: a log may be long. */
async function* proofText({
  proof,
  verifier,
}: NonNullable<Awaited<ReturnType<PersonArchive['log']>>>): AsyncGenerator<string> {
  const { lines, earlier = [], ...rest } = proof;
  yield `{"verifier":${JSON.stringify(verifier)},"proof":{`;
  for (const [name, value] of Object.entries(rest)) yield `${JSON.stringify(name)}:${JSON.stringify(value)},`;
  if (proof.earlier !== undefined) {
    yield '"earlier":[';
    for (const [at, path] of earlier.entries()) yield `${at === 0 ? '' : ','}\n${JSON.stringify(path)}`;
    yield '],';
  }
  yield '"lines":[';
  for (const [at, line] of lines.entries()) yield `${at === 0 ? '' : ','}\n${JSON.stringify(line)}`;
  yield ']}}\n';
}
