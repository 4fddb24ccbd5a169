import { gzipSync } from 'node:zlib';
import { wellFormed } from './bodies.ts';
import { type Aim, JSON_TYPE, type Malformed, SECRET } from './types.ts';

/** Heads, lengths and encodings that are wrong (RFC 9110, RFC 9112). */
export function malformedHeads(aim: Aim): readonly Malformed[] {
  const body = Buffer.from(wellFormed(aim));
  const read = `/fhir/R4/Observation/${aim.observation}`;
  const get = (
    name: string,
    lines: readonly string[],
    statuses: readonly number[],
    more: Partial<Malformed> = {},
  ): Malformed => ({
    name,
    method: 'GET',
    target: read,
    lines,
    statuses,
    ...more,
  });
  const post = (
    name: string,
    lines: readonly string[],
    statuses: readonly number[],
    more: Partial<Malformed> = {},
  ): Malformed => ({
    name,
    method: 'POST',
    target: '/fhir/R4/Observation',
    lines,
    body,
    statuses,
    ...more,
  });
  const cases: Malformed[] = [];
  for (const type of [
    'text/plain',
    'application/xml',
    'application/fhir+xml',
    'multipart/form-data; boundary=a',
    'application/x-www-form-urlencoded',
    'application/octet-stream',
    'application/json-patch+json',
    'json',
    ';',
    'application/',
    'application/fhir+json; charset=utf-16',
    'application/fhir+json; charset=iso-8859-1',
  ])
    cases.push(post(`Content-Type ${type}`, [`Content-Type: ${type}`], [415]));
  for (const accept of [
    'application/fhir+xml',
    'text/html',
    'application/pdf',
    'image/*',
    'application/json;q=0',
    'application/fhir+json; fhirVersion=3.0',
  ])
    cases.push(get(`Accept ${accept}`, [`Accept: ${accept}`], [406]));
  const packed = gzipSync(body);
  for (const encoding of ['gzip', 'deflate', 'br', 'identity, gzip', SECRET])
    cases.push(
      post(`Content-Encoding ${encoding}`, [JSON_TYPE, `Content-Encoding: ${encoding}`], [415], { body: packed }),
    );
  cases.push(post('gzip that nobody announced', [JSON_TYPE], [400], { body: packed }));

  const said = { framing: 'as-said', withoutPath: true } as const;
  for (const length of ['-1', 'many', '1e3', '0x10', `${body.length}, ${body.length + 1}`, '99999999999999999999'])
    cases.push(post(`Content-Length ${length}`, [JSON_TYPE, `Content-Length: ${length}`], [400, 413], said));
  cases.push(post('two lengths', [JSON_TYPE, 'Content-Length: 3', `Content-Length: ${body.length}`], [400], said));
  cases.push(post('a length and chunks', [JSON_TYPE, 'Content-Length: 3', 'Transfer-Encoding: chunked'], [400], said));
  cases.push(post('a length that is too short', [JSON_TYPE, 'Content-Length: 20'], [400], { framing: 'as-said' }));
  cases.push(
    post('a length beyond what is taken', [JSON_TYPE, `Content-Length: ${2 ** 40}`], [413], { framing: 'as-said' }),
  );
  for (const [name, chunks] of [
    ['chunks of no size', 'zz\r\nabc\r\n0\r\n\r\n'],
    ['chunks without an end of line', '3\r\nabcd\r\n0\r\n\r\n'],
    ['a chunk of endless size', 'ffffffffffffffffff\r\nabc\r\n'],
  ] as const)
    cases.push(post(name, [JSON_TYPE, 'Transfer-Encoding: chunked'], [400], { ...said, body: Buffer.from(chunks) }));
  cases.push(post('a coding that nobody knows', [JSON_TYPE, `Transfer-Encoding: ${SECRET}`], [400, 501], said));

  for (const [name, lines] of [
    ['a name with a space', ['A B: c']],
    ['a space before the colon', [`Accept : ${SECRET}`]],
    ['no colon', [SECRET]],
    ['a zero byte in a value', [`X-A: ${SECRET}\0b`]],
    ['a lone carriage return', [`X-A: ${SECRET}\rX-B: c`]],
    ['a control character in a name', ['X-\x01A: b']],
    ['no name', [`: ${SECRET}`]],
  ] as const)
    cases.push(get(name, lines, [400], { withoutPath: true }));
  cases.push(get('a header of 20 kB', [`X-A: ${'x'.repeat(20_000)}`], [431], { withoutPath: true }));
  cases.push(get('a token of 20 kB', [`Authorization: Bearer ${'x'.repeat(20_000)}`], [431], { withoutPath: true }));
  cases.push(
    get(
      '3,000 headers',
      Array.from({ length: 3000 }, (_, at) => `X-${at}: a`),
      [400, 431],
      { withoutPath: true },
    ),
  );
  for (const token of [
    '',
    'Bearer',
    'Bearer ',
    'Bearer a b',
    `Bearer ${SECRET}`,
    `Basic ${SECRET}`,
    'Bearer ../../etc',
    `Bearer ${'x'.repeat(8000)}`,
    'Bearer \u00e4',
  ])
    cases.push(get(`Authorization ${token.slice(0, 20)}`, [`Authorization: ${token}`], [401]));
  for (const host of [SECRET, 'evil.example', 'localhost.evil.example', '', 'a b'])
    cases.push(get(`Host ${host}`, [`Host: ${host}`], [400, 421]));
  cases.push(get('two hosts', ['Host: localhost', 'Host: evil.example'], [400, 421]));

  const put = (match: string): Malformed =>
    post(`If-Match ${match.slice(0, 20)}`, [JSON_TYPE, `If-Match: ${match}`], [400, 412], {
      method: 'PUT',
      target: read,
      body: Buffer.from(wellFormed(aim, { id: aim.observation })),
    });
  for (const match of [SECRET, 'W/', 'W/"', '"', 'W/"-1"', 'W/"1e9"', `W/"${'9'.repeat(400)}"`, 'W/"99"'])
    cases.push(put(match));
  for (const condition of [
    '',
    'nonsense=1',
    'date=never',
    'code:nonsense=1',
    '&&',
    '_count=-1',
    `_has:Observation=${SECRET}`,
    'x'.repeat(6000),
  ])
    cases.push(post(`If-None-Exist ${condition.slice(0, 20)}`, [JSON_TYPE, `If-None-Exist: ${condition}`], [400, 412]));
  for (const person of ['', SECRET, '..', aim.observation, '0', 'a'.repeat(3000)])
    cases.push(
      post(
        `X-Chartwarden-Person ${person.slice(0, 20)}`,
        [JSON_TYPE, `X-Chartwarden-Person: ${person}`],
        [400, 404, 422],
        {
          target: '/fhir/R4/Organization',
          body: Buffer.from('{"resourceType":"Organization","name":"A clinic"}'),
        },
      ),
    );
  for (const method of ['FOO', 'get', 'TRACE', 'PROPFIND', 'G\u00e4T', 'DELETE'])
    cases.push({
      name: `the method ${method}`,
      method,
      target: '/fhir/R4/metadata',
      lines: [],
      statuses: [400, 404, 405],
      withoutPath: true,
    });
  return cases;
}

/** What comes slowly, or not to its end. */
export function slowRequests(aim: Aim): readonly Malformed[] {
  const body = Buffer.from(wellFormed(aim).slice(0, -5));
  const base = { target: '/fhir/R4/Observation', lines: [JSON_TYPE], body } as const;
  return [
    { ...base, name: 'a broken body byte by byte', method: 'POST', pace: 'byte-by-byte', statuses: [400] },
    { ...base, name: 'half a body', method: 'POST', pace: 'half', statuses: [400, 408], withoutPath: true },
    {
      ...base,
      name: 'half a body of a change',
      method: 'PUT',
      target: `/fhir/R4/Observation/${aim.observation}`,
      pace: 'half',
      statuses: [400, 408],
      withoutPath: true,
    },
    {
      name: 'half a head',
      method: 'GET',
      target: '/fhir/R4/Observation',
      lines: [`X-A: ${SECRET}`],
      pace: 'half',
      statuses: [400, 408],
      withoutPath: true,
    },
  ];
}
