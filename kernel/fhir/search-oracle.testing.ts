/**
 * A second opinion on the index extractors, for tests and proofs: the search parameters' own FHIRPath expressions,
 * evaluated by NLM fhirpath, and conversions written a second time, plainly.
 */
import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4';
import { readSearchParameters, type SearchParameter } from '../../scripts/fhir/definitions.ts';
import type { Node } from './index-values.ts';
import type { IndexValue } from './types.ts';

/** What the index has of one resource: for each parameter the distinct values, each as one line of text. */
export type IndexLines = ReadonlyMap<string, ReadonlySet<string>>;

/** The extractors' answer in the oracle's form. */
export function linesOf(values: readonly IndexValue[]): IndexLines {
  const lines = new Map<string, Set<string>>();
  for (const value of values) add(lines, value.param, lineOf(value));
  return lines;
}

/** Members in one order, so that equal values are equal lines. */
function lineOf(value: IndexValue): string {
  if (value.kind === 'reference') {
    const { target, onlyIf } = value;
    const { reference, type, identifier } = target;
    return line('reference', reference, type, identifier?.system, identifier?.value, onlyIf);
  }
  if (value.kind === 'date') return line('date', value.low, value.high);
  if (value.kind === 'token') return line('token', value.system, value.code, value.text);
  if (value.kind === 'quantity') {
    return line('quantity', value.value, value.system, value.code, value.unit, value.comparator);
  }
  if (value.kind === 'string') return line('string', value.text);
  return value.kind === 'uri' ? line('uri', value.uri) : line('number', value.value);
}

const line = (kind: string, ...parts: readonly unknown[]): string => JSON.stringify([kind, ...parts]);

function add(lines: Map<string, Set<string>>, param: string, text: string): void {
  const known = lines.get(param);
  if (known) known.add(text);
  else lines.set(param, new Set([text]));
}

interface Compiled {
  readonly code: string;
  readonly kind: string;
  readonly parts: readonly { readonly evaluate: (resource: unknown) => unknown[]; readonly target?: string }[];
}

/** Evaluates every search parameter of a resource's type; slow (milliseconds a resource). */
export function createSearchOracle(): (resource: Node) => IndexLines {
  const all = readSearchParameters();
  const compiled = new Map<string, readonly Compiled[]>();
  return (resource) => {
    const type = String(resource.resourceType);
    let parameters = compiled.get(type);
    if (!parameters) {
      parameters = all.filter((row) => applies(row, type)).map((row) => compile(row, type));
      compiled.set(type, parameters);
    }
    const lines = new Map<string, Set<string>>();
    for (const { code, kind, parts } of parameters) {
      for (const { evaluate, target } of parts) {
        const nodes = evaluate(resource);
        const types = fhirpath.types(nodes) as string[];
        for (const [index, node] of nodes.entries()) {
          const data = plain(dataOf(node));
          const fhirType = (types[index] ?? '').replace(/^(?:FHIR|System)\./, '');
          for (const text of convert(kind, fhirType, data, target)) add(lines, `${type}.${code}`, text);
        }
      }
    }
    return lines;
  };
}

/** How many parameters the oracle knows of a type. */
export const parameterCount = (type: string): number =>
  readSearchParameters().filter((row) => applies(row, type)).length;

export const dataOf = (node: unknown): unknown =>
  typeof node === 'object' && node !== null && 'data' in node && 'path' in node ? node.data : node;

function applies(row: SearchParameter, type: string): boolean {
  const isOfType = row.base.some((base) => base === type || base === 'Resource' || base === 'DomainResource');
  const isOurs = row.code === '_id' || row.code === '_lastUpdated';
  return isOfType && !isOurs && row.type !== 'composite' && row.type !== 'special' && row.expression !== undefined;
}

function compile(row: SearchParameter, type: string): Compiled {
  const parts = (row.expression ?? '')
    .split('|')
    .map((part) => part.trim())
    .filter((part) => !/^\(?[A-Z]/.test(part) || new RegExp(`^\\(?(?:${type}|Resource)\\.`).test(part))
    .map((part) => {
      // resolve() would need the other resource; what the reference says of its type has to do.
      const target = /\.where\(resolve\(\) is (\w+)\)$/.exec(part)?.[1];
      const path = part.replace(/\.where\(resolve\(\) is \w+\)$/, '');
      const evaluate = fhirpath.compile(path, r4, { resolveInternalTypes: false }) as (resource: unknown) => unknown[];
      return target === undefined ? { evaluate } : { evaluate, target };
    });
  return { code: row.code, kind: row.type, parts };
}

type Loose = Record<string, unknown> | undefined;
const str = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);

/** The values of one element, by the kind of the parameter that asks for it. */
export function convert(kind: string, type: string, data: unknown, target: string | undefined): string[] {
  const object = data as Loose;
  switch (kind) {
    case 'token':
      return tokens(type, data, object);
    case 'string':
      return strings(type, data, object);
    case 'date':
      return dates(type, data, object);
    case 'reference':
      return references(type, data, object, target);
    case 'uri':
      return typeof data === 'string' ? [line('uri', data)] : [];
    case 'number':
      if (type === 'Range')
        return list(object?.low)
          .concat(list(object?.high))
          .flatMap((one) => numberLine((one as Loose)?.value));
      return numberLine(data);
    default:
      return quantities(type, object);
  }
}

const numberLine = (value: unknown): string[] => (typeof value === 'number' ? [line('number', String(value))] : []);

/** fhirpath keeps numbers in a class of its own. */
export const plain = (data: unknown): unknown =>
  typeof data === 'object' && data !== null && /^FP_|Decimal/.test(data.constructor?.name ?? '')
    ? Number(String('asStr' in data ? data.asStr : data))
    : data;

