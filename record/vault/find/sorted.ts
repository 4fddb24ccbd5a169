import { CodedError } from '@chartwarden/errors';
import { type IndexValue, searchParameterKind, sortValue } from '@chartwarden/fhir';
import { type FactId, idFromBytes, idToBytes } from '@chartwarden/ids';
import { opened, serve, visibleTo } from '../serve.ts';
import { openPlace, sealPlace, type ValuePlace } from './cursor.ts';
import type { TypePlan } from './plan.ts';
import type { FindQuery, Found } from './query.ts';
import { contentOf, type Finding, type Fitting, served, walk } from './walk.ts';

/** Facts that are put in order by their values at most. */
const MOST = 10_000;

const IN_TIME = { by: 'date', descending: true } as const;

type Sort = NonNullable<FindQuery['sort']>;

/**
 * A page in the order of values that stand inside the facts: all that fit are looked at, so that there is a limit to
 * them. A fact with several values goes by the one that comes first; one without stands at the end.
 */
export async function pageByValue(
  finding: Finding,
  query: FindQuery,
  plans: readonly TypePlan[],
  limit: number,
): Promise<Pick<Found, 'facts' | 'next' | 'total'>> {
  const sort = query.sort ?? [];
  const after = query.cursor === undefined ? null : openPlace(finding.keys, query, query.cursor);
  const places: ValuePlace[] = [];
  for await (const piece of walk(finding, plans, IN_TIME, null)) {
    // Where references lead is known of what is served only.
    const shown = isByReference(plans, sort) ? await served(finding, piece.fitting) : null;
    places.push(
      ...piece.fitting.map((one, at) => {
        const own = shown?.[at];
        return placeOf(one, sort, own === undefined ? null : contentOf(own).index);
      }),
    );
    if (places.length >= MOST && piece.next !== null) throw new CodedError('CW-FHIR-080', '_sort');
  }
  places.sort((a, b) => compare(a, b, sort));
  const rest = after === null ? places : places.filter((one) => compare(one, after, sort) > 0);
  const chosen = rest.slice(0, limit);
  const last = rest.length > limit ? chosen.at(-1) : undefined;
  return {
    facts: await servedInOrder(finding, chosen),
    next: last === undefined ? null : sealPlace(finding.keys, query, last),
    ...(query.total ? { total: places.length } : {}),
  };
}

const isByReference = (plans: readonly TypePlan[], sort: Sort): boolean =>
  plans.some(({ type }) => sort.some(({ param }) => searchParameterKind(type ?? '', param) === 'reference'));

function placeOf({ one, content }: Fitting, sort: Sort, shown: readonly IndexValue[] | null): ValuePlace {
  const { row } = one;
  const fact = idFromBytes<FactId>(row.fact_id);
  let own = shown ?? content?.index;
  const values = sort.map(({ param, descending }): string | number | null => {
    // What is undated is older than everything, as it is in the order of the index.
    if (param === 'date') return row.date_sort;
    if (param === '_lastUpdated') return row.stored_at;
    if (param === '_id') return fact;
    own ??= contentOf(one).index;
    return sortValue(own, `${row.type}.${param}`, descending);
  });
  return { values, fact };
}

function compare(a: ValuePlace, b: ValuePlace, sort: Sort): number {
  for (const [at, { descending }] of sort.entries()) {
    const [one = null, other = null] = [a.values[at], b.values[at]];
    if (one === other) continue;
    if (one === null) return 1;
    if (other === null) return -1;
    return one < other === descending ? 1 : -1;
  }
  return a.fact < b.fact ? -1 : a.fact > b.fact ? 1 : 0;
}

async function servedInOrder({ parts, keys, grant }: Finding, places: readonly ValuePlace[]) {
  const facts: Found['facts'][number][] = [];
  for (let at = 0; at < places.length; at += 200) {
    const ids = places.slice(at, at + 200).map((one) => idToBytes(one.fact as FactId));
    const rows = await parts.facts.current(keys.scope, ids, visibleTo(parts.recall, keys, grant));
    const list = rows.map((row) => opened(keys, row));
    facts.push(...(await serve(parts, keys, grant, list)));
    await new Promise(setImmediate);
  }
  const byId = new Map(facts.map((one) => [one.id as string, one]));
  return places.flatMap((one) => byId.get(one.fact) ?? []);
}
