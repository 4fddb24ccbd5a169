import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonLines } from './json-tokens.ts';

const written = (source: string): string =>
  jsonLines(source)
    .map((line) => '  '.repeat(line.depth) + line.tokens.map((token) => token.text).join(''))
    .join('\n');

describe('JSON on screen', () => {
  it('keeps every number and escape as it was written', () => {
    expect(written('{"value":1.50,"big":1e400,"text":"a\\u0041\\n\\"b\\""}')).toBe(
      '{\n  "value": 1.50,\n  "big": 1e400,\n  "text": "a\\u0041\\n\\"b\\""\n}',
    );
  });

  it('is not fooled by signs inside strings', () => {
    expect(written('{"a":"{[,:]}","b":[]}')).toBe('{\n  "a": "{[,:]}",\n  "b": []\n}');
  });

  it('tells keys from texts', () => {
    const kinds = jsonLines('{"a":"a","b":[true,-1]}').flatMap((line) => line.tokens.map((token) => token.kind));
    expect(kinds.filter((kind) => kind === 'key')).toHaveLength(2);
    expect(kinds.filter((kind) => kind === 'text')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'word')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'number')).toHaveLength(1);
  });

  it('indents any value as JSON.stringify does', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const compact = JSON.stringify(value);
        expect(written(compact)).toBe(JSON.stringify(value, null, 2));
      }),
    );
  });
});
