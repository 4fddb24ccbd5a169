import { compositeParts, type SearchKind, searchParameterKind } from './extract.ts';
import { searchDefinitions } from './generated/search-definitions.ts';
import { indexedParams } from './generated/search-params.ts';
import type { SearchModifier } from './search-types.ts';

/** A search parameter of a type, as a request may use it and a CapabilityStatement tells it. */
export interface SearchParameter {
  readonly name: string;
  readonly kind: SearchKind | 'composite';
  /** Canonical URL of its definition. */
  readonly definition: string;
  /** Beside `missing`, and a reference's types. */
  readonly modifiers: readonly SearchModifier[];
  /** Of a reference: the types that it may lead to; absent when any. */
  readonly targets?: readonly string[];
  /** Of a composite: what its values are made of, in this order. */
  readonly parts?: readonly SearchParameter[];
}

/** Every search parameter of a type by its name; undefined when nothing of that type is kept. */
export function searchParametersOf(type: string): ReadonlyMap<string, SearchParameter> | undefined {
  let known = cache.get(type);
  if (!known && Object.hasOwn(indexedParams, type)) {
    known = readParameters(type);
    cache.set(type, known);
  }
  return known;
}

/** Always there, and answered by us. */
const ours = new Set(['_id', '_lastUpdated']);
const base = 'http://hl7.org/fhir/SearchParameter/';

/** The parameters that resources of every type have. */
export const commonSearchParameters: ReadonlyMap<string, SearchParameter> = new Map(
  (
    [
      ['_id', 'token', 'Resource-id'],
      ['_lastUpdated', 'date', 'Resource-lastUpdated'],
      ['_profile', 'uri', 'Resource-profile'],
      ['_security', 'token', 'Resource-security'],
      ['_source', 'uri', 'Resource-source'],
      ['_tag', 'token', 'Resource-tag'],
    ] as const
  ).map(([name, kind, end]) => [
    name,
    { name, kind, definition: base + end, modifiers: ours.has(name) ? [] : modifiersOf(kind, false) },
  ]),
);

const cache = new Map<string, ReadonlyMap<string, SearchParameter>>();

function readParameters(type: string): ReadonlyMap<string, SearchParameter> {
  const found = new Map(commonSearchParameters);
  const details = new Map<string, readonly string[]>();
  for (const cell of (searchDefinitions[type] ?? '').split(' ')) {
    const parts = cell.split('|');
    details.set(parts[0] ?? '', parts);
  }
  for (const pair of (indexedParams[type] ?? '').split(' ')) {
    const name = pair.slice(0, pair.indexOf(':'));
    const kind = searchParameterKind(type, name);
    if (kind === undefined || found.has(name)) continue;
    const [, end = '', more = ''] = details.get(name) ?? [];
    found.set(name, {
      name,
      kind,
      definition: base + (end || `${type}-${name}`),
      modifiers: modifiersOf(kind, more === '#'),
      ...(kind === 'reference' && more !== '*' ? { targets: more === '' ? [] : more.split(',') } : {}),
    });
  }
  for (const [name, codes] of compositeParts(type)) {
    const parts = codes.flatMap((code) => found.get(code) ?? []);
    const definition = type === 'Questionnaire' ? `conformance-${name}` : `${type}-${name}`;
    found.set(name, { name, kind: 'composite', definition: base + definition, modifiers: [], parts });
  }
  return found;
}

/**
 * What is supported of R4 search, "Modifiers": not what needs a terminology (`above`, `below` and `in` of tokens) or a
 * hierarchy that no reference has here.
 */
function modifiersOf(kind: SearchKind, isIdentifier: boolean): readonly SearchModifier[] {
  switch (kind) {
    case 'token':
      return isIdentifier ? ['not', 'text', 'of-type'] : ['not', 'text'];
    case 'string':
      return ['exact', 'contains'];
    case 'reference':
      return ['identifier'];
    case 'uri':
      return ['above', 'below'];
    default:
      return [];
  }
}
