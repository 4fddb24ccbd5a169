import { type Aim, type Malformed, type Pick, SECRET } from './types.ts';

const NOWHERE = [400, 404] as const;

/** Parameters that cannot be understood; the client wants them to be refused. */
export function malformedParameters(pick: Pick): readonly Malformed[] {
  const strict = 'Prefer: handling=strict';
  const search = (query: string, statuses: readonly number[] = [400]): Malformed => ({
    name: `?${query.slice(0, 40)}`,
    method: 'GET',
    target: `/fhir/R4/Observation?${query}`,
    lines: [strict],
    statuses,
  });
  const posted = (name: string, form: string, statuses: readonly number[] = [400]): Malformed => ({
    name,
    method: 'POST',
    target: '/fhir/R4/Observation/_search',
    lines: [strict, 'Content-Type: application/x-www-form-urlencoded'],
    body: Buffer.from(form),
    statuses,
  });
  const cases: Malformed[] = [];
  for (const date of [
    'never',
    '2021-13',
    '2021-02-30',
    '21-01-01',
    '2021-1-1',
    '2021-01-01T25:00:00Z',
    '2021-01-01T10',
    '2021-01-01T10:00:00+99:00',
    'eq',
    'zz2021',
    'ge',
    'gege2021',
    '20210101',
    '2021-W01',
    SECRET,
    '-2021',
    '99999',
    '%00',
  ])
    cases.push(search(`date=${date}`));
  for (const quantity of ['much', 'ge', '1|2|3|4', '1e', '--1', 'zz5', 'NaN', '5..5'])
    cases.push(search(`value-quantity=${quantity}`));
  for (const modifier of [
    'date:exact',
    'code:nonsense',
    'code:',
    'status:contains',
    'value-quantity:text',
    'subject:Nonsense',
    'date:missing:missing',
    'code:not:not',
    'code:unheard-of',
  ])
    cases.push(search(`${modifier}=1`));
  for (const missing of ['perhaps', '1', '']) cases.push(search(`code:missing=${missing}`));
  for (const [name, values] of Object.entries({
    _count: ['-1', 'many', '1.5', '1e3', '99999999999999999999', '%00'],
    _sort: ['nonsense', '-', '--date', 'date:exact', ','],
    _summary: ['nonsense', 'TRUE'],
    _total: ['nonsense', '3'],
    _elements: ['', ','],
    _include: ['', ':', 'Observation', 'Nonsense:a', 'Observation:nonsense', 'a:b:c:d', SECRET],
    _revinclude: ['', 'Provenance', 'Nonsense:target'],
    _cursor: ['1', SECRET, '%00', 'a'.repeat(2000), '..'],
    _lastUpdated: ['never', 'zz2021'],
    _has: ['1'],
    '_has:Nonsense:patient:code': ['1'],
    '_has:Observation:nonsense:code': ['1'],
    '_has:Observation': ['1'],
    'subject.name': ['a'],
    'subject:Patient.nonsense': ['a'],
    'subject:Patient.link.name': ['a'],
    unheard_of: [SECRET],
    nonsense: ['', '1'],
    _format: [SECRET],
  }))
    for (const value of values) cases.push(search(`${name}=${value}`, name === '_format' ? [406] : [400]));
  for (const broken of ['%', '%zz', '%c0%80', '%ff', '%e4', '%ed%a0%80'])
    cases.push(search(`date=${broken}`), search(`code=${broken}`), search(`${broken}=1`));
  cases.push(search('code=%00'), search('code=a%00b'), search('a%00b=1'));
  const many = Array.from({ length: 10_000 }, () => pick(1000));
  cases.push(
    posted('10,000 values', `code=${many.join(',')}`),
    posted('10,000 parameters', many.map((one) => `code=${one}`).join('&')),
  );
  cases.push(
    posted('a name of 100 kB', `${'a'.repeat(100_000)}=1`),
    posted('a value of 100 kB', `code=${'a'.repeat(100_000)}`),
  );
  cases.push(posted('a broken escape in a form', 'date=%zz'), posted('JSON as a form', `{"${SECRET}":1}`));
  cases.push({ ...search(`code=${'a'.repeat(20_000)}`, [414, 431]), withoutPath: true });
  return cases;
}

/** Ids and paths that are none. */
export function malformedPaths(aim: Aim): readonly Malformed[] {
  const get = (path: string, statuses: readonly number[] = NOWHERE): Malformed => ({
    name: `the path ${path.slice(0, 40)}`,
    method: 'GET',
    target: `/fhir/R4/${path}`,
    lines: [],
    statuses,
  });
  const ids = [
    '..',
    '.',
    '%2e%2e',
    '..%2f..',
    '%2fetc%2fpasswd',
    '..%5c..',
    '%00',
    'a%00',
    '%',
    '%zz',
    '%ff',
    '%20',
    '%0d%0aX-A:%20b',
    SECRET,
    'a'.repeat(65),
    'a'.repeat(2000),
    '*',
    "'",
    "'%20or%201=1--",
    '%22',
    '<script>',
    '%f0%9f%92%a9',
    '-',
    '0',
    'null',
    'undefined',
    '__proto__',
    'constructor',
    '$nonsense',
    `${aim.observation}%20`,
    `${aim.observation};a=b`,
    aim.observation.toUpperCase(),
  ];
  const cases = ids.map((id) => get(`Observation/${id}`, [...NOWHERE, 414]));
  const paths = [
    `observation/${aim.observation}`,
    `OBSERVATION/${aim.observation}`,
    `Observation//${aim.observation}`,
    `Observation/${aim.observation}/`,
    `Observation%2f${aim.observation}`,
    `/Observation/${aim.observation}`,
    `Observation/${aim.observation}/_history/`,
    `Observation/${aim.observation}/_history/..`,
    `Observation/${aim.observation}/_history/-1`,
    `Observation/${aim.observation}/_history/1e0`,
    `Observation/${aim.observation}/_history/${'9'.repeat(60)}`,
    `Observation/${aim.observation}/_HISTORY/1`,
    `Observation/${aim.observation}/status`,
    `Observation/${aim.observation}/_history/1/2`,
    'Nonsense',
    '__proto__',
    'constructor/1',
    '%00',
    '..%2f..%2fapi%2faccounts',
    '..;/api',
    '_history/1',
    '$graphql',
    'Patient/$nonsense',
    '%e0%a4%a',
  ];
  cases.push(...paths.map((path) => get(path, [...NOWHERE, 405])));
  return cases;
}
