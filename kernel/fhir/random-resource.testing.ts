import { capital, type ElementDef, typeDef } from './element-table.ts';
import { isPrimitive } from './primitives.ts';

/** Makes resources that fit the R4 element tables, always the same ones from one seed. */
export interface RandomResources {
  /** One resource of a type; `fullness` is how likely an optional element is there (default 0.4). */
  make(type: string, fullness?: number): Record<string, unknown>;
  /** A number in [0, 1). */
  next(): number;
}

/** Types whose values would not stop growing, or that say nothing for a test. */
const leftOut = new Set(['Extension', 'Narrative', 'Resource', 'ElementDefinition', 'xhtml']);

export function createRandomResources(seed: number): RandomResources {
  let state = seed >>> 0;
  // mulberry32: small, and good enough to spread choices.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  const pick = <T>(items: readonly T[]): T => items[below(items.length)] as T;
  const words = ['alpha', 'Beta', 'gämma', 'δelta', 'one two', 'x', 'quote " and \\', '日本'];

  const digits = (count: number): string => Array.from({ length: count }, () => below(10)).join('');
  const twoDigits = (low: number, high: number): string => String(low + below(high - low + 1)).padStart(2, '0');
  const date = (): string => {
    const year = String(1900 + below(150));
    const month = twoDigits(1, 12);
    return pick([year, `${year}-${month}`, `${year}-${month}-${twoDigits(1, 28)}`]);
  };
  const zone = (): string => pick(['Z', '+00:00', `+${twoDigits(0, 13)}:30`, `-${twoDigits(0, 12)}:00`, '+14:00']);
  const time = (): string =>
    `${twoDigits(0, 23)}:${twoDigits(0, 59)}:${twoDigits(0, 59)}${pick(['', '', '.5', '.123', '.123456'])}`;
  const instant = (): string => `${1900 + below(150)}-${twoDigits(1, 12)}-${twoDigits(1, 28)}T${time()}${zone()}`;
  const hex = (count: number): string => Array.from({ length: count }, () => pick([...'0123456789abcdef'])).join('');
  const uuid = (): string => `urn:uuid:${hex(8)}-${hex(4)}-${hex(4)}-${hex(4)}-${hex(12)}`;

  const primitives: Readonly<Record<string, () => unknown>> = {
    boolean: () => next() < 0.5,
    integer: () => below(2000) - 1000,
    unsignedInt: () => below(1000),
    positiveInt: () => 1 + below(1000),
    decimal: () => pick([below(1000), below(100_000) / 100, -below(10_000) / 1000, 0, 1e-7, 123456789.123]),
    string: () => pick(words),
    markdown: () => `**${pick(words)}**`,
    code: () => pick(['a', 'final', 'b-c', 'd e']),
    id: () => `id-${digits(4)}`,
    uri: () => pick([`http://example.org/${pick(['a', 'b', 'c'])}`, uuid(), 'urn:oid:1.2.3']),
    url: () => `https://example.org/${digits(3)}`,
    canonical: () => `http://example.org/def/${digits(2)}|1`,
    oid: () => 'urn:oid:1.2.36',
    uuid,
    time,
    date,
    dateTime: () => (next() < 0.4 ? date() : instant()),
    instant,
    base64Binary: () => 'aGVsbG8=',
  };

  const reference = (element: ElementDef): Record<string, unknown> => {
    const type = element.targets ? pick([...element.targets]) : pick(['Patient', 'Observation', 'Practitioner']);
    return pick([
      () => ({ reference: `${type}/${digits(5)}` }),
      () => ({ reference: `https://example.org/fhir/${type}/${digits(5)}/_history/2`, display: pick(words) }),
      () => ({ reference: uuid() }),
      () => ({ reference: uuid(), type }),
      () => ({ type, identifier: { system: 'http://example.org/ids', value: digits(6) } }),
      () => ({ display: pick(words) }),
    ])();
  };

  const value = (element: ElementDef, type: string, depth: number, fullness: number): unknown => {
    if (type === 'code' && element.codes) return pick([...element.codes]);
    if (element.form) return element.form === 'mime' ? pick(['text/plain', 'image/png']) : pick(['EUR', 'USD']);
    const primitive = primitives[type];
    if (primitive) return primitive();
    if (type === 'Reference') return reference(element);
    if (type === 'CodeableConcept' && element.codes) {
      return {
        coding: [{ system: pick([...(element.systems ?? ['http://example.org'])]), code: pick([...element.codes]) }],
      };
    }
    return object(type, depth + 1, fullness);
  };

  const object = (type: string, depth: number, fullness: number): Record<string, unknown> => {
    const made: Record<string, unknown> = {};
    // The deeper, the emptier, so that it ends.
    const likely = depth === 0 ? fullness : fullness / depth;
    for (const element of typeDef(type)?.elements ?? []) {
      const types = element.types.filter(
        (one) =>
          !leftOut.has(one) && (isPrimitive.has(one) || one === 'Reference' || depth < (element.required ? 9 : 5)),
      );
      if (types.length === 0 || (!element.required && next() >= likely)) continue;
      if (element.name === 'id' || element.name === 'implicitRules') continue;
      const chosen = pick(types);
      const name = element.choice ? element.name + capital(chosen) : element.name;
      if (!element.many) made[name] = value(element, chosen, depth, fullness);
      else made[name] = Array.from({ length: 1 + below(2) }, () => value(element, chosen, depth, fullness));
    }
    // Nothing is empty, and an id alone is nothing (ele-1).
    if (Object.keys(made).length === 0) made.extension = [{ url: 'http://example.org/x', valueInteger: below(1000) }];
    return made;
  };

  return {
    next,
    make: (type, fullness = 0.4) => ({ resourceType: type, id: `r${digits(6)}`, ...object(type, 0, fullness) }),
  };
}
