import { createValueSets, type ElementRow, readModel, readStructures, type Structure } from './definitions.ts';

/** Elements that every base type has; kernel/fhir/element-table.ts adds them when it reads a type's line. */
const inherited: Readonly<Record<string, readonly string[]>> = {
  Resource: ['id', 'meta', 'implicitRules', 'language'],
  DomainResource: ['id', 'meta', 'implicitRules', 'language', 'text', 'contained', 'extension', 'modifierExtension'],
  Element: ['id', 'extension'],
  BackboneElement: ['id', 'extension', 'modifierExtension'],
};

const systemTypes: Readonly<Record<string, string>> = {
  'http://hl7.org/fhirpath/System.String': 'string',
  'http://hl7.org/fhirpath/System.Boolean': 'boolean',
};

/** Required value sets that are no lists but known by the form of their codes. */
const forms: Readonly<Record<string, string>> = { mimetypes: 'mime', currencies: 'currency' };

/** The definitions package names some types of its own as targets. */
const model = readModel('r4');
const isR4Type = (name: string): boolean => model.has(`${name}.id`) || model.has(`${name}.implicitRules`);

export interface ElementTable {
  /** Type or backbone path to its line; see the header of generated/elements.ts. */
  readonly lines: ReadonlyMap<string, string>;
  /** Code lists that required bindings name by their number. */
  readonly bindings: readonly string[];
}

/** The table of elements of every R4 resource, complex type and backbone element. */
export function buildElementTable(): ElementTable {
  const expand = createValueSets();
  const bindings: string[] = [];
  const bindingOf = (element: ElementRow): string => {
    if (element.binding?.strength !== 'required' || element.binding.valueSet === undefined) return '';
    const name = element.binding.valueSet.replace(/\|.*$/, '').split('/').pop() ?? '';
    if (name in forms) return `=${forms[name]}`;
    const found = expand(element.binding.valueSet);
    if (found === undefined) return '';
    const isCode = element.type?.every(({ code }) => code === 'code') ?? false;
    // A concept says its system, too, and that has to be the right one.
    const text = [...found.codes, ...(isCode ? [] : found.systems.map((system) => `@${system}`))].join(' ');
    const at = bindings.indexOf(text);
    return `=${at >= 0 ? at : bindings.push(text) - 1}`;
  };
  const lines = new Map<string, string>();
  for (const structure of readStructures()) {
    if (structure.kind === 'primitive-type') continue;
    for (const [path, line] of linesOf(structure, bindingOf)) lines.set(path, line);
  }
  return { lines, bindings };
}

function baseOf(structure: Structure, path: string, element: ElementRow | undefined): string {
  if (path.includes('.')) return element?.type?.[0]?.code === 'BackboneElement' ? 'BackboneElement' : 'Element';
  const base = structure.baseDefinition?.split('/').pop() ?? '';
  return base in inherited ? base : structure.kind === 'resource' ? 'DomainResource' : 'Element';
}

function* linesOf(structure: Structure, bindingOf: (element: ElementRow) => string): Generator<[string, string]> {
  const rows = structure.snapshot.element;
  const parents = new Set(rows.map((row) => row.path.slice(0, Math.max(0, row.path.lastIndexOf('.')))));
  parents.delete('');
  for (const parent of parents) {
    const base = baseOf(
      structure,
      parent,
      rows.find((row) => row.path === parent),
    );
    const skip = parent in inherited ? [] : (inherited[base] ?? []);
    const cells = rows
      .filter((row) => row.path.startsWith(`${parent}.`) && !row.path.slice(parent.length + 1).includes('.'))
      .filter((row) => row.max !== '0' && !skip.includes(row.path.slice(parent.length + 1)))
      .map((row) => cell(row, parents, bindingOf));
    yield [parent, `${parent in inherited ? '' : base}:${cells.join(';')}`];
  }
}

function cell(row: ElementRow, parents: ReadonlySet<string>, bindingOf: (element: ElementRow) => string): string {
  const name = row.path.slice(row.path.lastIndexOf('.') + 1);
  const cardinality = row.max === '*' ? (row.min > 0 ? '+' : '*') : row.min > 0 ? '!' : '?';
  return `${name}${cardinality}${typesOf(row, parents)}${bindingOf(row)}`;
}

function typesOf(row: ElementRow, parents: ReadonlySet<string>): string {
  if (row.contentReference) return row.contentReference.slice(1);
  if (parents.has(row.path)) return row.path;
  // Written as System.String in the definitions; the specification says id and uri.
  if (/^(?:Domain)?Resource\.id$/.test(row.path)) return 'id';
  if (row.path === 'Extension.url') return 'uri';
  const types = (row.type ?? []).map((type) => {
    const code = systemTypes[type.code] ?? type.code;
    if (code !== 'Reference' && code !== 'canonical') return code;
    const all = (type.targetProfile ?? []).map((url) => url.split('/').pop() ?? '');
    const targets = all.filter((name) => name === 'Resource' || isR4Type(name));
    return code === 'Reference' && targets.length > 0 && !targets.includes('Resource')
      ? `Reference(${targets.join(',')})`
      : code;
  });
  return types.join('|');
}
