import { capital, type ElementDef, typeDef } from './element-table.ts';
import { isNode, type Node } from './index-values.ts';
import { isPrimitive } from './primitives.ts';

type Writable = Record<string, unknown>;

/** An element of a resource, where it stands. */
interface Place {
  readonly owner: Writable;
  /** R4 type or backbone path of the owner. */
  readonly ownerType: string;
  readonly name: string;
  readonly element: ElementDef;
  readonly type: string;
}

/** A way in which a valid resource goes wrong. */
export interface Mutation {
  readonly name: string;
  /** Whether it can be done there. */
  readonly fits: (place: Place) => boolean;
  readonly apply: (place: Place) => void;
  /** The invariant that it breaks, which a random resource may break already. */
  readonly rule?: string;
}

const isSingle = ({ element }: Place): boolean => !element.many;
const isText = ({ type }: Place): boolean => type === 'string' || type === 'markdown';
/** Puts a value in, into a list where one belongs. */
const put =
  (value: unknown) =>
  ({ owner, name, element }: Place): void => {
    owner[name] = element.many ? [value] : value;
  };
const ofType =
  (...types: readonly string[]) =>
  ({ type }: Place): boolean =>
    types.includes(type);
const isBound = ({ element, type }: Place): boolean => element.codes !== undefined && type === 'code';

