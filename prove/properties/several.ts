import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { isCoded } from '@chartwarden/errors';
import { staged } from '@chartwarden/gate/testing';
import type { ImportId, SourceId } from '@chartwarden/ids';
import { compactDecrypt } from 'jose';
import { encryptFile, newKey } from '../../apps/web/testing.ts';
import type { PlainSlice } from '../../tests/support/naive-slice.ts';
import type { Ask, Got } from './over-http.ts';
import { sliceOf } from './rounds.ts';
import type { Begun, Turn } from './way.ts';
import { type PlacedFact, reportOf, type Somebody, type World } from './world.ts';

// Ways that take several requests: what the last of them answers is what they show. Ids and digests that are made on the way
// are different each time.

const masked = (text: string): string =>
  text.replace(/"(id|digest|url|expires|import|source)": ?("[^"]*"|\d+)/g, '"$1":"…"');
const json = <T>({ text }: Got): T => JSON.parse(text) as T;
const post = (path: string, body: unknown): Ask => ({ method: 'POST', path, body });

/** What would go out. */
export async function draftOf(world: World, who: Somebody): Promise<Got> {
  const got = await world.get(who, post(`/api/people/${world.record}/archives`, {}));
  return { ...got, text: masked(got.text) };
}

/** Draft, approval and download of what somebody may take along. */
export const archiveOf =
  (kind: 'archive' | 'entries' | 'files') =>
  async (world: World, who: Somebody): Promise<Got> => {
    const drafted = await world.get(who, post(`/api/people/${world.record}/archives`, { kind }));
    if (drafted.status !== 201) return drafted;
    const { id, digest, facts } = json<{ readonly id: string; readonly digest: string; readonly facts: number }>(
      drafted,
    );
    const approved = await world.get(who, post(`/api/archives/${id}/approve`, { digest }));
    if (approved.status !== 200) return { ...approved, status: 500 };
    const file = await world.get(who, { method: 'GET', path: `/api/archives/${id}/file` });
    if (file.status !== 200) return { ...file, status: 500 };
    const got = { ...file, text: `${masked(drafted.text)}\n${file.text}` };
    return kind === 'files' ? got : { ...got, said: facts };
  };

/** Kick-off, draft, approval and all files of an export over FHIR (Bulk Data 2.0). */
export async function bulkOf(world: World, who: Somebody): Promise<Got> {
  const begun = await world.get(who, {
    method: 'GET',
    path: `/fhir/R4/Patient/${world.record}/$export`,
    later: true,
  });
  if (begun.status !== 202) return begun;
  const place = begun.headers.find((line) => line.startsWith('content-location: ')) ?? '';
  const id = place.slice(place.lastIndexOf('/') + 1);
  const drafted = await world.get(who, { method: 'GET', path: `/api/bulk-exports/${id}` });
  if (drafted.status !== 200) return { ...drafted, status: 500 };
  const { digest, persons } = json<{
    readonly digest: string;
    readonly persons: readonly { readonly facts: number }[];
  }>(drafted);
  const approved = await world.get(who, post(`/api/bulk-exports/${id}/approve`, { digest }));
  if (approved.status !== 200) return { ...approved, status: 500 };
  const status: Ask = { method: 'GET', path: `/fhir/R4/$export-status/${id}` };
  let listed = await world.get(who, status);
  for (; listed.status === 202; listed = await world.get(who, status)) await sleep(20);
  if (listed.status !== 200) return { ...listed, status: 500 };
  const { output } = json<{ readonly output: readonly { readonly url: string; readonly count: number }[] }>(listed);
  const texts: string[] = [];
  for (const { url, count } of output) {
    const file = await world.get(who, { method: 'GET', path: new URL(url).pathname });
    if (file.status !== 200) return { ...file, status: 500 };
    texts.push(`${count}`, file.text);
  }
  await world.get(who, { ...status, method: 'DELETE' });
  const said = persons.reduce((sum, { facts }) => sum + facts, 0);
  return { status: 200, text: texts.join('\n'), headers: [], said };
}

/** Bytes that come with the answer itself. */
const LARGEST = 1_000_000;

/**
 * A link of whoever holds the record, from its draft to a stranger who opens it, or to its maker who has it back, and its
 * end. The one that somebody makes who looks after the record is not opened: they would be told.
 */
export const linkOf =
  (kind: Turn['kind'], link: PlainSlice, isOpened: boolean) =>
  async (world: World, who: Somebody): Promise<Got> => {
    const maker = kind === 'reader' ? world.holder : who;
    // What was refused in the same millisecond shuts it.
    world.pass(1);
    const wish = { label: 'A link', slice: sliceOf(world, link), until: null };
    const path = `/api/people/${world.record}/links`;
    const drafted = await world.get(maker, post(path, wish));
    if (drafted.status !== 200) return drafted;
    const { digest, counts } = json<{
      readonly digest: string;
      readonly counts: readonly { readonly count: number }[];
    }>(drafted);
    const made = await world.get(maker, post(path, { ...wish, digest }));
    // Who does not see everything may give little (record/gate/withheld.ts).
    if (made.status !== 201) return kind === 'carer' ? made : { ...made, status: 500 };
    const { id, url } = json<{ readonly id: string; readonly url: string }>(made);
    try {
      const snapshot = await world.get(maker, { method: 'GET', path: `/api/links/${id}/snapshot` });
      const said = counts.reduce((sum, { count }) => sum + count, 0);
      if (snapshot.status !== 200 || kind === 'carer') return { ...snapshot, said };
      const key = newKey();
      const body = await encryptFile(new TextEncoder().encode(snapshot.text), key);
      const kept = await world.get(maker, { method: 'PUT', path: `/api/links/${id}/content`, body });
      if (kept.status !== 200) return { ...kept, status: 500 };
      const opened = await (isOpened
        ? world.get(null, post(new URL(url).pathname, { recipient: 'A stranger', embeddedLengthMax: LARGEST }))
        : world.get(maker, { method: 'GET', path: `/api/links/${id}/content` }));
      if (opened.status !== 200) return { ...opened, status: 500 };
      const held = isOpened
        ? json<{ readonly files: readonly { readonly embedded: string }[] }>(opened).files[0]?.embedded
        : opened.text;
      const { plaintext } = await compactDecrypt(held ?? '', Buffer.from(key, 'base64url'));
      const text = new TextDecoder().decode(plaintext);
      return { ...opened, text: text === snapshot.text ? text : 'another than the snapshot', said };
    } finally {
      await world.get(maker, { method: 'DELETE', path: `/api/links/${id}` });
    }
  };

/** Begins an import with a file in it, which holds these; null: they may not. */
export async function beginImport(world: World, who: Somebody, read: readonly PlacedFact[]): Promise<Begun | null> {
  const { vault } = world.app.app.core;
  try {
    const one = await vault.imports.begin(await mayCreate(world, who));
    const bytes = Readable.from([Buffer.from('{}')]);
    const file = { name: 'brought.ndjson', mediaType: 'application/x-ndjson', bytes };
    const { id } = await vault.imports.addSource(await mayCreate(world, who), one.id, file);
    const begun = { import: one.id, source: id, read };
    await readInto(begun, world, who);
    return begun;
  } catch (error) {
    if (isCoded(error)) return null;
    throw error;
  }
}

export const endImport = async (world: World, begun: Begun): Promise<unknown> =>
  world.app.app.core.vault.imports.cancel(await mayCreate(world, world.holder), begun.import as ImportId, 'over');

async function readInto({ import: id, source, read }: Begun, world: World, who: Somebody): Promise<void> {
  const { imports } = world.app.app.core.vault;
  const own = id as ImportId;
  await imports.restart(await mayCreate(world, who), own);
  const rows = read.map(({ text, origin }, at) => staged(text, origin, `line ${at + 1}`));
  await imports.stage(await mayCreate(world, who), own, source as SourceId, rows);
  await imports.setState(await mayCreate(world, who), own, 'ready', reportOf([]));
}

/** Reads it anew, and looks at what would come of it. */
export const previewOf =
  (begun: Begun) =>
  async (world: World, who: Somebody): Promise<Got> => {
    try {
      await readInto(begun, world, who);
    } catch (error) {
      if (isCoded(error)) return { status: error.row.status, text: error.code, headers: [] };
      throw error;
    }
    const got = await world.get(who, { method: 'GET', path: `/api/imports/${begun.import}` });
    return { ...got, text: masked(got.text) };
  };

const mayCreate = (world: World, { actor }: Somebody) =>
  world.app.app.core.gate.permit({
    actor,
    record: world.record,
    actions: ['create'],
    purpose: 'care',
    channel: 'browser',
    request: {},
  });
