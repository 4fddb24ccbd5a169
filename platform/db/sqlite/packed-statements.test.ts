import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Value } from '../types.ts';
import { createPacker, Unpacker } from './packed-statements.ts';
import { createTextNumbers } from './text-numbers.ts';

const value = fc.oneof(
  fc.constant(null),
  fc.double({ noNaN: true }).map((number) => (Object.is(number, -0) ? 0 : number)),
  fc.integer(),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.string({ unit: 'grapheme' }),
  fc.uint8Array({ maxLength: 40 }),
) as fc.Arbitrary<Value>;

const plain = (row: readonly Value[]): unknown[] =>
  row.map((one) => (one instanceof Uint8Array ? Buffer.from(one) : one));

describe('packed rows', () => {
  it('come out as they went in', () => {
    const packer = createPacker();
    const rows = fc
      .integer({ min: 0, max: 5 })
      .chain((width) => fc.array(fc.array(value, { minLength: width, maxLength: width })));
    fc.assert(
      fc.property(rows, (list) => {
        const unpacker = new Unpacker(packer.packRows(list, list[0]?.length ?? 0));
        expect(unpacker.count()).toBe(list.length);
        for (const row of list) expect(unpacker.row(new Array<Value>(row.length).fill(null))).toEqual(plain(row));
      }),
    );
  });

  it('refuse what no column can hold', () => {
    const packer = createPacker();
    for (const bad of [undefined, true, {}, [], Symbol('x')])
      expect(() => packer.packRows([[bad]], 1)).toThrow(TypeError);
    expect(() => packer.packRows([[1, 2]], 1)).toThrow(RangeError);
  });

  it('give back the memory of a very large batch', () => {
    const packer = createPacker();
    expect(packer.packRows([[Buffer.alloc(10_000_000)]], 1).length).toBe(10_000_009);
    expect(packer.packRows([[1]], 1).buffer.byteLength).toBe(9);
  });
});

describe('packed statements', () => {
  it('insert rows by tens and count them as one statement', () => {
    const texts = createTextNumbers();
    const rows = Array.from({ length: 23 }, (_, n) => [n, `row ${n}`]);
    const packed = createPacker().packStatements(
      [
        { table: 't', columns: { a: 'bigint', b: 'text' }, rows },
        { sql: 'delete from t', parameters: [], expect: 23 },
      ],
      texts,
    );
    const unpacker = new Unpacker(packed);
    expect(unpacker.count()).toBe(3);
    const tens = unpacker.statement();
    expect(tens).toMatchObject({ rows: 2, columns: 20, continues: false });
    const found = [0, 1].flatMap(() => unpacker.row(new Array<Value>(20).fill(null)));
    const rest = unpacker.statement();
    expect(rest).toMatchObject({ rows: 3, columns: 2, continues: true });
    for (let row = 0; row < 3; row += 1) found.push(...unpacker.row([null, null]));
    expect(found).toEqual(rows.flat());
    expect(unpacker.statement()).toMatchObject({ expect: 23, rows: 1, columns: 0 });
    expect(texts.takeNew()).toHaveLength(3);
    expect(texts.takeNew()).toHaveLength(0);
  });
});

describe('the numbers of statement texts', () => {
  it('are never used twice, however many texts there are', () => {
    const texts = createTextNumbers();
    const numbers = Array.from({ length: 5000 }, (_, n) => texts.numberOf(`select ${n}`));
    expect(new Set(numbers).size).toBe(5000);
    expect(texts.numberOf('select 4999')).toBe(4999);
    expect(texts.numberOf('select 0')).toBe(5000);
  });
});
