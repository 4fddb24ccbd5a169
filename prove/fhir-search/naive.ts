import type { SearchCriterion, SearchInclude, SearchValue } from '@chartwarden/fhir';

/** A value as NLM fhirpath found it: its kind, and what belongs to it, null where something is absent. */
export type Line = readonly [kind: string, ...parts: (string | number | null)[]];

/** A fact as it is served, with everything that the oracle finds in it. */
export interface Kept {
  readonly id: string;
  readonly type: string;
  /** What references to it say: every Patient is the person. */
  readonly name: string;
  readonly date: number | null;
  readonly storedAt: number;
  readonly resource: Readonly<Record<string, unknown>>;
  readonly lines: ReadonlyMap<string, readonly Line[]>;
  readonly composites: ReadonlyMap<string, readonly (readonly (readonly Line[])[])[]>;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const fold = (value: string): string => value.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();

/** Every search again, by looking at everything. Knows nothing of indexes, and says each rule a second time. */
export function createNaive(all: readonly Kept[], now: number) {
  const byName = new Map<string, Kept[]>();
  for (const one of all) byName.set(one.name, [...(byName.get(one.name) ?? []), one]);

  /** What a reference leads to; a reference that may be to another type than the parameter's says nothing. */
  const named = (fact: Kept, param: string): string[] =>
    (fact.lines.get(`${fact.type}.${param}`) ?? []).flatMap(([, written, , , , onlyIf]) => {
      const name = text(written).replace(/\/_history\/.*$/, '');
      return byName.has(name) && (onlyIf === null || name.startsWith(`${onlyIf}/`)) ? [name] : [];
    });

  function fits(fact: Kept, criterion: SearchCriterion): boolean {
    switch (criterion.on) {
      case 'missing':
        return (valuesOf(fact, criterion.param).length === 0) === criterion.missing;
      case 'chain':
        return named(fact, criterion.param).some((name) =>
          (byName.get(name) ?? []).some((one) => one.type === criterion.type && fits(one, criterion.where)),
        );
      case 'has':
        return all.some(
          (one) =>
            one.type === criterion.type &&
            named(one, criterion.param).includes(fact.name) &&
            fits(one, criterion.where),
        );
      case 'value': {
        const { param, values, modifier } = criterion;
        if (param === '_id') return values.some((one) => one.kind === 'token' && one.code === fact.id);
        if (param === '_lastUpdated')
          return values.some((one) => one.kind === 'date' && dateFits(one, fact.storedAt, fact.storedAt));
        if (modifier === 'of-type') return values.some((one) => ofType(fact, one));
        const pieces = fact.composites.get(param);
        if (pieces !== undefined)
          return values.some(
            (one) =>
              one.kind === 'composite' &&
              pieces.some((piece) =>
                one.parts.every((part, at) => (piece[at] ?? []).some((line) => lineFits(line, part, undefined))),
              ),
          );
        const found = valuesOf(fact, param).some((line) => values.some((one) => lineFits(line, one, modifier)));
        return modifier === 'not' ? !found : found;
      }
    }
  }

  const valuesOf = (fact: Kept, param: string): readonly Line[] =>
    (fact.lines.get(`${fact.type}.${param}`) ?? []).filter(
      ([kind, written, says, , , onlyIf]) =>
        kind !== 'reference' ||
        onlyIf === null ||
        onlyIf === undefined ||
        text(written).startsWith(`${onlyIf}/`) ||
        text(written).includes(`/${onlyIf}/`) ||
        says === onlyIf,
    );

  function lineFits(line: Line, value: SearchValue, modifier: string | undefined): boolean {
    const [kind, a = null, b = null, c = null, d = null, e = null] = line;
    if (modifier === 'text')
      return value.kind === 'string' && kind === 'token' && c !== null && fold(String(c)).startsWith(fold(value.text));
    switch (value.kind) {
      case 'token': {
        const [system, code] = modifier === 'identifier' ? [c, d] : [a, b];
        if (modifier === 'identifier' && c === null && d === null) return false;
        const isSystem =
          value.system === undefined || (value.system === '' ? system === null : system === value.system);
        return isSystem && (value.code === undefined || code === value.code);
      }
      case 'reference': {
        if (value.url !== undefined) return a === value.url;
        const [type, id] = text(a).split('/_history/')[0]?.split('/') ?? [];
        if (text(a).split('/').length > 4 || !byName.has(`${type}/${id}`)) return false;
        return id === value.id && (value.type === undefined || value.type === type);
      }
      case 'date':
        return dateFits(value, a === null ? -Infinity : Number(a), b === null ? Infinity : Number(b));
      case 'string':
        if (modifier === 'exact') return a === value.text;
        if (modifier === 'contains') return fold(text(a)).includes(fold(value.text));
        return fold(text(a)).startsWith(fold(value.text));
      case 'uri':
        if (modifier === 'below') return text(a).startsWith(value.uri);
        if (modifier === 'above')
          return text(a) === value.uri || `${value.uri}`.startsWith(text(a).endsWith('/') ? text(a) : `${text(a)}/`);
        return a === value.uri;
      case 'number':
        return numberFits(value, Number(a), null);
      case 'quantity': {
        const isUnit =
          value.system === undefined
            ? value.code === undefined || c === value.code || d === value.code
            : b === value.system && (value.code === undefined || c === value.code);
        return isUnit && numberFits(value, Number(a), e === null ? null : String(e));
      }
      case 'composite':
        return false;
    }
  }

  function dateFits(value: Extract<SearchValue, { kind: 'date' }>, low: number, high: number): boolean {
    const within = low >= value.low && high <= value.high;
    switch (value.prefix) {
      case 'eq': return within;
      case 'ne': return !within;
      case 'gt': return high > value.high;
      case 'ge': return within || high > value.high;
      case 'lt': return low < value.low;
      case 'le': return within || low < value.low;
      case 'sa': return low > value.high;
      case 'eb': return high < value.low;
      case 'ap': {
        const [before, after] = [Math.abs(now - value.low), Math.abs(now - value.high)].map((one) => Math.trunc(one / 10));
        return low <= value.high + (after ?? 0) && high >= value.low - (before ?? 0);
      }
    } // biome-ignore format: one table
  }

  function included(matches: readonly Kept[], include: SearchInclude): Set<string> {
    const found = new Set<string>();
    for (const one of matches) {
      const isTarget = include.target === undefined || include.target === one.type;
      if (include.reverse) {
        if (!isTarget) continue;
        for (const other of all)
          if (other.type === include.source && named(other, include.param).includes(one.name)) found.add(other.id);
      } else if (one.type === include.source) {
        for (const name of named(one, include.param))
          if (include.target === undefined || name.startsWith(`${include.target}/`))
            for (const other of byName.get(name) ?? []) if (other.type !== 'Patient') found.add(other.id);
      }
    }
    for (const one of matches) found.delete(one.id);
    return found;
  }

  return { fits, included };
}

/** An identifier of a type, straight from the resource. */
function ofType(fact: Kept, value: SearchValue): boolean {
  const [type, own] = value.kind === 'composite' ? value.parts : [];
  if (type?.kind !== 'token' || own?.kind !== 'token') return false;
  const identifiers = [fact.resource.identifier ?? []].flat() as {
    value?: string;
    type?: { coding?: { system?: string; code?: string }[] };
  }[];
  return identifiers.some(
    (one) =>
      one.value === own.code &&
      (one.type?.coding ?? []).some(
        (coding) => coding.code === type.code && (type.system === undefined || coding.system === type.system),
      ),
  );
}

/** Compared in units of half of the last digit that was asked for, so that no fraction is in the way. */
function numberFits(
  { prefix, value }: { readonly prefix: string; readonly value: string },
  found: number,
  comparator: string | null,
): boolean {
  const asked = Number(value);
  const digits = (/\.(\d+)/.exec(value)?.[1] ?? '').length;
  const low = comparator?.startsWith('<') ? -Infinity : found;
  const high = comparator?.startsWith('>') ? Infinity : found;
  const steps = (number: number): number => Number(((number - asked) * 2 * 10 ** digits).toFixed(6));
  const equals = steps(low) >= -1 && steps(high) < 1;
  const same = low === asked && high === asked;
  switch (prefix) {
    case 'eq': return equals;
    case 'ne': return !equals;
    case 'gt': return high > asked;
    case 'ge': return high > asked || same;
    case 'lt': return low < asked;
    case 'le': return low < asked || same;
    case 'sa': return low > asked || (low === asked && comparator === '>');
    case 'eb': return high < asked || (high === asked && comparator === '<');
    default: {
      const tenth = Math.abs(asked) / 10;
      return low <= asked + tenth + 1e-9 && high >= asked - tenth - 1e-9;
    }
  } // biome-ignore format: one table
}
