import { expect, it } from 'vitest';
import { plainCopy } from './plain-copy.ts';

it('a plain copy shares nothing with its original', () => {
  const original = { a: [1, { b: 'x', c: null, d: undefined }], e: Number.NaN, f: 7n, g: Object.create(null) };
  const copy = plainCopy(original);
  expect(copy).toEqual(original);
  expect(Object.keys(copy.a[1] as object)).toEqual(['b', 'c', 'd']);
  (original.a[1] as { b: string }).b = 'changed';
  original.a.push(2);
  expect(copy.a).toEqual([1, { b: 'x', c: null, d: undefined }]);
});

it('a plain copy reads an accessor once and keeps what it said', () => {
  let asked = 0;
  const shifty = Object.defineProperty({}, 'types', { enumerable: true, get: () => [++asked] });
  const copy = plainCopy(shifty) as { types: number[] };
  expect([copy.types, copy.types]).toEqual([[1], [1]]);
});

it.each([
  ['a class', new (class Grant {})()],
  ['bytes', new Uint8Array(2)],
  ['a map', new Map()],
  ['a function', { toJSON: () => 1 }],
  ['a member that would become a prototype', JSON.parse('{"a":{"__proto__":{"isOwner":true}}}')],
])('a plain copy is not made of %s', (_name, value) => {
  expect(() => plainCopy(value)).toThrow(TypeError);
});
