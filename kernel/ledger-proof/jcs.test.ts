import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Json, jcs, parseCanonical } from './jcs.ts';

const json = fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' }).filter((value) => {
  try {
    return jcs(value as Json) !== undefined;
  } catch {
    return false;
  }
});

describe('the canonical form of RFC 8785', () => {
  it('is that of the example in section 3.2.2', () => {
    const text =
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],' +
      '"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}';
    expect(jcs(JSON.parse(text))).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('sorts members by UTF-16 code units, as in section 3.2.3', () => {
    const keys = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, '\u00f6': 7 };
    expect(Object.keys(JSON.parse(jcs(keys)))).toEqual([
      '1',
      '\r',
      '\u0080',
      '\u00f6',
      '\u20ac',
      '\u{1f600}',
      '\ufb33',
    ]);
  });

  it('equals a second implementation for every JSON value', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(jcs(value as Json)).toBe(canonicalize(value));
      }),
      { numRuns: 2000 },
    );
  });

  it('reads back to the same value and stays as it is', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = jcs(value as Json);
        expect(parseCanonical(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(jcs(JSON.parse(text))).toBe(text);
      }),
    );
  });

  it('refuses what JSON cannot say', () => {
    expect(() => jcs('\ud800')).toThrow(RangeError);
    expect(() => jcs({ '\ud800': 1 })).toThrow(RangeError);
    expect(() => jcs(Number.NaN)).toThrow(RangeError);
    expect(() => jcs([Number.POSITIVE_INFINITY])).toThrow(RangeError);
    expect(jcs(-0)).toBe('0');
  });

  it('accepts a text only in that form, byte for byte', () => {
    expect(parseCanonical('{"a":1,"b":[]}')).toEqual({ a: 1, b: [] });
    for (const text of [
      '{"b":1,"a":1}',
      '{"a": 1}',
      '{"a":1} ',
      '{"a":1,"a":1}',
      '{"a":1.0}',
      '{"a":"\\u0041"}',
      '{',
      '',
    ])
      expect(parseCanonical(text)).toBeUndefined();
    expect(parseCanonical(`${'['.repeat(200_000)}`)).toBeUndefined();
  });
});
