import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Scanned, scanBytes } from './scan.testing.ts';

const scan = (
  text: string | Buffer,
  options: Parameters<typeof scanBytes>[1] = {},
  sizes?: readonly number[],
): Scanned => scanBytes(typeof text === 'string' ? Buffer.from(text) : text, options, sizes);

const paths = (scanned: Scanned): string[] => scanned.resources.map((found) => found.path);
const faults = (scanned: Scanned): string[] => scanned.problems.map(({ path, fault }) => `${path} ${fault}`);
/** JSON whose names are as FHIR's are; what is wrong with others is the tape's matter. */
const anyJson = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.string({ unit: 'grapheme' }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.stringMatching(/^[a-z][A-Za-z0-9]{0,7}$/), tie('value'), { maxKeys: 4 }),
  ),
})).value;
const patient = (id: string): string => JSON.stringify({ resourceType: 'Patient', id });
const entry = (id: string): string => `{"fullUrl":"urn:uuid:${id}","resource":${patient(id)}}`;
const bundle = (...entries: readonly string[]): string =>
  `{"resourceType":"Bundle","type":"collection","entry":[${entries.join(',')}]}`;

describe('finding resources', () => {
  it('hands on the very bytes of each resource, whatever the shape and wherever the pieces end', () => {
    const resource = fc
      .record({ resourceType: fc.constantFrom('Patient', 'Observation'), a: anyJson })
      .map((value) => JSON.stringify(value, null, 1));
    const shape = fc.constantFrom('bundle', 'array', 'lines');
    const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.array(resource, { minLength: 2, maxLength: 6 }), shape, sizes, (resources, kind, pieces) => {
        const compact = resources.map((text) => JSON.stringify(JSON.parse(text)));
        const text = {
          bundle: `\n{ "resourceType" : "Bundle",\n "type":"searchset", "entry": [ ${resources.map((one) => `{"resource": ${one} }`).join(' ,\n')} ] , "total": 3 } `,
          array: ` [${resources.join(' , ')}]`,
          lines: `${compact.join('\r\n')}\r\n`,
        }[kind];
        const scanned = scan(text, {}, pieces);
        expect(faults(scanned)).toEqual([]);
        expect(scanned.shape).toBe(kind);
        expect(scanned.resources.map((found) => found.bytes.toString())).toEqual(
          kind === 'lines' ? compact : resources,
        );
        expect(scan(text)).toEqual(scanned);
      }),
      { numRuns: 150 },
    );
  });

  it('says where each resource stands', () => {
    expect(paths(scan(patient('a')))).toEqual(['resource']);
    expect(paths(scan(bundle(entry('a'), entry('b'))))).toEqual(['entry[0].resource', 'entry[1].resource']);
    expect(paths(scan(`[${patient('a')},${patient('b')}]`))).toEqual(['[0]', '[1]']);
    expect(paths(scan(`${patient('a')}\n\n${patient('b')}\n`))).toEqual(['line 1', 'line 3']);
    expect(paths(scan(`${patient('x')}\n${bundle(entry('a'))}`))).toEqual(['line 1', 'line 2: entry[0].resource']);
  });

  it('knows what stands around a resource in its entry', () => {
    const text = bundle(
      `{"fullUrl":"https://example.org/Patient/a","resource":${patient('a')},"request":{"method":"PUT","url":"Patient/a"}}`,
      `{"request":{"method":"DELETE","url":"Patient/b"},"response":{"status":"204"}}`,
      `{"resource":${patient('c')},"search":{"mode":"include"}}`,
    );
    const { resources, empty, bundles } = scan(text);
    expect(resources.map(({ fullUrl, entry: around }) => [fullUrl, around])).toEqual([
      ['https://example.org/Patient/a', { method: 'PUT' }],
      [undefined, { searchMode: 'include' }],
    ]);
    expect(empty).toEqual([{ path: 'entry[1]', entry: { method: 'DELETE', status: '204' } }]);
    expect(bundles).toEqual([{ path: 'resource', info: { type: 'collection', entries: 3, hasNext: false } }]);
  });

  it('reads a Bundle whose type stands behind its entries, and one in another', () => {
    const late = `{"entry":[${entry('a')}],"type":"batch-response","resourceType":"Bundle"}`;
    expect(scan(late)).toMatchObject({
      shape: 'resource',
      bundles: [{ info: { type: 'batch-response', entries: 1 } }],
    });
    expect(paths(scan(bundle(`{"resource":${bundle(entry('a'))}}`)))).toEqual(['entry[0].resource.entry[0].resource']);
  });

  it('says that a page is not the last', () => {
    const text = `{"resourceType":"Bundle","type":"searchset","link":[{"relation":"next","url":"x"}],"entry":[]}`;
    expect(scan(text).bundles[0]?.info.hasNext).toBe(true);
  });

  it('takes a byte order mark and lines that end in CR LF', () => {
    const marked = Buffer.concat([
      Buffer.from([0xef, 0xbb, 0xbf]),
      Buffer.from(`${patient('a')}\r\n${patient('b')}\r\n`),
    ]);
    expect(paths(scan(marked, {}, [1]))).toEqual(['line 1', 'line 2']);
  });

  it('takes one line for one resource', () => {
    expect(scan(`${patient('a')}\n`).shape).toBe('resource');
    expect(scan(`${patient('a')}\n`, { lines: true }).shape).toBe('lines');
  });
});

