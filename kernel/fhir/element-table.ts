import { codeLists, elementLines } from './generated/elements.ts';

/** One element of an R4 type. */
export interface ElementDef {
  /** As in the definition, without `[x]`: `status`, `value`. */
  readonly name: string;
  /** R4 types it may have; backbone elements are named by their path (`Observation.component`). */
  readonly types: readonly string[];
  /** A choice: in JSON its name carries its type (`valueQuantity`). */
  readonly choice: boolean;
  readonly many: boolean;
  readonly required: boolean;
  /** The codes of a required binding, when they can be listed. */
  readonly codes?: ReadonlySet<string>;
  /** Of a concept: the systems that these codes are of. */
  readonly systems?: ReadonlySet<string>;
  /** A required binding whose codes are no list. */
  readonly form?: 'mime' | 'currency';
  /** Resource types a Reference may point to; absent when any. */
  readonly targets?: ReadonlySet<string>;
}

/** What a JSON member of a type is. */
export interface Member {
  readonly element: ElementDef;
  readonly type: string;
}

export interface TypeDef {
  readonly name: string;
  readonly elements: readonly ElementDef[];
  /** By JSON member name (`valueQuantity`, not `value`), without the `_` companions of primitives. */
  readonly members: ReadonlyMap<string, Member>;
}

const cache = new Map<string, TypeDef | undefined>();
const lists = new Map<number, CodeList>();

/** The elements of an R4 resource type, complex type or backbone path; undefined when R4 has no such type. */
export function typeDef(name: string): TypeDef | undefined {
  if (cache.has(name)) return cache.get(name);
  const def = Object.hasOwn(elementLines, name) ? readType(name) : undefined;
  // Only names of R4 are kept, so that a hostile file can't grow the cache.
  if (def) cache.set(name, def);
  return def;
}

export const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

function readType(name: string): TypeDef {
  const line = elementLines[name] ?? ':';
  const base = line.slice(0, line.indexOf(':'));
  const cells = line.slice(base.length + 1);
  const elements = [
    ...(base === '' ? [] : (typeDef(base)?.elements ?? [])),
    ...(cells === '' ? [] : cells.split(';').map((cell) => readElement(cell))),
  ];
  const members = new Map<string, Member>();
  for (const element of elements) {
    for (const type of element.types) {
      members.set(element.choice ? element.name + capital(type) : element.name, { element, type });
    }
  }
  return { name, elements, members };
}

const CELL = /^(\w+)(\[x\])?([?!*+])(.*?)(?:=(\w+))?$/;

function readElement(cell: string): ElementDef {
  const [, name = '', choice, cardinality, typeText = '', list] = CELL.exec(cell) ?? [];
  const targets = /Reference\(([\w,]+)\)/.exec(typeText)?.[1];
  return {
    name,
    types: typeText.replace(/\([\w,]+\)/, '').split('|'),
    choice: choice !== undefined,
    many: cardinality === '*' || cardinality === '+',
    required: cardinality === '!' || cardinality === '+',
    ...(list === undefined ? {} : list === 'mime' || list === 'currency' ? { form: list } : codeList(Number(list))),
    ...(targets === undefined ? {} : { targets: new Set(targets.split(',')) }),
  };
}

interface CodeList {
  readonly codes: ReadonlySet<string>;
  readonly systems?: ReadonlySet<string>;
}

function codeList(at: number): CodeList {
  let list = lists.get(at);
  if (!list) {
    const words = (codeLists[at] ?? '').split(' ');
    const systems = words.flatMap((word) => (word.startsWith('@') ? word.slice(1) : []));
    const codes = new Set(words.filter((word) => !word.startsWith('@')));
    list = systems.length === 0 ? { codes } : { codes, systems: new Set(systems) };
    lists.set(at, list);
  }
  return list;
}
