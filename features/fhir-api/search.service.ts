import { isCoded } from '@chartwarden/errors';
import { parseSearch, type SearchRequest } from '@chartwarden/fhir';
import { deciding } from '@chartwarden/gate';
import { Answer } from '@chartwarden/http';
import type { RecordId } from '@chartwarden/ids';
import type { Clock } from '@chartwarden/time';
import type { Vault } from '@chartwarden/vault';
import type { Asked, Query } from './asking.ts';
import { bundleBytes, type Entry, found, INCLUDE, MATCH, OUTCOME, pageLinks } from './bundle.ts';
import { joinCursor, splitCursor } from './cursors.ts';
import { besideFacts } from './derived/beside.ts';
import type { Derived } from './derived/derived.service.ts';
import { FHIR_JSON, negotiate } from './negotiate.ts';
import { answering, type Issue, outcomeOf, Refused } from './outcome.ts';
import { peopleNamed } from './people-named.ts';
import { after, createPersons, inOrder } from './persons.ts';
import type { Places } from './places.ts';
import { preferencesOf } from './prefer.ts';
import { type Shorten, shortener } from './shorten.ts';
import { knownType } from './types.ts';

/** Resources of a page when nobody says how many. */
const PAGE = 20;

/** A page over the records that the caller has to do with. */
interface Page {
  readonly entries: readonly Entry[];
  readonly next: string | null;
  readonly total?: number;
}

