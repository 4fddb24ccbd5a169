import { CodedError } from '@chartwarden/errors';
import { dateRange } from '@chartwarden/fhir';
import { deciding } from '@chartwarden/gate';
import { Answer } from '@chartwarden/http';
import type { RecordId } from '@chartwarden/ids';
import type { HistoryEntry, Vault } from '@chartwarden/vault';
import { etagOf } from './answers.ts';
import type { Asked, Query } from './asking.ts';
import { bundleBytes, type Entry, pageLinks } from './bundle.ts';
import { joinCursor, splitCursor } from './cursors.ts';
import { FHIR_JSON, negotiate } from './negotiate.ts';
import type { Places } from './places.ts';
import { knownType } from './types.ts';

const PAGE = 20;
const LARGEST = 1000;

/** What a history is asked for (R4 http, 3.1.0.6). */
interface Wish {
  readonly limit: number;
  readonly cursor: string | undefined;
  readonly since?: number;
  readonly at?: number;
  /** For the link `self`. */
  readonly used: Query;
}

/** What resources were, the newest version first (R4 http, 3.1.0.6). */
export function createHistories(parts: {
  readonly vault: Vault;
  readonly places: Places;
  readonly base: () => string;
}) {
  const { vault, places, base } = parts;

  function answer(path: string, wish: Wish, entries: readonly HistoryEntry[], next: string | null): Answer {
    const links = pageLinks(`${base()}/${path}`, wish.used, next);
    const list = entries.map((one) => entryOf(base(), one));
    return new Answer(200, bundleBytes({ type: 'history', links }, list), { 'content-type': FHIR_JSON });
  }

  async function instance(asked: Asked): Promise<Answer> {
    negotiate(asked);
    knownType(asked.type);
    const wish = wishOf(asked.query);
    const { entries, next } = await deciding(() =>
      places.withFact(asked, ['read'], async (permit, id) => {
        const found = await vault.historyOf(permit, id, queryOf(wish, wish.cursor, wish.limit));
        // Of another type there is no such resource.
        return found?.entries.some((one) => one.type !== asked.type) ? null : found;
      }),
    );
    return answer(`${asked.type}/${asked.id}/_history`, wish, entries, next);
  }

  /** Over one record after the other, as a search goes. */
  async function ofType(asked: Asked): Promise<Answer> {
    negotiate(asked);
    knownType(asked.type);
    const wish = wishOf(asked.query);
    if (wish.at !== undefined) throw new CodedError('CW-FHIR-079', '_at');
    const [at, inner] = splitCursor(wish.cursor);
    const page = await deciding(async () => {
      const records = places.records(asked).filter((record) => at === undefined || record >= at);
      const entries: HistoryEntry[] = [];
      for (const [index, record] of records.entries()) {
        const cursor = record === at && inner !== '' ? inner : undefined;
        const found = await ofRecord(asked, record, queryOf(wish, cursor, wish.limit - entries.length), records.length);
        entries.push(...found.entries);
        if (found.next !== null) return { entries, next: joinCursor(record, found.next) };
        const following = records[index + 1];
        if (entries.length >= wish.limit && following !== undefined)
          return { entries, next: joinCursor(following, '') };
      }
      return { entries, next: null };
    });
    return answer(`${asked.type}/_history`, wish, page.entries, page.next);
  }

  async function ofRecord(
    asked: Asked,
    record: RecordId,
    query: Parameters<Vault['historyOfType']>[2],
    records: number,
  ): ReturnType<Vault['historyOfType']> {
    const permit =
      records === 1 ? await places.permit(asked, record, ['search']) : await places.asked(asked, record, ['search']);
    // Of several records those that are closed are left out.
    return permit === null ? { entries: [], next: null } : vault.historyOfType(permit, [asked.type], query);
  }

  return { history: instance, typeHistory: ofType };
}

const queryOf = ({ since, at }: Wish, cursor: string | undefined, limit: number) => ({
  limit,
  ...(cursor === undefined ? {} : { cursor }),
  ...(since === undefined ? {} : { since }),
  ...(at === undefined ? {} : { at }),
});

/** Throws CW-FHIR-072 for a value that is none. */
function wishOf(query: Query): Wish {
  const used: [string, string][] = [];
  const of = (name: string): string | undefined => {
    const value = query.find(([one]) => one === name)?.[1];
    if (value !== undefined && name !== '_cursor') used.push([name, value]);
    return value;
  };
  const count = of('_count') ?? String(PAGE);
  if (!/^\d{1,9}$/.test(count)) throw new CodedError('CW-FHIR-072', '_count');
  const since = timeOf('_since', of('_since'));
  const at = timeOf('_at', of('_at'));
  return {
    limit: Math.min(Math.max(1, Number(count)), LARGEST),
    cursor: of('_cursor'),
    ...(since === undefined ? {} : { since: since.low }),
    ...(at === undefined ? {} : { at: at.high }),
    used,
  };
}

function timeOf(name: string, text: string | undefined): { readonly low: number; readonly high: number } | undefined {
  if (text === undefined) return undefined;
  // A plus sign that was not encoded arrives as a space.
  const range = dateRange(text.replace(' ', '+'));
  if (range === undefined) throw new CodedError('CW-FHIR-072', name);
  return range;
}

function entryOf(base: string, { id, type, version, at, kind, fact }: HistoryEntry): Entry {
  const [method, status] = kind === 'deleted' ? ['DELETE', '204'] : version === 1 ? ['POST', '201'] : ['PUT', '200'];
  const request = { method, url: method === 'POST' ? type : `${type}/${id}` };
  const response = { status, etag: etagOf({ version }), lastModified: new Date(at).toISOString() };
  const rest = JSON.stringify({ request, response }).slice(1, -1);
  return { fullUrl: `${base}/${type}/${id}`, rest, ...(fact === null ? {} : { bytes: fact.bytes }) };
}