function tokens(type: string, data: unknown, object: Loose): string[] {
  const coding = (one: Loose): string[] => {
    const parts = [str(one?.system), str(one?.code), str(one?.display)];
    return parts.every((part) => part === undefined) ? [] : [line('token', ...parts)];
  };
  if (type === 'CodeableConcept') {
    const text = str(object?.text);
    return [
      ...list(object?.coding).flatMap((one) => coding(one as Loose)),
      ...(text === undefined ? [] : [line('token', undefined, undefined, text)]),
    ];
  }
  if (type === 'Coding') return coding(object);
  if (type === 'Identifier') {
    const parts = [str(object?.system), str(object?.value), str((object?.type as Loose)?.text)];
    return parts.every((part) => part === undefined) ? [] : [line('token', ...parts)];
  }
  if (type === 'ContactPoint') {
    const value = str(object?.value);
    return value === undefined ? [] : [line('token', undefined, value, undefined)];
  }
  if (typeof data === 'boolean' || typeof data === 'string') return [line('token', undefined, String(data), undefined)];
  return [];
}

function strings(type: string, data: unknown, object: Loose): string[] {
  const parts: Record<string, string[]> = {
    HumanName: ['family', 'given', 'prefix', 'suffix', 'text'],
    Address: ['line', 'city', 'district', 'state', 'postalCode', 'country', 'text'],
  };
  const names = parts[type];
  const values = names ? names.flatMap((name) => list(object?.[name])) : [data];
  return values.flatMap((value) => (str(value) === undefined ? [] : [line('string', value)]));
}

function dates(type: string, data: unknown, object: Loose): string[] {
  if (type === 'Period') {
    const low = range(str(object?.start))?.[0];
    const high = range(str(object?.end))?.[1];
    return low === undefined && high === undefined ? [] : [line('date', low ?? null, high ?? null)];
  }
  if (type === 'Timing') {
    const bounds = (object?.repeat as Loose)?.boundsPeriod as Loose;
    const start = range(str(bounds?.start))?.[0];
    const end = range(str(bounds?.end))?.[1];
    const hasBounds = start !== undefined || end !== undefined;
    const events = list(object?.event).flatMap((event) => {
      const found = range(str(event));
      return found ? [found] : [];
    });
    if (events.length === 0 && !hasBounds) return [];
    const lows = [...events.map(([low]) => low), ...(hasBounds ? [start ?? -Infinity] : [])];
    const highs = [...events.map(([, high]) => high), ...(hasBounds ? [end ?? Infinity] : [])];
    const low = Math.min(...lows);
    const high = Math.max(...highs);
    return [line('date', Number.isFinite(low) ? low : null, Number.isFinite(high) ? high : null)];
  }
  const found = range(str(data));
  return found ? [line('date', ...found)] : [];
}

/** First and last millisecond, by way of the platform's own date parser. */
function range(text: string | undefined): [number, number] | undefined {
  if (text === undefined) return undefined;
  if (/^\d{4}$/.test(text))
    return [Date.parse(`${text}-01-01T00:00:00Z`), Date.parse(`${Number(text) + 1}-01-01T00:00:00Z`) - 1];
  if (/^\d{4}-\d\d$/.test(text)) {
    const low = new Date(`${text}-01T00:00:00Z`);
    const next = new Date(low);
    next.setUTCMonth(next.getUTCMonth() + 1);
    return [low.getTime(), next.getTime() - 1];
  }
  if (/^\d{4}-\d\d-\d\d$/.test(text)) {
    const low = Date.parse(`${text}T00:00:00Z`);
    return Number.isNaN(low) ? undefined : [low, low + 86_400_000 - 1];
  }
  const match = /T\d\d:\d\d(?::\d\d(?:\.(\d+))?)?(Z|[+-]\d\d:\d\d)?$/.exec(text);
  if (!match) return undefined;
  const low = Date.parse(match[2] === undefined ? `${text}Z` : text);
  if (Number.isNaN(low)) return undefined;
  const digits = match[1]?.length ?? (/T..:..:../.test(text) ? 0 : -1);
  return [low, low + (digits < 0 ? 60_000 : 10 ** Math.max(0, 3 - digits)) - 1];
}

function references(type: string, data: unknown, object: Loose, target: string | undefined): string[] {
  if (type !== 'Reference')
    return typeof data === 'string' ? [line('reference', data, undefined, undefined, undefined, undefined)] : [];
  const reference = str(object?.reference);
  const identifier = object?.identifier as Loose;
  const logical = [str(identifier?.system), str(identifier?.value)];
  if (reference?.startsWith('#')) return [];
  if (reference === undefined && logical.every((part) => part === undefined)) return [];
  const written = reference?.split('/_history/')[0]?.split('/').slice(-2);
  const says = (written?.length === 2 && /^[A-Z]/.test(written[0] ?? '') ? written[0] : undefined) ?? str(object?.type);
  if (target !== undefined && says !== undefined && says !== target) return [];
  const onlyIf = target !== undefined && says === undefined ? target : undefined;
  return [line('reference', reference, str(object?.type), ...logical, onlyIf)];
}

function quantities(type: string, object: Loose): string[] {
  if (type === 'Range')
    return [...list(object?.low), ...list(object?.high)].flatMap((one) => quantities('Quantity', one as Loose));
  if (type === 'SampledData' || typeof object?.value !== 'number') return [];
  const value = String(object.value);
  if (type === 'Money') {
    const code = str(object.currency);
    return [
      line('quantity', value, code === undefined ? undefined : 'urn:iso:std:iso:4217', code, undefined, undefined),
    ];
  }
  return [line('quantity', value, str(object.system), str(object.code), str(object.unit), str(object.comparator))];
}
