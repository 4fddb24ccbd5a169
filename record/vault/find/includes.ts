import { CodedError } from '@chartwarden/errors';
import { referenceParams, type SearchCriterion, type SearchInclude, type SearchValue } from '@chartwarden/fhir';
import { idToBytes } from '@chartwarden/ids';
import { opened, type ServedFact, serve, visibleTo } from '../serve.ts';
import { fittingOf, referencesIn } from './links.ts';
import { type Finding, served } from './walk.ts';

/** Facts that stand beside a page at most (R4 search, 3.1.1.5.4: a server may refuse). */
const MOST = 1_000;

export interface Included {
  readonly facts: readonly ServedFact[];
  readonly person: boolean;
}

/**
 * What the matches of a page name, and what names them. What is seen in outline shows no references: nothing is included
 * from it, and `finding` is for what is seen in full. Throws CW-FHIR-080 when there is too much.
 */
export async function includesOf(
  finding: Finding,
  matches: readonly ServedFact[],
  includes: readonly SearchInclude[],
): Promise<Included> {
  const known = new Set(matches.map(nameOf));
  const facts: ServedFact[] = [];
  let person = false;
  let from = matches.filter((one) => one.outline === undefined);
  for (let asked = includes; from.length > 0 && asked.length > 0; asked = includes.filter((one) => one.iterate)) {
    const found: ServedFact[] = [];
    for (const include of asked) {
      const more = include.reverse
        ? await naming(finding, from, include)
        : await named(finding, from, include, (name) => known.has(name));
      person ||= more.person;
      for (const fact of more.facts) {
        if (known.has(nameOf(fact))) continue;
        known.add(nameOf(fact));
        found.push(fact);
        if (facts.length + found.length > MOST) throw new CodedError('CW-FHIR-080', '_include');
      }
    }
    facts.push(...found);
    from = found;
  }
  return { facts, person };
}

const nameOf = ({ type, id }: Pick<ServedFact, 'type' | 'id'>): string => `${type}/${id}`;

/** What these facts name. */
async function named(
  { parts, keys, grant }: Finding,
  from: readonly ServedFact[],
  { source, param, target }: SearchInclude,
  isKnown: (name: string) => boolean,
): Promise<Included> {
  const names = new Set<string>();
  for (const fact of from) {
    if (source !== '*' && fact.type !== source) continue;
    for (const name of referencesIn(fact, param === '*' ? null : [`${fact.type}.${param}`]))
      if (target === undefined || name.startsWith(`${target}/`)) names.add(name);
  }
  const person = names.delete(`Patient/${grant.record}`);
  const wanted = [...names].filter((name) => !isKnown(name));
  if (wanted.length > MOST) throw new CodedError('CW-FHIR-080', '_include');
  const facts: ServedFact[] = [];
  for (let at = 0; at < wanted.length; at += 200) {
    const ids = wanted.slice(at, at + 200).map((name) => idToBytes(name.slice(name.indexOf('/') + 1)));
    const rows = await parts.facts.current(keys.scope, ids, visibleTo(parts.recall, keys, grant));
    const list = rows.map((row) => opened(keys, row));
    facts.push(...(await serve(parts, keys, grant, list)));
    await new Promise(setImmediate);
  }
  return { facts, person };
}

/** What names these facts: of the source's type, under the parameter. */
async function naming(finding: Finding, from: readonly ServedFact[], include: SearchInclude): Promise<Included> {
  const { grant, store, keys } = finding;
  const { source, param, target } = include;
  const meant = from.filter((one) => target === undefined || one.type === target);
  if (meant.length === 0) return { facts: [], person: false };
  const values = meant.map(
    (one): SearchValue => ({ kind: 'reference', type: one.type, id: one.type === 'Patient' ? grant.record : one.id }),
  );
  const facts: ServedFact[] = [];
  for (const type of source === '*' ? await store.types(keys.scope) : [source]) {
    for (const code of param === '*' ? referenceParams(type) : [param]) {
      const where: SearchCriterion = { on: 'value', param: code, values };
      for await (const fitting of fittingOf(finding, type, [where])) {
        facts.push(...(await served(finding, [fitting])));
        if (facts.length > MOST * 2) throw new CodedError('CW-FHIR-080', '_revinclude');
      }
    }
  }
  return { facts, person: false };
}
