import { CodedError } from '@chartwarden/errors';
import {
  describeParsed,
  type ImportedFact,
  indexValueSize,
  isNode,
  JsonTape,
  sensitivityLabels,
} from '@chartwarden/fhir';
import { verifyLineProof } from '@chartwarden/ledger-proof';
import type { VersionHeader } from '../archive-messages.ts';
import type { ImporterHeader } from '../messages.ts';
import {
  type ArchivePasses,
  checkManifest,
  cut,
  damaged,
  fileIn,
  type Members,
  readMembers,
  slicesOf,
} from './members.ts';

type Send = (header: ImporterHeader, bytes?: Uint8Array) => void;
type Shape = Record<string, unknown>;

/** Versions of one message, their bytes, and characters of its header (the sandbox takes 256 kB). */
const MANY = 50;
const BYTES = 1024 * 1024;
const HEADER = 64 * 1024;
const PIECE = 256 * 1024;

const MANIFEST = 'manifest.json';
const EFFECTIVE = 'fhir/effective.json';
const HISTORY = 'fhir/history.json';
const VERSIONS = 'record/versions.ndjson';
const SAID = 'record/said.ndjson';
const IMPORTS = 'record/imports.json';
const PROOF = 'ledger/proof.json';

/** True for what may be an archive of ours: whether it is one, its manifest says. */
export const isArchive = (names: readonly string[]): boolean => names.includes(MANIFEST) && names.includes(EFFECTIVE);

const shape = (value: unknown, what: string): Shape => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw damaged(what);
  return value as Shape;
};
const list = (value: unknown, what: string): readonly unknown[] => {
  if (!Array.isArray(value)) throw damaged(what);
  return value;
};

/**
 * Reads an archive in passes, so that it may be of any size: first everything against the manifest, then the files, then
 * the versions. Memory holds the list of versions, packed, and what is on its way. Sends its files, what was said, and every version. Resolves with what it was, or with the Bundle of an
 * archive of a part; null when it is none of ours. Throws CW-INT-020 when it is damaged.
 */
export async function readArchive(
  archive: ArchivePasses,
  send: Send,
): Promise<{ readonly recognised: string } | { readonly bundle: AsyncIterable<Uint8Array> } | null> {
  const members = await readMembers(archive, [MANIFEST, VERSIONS, SAID, IMPORTS, PROOF]);
  const manifest = shape(await members.json(MANIFEST), 'its manifest is none');
  if (manifest.format !== 'chartwarden-record') return null;
  if (manifest.version !== 1) throw new CodedError('CW-INT-022', `version ${Number(manifest.version)}`);
  checkManifest(members, list(manifest.files, 'its manifest names no files'));
  if (manifest.whole !== true) return { bundle: fileIn(archive, EFFECTIVE) };
  const log = await logOf(members);
  const files = await sendOriginals(archive, members, send);
  const said = await sendSaid(members, send);
  const versions = await sendVersions(archive, members, send);
  return {
    recognised: `Everything about a person from another Chartwarden: ${versions} versions, ${files} files, ${said} corrections. ${log}. What people were given there is kept to be read, and gives nobody anything here`,
  };
}

/** Whether the log in it holds together under the key that it names; whose key that is, only a kit can tell. */
async function logOf(members: Members): Promise<string> {
  const document = shape(await members.json(PROOF), 'its log is none');
  if (typeof document.verifier !== 'string') return 'Its log names no key';
  const verdict = verifyLineProof(document.proof, document.verifier);
  const key = document.verifier.split('+')[0]?.slice(0, 80) ?? '';
  return verdict.ok
    ? `Its log of ${verdict.lines.length} lines holds (${key})`
    : 'Its log does not hold: do not rely on it for who saw what';
}

/** In the order in which they stand in the archive, which is that of its list. */
async function sendOriginals(archive: ArchivePasses, members: Members, send: Send): Promise<number> {
  const { sources } = shape(await members.json(IMPORTS), 'its list of files is none');
  const files = list(sources, 'its list of files is none').map((one) => shape(one, 'its list of files is none'));
  const byName = new Map(files.map((one) => [cut(String(one.path)), one]));
  let sent = 0;
  if (files.length > 0)
    for await (const { name: path, open } of archive.pass()) {
      const file = byName.get(path);
      if (file === undefined) continue;
      const { id, name, mediaType, sha256, size, receivedAt } = file;
      // Checked by whoever gets it.
      send({ kind: 'original', id, name, mediaType, sha256, size, receivedAt } as ImporterHeader);
      for await (const part of open())
        for (let at = 0; at < part.length; at += PIECE) send({ kind: 'piece' }, part.subarray(at, at + PIECE));
      sent += 1;
      if (sent === files.length) break;
    }
  if (sent !== files.length) throw damaged('a file of its list is missing');
  return sent;
}

