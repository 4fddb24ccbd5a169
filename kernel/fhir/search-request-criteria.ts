import type { ErrorCode } from '@chartwarden/errors';
import { commonSearchParameters, type SearchParameter, searchParametersOf } from './search-request-parameters.ts';
import { readValue, splitAt, type ValueForm } from './search-request-values.ts';
import type { SearchCriterion, SearchModifier, SearchValue } from './search-types.ts';

/** What a condition is about. */
export interface SearchScope {
  /** Empty: every type. */
  readonly types: readonly string[];
  readonly base?: string | undefined;
  /** What a reference led to: from there it goes no further. */
  readonly isFollowed?: true;
}

/** Values of one parameter, of which one has to fit. */
const MOST_VALUES = 500;

/** One condition of a search; the code of what is wrong with it otherwise. */
export function readCriterion(scope: SearchScope, name: string, raw: string): SearchCriterion | ErrorCode {
  if (name.startsWith('_has:')) return readHas(scope, name, raw);
  const dot = name.indexOf('.');
  if (dot >= 0) return readChain(scope, name.slice(0, dot), name.slice(dot + 1), raw);
  const colon = name.indexOf(':');
  const code = colon < 0 ? name : name.slice(0, colon);
  const modifier = colon < 0 ? undefined : name.slice(colon + 1);
  const parameter = findParameter(scope.types, code);
  if (!parameter) return 'CW-FHIR-070';
  if (modifier === 'missing') return readMissing(parameter, raw);
  const form = readModifier(parameter, modifier, scope.base);
  if (typeof form === 'string') return form;
  const values = readValues(raw, form);
  if (typeof values === 'string') return values;
  return form.modifier === undefined
    ? { on: 'value', param: code, values }
    : { on: 'value', param: code, modifier: form.modifier, values };
}

/** A parameter that all of the types have, of one kind. */
export function findParameter(types: readonly string[], code: string): SearchParameter | undefined {
  const [first, ...others] = types;
  if (first === undefined) return commonSearchParameters.get(code);
  const found = searchParametersOf(first)?.get(code);
  if (!found || others.length === 0) return found;
  const fits = (type: string): boolean => {
    const other = searchParametersOf(type)?.get(code);
    return other?.kind === found.kind && found.kind !== 'composite';
  };
  return others.every(fits) ? found : undefined;
}

function readMissing(parameter: SearchParameter, raw: string): SearchCriterion | ErrorCode {
  if (parameter.kind === 'composite' || parameter.name === '_id' || parameter.name === '_lastUpdated')
    return 'CW-FHIR-071';
  if (raw === '') return 'CW-FHIR-073';
  if (raw !== 'true' && raw !== 'false') return 'CW-FHIR-072';
  return { on: 'missing', param: parameter.name, missing: raw === 'true' };
}

function readModifier(
  parameter: SearchParameter,
  modifier: string | undefined,
  base: string | undefined,
): ValueForm | ErrorCode {
  const { kind, parts } = parameter;
  if (modifier === undefined) return { kind, parts, base };
  const known: readonly string[] = parameter.modifiers;
  if (known.includes(modifier)) return { kind, modifier: modifier as SearchModifier };
  if (kind === 'reference' && leadsTo(parameter, modifier)) return { kind, type: modifier, base };
  // R4 search, "Modifiers": a server rejects what it does not support, also for lenient clients.
  return 'CW-FHIR-071';
}

const leadsTo = (reference: SearchParameter, type: string): boolean =>
  searchParametersOf(type) !== undefined && (reference.targets?.includes(type) ?? true);

function readValues(raw: string, form: ValueForm): readonly SearchValue[] | ErrorCode {
  if (raw === '') return 'CW-FHIR-073';
  const texts = splitAt(raw, ',');
  if (texts.length > MOST_VALUES) return 'CW-FHIR-074';
  const values: SearchValue[] = [];
  for (const text of texts) {
    const value = readValue(text, form);
    if (!value) return 'CW-FHIR-072';
    values.push(value);
  }
  return values;
}

/** `subject:Patient.name`, `patient.identifier` (R4 search, "Chained Parameters"). */
function readChain(scope: SearchScope, head: string, rest: string, raw: string): SearchCriterion | ErrorCode {
  if (scope.isFollowed || rest.includes('.')) return 'CW-FHIR-075';
  const [code = '', written, more] = head.split(':');
  const parameter = findParameter(scope.types, code);
  if (parameter?.kind !== 'reference' || more !== undefined) return 'CW-FHIR-070';
  const type = written ?? onlyTarget(parameter, rest.split(':')[0] ?? '');
  if (type === undefined) return 'CW-FHIR-076';
  if (!leadsTo(parameter, type)) return 'CW-FHIR-071';
  const where = readCriterion({ types: [type], base: scope.base, isFollowed: true }, rest, raw);
  return typeof where === 'string' ? where : { on: 'chain', param: code, type, where };
}

/** The one type that a reference leads to; of several the one that has such a parameter. */
function onlyTarget({ targets = [] }: SearchParameter, code: string): string | undefined {
  if (targets.length === 1) return targets[0];
  const fitting = targets.filter((type) => searchParametersOf(type)?.has(code));
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** `_has:Observation:subject:code` (R4 search, "Reverse Chaining"). */
function readHas(scope: SearchScope, name: string, raw: string): SearchCriterion | ErrorCode {
  const [, type = '', code = '', ...rest] = name.split(':');
  if (scope.isFollowed || rest[0] === '_has') return 'CW-FHIR-075';
  const parameter = searchParametersOf(type)?.get(code);
  const targets = parameter?.targets;
  const isAsked = targets === undefined || scope.types.every((one) => targets.includes(one));
  if (parameter?.kind !== 'reference' || rest.length === 0 || !isAsked) return 'CW-FHIR-070';
  const where = readCriterion({ types: [type], base: scope.base, isFollowed: true }, rest.join(':'), raw);
  return typeof where === 'string' ? where : { on: 'has', type, param: code, where };
}