/** Each kind of error that validation catches, on any resource that has a place for it. */
export const mutations: readonly Mutation[] = [
  { name: 'unknown element', fits: () => true, apply: ({ owner }) => Object.assign(owner, { somethingElse: 1 }) },
  {
    name: 'missing element',
    fits: ({ element, name, owner }) => element.required && owner[`_${name}`] === undefined,
    apply: ({ owner, name }) => Reflect.deleteProperty(owner, name),
  },
  { name: 'list for one', fits: isSingle, apply: ({ owner, name }) => Object.assign(owner, { [name]: [owner[name]] }) },
  {
    name: 'one for a list',
    fits: ({ element }) => element.many,
    apply: ({ owner, name }) => Object.assign(owner, { [name]: [owner[name]].flat()[0] ?? 'x' }),
  },
  {
    name: 'empty list',
    fits: ({ element }) => element.many,
    apply: ({ owner, name }) => Object.assign(owner, { [name]: [] }),
  },
  { name: 'empty object', fits: ({ type }) => !isPrimitive.has(type), apply: put({}) },
  {
    name: 'object of an id alone',
    fits: ({ type }) => !isPrimitive.has(type) && type !== 'Resource',
    apply: put({ id: 'x' }),
  },
  { name: 'null', fits: () => true, apply: put(null) },
  { name: 'empty text', fits: isText, apply: put('') },
  { name: 'text with a control character', fits: isText, apply: put('a\u0001') },
  { name: 'number for a text', fits: isText, apply: put(5) },
  { name: 'text for a number', fits: ofType('decimal', 'integer', 'positiveInt', 'unsignedInt'), apply: put('5') },
  { name: 'fraction for a whole number', fits: ofType('integer', 'positiveInt', 'unsignedInt'), apply: put(1.5) },
  { name: 'negative count', fits: ofType('positiveInt', 'unsignedInt'), apply: put(-1) },
  { name: 'text for a boolean', fits: ofType('boolean'), apply: put('true') },
  { name: 'day that does not exist', fits: ofType('date', 'dateTime'), apply: put('2021-02-30') },
  { name: 'month that does not exist', fits: ofType('date', 'dateTime'), apply: put('2021-13') },
  { name: 'time without a zone', fits: ofType('dateTime', 'instant'), apply: put('2021-01-01T10:00:00') },
  { name: 'instant without a time', fits: ofType('instant'), apply: put('2021-01-01') },
  { name: 'hour that does not exist', fits: ofType('dateTime', 'instant'), apply: put('2021-01-01T25:00:00Z') },
  { name: 'uri with a space', fits: ofType('uri', 'url', 'canonical'), apply: put('http://a b') },
  { name: 'broken base64', fits: ofType('base64Binary'), apply: put('a') },
  { name: 'code with a space at its end', fits: ofType('code'), apply: put('a ') },
  { name: 'code outside its value set', fits: isBound, apply: put('no-such-code') },
  {
    name: 'concept outside its value set',
    fits: ({ element, type }) => element.codes !== undefined && type === 'CodeableConcept',
    apply: put({ coding: [{ system: 'http://example.org', code: 'no-such-code' }] }),
  },
  {
    name: 'two of a choice',
    fits: ({ element }) => element.choice && element.types.length > 1,
    apply: ({ owner, element, type }) => {
      const other = element.types.find((one) => one !== type && (isPrimitive.has(one) || one === 'Quantity')) ?? 'x';
      owner[element.name + capital(other)] = other === 'boolean' ? true : other === 'Quantity' ? { value: 1 } : 'x';
    },
  },
  { name: 'reference that is none', fits: ofType('Reference'), apply: put({ reference: 'a patient' }) },
  { name: 'reference to no known type', fits: ofType('Reference'), apply: put({ reference: 'Foo/1' }) },
  {
    name: 'reference to another type',
    fits: ({ element, type }) => type === 'Reference' && element.targets?.has('Linkage') === false,
    apply: put({ reference: 'Linkage/1' }),
  },
  { name: 'reference to nothing contained', fits: ofType('Reference'), apply: put({ reference: '#nothing' }) },
  {
    name: 'extension without a value',
    rule: 'ext-1',
    fits: () => true,
    apply: ({ owner }) => Object.assign(owner, { extension: [{ url: 'http://x' }] }),
  },
  {
    name: 'extension with a value and extensions',
    fits: () => true,
    apply: ({ owner }) =>
      Object.assign(owner, {
        extension: [{ url: 'http://x', valueCode: 'a', extension: [{ url: 'http://y', valueCode: 'b' }] }],
      }),
  },
  {
    name: 'extension of an object in the wrong place',
    fits: ({ type }) => !isPrimitive.has(type),
    apply: ({ owner, name }) => Object.assign(owner, { [`_${name}`]: { id: 'x' } }),
  },
  {
    name: 'period that ends before it starts',
    rule: 'per-1',
    fits: ofType('Period'),
    apply: put({ start: '2021', end: '2020' }),
  },
  {
    name: 'quantity with a code of no system',
    rule: 'qty-3',
    fits: ofType('Quantity'),
    apply: put({ value: 1, code: 'mg' }),
  },
  {
    name: 'contained that nothing refers to',
    fits: ({ name }) => name === 'contained',
    apply: put({
      resourceType: 'Linkage',
      id: 'l',
      item: [1, 2].map(() => ({ type: 'source', resource: { display: 'x' } })),
    }),
  },
  {
    name: 'contained of no known type',
    fits: ({ name }) => name === 'contained',
    apply: put({ resourceType: 'Foo', id: 'f' }),
  },
];

/** Every element of a resource, with a place for `contained` where there is none. */
export function placesOf(resource: Node, type = String(resource.resourceType)): readonly Place[] {
  const owner = resource as Writable;
  const places: Place[] = [];
  const members = typeDef(type)?.members;
  for (const [name, value] of Object.entries(owner)) {
    const member = members?.get(name);
    if (!member) continue;
    places.push({ owner, ownerType: type, name, element: member.element, type: member.type });
    if (!typeDef(member.type) || member.type === 'Extension') continue;
    for (const one of Array.isArray(value) ? value : [value])
      if (isNode(one)) places.push(...placesOf(one, member.type));
  }
  const contained = members?.get('contained');
  if (contained && owner.contained === undefined) {
    places.push({ owner, ownerType: type, name: 'contained', element: contained.element, type: contained.type });
  }
  return places;
}