async function sendSaid(members: Members, send: Send): Promise<number> {
  let waiting: Shape[] = [];
  let length = 0;
  let count = 0;
  const flush = (): void => {
    if (waiting.length > 0) send({ kind: 'said', said: waiting } as unknown as ImporterHeader);
    waiting = [];
    length = 0;
  };
  for await (const line of members.lines(SAID)) {
    const {
      id,
      fact,
      at,
      undoneAt,
      by,
      reason,
      undoReason,
      kind,
      path,
      value,
      verdict,
      with: other,
    } = shape(line, 'a correction');
    const said = kind === 'verdict' ? { kind, verdict, with: other } : { kind, path, value };
    const one = { id, fact, at, undoneAt, by: String(by).slice(0, 200), reason, undoReason, said };
    const size = JSON.stringify(one).length;
    if (length + size > HEADER || waiting.length >= 100) flush();
    waiting.push(one);
    length += size;
    if (kind !== 'verdict') count += 1;
  }
  flush();
  return count;
}

async function sendVersions(archive: ArchivePasses, members: Members, send: Send): Promise<number> {
  const slice = slicesOf(fileIn(archive, HISTORY));
  const tape = new JsonTape();
  let versions: VersionHeader[] = [];
  let lengths: number[] = [];
  let parts: Buffer[] = [];
  let bytes = 0;
  let length = 0;
  let count = 0;
  const flush = (): void => {
    if (versions.length > 0) send({ kind: 'versions', versions, lengths }, Buffer.concat(parts, bytes));
    versions = [];
    lengths = [];
    parts = [];
    bytes = 0;
    length = 0;
  };
  for await (const line of members.lines(VERSIONS)) {
    const { at, size, layer, fact, type, version, storedAt, sources, ...more } = shape(line, 'a version');
    if (!Number.isSafeInteger(at) || !Number.isSafeInteger(size) || Number(size) < 2 || Number(size) > 32 * BYTES)
      throw damaged('a version without a place');
    const content = await slice(Number(at), Number(size));
    const place = { fact, type, version, storedAt, sources };
    const isReceived = layer === 'received';
    const described = isReceived ? describedAs(tape, content, more) : undefined;
    const header = (
      isReceived
        ? { ...place, layer, current: more.current, origin: more.origin ?? null, described, ...deletedOf(more) }
        : { ...place, layer, of: more.of, corrections: more.corrections, inForce: more.inForce }
    ) as VersionHeader;
    const own = described === undefined ? 2000 : headerSize(described) + JSON.stringify(sources ?? []).length;
    if (versions.length >= MANY || (isReceived && bytes + content.length > BYTES) || length + own > HEADER) flush();
    versions.push(header);
    length += own;
    count += 1;
    if (!isReceived) continue;
    parts.push(content);
    lengths.push(content.length);
    bytes += content.length;
  }
  flush();
  return count;
}

const deletedOf = ({ deleted }: Shape) => (deleted === true ? { deleted } : {});

/** Read again from its bytes, as any file; only what no bytes say comes from the archive. */
function describedAs(tape: JsonTape, bytes: Buffer, { fullUrl, labels, sources }: Shape): ImportedFact {
  let resource: unknown;
  try {
    tape.read(bytes);
    resource = JSON.parse(tape.source(0));
  } catch {
    throw damaged('a version that is no resource');
  }
  if (!isNode(resource) || typeof resource.resourceType !== 'string') throw damaged('a version that is no resource');
  const [first] = Array.isArray(sources) ? sources : [];
  const path = typeof first?.place === 'string' ? first.place : '';
  const { fact } = describeParsed(tape, 0, resource, path, typeof fullUrl === 'string' ? fullUrl : undefined);
  // What it was protected for there stays protected here.
  const kept = Array.isArray(labels) ? sensitivityLabels.filter((one) => labels.includes(one)) : [];
  return { ...fact, labels: [...new Set([...fact.labels, ...kept])] };
}

function headerSize(fact: ImportedFact): number {
  if (fact.flagged) return JSON.stringify(fact).length;
  let size = 800 + fact.path.length + (fact.fullUrl?.length ?? 0);
  for (const value of fact.index) size += indexValueSize(value);
  for (const identifier of fact.human?.identifiers ?? []) size += identifier.length;
  return size;
}
