import { CodedError } from '@chartwarden/errors';
import { each, type OwnCriterion, type SearchCriterion, type SearchValue } from '@chartwarden/fhir';
import { type FactId, idFromBytes, idToBytes, isId } from '@chartwarden/ids';
import { genuine } from '../identity.ts';
import { opened, visibleTo } from '../serve.ts';
import type { Resolved, Targets } from './narrow.ts';
import { planType } from './plan.ts';
import { contentOf, type Finding, type Fitting, served, walk } from './walk.ts';

type ReferenceTo = Extract<SearchValue, { kind: 'reference' }>;

/** Facts that a chain may lead to, or come from, before it is too costly. */
const MOST_LINKED = 1_000;
/** And facts looked at for them. */
const MOST_LOOKED_AT = 5_000;

const TRUE: OwnCriterion = { on: 'missing', param: '_id', missing: false };
const IN_TIME = { by: 'date', descending: true } as const;

/** Conditions of a search of one type, without chains. Throws CW-FHIR-080 for a chain through too much. */
export async function resolveAll(
  finding: Finding,
  type: string | undefined,
  where: readonly SearchCriterion[],
): Promise<readonly Resolved[]> {
  const found: Resolved[] = [];
  for (const criterion of where) found.push(await resolve(finding, type, criterion));
  return found;
}

async function resolve(finding: Finding, type: string | undefined, criterion: SearchCriterion): Promise<Resolved> {
  switch (criterion.on) {
    case 'missing':
      return { criterion };
    case 'value': {
      const values = criterion.values.filter((one) => one.kind === 'reference');
      if (criterion.param.startsWith('_') || values.length === 0 || values.length < criterion.values.length)
        return { criterion };
      return referring(finding, criterion, values);
    }
    case 'chain': {
      const values = await leadingTo(finding, criterion.type, criterion.where);
      return referring(finding, { on: 'value', param: criterion.param, values: [] }, values);
    }
    case 'has': {
      const ids = await namedBy(finding, type, criterion);
      if (ids === 'the person') return { criterion: TRUE };
      return {
        criterion: {
          on: 'value',
          param: '_id',
          values: [...ids].map((id) => ({ kind: 'token', code: id.slice(id.indexOf('/') + 1) })),
        },
      };
    }
  }
}

/** The condition that a reference is to one of these; what the permit does not see is none of them. */
async function referring(
  finding: Finding,
  criterion: Extract<OwnCriterion, { on: 'value' }>,
  wanted: readonly ReferenceTo[],
): Promise<Resolved> {
  const { keys, grant, store, parts } = finding;
  const urls = wanted.filter((one) => one.url !== undefined);
  const isPerson = wanted.some((one) => one.id === grant.record && (one.type === undefined || one.type === 'Patient'));
  const ids = wanted.flatMap(({ id }) => (id !== undefined && id !== grant.record && isId(id) ? [idToBytes(id)] : []));
  const names: { readonly identity: Buffer; readonly fact_id: Buffer; readonly type: string }[] = [];
  for (let at = 0; at < ids.length; at += 200) {
    const rows = await store.namesOf(keys.scope, ids.slice(at, at + 200), visibleTo(parts.recall, keys, grant));
    names.push(...rows.map((row) => genuine(keys, row)));
  }
  const isWanted = (type: string, id: string): boolean =>
    wanted.some((one) => one.id === id && (one.type === undefined || one.type === type));
  // A Patient of the record is served as the person, under another id.
  const meant = names.filter((row) => row.type !== 'Patient' && isWanted(row.type, idFromBytes(row.fact_id)));
  const facts = new Map(meant.map((row) => [idFromBytes(row.fact_id), row]));
  const targets: Targets = {
    // What was written here names a fact by its id.
    identities: meant.flatMap((row) => [row.identity, row.fact_id]),
    identifiers: await identifiersOf(
      finding,
      [...facts.values()].map((row) => row.fact_id),
    ),
    isPerson,
    hasUrl: urls.length > 0,
  };
  const values: ReferenceTo[] = [
    ...urls,
    ...[...facts].map(([id, { type }]): ReferenceTo => ({ kind: 'reference', type, id })),
    ...(isPerson ? [{ kind: 'reference', type: 'Patient', id: grant.record } as const] : []),
  ];
  return { criterion: { ...criterion, values }, targets };
}

