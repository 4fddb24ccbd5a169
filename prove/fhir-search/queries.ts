import {
  compositeParts,
  type SearchCriterion,
  type SearchInclude,
  type SearchKind,
  type SearchModifier,
  type SearchPrefix,
  type SearchValue,
  searchParameterKind,
} from '@chartwarden/fhir';
import type { FindQuery } from '@chartwarden/vault';
import type { Kept, Line } from './naive.ts';

type Pick = <T>(list: readonly T[]) => T;

export interface Generated {
  readonly query: FindQuery;
  /** What it tries, for counting: kinds, modifiers, prefixes. */
  readonly tries: readonly string[];
}

const PREFIXES: readonly SearchPrefix[] = ['eq', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb', 'ap'];
const DAY = 86_400_000;

/** Random searches that mostly find something: their values are those of the facts, changed a little now and then. */
export function createQueries(all: readonly Kept[], numbers: (limit: number) => number): () => Generated {
  const pick: Pick = (list) => list[numbers(list.length)] as never;
  const chance = (percent: number): boolean => numbers(100) < percent;
  const byType = new Map<string, Kept[]>();
  for (const one of all) byType.set(one.type, [...(byType.get(one.type) ?? []), one]);
  const types = [...byType.keys()];
  const cut = (text: string): string => text.slice(0, 1 + numbers(text.length));
  let tries: string[] = [];

  /** Of a fact of the type; a parameter that it has values of, mostly. */
  function own(type: string, depth: number): SearchCriterion {
    const fact = pick(byType.get(type) ?? []);
    const roll = numbers(100);
    if (roll < 4) return { on: 'value', param: '_id', values: [{ kind: 'token', code: fact.id }] };
    if (roll < 7) return lastUpdated(fact);
    if (depth === 0 && roll < 17) return chain(fact) ?? own(type, 1);
    if (depth === 0 && roll < 25) return has(fact) ?? own(type, 1);
    const composites = [...fact.composites].filter(([, pieces]) =>
      pieces.some((piece) => piece.every((lines) => lines.length > 0)),
    );
    if (roll < 37 && composites.length > 0) return composite(fact, pick(composites)[0]);
    const names = [...fact.lines.keys()];
    if (names.length === 0) return { on: 'value', param: '_id', values: [{ kind: 'token', code: fact.id }] };
    const name = pick(names);
    const param = name.slice(name.indexOf('.') + 1);
    if (chance(6)) {
      tries.push('missing');
      return { on: 'missing', param, missing: chance(50) };
    }
    const kind = searchParameterKind(type, param);
    if (kind === undefined) return own(type, depth);
    return criterion(param, kind, fact, name);
  }

  function criterion(param: string, kind: SearchKind, fact: Kept, name: string): SearchCriterion {
    const modifier = modifierOf(kind, fact, name);
    const values = [valueFor(pick(fact.lines.get(name) ?? []), kind, modifier, fact)];
    if (chance(25)) {
      const other = (byType.get(fact.type) ?? []).filter((one) => one.lines.has(name));
      const line = pick(pick(other).lines.get(name) ?? []);
      values.push(valueFor(line, kind, modifier, fact));
    }
    const known = values.flatMap((one) => one ?? []);
    tries.push(modifier === undefined ? kind : `${kind}:${modifier}`);
    if (known.length === 0) return { on: 'missing', param, missing: false };
    return modifier === undefined
      ? { on: 'value', param, values: known }
      : { on: 'value', param, modifier, values: known };
  }

  function modifierOf(kind: SearchKind, fact: Kept, name: string): SearchModifier | undefined {
    const lines = fact.lines.get(name) ?? [];
    if (kind === 'token') {
      if (name.endsWith('.identifier') && chance(15)) return 'of-type';
      if (chance(12)) return 'not';
      return lines.every((line) => line[3] !== null) && chance(20) ? 'text' : undefined;
    }
    if (kind === 'string') return pick([undefined, undefined, 'exact', 'contains']);
    if (kind === 'uri') return pick([undefined, 'above', 'below']);
    return kind === 'reference' && lines.every((line) => line[4] !== null) ? 'identifier' : undefined;
  }

  function valueFor(
    [, a = null, b = null, c = null, d = null]: Line,
    kind: SearchKind,
    modifier: SearchModifier | undefined,
    fact: Kept,
  ): SearchValue | undefined {
    const word = (value: string | number | null): string => (chance(90) ? String(value ?? '') : `${value}x`);
    switch (kind) {
      case 'token':
        if (modifier === 'text') return { kind: 'string', text: cut(String(c ?? 'x')).toUpperCase() };
        if (modifier === 'of-type') return ofType(fact);
        return token(a, b === null ? null : word(b));
      case 'string':
        if (modifier === 'exact') return { kind: 'string', text: word(a) };
        return {
          kind: 'string',
          text: modifier === 'contains' ? String(a).slice(numbers(5)) : cut(word(a)).toUpperCase(),
        };
      case 'reference': {
        if (modifier === 'identifier') return token(c, d);
        const [type = '', id, more] = String(a).split('/');
        if (more !== undefined || id === undefined) return { kind: 'reference', url: String(a) };
        if (chance(10)) return { kind: 'reference', type, id: pick(all).id };
        return chance(50) ? { kind: 'reference', type, id } : { kind: 'reference', id };
      }
      case 'date':
        return date(a === null ? Number(b) : Number(a), b === null ? Number(a) : Number(b));
      case 'uri': {
        const uri = String(a);
        const slash = uri.lastIndexOf('/');
        if (modifier === 'below') return { kind: 'uri', uri: slash > 8 ? uri.slice(0, slash) : uri };
        return { kind: 'uri', uri: modifier === 'above' ? `${uri}/x/y` : word(uri) };
      }
      case 'number':
        return { kind: 'number', prefix: prefix(), value: numberNear(Number(a)) };
      case 'quantity': {
        const system =
          b !== null && chance(50) ? { system: String(b), ...(c === null ? {} : { code: String(c) }) } : null;
        const unit = c ?? d;
        const code = system === null && unit !== null && chance(50) ? { code: String(unit) } : {};
        return { kind: 'quantity', prefix: prefix(), value: numberNear(Number(a)), ...(system ?? code) };
      }
    }
  }

  function prefix(except?: SearchPrefix): SearchPrefix {
    const one = pick(PREFIXES.filter((other) => other !== except));
    tries.push(`prefix ${one}`);
    return one;
  }

  function token(system: string | number | null, code: string | number | null): SearchValue | undefined {
    if (code === null) return system === null ? undefined : { kind: 'token', system: String(system) };
    if (chance(40)) return { kind: 'token', code: String(code) };
    if (chance(10) && system !== null) return { kind: 'token', system: String(system) };
    return { kind: 'token', system: chance(10) ? '' : String(system ?? ''), code: String(code) };
  }

  function ofType(fact: Kept): SearchValue | undefined {
    const [first] = [fact.resource.identifier ?? []].flat() as {
      value?: string;
      type?: { coding?: { system?: string; code?: string }[] };
    }[];
    const coding = first?.type?.coding?.[0];
    if (coding?.code === undefined || first?.value === undefined) return undefined;
    const system = chance(50) && coding.system !== undefined ? { system: coding.system } : {};
    const type: SearchValue = { kind: 'token', ...system, code: coding.code };
    return { kind: 'composite', parts: [type, { kind: 'token', code: first.value }] };
  }

  /** As long as what is there, a day, a month, a year, or moved a little. */
  function date(low: number, high: number): SearchValue {
    const moved = low + (chance(70) ? 0 : (numbers(400) - 200) * DAY);
    const start = new Date(moved);
    const spans: readonly (readonly [number, number])[] = [
      [moved, moved + (high - low)],
      [moved - (moved % DAY), moved - (moved % DAY) + DAY - 1],
      [
        Date.UTC(start.getUTCFullYear(), start.getUTCMonth(), 1),
        Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 1) - 1,
      ],
      [Date.UTC(start.getUTCFullYear(), 0, 1), Date.UTC(start.getUTCFullYear() + 1, 0, 1) - 1],
    ];
    const [from, to] = pick(spans);
    return { kind: 'date', prefix: prefix(), low: from, high: to };
  }

  function numberNear(value: number): string {
    const digits = numbers(3);
    const near = chance(50) ? value : value * (0.9 + numbers(20) / 100);
    return chance(30) && /^-?\d+(\.\d+)?$/.test(String(value)) ? String(value) : near.toFixed(digits);
  }

  function lastUpdated(fact: Kept): SearchCriterion {
    const low = fact.storedAt - numbers(3) * 1000;
    return {
      on: 'value',
      param: '_lastUpdated',
      values: [{ kind: 'date', prefix: prefix('ap'), low, high: low + numbers(2000) }],
    };
  }

  function composite(fact: Kept, code: string): SearchCriterion {
    const params = compositeParts(fact.type).get(code) ?? [];
    const pieces = fact.composites.get(code) ?? [];
    // Now and then of two pieces: what does not stand together must not be found.
    const parts = params.map((param, at) => {
      const lines = pick(pieces)[at] ?? [];
      const kind = searchParameterKind(fact.type, param);
      return lines.length === 0 || kind === undefined ? undefined : valueFor(pick(lines), kind, undefined, fact);
    });
    if (parts.includes(undefined)) return { on: 'value', param: '_id', values: [{ kind: 'token', code: fact.id }] };
    tries.push('composite');
    return { on: 'value', param: code, values: [{ kind: 'composite', parts: parts.flatMap((one) => one ?? []) }] };
  }

  /** Parameters of a fact that lead to something that is there. */
  const leading = (fact: Kept): (readonly [string, Kept])[] =>
    [...fact.lines].flatMap(([name, lines]) =>
      lines.flatMap(([kind, written]) => {
        const target = kind === 'reference' ? all.find((one) => one.name === written) : undefined;
        return target === undefined ? [] : [[name.slice(name.indexOf('.') + 1), target] as const];
      }),
    );

  function chain(fact: Kept): SearchCriterion | undefined {
    const found = leading(fact);
    if (found.length === 0) return undefined;
    const [param, target] = pick(found);
    tries.push('chain');
    const where = own(target.type, 1);
    // The person has an id of its own, and no day on which it was stored.
    const isOwn = where.on === 'value' && where.param.startsWith('_');
    return target.type === 'Patient' && isOwn ? undefined : { on: 'chain', param, type: target.type, where };
  }

  function has(fact: Kept): SearchCriterion | undefined {
    for (let turn = 0; turn < 20; turn += 1) {
      const other = pick(all);
      const found = leading(other).filter(([, target]) => target.name === fact.name || chance(5));
      if (found.length === 0) continue;
      tries.push('has');
      return { on: 'has', type: other.type, param: pick(found)[0], where: own(other.type, 1) };
    }
    return undefined;
  }

  function include(type: string): SearchInclude {
    if (chance(50)) {
      tries.push('_include');
      const params = [
        ...new Set((byType.get(type) ?? []).slice(0, 50).flatMap((one) => leading(one).map(([param]) => param))),
      ];
      return { reverse: false, source: type, param: params.length === 0 ? 'subject' : pick(params), iterate: false };
    }
    tries.push('_revinclude');
    for (let turn = 0; turn < 200; turn += 1) {
      const other = pick(all);
      const found = leading(other).filter(([, target]) => target.type === type);
      if (found.length > 0) return { reverse: true, source: other.type, param: pick(found)[0], iterate: false };
    }
    return { reverse: true, source: type, param: 'part-of', iterate: false };
  }

  function sortOf(type: string): FindQuery['sort'] {
    if (chance(50)) return undefined;
    const descending = chance(50);
    if (chance(60)) {
      const param = pick(['date', '_lastUpdated', '_id']);
      tries.push(`sort ${param}`);
      return [{ param, descending }];
    }
    const names = [...pick(byType.get(type) ?? []).lines.keys()].map((name) => name.slice(name.indexOf('.') + 1));
    if (names.length === 0) return undefined;
    tries.push('sort by value');
    return [
      { param: pick(names), descending },
      { param: '_id', descending: chance(50) },
    ];
  }

  return () => {
    tries = [];
    const type = pick(chance(50) ? types : all.map((one) => one.type));
    const where = Array.from({ length: 1 + numbers(3) }, () => own(type, 0));
    const sort = sortOf(type);
    const isIncluding = type !== 'Patient' && chance(12);
    const query: FindQuery = {
      types: [type],
      where,
      limit: isIncluding ? 10 : pick([3, 20, 100, 1000]),
      ...(sort === undefined ? {} : { sort }),
      ...(chance(20) ? { total: true } : {}),
      ...(isIncluding ? { include: [include(type)] } : {}),
    };
    return { query, tries };
  };
}
