import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ARRAY, ESCAPED, FALSE, JsonError, JsonTape, NULL, NUMBER, OBJECT, STRING, TRUE } from './json-tape.ts';

const tape = new JsonTape();

/** The value that a tape's row stands for, made from its rows alone. */
function valueAt(from: JsonTape, at: number): unknown {
  switch (from.kind(at)) {
    case OBJECT: {
      const entries: [string, unknown][] = [];
      for (let name = at + 1; name < from.next(at); name = from.next(name + 1)) {
        entries.push([from.text(name) ?? '', valueAt(from, name + 1)]);
      }
      return Object.fromEntries(entries);
    }
    case ARRAY: {
      const items: unknown[] = [];
      for (let item = at + 1; item < from.next(at); item = from.next(item)) items.push(valueAt(from, item));
      return items;
    }
    case STRING:
    case ESCAPED:
      return from.text(at);
    case NUMBER:
      return Number(from.source(at));
    case NULL:
      return null;
    default:
      return from.kind(at) === TRUE;
  }
}

const fault = (text: string | Uint8Array): string => {
  try {
    tape.read(typeof text === 'string' ? Buffer.from(text) : text);
    return 'none';
  } catch (error) {
    if (error instanceof JsonError) return error.fault;
    throw error;
  }
};

const json = fc.jsonValue({ maxDepth: 6, stringUnit: 'grapheme' }).map((value) => JSON.stringify(value));
/** Names with escapes and `__proto__` are refused here and taken by JSON.parse; the table below has them. */
const hasOddNames = (text: string): boolean => /__proto__|"(?:[^"\\]|\\.)*\\.(?:[^"\\]|\\.)*"\s*:/.test(text);

describe('the JSON tape', () => {
  it('reads what JSON.parse reads, to the same values', () => {
    fc.assert(
      fc.property(json, fc.constantFrom(undefined, 1, '\t'), (compact, indent) => {
        const text = JSON.stringify(JSON.parse(compact), null, indent);
        fc.pre(!hasOddNames(text));
        tape.read(Buffer.from(text));
        expect(JSON.stringify(valueAt(tape, 0))).toBe(JSON.stringify(JSON.parse(text)));
      }),
      { numRuns: 300 },
    );
  });

  it('refuses every cut of a text that JSON.parse refuses', () => {
    fc.assert(
      fc.property(json, fc.nat(), fc.constantFrom('', ',', ']', '}', '"', '\\', '0', 'x'), (text, place, extra) => {
        const broken = text.slice(0, place % (text.length + 1)) + extra;
        fc.pre(!hasOddNames(broken));
        let isJson = true;
        try {
          JSON.parse(broken);
        } catch {
          isJson = false;
        }
        const said = fault(broken);
        // Repeated names are the one thing that is refused here and not there.
        if (said !== 'duplicate-name') expect(said === 'none').toBe(isJson);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['{"a":1,}', 'trailing-comma'],
    ['[1,]', 'trailing-comma'],
    ['{"a":1} x', 'text-after-end'],
    ['{"a":"x', 'unexpected-end'],
    ['{"a":"\n"}', 'control-character'],
    ['{"a":"\u0000"}', 'control-character'],
    ['{"a":"\\x"}', 'bad-escape'],
    ['{"a":"\\u12G4"}', 'bad-escape'],
    ['{"a":01}', 'bad-number'],
    ['{"a":1.}', 'bad-number'],
    ['{"a":-}', 'bad-number'],
    ['{"a":1e}', 'bad-number'],
    ['{"a":+1}', 'unexpected-character'],
    ["{'a':1}", 'unexpected-character'],
    ['{"a":NaN}', 'unexpected-character'],
    ['{"a":tru}', 'unexpected-character'],
    ['{"a" 1}', 'unexpected-character'],
    ['{"a":1 "b":2}', 'unexpected-character'],
    ['', 'unexpected-end'],
    [`{"a":${'9'.repeat(2000)}}`, 'number-too-long'],
    ['{"id":"1","id":"2"}', 'duplicate-name'],
    ['{"\\u0069d":"1"}', 'escaped-name'],
    ['{"a":{"__proto__":{"x":1}}}', 'forbidden-name'],
    [`${'['.repeat(65)}${']'.repeat(65)}`, 'too-deep'],
  ])('refuses %s by name', (text, expected) => {
    expect(fault(text)).toBe(expected);
  });

  it('finds a name that occurs twice among many', () => {
    const names = Array.from({ length: 5000 }, (_, index) => `"n${index}":${index}`);
    expect(fault(`{${names.join(',')}}`)).toBe('none');
    expect(fault(`{${[...names, '"n77":0'].join(',')}}`)).toBe('duplicate-name');
  });

  it('refuses bytes that are not UTF-8, and takes lone surrogates that are written as escapes', () => {
    expect(fault(Buffer.from([0x22, 0xff, 0x22]))).toBe('not-utf8');
    expect(fault(Buffer.from('"J\xf6rg"', 'latin1'))).toBe('not-utf8');
    expect(fault('"\\ud800"')).toBe('none');
  });

  it('stops at the number of values it is allowed', () => {
    const small = new JsonTape({ depth: 64, values: 100 });
    expect(() => small.read(Buffer.from(`[${'1,'.repeat(200)}1]`))).toThrow('too-many-values');
  });

  it('keeps numbers as they are written', () => {
    tape.read(Buffer.from('{"value": 1.50, "big": 1e400, "zero": -0}'));
    expect(tape.source(tape.member(0, 'value'))).toBe('1.50');
    expect(tape.source(tape.member(0, 'big'))).toBe('1e400');
    expect(tape.source(tape.member(0, 'zero'))).toBe('-0');
    expect(tape.kind(tape.member(0, 'value'))).not.toBe(FALSE);
  });

  it('reads a part of larger bytes', () => {
    const bytes = Buffer.from('garbage{"a":[true]}garbage');
    tape.read(bytes, 7, 19);
    expect(valueAt(tape, 0)).toEqual({ a: [true] });
  });
});
