import { type Aim, JSON_TYPE, type Malformed, type Pick, SECRET } from './types.ts';

const BAD = [400, 413, 422] as const;

/** An Observation that would be taken, with something in it that no answer may repeat. */
export const wellFormed = ({ person }: Pick2<Aim>, more: object = {}): string =>
  JSON.stringify({
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '8867-4' }], text: SECRET },
    subject: { reference: `Patient/${person}` },
    effectiveDateTime: '2021-03-04',
    ...more,
  });

type Pick2<T extends Aim> = { readonly [K in 'person']: T[K] };

/** Bodies that are no JSON, no resource, or not the one that was asked for; each to an address that takes one. */
export function malformedBodies(aim: Aim, pick: Pick): readonly Malformed[] {
  const good = wellFormed(aim);
  const to = (name: string, body: string | Buffer, statuses: readonly number[] = BAD, at = pick(3)): Malformed => ({
    name,
    method: at === 1 ? 'PUT' : 'POST',
    target:
      ['/fhir/R4/Observation', `/fhir/R4/Observation/${aim.observation}`, '/fhir/R4/Observation/$validate'][at] ?? '',
    lines: [JSON_TYPE],
    body: typeof body === 'string' ? Buffer.from(body) : body,
    statuses,
  });
  const create = (name: string, body: string | Buffer, statuses: readonly number[] = BAD) =>
    to(name, body, statuses, 0);
  const withMore = (more: object): string => wellFormed(aim, more);
  const spliced = (text: string): string => `${good.slice(0, -1)},${text}}`;
  const cases: Malformed[] = [];

  for (let at = 0; at < 24; at += 1) {
    const length = 1 + pick(good.length - 1);
    cases.push(to(`cut off behind ${length}`, good.slice(0, length)));
  }
  const structure = [...outsideStrings(good)];
  for (let at = 0; at < 16; at += 1) {
    const place = structure[pick(structure.length)] ?? 0;
    cases.push(to(`without the ${good[place]} at ${place}`, good.slice(0, place) + good.slice(place + 1)));
  }
  for (const depth of [70, 200, 1000, 10_000, 100_000]) {
    cases.push(to(`lists ${depth} deep`, '['.repeat(depth) + ']'.repeat(depth)));
    cases.push(to(`objects ${depth} deep`, `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`));
    cases.push(
      create(
        `a resource with extensions ${depth} deep`,
        spliced(`"extension":${'[{"extension":'.repeat(depth)}[]${'}]'.repeat(depth)}`),
      ),
    );
  }
  for (const text of [
    '"status":"final"',
    '"code":{}',
    '"status":"amended"',
    '"note":[{"text":"a","text":"b"}]',
    `"id":"1","id":"${SECRET}"`,
    '"resourceType":"Condition"',
  ])
    cases.push(create(`a name twice: ${text}`, spliced(text)));
  cases.push(create('a name twice, written otherwise', spliced('"\\u0073tatus":"amended"')));
  for (const name of [
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    '',
    '$where',
    'a'.repeat(100_000),
  ])
    cases.push(create(`a name ${name.slice(0, 20)}`, spliced(`${JSON.stringify(name)}:{"polluted":"${SECRET}"}`)));
  cases.push(
    create(
      'a name __proto__ within',
      withMore({ note: [{ text: 'a' }] }).replace('"text":"a"', '"text":"a","__proto__":{"a":1}'),
    ),
  );
  for (const [name, bytes] of encodings(good)) cases.push(to(name, bytes));
  for (const number of [
    '1e',
    '01',
    '.5',
    '1.',
    '+1',
    '-',
    '0x10',
    'NaN',
    'Infinity',
    '-Infinity',
    '1_000',
    '--1',
    '1e1e1',
    '9'.repeat(5000),
  ])
    cases.push(create(`a number ${number.slice(0, 10)}`, spliced(`"valueQuantity":{"value":${number}}`)));
  for (const [name, body] of noResources()) cases.push(to(name, body));
  for (const [name, more] of notR4()) cases.push(create(name, withMore(more)));
  for (const reference of [
    'Patient/../Patient',
    'Patient/',
    'Patient/x y',
    'Patient/%00',
    `Patient/${'a'.repeat(5000)}`,
    'Patient?',
    `Patient/${SECRET}`,
  ])
    cases.push(create(`about ${reference.slice(0, 20)}`, withMore({ subject: { reference } }), [400, 404, 413, 422]));
  cases.push(to('white space alone', ' \n\t '), to('nothing', '', BAD, 0), to('a comment', `/* ${SECRET} */ ${good}`));
  cases.push(
    to('text behind', `${good} ${SECRET}`),
    to('two', good + good),
    to('XML', '<Observation xmlns="http://hl7.org/fhir"/>'),
  );
  return cases;
}

