import { isCoded } from '@chartwarden/errors';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { patchJson } from './json-patch.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const patched = (document: string, ...operations: readonly object[]): string =>
  new TextDecoder().decode(patchJson(bytes(document), bytes(JSON.stringify(operations))));
const code = (document: string, patch: string | readonly object[]): string => {
  try {
    const text = typeof patch === 'string' ? patch : JSON.stringify(patch);
    return new TextDecoder().decode(patchJson(bytes(document), bytes(text)));
  } catch (error) {
    if (!isCoded(error)) throw error;
    return `${error.code.slice(8)} ${error.detail ?? ''}`.trim();
  }
};

describe('a JSON Patch', () => {
  it.each<[string, string, object, string]>([
    ['adds a member', '{"a":1}', { op: 'add', path: '/b', value: 'x' }, '{"a":1,"b":"x"}'],
    ['adds a member to nothing', '{ }', { op: 'add', path: '/b', value: [] }, '{"b":[] }'],
    ['adds in place of a member', '{"a": 1, "b":2}', { op: 'add', path: '/a', value: 3 }, '{"a": 3, "b":2}'],
    ['adds before an item', '["a","c"]', { op: 'add', path: '/1', value: 'b' }, '["a","b","c"]'],
    ['adds before the first item', '["b"]', { op: 'add', path: '/0', value: 'a' }, '["a","b"]'],
    ['adds behind the last by its number', '["a"]', { op: 'add', path: '/1', value: 'b' }, '["a","b"]'],
    ['adds behind the last by a dash', '["a"]', { op: 'add', path: '/-', value: ['b'] }, '["a",["b"]]'],
    ['adds null', '{}', { op: 'add', path: '/a', value: null }, '{"a":null}'],
    ['adds where objects are nested', '{"a":{}}', { op: 'add', path: '/a/b', value: {} }, '{"a":{"b":{}}}'],
    ['adds under an empty name', '{}', { op: 'add', path: '/', value: 1 }, '{"":1}'],
    ['passes over members it does not know', '{}', { op: 'add', path: '/a', value: 1, xyz: 2 }, '{"a":1}'],
    ['replaces the whole', '{"a":1}', { op: 'replace', path: '', value: { b: 2 } }, '{"b":2}'],
    ['replaces a member', '{"a":1,"b":2}', { op: 'replace', path: '/b', value: 'x' }, '{"a":1,"b":"x"}'],
    ['replaces an item', '[1,2,3]', { op: 'replace', path: '/1', value: 9 }, '[1,9,3]'],
    ['removes a member', '{"a":1,"b":2}', { op: 'remove', path: '/a' }, '{"b":2}'],
    ['removes the last member', '{"a":1,"b":2}', { op: 'remove', path: '/b' }, '{"a":1}'],
    ['removes the only one', '{"a":1}', { op: 'remove', path: '/a' }, '{}'],
    ['removes an item', '[1,2,3]', { op: 'remove', path: '/1' }, '[1,3]'],
    ['moves a member', '{"a":{"b":1},"c":{}}', { op: 'move', from: '/a/b', path: '/c/d' }, '{"a":{},"c":{"d":1}}'],
    ['moves an item forward', '["a","b","c","d"]', { op: 'move', from: '/1', path: '/3' }, '["a","c","d","b"]'],
    ['moves an item back', '["a","b","c"]', { op: 'move', from: '/2', path: '/0' }, '["c","a","b"]'],
    ['moves something onto itself', '{"a":1}', { op: 'move', from: '/a', path: '/a' }, '{"a":1}'],
    ['copies', '{"a":[1,{"x":2}]}', { op: 'copy', from: '/a/1', path: '/b' }, '{"a":[1,{"x":2}],"b":{"x":2}}'],
    ['copies the whole into itself', '{"a":1}', { op: 'copy', from: '', path: '/b' }, '{"a":1,"b":{"a":1}}'],
    ['reads ~1 as a slash', '{"a/b":1}', { op: 'replace', path: '/a~1b', value: 2 }, '{"a/b":2}'],
    ['reads ~01 as ~1', '{"~1":1}', { op: 'replace', path: '/~01', value: 2 }, '{"~1":2}'],
    ['finds numbers as names', '{"0":1}', { op: 'replace', path: '/0', value: 2 }, '{"0":2}'],
    ['finds names beyond ASCII', '{"ä":{"日":1}}', { op: 'remove', path: '/ä/日' }, '{"ä":{}}'],
  ])('%s', (_, document, operation, expected) => {
    expect(patched(document, operation)).toBe(expected);
  });

  it.each<[string, unknown, unknown, boolean]>([
    ['numbers by their worth', '1.50', '15e-1', true],
    ['numbers however they are written', '-0', '0.00E+7', true],
    ['numbers beyond what a double holds', '0.12345678901234567890', '0.12345678901234567891', false],
    ['large powers', '1e400', '10e399', true],
    ['numbers and texts', '1', '"1"', false],
    ['texts by their characters', String.raw`"a\u00e9\/"`, '"aé/"', true],
    ['texts that look alike', '"e\u0301"', '"é"', false],
    ['objects whatever their order', '{"a":1,"b":[2]}', '{"b":[2.0],"a":1}', true],
    ['objects with one member more', '{"a":1}', '{"a":1,"b":null}', false],
    ['lists in their order', '[1,2]', '[2,1]', false],
    ['empty lists and objects', '[]', '{}', false],
    ['literals', 'null', 'false', false],
    ['null', 'null', 'null', true],
  ])('tests %s', (_, value, expected, holds) => {
    const document = `{"a":${value}}`;
    const patch = `[{"op":"test","path":"/a","value":${expected}}]`;
    expect(code(document, patch)).toBe(holds ? document : '087 operation 1');
  });

  it('is carried out step by step, or not at all (RFC 6902, 5)', () => {
    const steps = [
      { op: 'add', path: '/list', value: [] },
      { op: 'add', path: '/list/-', value: 1 },
      { op: 'add', path: '/list/0', value: 0 },
      { op: 'test', path: '/list', value: [0, 1] },
      { op: 'copy', from: '/list', path: '/other' },
      { op: 'remove', path: '/list/0' },
    ];
    expect(patched('{"a":1}', ...steps)).toBe('{"a":1,"list":[1],"other":[0,1]}');
    expect(code('{"a":1}', [...steps, { op: 'test', path: '/list/0', value: 2 }])).toBe('087 operation 7');
    expect(code('{"a":1}', [])).toBe('{"a":1}');
  });

  it.each<[string, string, string]>([
    ['no JSON', '[', '085 unexpected-end'],
    ['no list', '{"op":"remove","path":"/a"}', '085'],
    ['a step that is none', '["remove"]', '085 operation 1'],
    ['an unknown operation', '[{"op":"spam","path":"/a"}]', '085 operation 1'],
    ['two operations in one', '[{"op":"add","op":"remove","path":"/a","value":1}]', '085 duplicate-name'],
    ['no path', '[{"op":"remove"}]', '085 operation 1'],
    ['a path without a slash', '[{"op":"remove","path":"a"}]', '085 operation 1'],
    ['a path with a lonely tilde', '[{"op":"remove","path":"/~2"}]', '085 operation 1'],
    ['no value', '[{"op":"test","path":"/a"}]', '085 operation 1'],
    ['no from', '[{"op":"move","path":"/b"}]', '085 operation 1'],
    ['a member that is not there', '[{"op":"remove","path":"/x"}]', '086 operation 1'],
    ['a member of nothing', '[{"op":"add","path":"/x/y","value":1}]', '086 operation 1'],
    ['a member of a number', '[{"op":"add","path":"/a/y","value":1}]', '086 operation 1'],
    ['replacing what is not there', '[{"op":"replace","path":"/x","value":1}]', '086 operation 1'],
    ['an item beyond the end', '[{"op":"add","path":"/l/3","value":1}]', '086 operation 1'],
    ['an item with a leading zero', '[{"op":"remove","path":"/l/00"}]', '086 operation 1'],
    ['an item by a name', '[{"op":"replace","path":"/l/length","value":1}]', '086 operation 1'],
    ['the item behind the last', '[{"op":"remove","path":"/l/-"}]', '086 operation 1'],
    ['a negative item', '[{"op":"add","path":"/l/-1","value":1}]', '086 operation 1'],
    ['a member of every object', '[{"op":"remove","path":"/constructor"}]', '086 operation 1'],
    ['removing the whole', '[{"op":"remove","path":""}]', '089 operation 1'],
    ['moving into itself', '[{"op":"move","from":"/l","path":"/l/0"}]', '089 operation 1'],
    ['a name that nobody reads', '[{"op":"add","path":"/__proto__","value":1}]', '089 operation 1'],
    ['a name with a quote', '[{"op":"add","path":"/\\"","value":1}]', '089 operation 1'],
  ])('refuses %s', (_, patch, expected) => {
    expect(code('{"a":1,"l":[1,2]}', patch)).toBe(expected);
  });

  it('touches no other byte: digits, escapes, order and white space', () => {
    const document = ' {\n  "a" : 1.50 ,\r\n\t"b":[ 1e2,\n 2 ] ,"c":"\\u00e9\\/"\n} \n';
    expect(patched(document, { op: 'replace', path: '/b/1', value: 3 })).toBe(document.replace('2 ]', '3 ]'));
    expect(patched(document, { op: 'test', path: '/a', value: 1.5 })).toBe(document);
    expect(patched(document, { op: 'add', path: '/d', value: 4 })).toBe(
      document.replace('"\n} \n', '",\n  "d":4\n} \n'),
    );
    expect(patched(document, { op: 'remove', path: '/c' })).toBe(document.replace(',"c":"\\u00e9\\/"', ''));
    const text = '[{"op":"add","path":"/d","value": 2.500 }]';
    expect(new TextDecoder().decode(patchJson(bytes('{"a":1}'), bytes(text)))).toBe('{"a":1,"d":2.500}');
  });

  it('has an end to steps, size and depth', () => {
    const steps = (count: number, step: object): object[] => Array.from({ length: count }, () => step);
    expect(code('{"a":1}', steps(1000, { op: 'test', path: '/a', value: 1 }))).toBe('{"a":1}');
    expect(code('{"a":1}', steps(1001, { op: 'test', path: '/a', value: 1 }))).toBe('088');
    // Each copy of the whole doubles it.
    const doubling = Array.from({ length: 60 }, (_, index) => ({ op: 'copy', from: '', path: `/x${index}` }));
    expect(code('{"a":"0123456789"}', doubling)).toMatch(/^088 operation \d+$/);
    expect(code('{}', steps(60, { op: 'copy', from: '', path: '/a' }))).toMatch(/^({"a":){60}{}}{60}$/);
    expect(code('{}', steps(80, { op: 'copy', from: '', path: '/a' }))).toBe('088 operation 64');
    const deep = `${'['.repeat(60)}${']'.repeat(60)}`;
    expect(code('{"a":{"b":{"c":{"d":{}}}}}', `[{"op":"add","path":"/a/b/c/d/e","value":${deep}}]`)).toBe('088');
  });

  it('tests a large list many times without reading it many times', () => {
    const document = `{"l":[${'0,'.repeat(200_000)}0]}`;
    const steps = Array.from({ length: 1000 }, () => ({ op: 'replace', path: '/l/7', value: 0 }));
    const start = performance.now();
    expect(code(document, steps)).toBe(document);
    const tests = steps.map(() => ({ op: 'test', path: '/l', value: [] }));
    expect(code(document, [...steps.slice(1), tests[0] ?? {}])).toBe('087 operation 1000');
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

describe('any JSON Patch', () => {
  const names = fc.constantFrom('a', 'b', 'c', '0', '1', '-', 'ä');
  const value = fc.letrec<{ any: unknown; list: unknown[]; object: object }>((tie) => ({
    any: fc.oneof({ depthSize: 'small' }, fc.constantFrom(null, true, 0, 1.5, 'x', '"\\é'), tie('list'), tie('object')),
    list: fc.array(tie('any'), { maxLength: 4 }),
    object: fc.dictionary(names, tie('any'), { maxKeys: 4, noNullPrototype: true }),
  }));
  const path = fc.array(names, { maxLength: 3 }).map((parts) => parts.map((part) => `/${part}`).join(''));
  const operation = fc.oneof(
    fc.record({ op: fc.constantFrom('add', 'replace', 'test'), path, value: value.any }),
    fc.record({ op: fc.constant('remove'), path }),
    fc.record({ op: fc.constantFrom('move', 'copy'), path, from: path }),
  );

  it('gives what a plain reading of the RFC gives', () => {
    let carriedOut = 0;
    fc.assert(
      fc.property(value.object, fc.array(operation, { maxLength: 5 }), fc.nat(3), (document, steps, indent) => {
        const expected = plainly(document, steps);
        const result = code(JSON.stringify(document, null, indent), steps);
        if (expected === undefined) expect(result).toMatch(/^08[679] operation/);
        else {
          carriedOut += 1;
          expect(JSON.parse(result)).toEqual(expected.document);
        }
      }),
      { numRuns: 2000 },
    );
    expect(carriedOut).toBeGreaterThan(100);
  });

  it('is refused by a code of its own, whatever it is', () => {
    const odd = fc.oneof(operation, fc.jsonValue({ maxDepth: 2 }), fc.record({ op: fc.string(), path: fc.string() }));
    const text = fc.oneof(
      fc.string(),
      fc.array(odd).map((steps) => JSON.stringify(steps)),
    );
    fc.assert(
      fc.property(value.object, text, (document, patch) => {
        expect(code(JSON.stringify(document), patch)).toMatch(/^08[5-9]|^[[{"]|^(?:null|true|-?\d)/);
      }),
      { numRuns: 500 },
    );
  });

  it('leaves the bytes as they were when it puts back what it took', () => {
    fc.assert(
      fc.property(value.object, fc.nat(3), (document, indent) => {
        const text = JSON.stringify({ ...document, kept: 1 }, null, indent);
        const steps = [
          { op: 'add', path: '/added', value: { x: [] } },
          { op: 'remove', path: '/added' },
        ];
        expect(code(text, steps)).toBe(text);
      }),
    );
  });
});

interface Step {
  readonly op: string;
  readonly path: string;
  readonly from?: string;
  readonly value?: unknown;
}

class Impossible extends Error {}

/** RFC 6902 on parsed values; undefined when a step can't be done. */
function plainly(document: unknown, steps: readonly Step[]): { document: unknown } | undefined {
  const root: Record<string, unknown> = { '': structuredClone(document) };
  try {
    for (const step of steps) plainStep(root, step);
  } catch (error) {
    if (error instanceof Impossible) return undefined;
    throw error;
  }
  return { document: root[''] };
}

function plainStep(root: Record<string, unknown>, { op, path, from = '', value }: Step): void {
  const get = (pointer: string): unknown => {
    let at: unknown = root[''];
    for (const part of pointer.split('/').slice(1)) at = child(at, part);
    return at;
  };
  const put = (pointer: string, added: unknown): void => {
    if (pointer === '') {
      root[''] = added;
      return;
    }
    const cut = pointer.lastIndexOf('/');
    const parent = get(pointer.slice(0, cut));
    const name = pointer.slice(cut + 1);
    if (Array.isArray(parent)) {
      if (name !== '-' && (!/^\d$/.test(name) || Number(name) > parent.length)) throw new Impossible();
      parent.splice(name === '-' ? parent.length : Number(name), 0, added);
    } else if (typeof parent === 'object' && parent !== null) (parent as Record<string, unknown>)[name] = added;
    else throw new Impossible();
  };
  const drop = (pointer: string): void => {
    get(pointer);
    if (pointer === '') throw new Impossible();
    const cut = pointer.lastIndexOf('/');
    const parent = get(pointer.slice(0, cut));
    const name = pointer.slice(cut + 1);
    if (Array.isArray(parent)) parent.splice(Number(name), 1);
    else delete (parent as Record<string, unknown>)[name];
  };
  if (op === 'add') put(path, structuredClone(value));
  else if (op === 'remove') drop(path);
  else if (op === 'replace') {
    get(path);
    if (path === '') root[''] = structuredClone(value);
    else {
      const cut = path.lastIndexOf('/');
      (get(path.slice(0, cut)) as Record<string, unknown>)[path.slice(cut + 1)] = structuredClone(value);
    }
  } else if (op === 'copy') put(path, structuredClone(get(from)));
  else if (op === 'move') {
    const moved = get(from);
    if (path === from) return;
    if (path.startsWith(`${from}/`) || from === '') throw new Impossible();
    drop(from);
    put(path, moved);
  } else if (!isSame(get(path), value)) throw new Impossible();
}

function child(at: unknown, name: string): unknown {
  if (Array.isArray(at)) {
    if (!/^\d$/.test(name) || Number(name) >= at.length) throw new Impossible();
    return at[Number(name)];
  }
  if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) throw new Impossible();
  return (at as Record<string, unknown>)[name];
}

function isSame(one: unknown, other: unknown): boolean {
  const sorted = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(sorted)
      : typeof value === 'object' && value !== null
        ? Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([name, inner]) => [name, sorted(inner), 'member'])
            .concat([['object']])
        : value;
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}
