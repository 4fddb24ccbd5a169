import { extractors } from './generated/extractors.ts';
import { compositeParams } from './generated/search-definitions.ts';
import { indexedParams } from './generated/search-params.ts';
import type { Node } from './index-values.ts';
import type { IndexValue } from './types.ts';

export type SearchKind = IndexValue['kind'];

/** Everything an index keeps about a resource, by its type's R4 search parameters; empty for types that are not kept. */
export function extractIndex(resource: Node): IndexValue[] {
  const out: IndexValue[] = [];
  const type = resource.resourceType;
  if (typeof type === 'string') extractors.get(type)?.(resource, out);
  return out;
}

const kinds = new Map<string, ReadonlyMap<string, SearchKind>>();

/** The kind of an indexed search parameter (`Observation`, `code` is a token); undefined when there is none. */
export const searchParameterKind = (type: string, code: string): SearchKind | undefined => kindsOf(type).get(code);

/** The parameters of a type that are references. */
export const referenceParams = (type: string): readonly string[] =>
  [...kindsOf(type)].flatMap(([code, kind]) => (kind === 'reference' ? [code] : []));

function kindsOf(type: string): ReadonlyMap<string, SearchKind> {
  let known = kinds.get(type);
  if (!known) {
    if (!Object.hasOwn(indexedParams, type)) return new Map();
    const text = indexedParams[type] ?? '';
    known = new Map(
      text
        .split(' ')
        .map((pair) => [pair.slice(0, pair.indexOf(':')), pair.slice(pair.indexOf(':') + 1) as SearchKind]),
    );
    kinds.set(type, known);
  }
  return known;
}

/** Composite parameters have no index values of their own; they are answered from those of their components. */
export const isComposite = (type: string, code: string): boolean => compositeParts(type).has(code);

/** A type's composite parameters and the parameters that they are made of, in the order of a value's parts. */
export function compositeParts(type: string): ReadonlyMap<string, readonly string[]> {
  let known = composites.get(type);
  if (!known) {
    if (!Object.hasOwn(compositeParams, type)) return none;
    const cells = (compositeParams[type] ?? '').split(' ').map((cell) => cell.split('='));
    known = new Map(cells.map(([code = '', parts = '']) => [code, parts.split(',')]));
    composites.set(type, known);
  }
  return known;
}

const composites = new Map<string, ReadonlyMap<string, readonly string[]>>();
const none: ReadonlyMap<string, readonly string[]> = new Map();