/** Business identifiers of facts: a reference may name them by one alone (serve.ts). */
async function identifiersOf(finding: Finding, facts: readonly Buffer[]): Promise<Targets['identifiers']> {
  const { keys, grant, parts } = finding;
  const found: { system: string; value: string }[] = [];
  for (let at = 0; at < facts.length; at += 200) {
    const rows = await parts.facts.current(keys.scope, facts.slice(at, at + 200), visibleTo(parts.recall, keys, grant));
    for (const row of rows) {
      for (const { system, value } of each(contentOf(opened(keys, row)).resource.identifier))
        if (typeof value === 'string') found.push({ system: typeof system === 'string' ? system : '', value });
    }
  }
  return found;
}

/** What a chain leads to: facts of the type that fit; the person, where a Patient does. */
async function leadingTo(finding: Finding, type: string, where: SearchCriterion): Promise<readonly ReferenceTo[]> {
  const { record } = finding.grant;
  const person: ReferenceTo = { kind: 'reference', type: 'Patient', id: record };
  if (type === 'Patient' && where.on === 'value' && where.param === '_id')
    return where.values.some((one) => one.kind === 'token' && one.code === record) ? [person] : [];
  const found: ReferenceTo[] = [];
  for await (const { one } of fittingOf(finding, type, [where])) {
    if (type === 'Patient') return [person];
    if (found.length >= MOST_LINKED) throw new CodedError('CW-FHIR-080', 'chain');
    found.push({ kind: 'reference', type, id: idFromBytes<FactId>(one.row.fact_id) });
  }
  return found;
}

/** What `_has` leads back to: `Type/id` of everything that facts of that type name, or the person. */
async function namedBy(
  finding: Finding,
  type: string | undefined,
  { type: source, param, where }: Extract<SearchCriterion, { on: 'has' }>,
): Promise<ReadonlySet<string> | 'the person'> {
  const person = `Patient/${finding.grant.record}`;
  const ids = new Set<string>();
  for await (const fitting of fittingOf(finding, source, [where])) {
    for (const name of await referencesOf(finding, fitting, [`${source}.${param}`])) {
      if (name === person && type === 'Patient') return 'the person';
      if (type === undefined || name.startsWith(`${type}/`)) ids.add(name);
    }
    if (ids.size > MOST_LINKED) throw new CodedError('CW-FHIR-080', '_has');
  }
  ids.delete(person);
  return ids;
}

/** `Type/id` of what these parameters of a fact lead to, as it is served. */
async function referencesOf(finding: Finding, fitting: Fitting, params: readonly string[]): Promise<readonly string[]> {
  const [fact] = await served(finding, [fitting]);
  return fact === undefined ? [] : referencesIn(fact, params);
}

const OURS = /^[A-Z][A-Za-z]+\/[0-9a-f-]{36}$/;

/** `Type/id` of everything of ours that a served fact names under these parameters; under any, when there are none. */
export function referencesIn(fact: { readonly bytes: Buffer }, params: readonly string[] | null): readonly string[] {
  const names = new Set<string>();
  for (const one of contentOf(fact).index) {
    if (one.kind !== 'reference' || (params !== null && !params.includes(one.param))) continue;
    const { reference } = one.target;
    if (reference === undefined || !OURS.test(reference)) continue;
    if (one.onlyIf === undefined || reference.startsWith(`${one.onlyIf}/`)) names.add(reference);
  }
  return [...names];
}

/** All facts of a type that fit. Throws CW-FHIR-080 when too many have to be looked at. */
export async function* fittingOf(
  finding: Finding,
  type: string,
  where: readonly SearchCriterion[],
): AsyncGenerator<Fitting> {
  const resolved = await resolveAll(finding, type, where);
  let looked = 0;
  for await (const piece of walk(
    finding,
    [planType(finding.keys, type, resolved, IN_TIME, finding.now)],
    IN_TIME,
    null,
  )) {
    yield* piece.fitting;
    looked += piece.looked;
    if (looked >= MOST_LOOKED_AT && piece.next !== null) throw new CodedError('CW-FHIR-080', 'chain');
  }
}