describe('what is broken', () => {
  it('is told with its path, and the rest goes in: a bad value in an entry', () => {
    const scanned = scan(
      bundle(entry('a'), '{"resource":{"resourceType":"Patient","name":[{"family":nope}]}}', entry('c')),
    );
    expect(paths(scanned)).toEqual(['entry[0].resource', 'entry[2].resource']);
    expect(faults(scanned)).toEqual(['entry[1].resource.name[0].family unexpected-character']);
  });

  it.each([
    ['a missing bracket', '{"resource":{"resourceType":"Patient","name":[{"family":"x"}'],
    ['a missing quote', '{"resource":{"resourceType":"Patient","id":"x}}'],
    ['an entry cut off', '{"resource":{"resourceType":"Patient","id":"b"'],
    ['a raw line break in a text', '{"resource":{"resourceType":"Patient","id":"a\nb"}}'],
    ['a name twice', '{"resource":{"resourceType":"Patient","id":"a","id":"b"}}'],
    ['a trailing comma', '{"resource":{"resourceType":"Patient","id":"a",}}'],
  ])('goes on with the next entry after %s', (_, broken) => {
    for (const sizes of [[65_536], [7]]) {
      const scanned = scan(bundle(entry('a'), broken, entry('c'), entry('d')), {}, sizes);
      const ids = scanned.resources.map((found) => (JSON.parse(found.bytes.toString()) as { id: string }).id);
      expect(ids).toEqual(['a', 'c', 'd']);
      expect(scanned.problems[0]?.path).toMatch(/^entry\[1\]/);
      expect(scanned.problems.length).toBeGreaterThan(0);
    }
  });

  it('takes an entry for whole that is followed by a bracket too many', () => {
    const scanned = scan(bundle(entry('a'), `${entry('b')}}`, entry('c')));
    expect(paths(scanned)).toEqual(['entry[0].resource', 'entry[1].resource', 'entry[2].resource']);
    expect(faults(scanned)).toEqual(['entry[1] unexpected-character']);
  });

  it('stays with its line in NDJSON', () => {
    const scanned = scan(`${patient('a')}\n{"resourceType":"Patient","id":\n${patient('c')}\nnull\n${patient('e')}`);
    expect(paths(scanned)).toEqual(['line 1', 'line 3', 'line 5']);
    expect(faults(scanned)).toEqual(['line 2: id unexpected-end', 'line 4 not-an-object']);
  });

  it('does not hide the lines behind a first one that is broken', () => {
    const odd = scan(`["resourceType":"Patient"}\n${patient('b')}\n${patient('c')}\n`, { lines: true }, [5]);
    expect(paths(odd)).toEqual(['line 2', 'line 3']);
    const bracket = scan(`[${patient('a')}\n${patient('b')}\n${patient('c')}\n`, { lines: true }, [5]);
    expect(bracket.resources).toHaveLength(3);
    expect(paths(scan(`[${patient('a')}]`, { lines: true }))).toEqual(['[0]']);
    const scanned = scan(`{"resourceType":"Patient","name":[{"family":"x"}\n${patient('b')}\n${patient('c')}\n`);
    expect(paths(scanned)).toEqual(['line 2', 'line 3']);
  });

  it.each([
    ['', ' empty'],
    ['  \n', ' empty'],
    ['hello', ' not-json'],
    ['{"resourceType":"Patient"', ' unexpected-end'],
    ['{"resourceType":"Patient"} trailing', ' text-after-end'],
    ['{"resourceType":"Bundle","entry":[', 'entry[0] unexpected-end'],
    ['{"resourceType":"Bundle","entry":[],"entry":[]}', ' duplicate-name'],
    ['{"resourceType":"Bundle","entry":{}}', 'entry entry-not-a-list'],
    ['{"resourceType":"Bundle","entry":[],}', ' trailing-comma'],
    ['{"resourceType":"Bundle","entry":[{}]}', 'entry[0] empty-entry'],
    ['[1]', '[0] not-an-object'],
  ])('%j is refused by name', (text, expected) => {
    expect(faults(scan(text))).toContain(expected);
  });

  it('reads the entries before a comma with nothing behind it', () => {
    const scanned = scan(`{"resourceType":"Bundle","entry":[${entry('a')},]}`);
    expect(paths(scanned)).toEqual(['entry[0].resource']);
    expect(faults(scanned)).toEqual(['entry trailing-comma']);
  });

  it('is bounded: a resource over the limit is left out and the next one read', () => {
    const big = `{"resource":{"resourceType":"Binary","data":"${'A'.repeat(300_000)}"}}`;
    const scanned = scan(bundle(entry('a'), big, entry('c')), { maxResource: 100_000 }, [50_000]);
    expect(paths(scanned)).toEqual(['entry[0].resource', 'entry[2].resource']);
    expect(faults(scanned)).toEqual(['entry[1] resource-too-large']);
    const lines = scan(`${patient('a')}\n${big}\n${patient('c')}\n`, { maxResource: 100_000 }, [50_000]);
    expect(paths(lines)).toEqual(['line 1', 'line 3']);
  });

  it('stops at the limit of the whole input', () => {
    const scanned = scan(bundle(...Array.from({ length: 100 }, () => entry('a'))), { maxTotal: 2000 }, [500]);
    expect(faults(scanned)).toContain(' total-too-large');
    expect(scanned.resources.length).toBeGreaterThan(5);
  });

  it('does not go on for ever when every entry is broken', () => {
    const scanned = scan(bundle(...Array.from({ length: 2000 }, () => '{"fullUrl":"x","resource":{"a":[}')));
    expect(faults(scanned).at(-1)).toMatch(/too-many-broken-entries/);
  });

  it('never throws, and never finds a resource that is no JSON, in whatever bytes', () => {
    const bits = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      ',',
      ':',
      '\\',
      '\n',
      ' ',
      'a',
      '1',
      'null',
      '"resourceType"',
      '"Bundle"',
      '"entry"',
      '"resource"',
      '"fullUrl"',
      '\u0000',
      'ü',
    );
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 60 }), fc.integer({ min: 1, max: 9 }), (parts, size) => {
        for (const found of scan(parts.join(''), {}, [size]).resources) JSON.parse(found.bytes.toString());
      }),
      { numRuns: 1000 },
    );
  });
});