/** Searches (R4 search, 3.1.1), over one record after the other. */
export function createSearches(parts: {
  readonly vault: Vault;
  readonly places: Places;
  readonly clock: Clock;
  readonly base: () => string;
  readonly derived: Derived;
}) {
  const { vault, places, base, derived } = parts;
  const persons = createPersons(parts);

  /** `pairs`: of the query, and of the form where there is one. */
  const search = (asked: Asked, type: string | null, pairs: Query): Promise<Answer> =>
    answering(async () => {
      negotiate({ query: pairs, header: asked.header });
      if (type !== null) knownType(type);
      const request = parseSearch(type, pairs, { handling: preferencesOf(asked).handling, base: base() });
      const warnings = told(request);
      const page = await deciding(() => pageOf(asked, request));
      const entries = warnings.length === 0 ? page.entries : [...page.entries, outcome(warnings)];
      const url = type === null ? base() : `${base()}/${type}`;
      const links = pageLinks(url, request.used, page.next);
      const total = page.total === undefined ? {} : { total: page.total };
      return new Answer(200, bundleBytes({ type: 'searchset', links, ...total }, entries), {
        'content-type': FHIR_JSON,
      });
    });

  const pageOf = (asked: Asked, request: SearchRequest): Promise<Page> =>
    request.types.length === 1 && request.types[0] === 'Patient'
      ? peoplePage(asked, request)
      : factsPage(asked, request);

  /** The records that are searched, in their order; whom the caller has nothing to do with leaves a line, and no trace. */
  async function recordsOf(asked: Asked, request: SearchRequest): Promise<readonly RecordId[]> {
    const mine = places.records(asked);
    const named = peopleNamed(request);
    if (named === null) return mine;
    const strangers = named.filter((id) => !mine.includes(id));
    const factsOfMine = await places.areFacts(strangers, mine);
    for (const id of strangers) if (!factsOfMine) await places.tried(asked, id, ['search']);
    // One of them may be a Patient that was received: then it is of whichever record has it.
    return factsOfMine ? mine : mine.filter((id) => named.includes(id));
  }

  async function factsPage(asked: Asked, request: SearchRequest): Promise<Page> {
    const records = await recordsOf(asked, request);
    const limit = request.count ?? PAGE;
    const shorten = shortener(request);
    const wantsTotal = request.total !== undefined && request.total !== 'none';
    const [at, inner] = splitCursor(request.cursor);
    const entries: Entry[] = [];
    const included: Entry[] = [];
    let total = 0;
    let next: string | null = null;
    const refused: unknown[] = [];
    for (const record of records) {
      const isBefore = at !== undefined && record < at;
      const isFull = next !== null || entries.length >= limit;
      if ((isBefore || isFull) && !wantsTotal) {
        if (isFull && !isBefore) next ??= joinCursor(record, '');
        continue;
      }
      if (isFull && !isBefore && limit > 0) next ??= joinCursor(record, '');
      const cursor = record === at && inner !== '' ? inner : undefined;
      const query = {
        types: request.types,
        where: request.where,
        sort: request.sort.length > 0 ? request.sort : undefined,
        limit: isBefore || isFull ? 0 : limit - entries.length,
        include: request.include.length > 0 ? request.include : undefined,
      };
      const page = await inRecord(asked, record, refused, { ...query, cursor, total: wantsTotal });
      if (page === null) continue;
      total += page.total ?? 0;
      if (isBefore || isFull) continue;
      for (const one of page.facts) entries.push(found(base(), shorten(one), MATCH));
      for (const one of page.included) included.push(found(base(), shorten(one), INCLUDE));
      if (page.includesPerson) included.push(...(await personOf(asked, record, shorten)));
      if (page.next !== null) next = joinCursor(record, page.next);
    }
    // Whom everybody refuses is told so; a part that is closed is left out.
    if (refused.length > 0 && refused.length === records.length) throw refused[0];
    return { entries: [...entries, ...included], next, ...(wantsTotal ? { total } : {}) };
  }

  type Find = Parameters<Vault['find']>[1];

  /** Null, and what was said in `refused`, when the record is closed to this search. */
  async function inRecord(
    asked: Asked,
    record: RecordId,
    refused: unknown[],
    {
      sort,
      cursor,
      include,
      ...query
    }: { readonly [K in keyof Find]: Find[K] | undefined } & Pick<Find, 'types' | 'where' | 'limit'>,
  ) {
    try {
      const { total, ...rest } = query;
      const received = async (limit: number, at: string | undefined) =>
        vault.find(await places.permit(asked, record, ['search']), {
          ...rest,
          limit,
          ...(total ? { total } : {}),
          ...(sort === undefined ? {} : { sort }),
          ...(at === undefined ? {} : { cursor: at }),
          ...(include === undefined ? {} : { include }),
        });
      const both = { ...rest, sort, cursor, ...(total ? { total } : {}) };
      return await besideFacts(derived, { asked, record, query: both }, received);
    } catch (error) {
      if (!isCoded(error) || !/^CW-GATE-00[345]$/.test(error.code)) throw error;
      refused.push(error);
      return null;
    }
  }

  async function personOf(asked: Asked, record: RecordId, shorten: Shorten): Promise<readonly Entry[]> {
    const patient = await persons.of(await places.permit(asked, record, ['search']), record);
    return patient === null ? [] : [found(base(), shorten(patient), INCLUDE)];
  }

  /** People as such: one Patient for each record (design 6). */
  async function peoplePage(asked: Asked, request: SearchRequest): Promise<Page> {
    const mine = places.records(asked);
    const records = idsOf(request)?.filter((id) => mine.includes(id as RecordId)) ?? mine;
    const limit = request.count ?? PAGE;
    const shorten = shortener(request);
    const people = [];
    const refused: unknown[] = [];
    for (const record of [...new Set(records as readonly RecordId[])].sort()) {
      const ask = () => places.permit(asked, record, ['search']);
      try {
        const one = await persons.fitting(ask, record, request.where);
        if (one !== null) people.push(one);
      } catch (error) {
        if (!isCoded(error) || !/^CW-GATE-00[345]$/.test(error.code)) throw error;
        refused.push(error);
      }
    }
    if (refused.length > 0 && refused.length === records.length) throw refused[0];
    const left = after(inOrder(people, request.sort), request.cursor);
    const shown = left.slice(0, limit);
    const entries = shown.map(({ patient }) => found(base(), shorten(patient), MATCH));
    const last = shown.at(-1);
    for (const { record } of request.include.length > 0 ? shown : []) {
      const query = { types: ['Patient'], where: [], limit: 50, include: request.include };
      const { included } = await vault.find(await places.permit(asked, record, ['search']), query);
      for (const one of included) if (one.type !== 'Patient') entries.push(found(base(), shorten(one), INCLUDE));
    }
    return {
      entries,
      next: left.length > limit && last !== undefined ? last.record : null,
      total: people.length,
    };
  }

  return { search };
}

/** Throws when nothing can be searched; what is only worth telling comes back. */
function told({ issues }: SearchRequest): readonly Issue[] {
  const all = issues.map(({ code, severity, parameter }) => ({
    code,
    severity,
    diagnostics: parameter,
    expression: `http.${parameter}`,
  }));
  const [first, ...others] = all.filter(({ severity }) => severity === 'error');
  if (first !== undefined) throw new Refused([first, ...others]);
  return all;
}

const outcome = (issues: readonly Issue[]): Entry => ({ bytes: outcomeOf(issues), rest: OUTCOME });

/** The ids that a search is about, when it says so: there is no need to look at everybody. */
function idsOf({ where }: SearchRequest): readonly string[] | undefined {
  for (const one of where)
    if (one.on === 'value' && one.param === '_id' && one.modifier === undefined)
      return one.values.flatMap((value) => (value.kind === 'token' && value.code !== undefined ? [value.code] : []));
  return undefined;
}