function* outsideStrings(text: string): Iterable<number> {
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '"') inString = !inString;
    if (!inString && '{}[]:,'.includes(text[at] ?? '')) yield at;
  }
}

/** The same text, or what looks like it, in bytes that are not UTF-8 (RFC 8259, 8.1). */
function* encodings(good: string): Iterable<readonly [string, Buffer]> {
  const utf16 = Buffer.from(good, 'utf16le');
  yield ['UTF-16 without a mark', utf16];
  yield ['UTF-16 with a mark', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16])];
  yield ['UTF-16 the other way round', Buffer.from(utf16).swap16()];
  yield [
    'UTF-16 the other way round with a mark',
    Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(utf16).swap16()]),
  ];
  yield ['a byte order mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(good)])];
  const broken = (bytes: readonly number[]): Buffer => {
    const at = good.indexOf(SECRET);
    return Buffer.concat([Buffer.from(good.slice(0, at)), Buffer.from(bytes), Buffer.from(good.slice(at))]);
  };
  yield ['a byte of no UTF-8', broken([0xff])];
  yield ['half a letter', broken([0xc3])];
  yield ['a letter that is too long', broken([0xc0, 0xaf])];
  yield ['a lone surrogate in UTF-8', broken([0xed, 0xa0, 0x80])];
  yield ['a letter beyond Unicode', broken([0xf4, 0x90, 0x80, 0x80])];
  yield ['a zero byte', broken([0])];
  yield ['a control character', broken([0x1b])];
  yield ['a line break within a string', broken([0x0a])];
  yield ['an escape that is none', Buffer.from(good.replace(SECRET, '\\x41'))];
  yield ['an escape that breaks off', Buffer.from(good.replace(SECRET, '\\u00'))];
}

/** JSON that is no resource of the type. */
function* noResources(): Iterable<readonly [string, string]> {
  for (const text of ['[]', '[{}]', '"text"', '1', 'null', 'true', '{}', `"${SECRET}"`])
    yield [`${text.slice(0, 6)} alone`, text];
  for (const type of [
    1,
    null,
    true,
    [],
    {},
    '',
    'observation',
    'Condition',
    'Bundle',
    'Nonsense',
    '__proto__',
    'Observation ',
  ])
    yield [
      `of type ${JSON.stringify(type)}`,
      JSON.stringify({ resourceType: type, status: 'final', code: { text: 'a' } }),
    ];
}

/** What R4 does not have (R4 json, and the definition of Observation). */
function* notR4(): Iterable<readonly [string, object]> {
  const wrong: readonly object[] = [
    { status: 1 },
    { status: {} },
    { status: ['final'] },
    { status: SECRET },
    { status: '' },
    { status: null },
    { code: 'text' },
    { code: [] },
    { code: {} },
    { code: { coding: [] } },
    { code: { coding: {} } },
    { code: { coding: [null] } },
    { code: { coding: [{}] } },
    { unheardOf: SECRET },
    { valueString: 'a', valueInteger: 1 },
    { valueQuantity: { value: '1' } },
    { valueQuantity: { value: true } },
    { valueBoolean: 'true' },
    { valueInteger: 1.5 },
    { effectiveDateTime: SECRET },
    { effectiveDateTime: '2021-13-01' },
    { effectiveDateTime: '2021-02-30' },
    { effectiveDateTime: '2021-03-04T10:00' },
    { effectiveDateTime: 20210304 },
    { issued: '2021' },
    { component: [{}] },
    { component: {} },
    { note: [{}] },
    { note: [{ text: '' }] },
    { contained: [{}] },
    { contained: [{ resourceType: 'Nonsense' }] },
    { performer: [{ reference: '#missing' }] },
    { identifier: [{ system: 1 }] },
    { meta: 'text' },
    { meta: { lastUpdated: 'now' } },
    { implicitRules: 1 },
    { extension: [{ valueString: 'no url' }] },
    { text: { status: 'generated' } },
  ];
  for (const more of wrong) yield [`with ${JSON.stringify(more).slice(0, 40)}`, more];
}
