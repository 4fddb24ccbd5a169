import { compositeParts, extractIndex } from './extract.ts';
import { foldText } from './fold-text.ts';
import { each, isNode, type Node, referenceType } from './index-values.ts';
import { compositePieces } from './search-composite.ts';
import { dateFits, dateSpan, numberFits, unitFits } from './search-ranges.ts';
import type { SearchCriterion, SearchModifier, SearchValue } from './search-types.ts';
import type { IndexValue } from './types.ts';

/** A condition on one resource. Chains are resolved before: they become conditions on ids. */
export type OwnCriterion = Extract<SearchCriterion, { on: 'value' | 'missing' }>;

/** Tells whether a resource as it is served, with the index values of it, fits. */
export type Matcher = (resource: Node, index: readonly IndexValue[]) => boolean;

type Fits = (value: IndexValue) => boolean;

/**
 * What a condition means, whatever narrows a search before. Pure. `type` has the parameter; `now` in milliseconds, for what
 * is approximately a date. References are as they are served: `Type/id` leads to a fact of ours.
 */
export function matcherOf(type: string, criterion: OwnCriterion, now: number): Matcher {
  const param = `${type}.${criterion.param}`;
  if (criterion.on === 'missing') {
    const { missing } = criterion;
    return (_resource, index) => !index.some((one) => one.param === param && says(one)) === missing;
  }
  const { values, modifier } = criterion;
  if (modifier === 'of-type') return ofType(values);
  const parts = compositeParts(type).get(criterion.param);
  if (parts !== undefined) return composite(type, criterion.param, parts, values, now);
  const fits = values.every((value) => value.kind === 'reference')
    ? anyReference(values)
    : anyOf(values.map((value) => fitsOf(value, modifier, now)));
  const has: Matcher = (_resource, index) => index.some((one) => one.param === param && fits(one));
  // What has no value at all has no such value either (R4 search, 3.1.1.4.5).
  return modifier === 'not' ? (resource, index) => !has(resource, index) : has;
}

/** A reference whose target may be of another type than the parameter is about says nothing. */
const says = (value: IndexValue): boolean =>
  value.kind !== 'reference' || value.onlyIf === undefined || referenceType(value.target) === value.onlyIf;

const anyOf =
  (tests: readonly Fits[]): Fits =>
  (value) =>
    tests.some((test) => test(value));

const never: Fits = () => false;

/** Whether an index value fits one value of a search. */
function fitsOf(value: SearchValue, modifier: SearchModifier | undefined, now: number): Fits {
  if (modifier === 'text') return textFits(value);
  switch (value.kind) {
    case 'token':
      return modifier === 'identifier' ? identifierFits(value) : tokenFits(value);
    case 'reference':
      return anyReference([value]);
    case 'date': {
      const span = dateSpan(value, now);
      return (one) => one.kind === 'date' && dateFits(value.prefix, span, one);
    }
    case 'string':
      return stringFits(value.text, modifier);
    case 'uri':
      return uriFits(value.uri, modifier);
    case 'number': {
      const fits = numberFits(value.prefix, value.value);
      return (one) => one.kind === 'number' && fits(one);
    }
    case 'quantity': {
      const fits = numberFits(value.prefix, value.value);
      return (one) => one.kind === 'quantity' && unitFits(value, one) && fits(one);
    }
    case 'composite':
      return never;
  }
}

type TokenValue = Extract<SearchValue, { kind: 'token' }>;

/** R4 search, 3.1.1.4.10. */
const codingFits = (asked: TokenValue, system: string | undefined, code: string | undefined): boolean =>
  (asked.system === undefined || (asked.system === '' ? system === undefined : system === asked.system)) &&
  (asked.code === undefined || code === asked.code) &&
  (asked.code !== undefined || asked.system !== undefined);

const tokenFits =
  (asked: TokenValue): Fits =>
  (one) =>
    one.kind === 'token' && codingFits(asked, one.system, one.code);

const identifierFits =
  (asked: TokenValue): Fits =>
  (one) =>
    one.kind === 'reference' &&
    says(one) &&
    one.target.identifier !== undefined &&
    codingFits(asked, one.target.identifier.system, one.target.identifier.value);

/** `:text` looks at what stands beside a code in words, from its beginning (R4 search, 3.1.1.4.10). */
function textFits(value: SearchValue): Fits {
  const text = value.kind === 'string' ? value.text : value.kind === 'token' ? value.code : undefined;
  if (text === undefined) return never;
  const start = foldText(text);
  return (one) => one.kind === 'token' && one.text !== undefined && foldText(one.text).startsWith(start);
}

function stringFits(text: string, modifier: SearchModifier | undefined): Fits {
  if (modifier === 'exact') return (one) => one.kind === 'string' && one.text === text;
  const folded = foldText(text);
  if (modifier === 'contains') return (one) => one.kind === 'string' && foldText(one.text).includes(folded);
  return (one) => one.kind === 'string' && foldText(one.text).startsWith(folded);
}

function uriFits(uri: string, modifier: SearchModifier | undefined): Fits {
  if (modifier === 'below') return (one) => one.kind === 'uri' && one.uri.startsWith(uri);
  if (modifier === 'above') return (one) => one.kind === 'uri' && isAbove(one.uri, uri);
  return (one) => one.kind === 'uri' && one.uri === uri;
}

/** By whole segments of the path (R4 search, 3.1.1.4.13). */
const isAbove = (above: string, uri: string): boolean =>
  uri === above || uri.startsWith(above.endsWith('/') ? above : `${above}/`);

/** One of these; there may be hundreds where a chain led to them. */
function anyReference(values: readonly Extract<SearchValue, { kind: 'reference' }>[]): Fits {
  const wanted = new Set<string>();
  for (const { type, id, url } of values) {
    if (url !== undefined) wanted.add(url);
    else if (id !== undefined) wanted.add(type === undefined ? `/${id}` : `${type}/${id}`);
  }
  return (one) => {
    if (one.kind !== 'reference' || !says(one)) return false;
    const { reference } = one.target;
    if (reference === undefined) return false;
    if (wanted.has(reference)) return true;
    const slash = reference.indexOf('/');
    return slash > 0 && reference.indexOf('/', slash + 1) < 0 && wanted.has(reference.slice(slash));
  };
}

/** An identifier of that type with that value (R4 search, 3.1.1.4.10). */
function ofType(values: readonly SearchValue[]): Matcher {
  const wanted = values.flatMap((value) => {
    const [type, own] = value.kind === 'composite' ? value.parts : [];
    return type?.kind === 'token' && own?.kind === 'token' ? [{ type, value: own.code }] : [];
  });
  return (resource) =>
    each(resource.identifier).some((identifier) =>
      wanted.some(
        ({ type, value }) =>
          identifier.value === value &&
          isNode(identifier.type) &&
          each(identifier.type.coding).some((one) => codingFits(type, textOf(one.system), textOf(one.code))),
      ),
    );
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

function composite(
  type: string,
  code: string,
  parts: readonly string[],
  values: readonly SearchValue[],
  now: number,
): Matcher {
  const alternatives = values.flatMap((value) =>
    value.kind === 'composite' && value.parts.length === parts.length
      ? [value.parts.map((part, at) => ({ param: `${type}.${parts[at]}`, fits: fitsOf(part, undefined, now) }))]
      : [],
  );
  return (resource) =>
    compositePieces(type, code, resource).some((piece) => {
      const index = extractIndex(piece);
      return alternatives.some((one) =>
        one.every(({ param, fits }) => index.some((value) => value.param === param && fits(value))),
      );
    });
}
