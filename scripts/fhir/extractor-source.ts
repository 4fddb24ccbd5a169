import { capital, type ElementDef, typeDef } from '../../kernel/fhir/element-table.ts';
import type { SearchParameter } from './definitions.ts';
import { type Route, readExpression } from './search-expression.ts';

/** Search parameter kind and R4 type to the converter in kernel/fhir/index-values.ts. */
const converters: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  token: {
    CodeableConcept: 'tokenConcept',
    Coding: 'tokenCoding',
    Identifier: 'tokenIdentifier',
    ContactPoint: 'tokenContact',
    boolean: 'tokenBoolean',
    code: 'tokenText',
    string: 'tokenText',
    id: 'tokenText',
    uri: 'tokenText',
    url: 'tokenText',
    canonical: 'tokenText',
    Money: 'tokenNone',
    Period: 'tokenNone',
  },
  string: { string: 'stringText', markdown: 'stringText', HumanName: 'stringName', Address: 'stringAddress' },
  date: {
    date: 'dateText',
    dateTime: 'dateText',
    instant: 'dateText',
    Period: 'datePeriod',
    Timing: 'dateTiming',
    // An age, or a time told in words, is no point on the calendar.
    string: 'dateNone',
    Age: 'dateNone',
    Range: 'dateNone',
  },
  reference: {
    Reference: 'reference',
    canonical: 'referenceUri',
    uri: 'referenceUri',
    Identifier: 'referenceNone',
    Attachment: 'referenceNone',
  },
  uri: { uri: 'uriText', url: 'uriText', canonical: 'uriText', oid: 'uriText', uuid: 'uriText' },
  number: {
    decimal: 'numberValue',
    integer: 'numberValue',
    positiveInt: 'numberValue',
    unsignedInt: 'numberValue',
    Range: 'numberRange',
  },
  quantity: {
    Quantity: 'quantityValue',
    Age: 'quantityValue',
    Duration: 'quantityValue',
    Count: 'quantityValue',
    Distance: 'quantityValue',
    Money: 'quantityMoney',
    Range: 'quantityRange',
    SampledData: 'quantityNone',
  },
};

interface Step {
  readonly calls: string[];
  readonly children: Map<string, Step>;
}

export interface ParameterRow {
  readonly type: string;
  readonly code: string;
  readonly kind: string;
  readonly routes: readonly Route[];
}

/** Parameters whose value is ours at serving time, or that are not about an element. */
const ours = new Set(['_id', '_lastUpdated']);

/** The search parameters of one type that an extractor covers. */
export function parametersOf(type: string, all: readonly SearchParameter[]): ParameterRow[] {
  return all
    .filter((row) => row.base.includes(type) || row.base.includes('Resource') || row.base.includes('DomainResource'))
    .filter((row) => row.type !== 'composite' && row.type !== 'special' && row.expression !== undefined)
    .filter((row) => !ours.has(row.code))
    .map((row) => ({ type, code: row.code, kind: row.type, routes: readExpression(row.expression ?? '', type) }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** The source of one type's extractor function. */
export function extractorSource(type: string, rows: readonly ParameterRow[]): string {
  const root: Step = { calls: [], children: new Map() };
  const usedBy: string[] = [];
  for (const row of rows) {
    for (const route of row.routes) usedBy.push(...place(root, row, route));
  }
  const lines = [`function extract${type}(r: Node, out: Out): void {`, '  let v: unknown;'];
  lines.push(...usedBy.map((call) => `  ${call}`));
  emit(root, 'r', 'v', '  ', lines);
  lines.push('}');
  return lines.join('\n');
}

/** Adds a route's converter calls to the tree; returns calls on the whole resource. */
function place(root: Step, row: ParameterRow, route: Route): string[] {
  const param = `'${row.type}.${row.code}'`;
  if (route.presence) return [`tokenPresence(out, ${param}, r, '${route.steps[0] ?? ''}');`];
  const { element, parents } = resolve(row, route);
  const types = route.ofType === undefined ? element.types : [route.ofType];
  for (const type of types) {
    const converter = converters[row.kind]?.[type];
    if (converter === undefined) throw new Error(`no converter for ${row.type}.${row.code}: ${row.kind} of ${type}`);
    if (converter.endsWith('None')) continue;
    const extra = route.target ?? route.where?.code;
    const name = route.target !== undefined ? 'referenceTo' : converter;
    const call = `${name}(out, ${param}, @${extra === undefined ? '' : `, '${extra}'`});`;
    let step = root;
    for (const parent of [...parents, element.choice ? element.name + capital(type) : element.name]) {
      const next: Step = step.children.get(parent) ?? { calls: [], children: new Map() };
      step.children.set(parent, next);
      step = next;
    }
    if (!step.calls.includes(call)) step.calls.push(call);
  }
  return [];
}

function resolve(row: ParameterRow, route: Route): { element: ElementDef; parents: string[] } {
  const steps = [...route.steps];
  const last = steps.pop() ?? '';
  let type = row.type;
  for (const step of steps) {
    const member = typeDef(type)?.members.get(step);
    if (!member) throw new Error(`no element ${step} in ${type} for ${row.type}.${row.code}`);
    type = member.type;
  }
  const element = typeDef(type)?.elements.find((candidate) => candidate.name === last);
  if (!element) throw new Error(`no element ${last} in ${type} for ${row.type}.${row.code}`);
  return { element, parents: steps };
}

const variables = ['v', 'w', 'x', 'y', 'z'];

function emit(step: Step, owner: string, variable: string, indent: string, lines: string[]): void {
  for (const [name, child] of step.children) {
    lines.push(`${indent}${variable} = ${owner}.${name};`);
    const calls = child.calls.map((call) => call.replace('@', variable));
    const [only] = calls;
    if (calls.length === 1 && only !== undefined && child.children.size === 0) {
      lines.push(`${indent}if (${variable} !== undefined) ${only}`);
      continue;
    }
    lines.push(`${indent}if (${variable} !== undefined) {`, ...calls.map((call) => `${indent}  ${call}`));
    if (child.children.size > 0) {
      const depth = variables.indexOf(variable) + 1;
      const inner = variables[depth] ?? 'z';
      const item = `i${depth}`;
      lines.push(`${indent}  for (const ${item} of each(${variable})) {`, `${indent}    let ${inner}: unknown;`);
      emit(child, item, inner, `${indent}    `, lines);
      lines.push(`${indent}  }`);
    }
    lines.push(`${indent}}`);
  }
}
