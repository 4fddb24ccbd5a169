import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalBytes, contentHashOf } from './canonical.ts';

const canonical = (text: string): string => Buffer.from(canonicalBytes(Buffer.from(text))).toString('utf8');
const hash = (text: string): string => contentHashOf(Buffer.from(text));

const names = fc.oneof(fc.stringMatching(/^[a-zA-Z0-9é￿𐀀]{1,6}$/u), fc.constantFrom('meta', 'id'));
const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed()),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(names, tie('value'), { maxKeys: 40 }),
  ),
})).value;
const resource = fc.dictionary(names, value, { maxKeys: 8 }).filter((one) => typeof one.meta !== 'object');

describe('the canonical content', () => {
  it('is RFC 8785 where numbers have only one way to be written', () => {
    fc.assert(
      fc.property(resource, fc.constantFrom(undefined, 2, '\t'), (one, indent) => {
        expect(canonical(JSON.stringify(one, null, indent))).toBe(canonicalize(one));
      }),
      { numRuns: 300 },
    );
  });

  it('does not change with white space, the order of members, or escapes', () => {
    const written = '{"resourceType":"Patient","id":"a","name":[{"family":"Jörg/A","given":["x"]}]}';
    const other =
      '{ "name" : [ {"given":["\\u0078"],\n"family":"J\\u00f6rg\\/A"} ],\t"id":"a","resourceType":"Patient"}';
    expect(hash(other)).toBe(hash(written));
  });

  it('leaves out when and as which version a server stored it, and a meta that then is empty', () => {
    const bare = '{"resourceType":"Patient","id":"a"}';
    expect(
      hash('{"resourceType":"Patient","id":"a","meta":{"lastUpdated":"2020-01-01T00:00:00Z","versionId":"7"}}'),
    ).toBe(hash(bare));
    expect(canonical('{"meta":{"versionId":"7","profile":["p"]},"id":"a"}')).toBe(
      '{"id":"a","meta":{"profile":["p"]}}',
    );
    // Only the resource's own: a contained one's versionId is content.
    const inner = (version: string): string => `{"contained":[{"meta":{"versionId":"${version}"}}]}`;
    expect(hash(inner('1'))).not.toBe(hash(inner('2')));
  });

  it('takes numbers as written', () => {
    expect(hash('{"value":1.50}')).not.toBe(hash('{"value":1.5}'));
    expect(canonical('{"value":[1.50,1E3,-0.0]}')).toBe('{"value":[1.50,1E3,-0.0]}');
  });

  it('changes with any character of the content', () => {
    const text = '{"resourceType":"Patient","id":"a","active":true}';
    expect(hash(text.replace('true', 'false'))).not.toBe(hash(text));
    expect(hash(text.replace('"a"', '"b"'))).not.toBe(hash(text));
  });

  it('sorts names by UTF-16 code units', () => {
    expect(canonical('{"\uffff":1,"\u{10000}":2,"a":3}')).toBe('{"a":3,"\u{10000}":2,"\uffff":1}');
  });

  it('is stable for a lone surrogate, which has no bytes of its own', () => {
    expect(canonical('{"a":"\\uD800"}')).toBe('{"a":"\\ud800"}');
  });
});
