import { describe, expect, it } from 'vitest';
import { IN_A_PIECE } from './points.ts';
import { coded, factsOf, idsOf, LOINC, only } from './reading.testing.ts';
import { opened, openedOf, type PlainAnalyte } from './results.testing.ts';
import { type ResultsList, readResults, readVitals, startResults } from './results.ts';

const UCUM = 'http://unitsofmeasure.org';
const CATEGORY = 'http://terminology.hl7.org/CodeSystem/observation-category';
const LAB = { category: [coded(CATEGORY, 'laboratory')] };
const amount = (digits: string, unit = 'mg/dL', more = '') =>
  `"valueQuantity":{"value":${digits},"unit":"${unit}","system":"${UCUM}","code":"${unit}"${more}}`;
/** An observation of glucose in serum, as text, so that digits stay. */
const glucose = (id: string, day: string | null, value: string, more: object = {}): string => {
  const date = day === null ? {} : { effectiveDateTime: day };
  const code = coded(LOINC, '2345-7', 'Glucose');
  const text = JSON.stringify({ resourceType: 'Observation', id, status: 'final', ...LAB, code, ...date, ...more });
  return value === '' ? text : `${text.slice(0, -1)},${value}}`;
};
const analyteOf = (...resources: (object | string)[]) => only(opened(readResults, factsOf(...resources)).analytes);
/** Ids of the observations, newest first. */
const newestFirst = ({ rows }: PlainAnalyte) => [...new Set(idsOf(rows).toReversed())];

describe('the latest value', () => {
  it('is the newest of one code, with its own digits, unit, range and mark', () => {
    const range = (low: number, high: number) => ({
      referenceRange: [{ low: { value: low, unit: 'mg/dL' }, high: { value: high, unit: 'mg/dL' }, text: 'fasting' }],
      interpretation: [coded('http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation', 'H', 'High')],
    });
    const analyte = analyteOf(
      glucose('old', '2020-01-01', amount('99'), range(60, 90)),
      glucose('new', '2021-01-01', amount('1.50'), range(70, 100)),
    );
    expect([analyte.latest?.id, analyte.perhapsLater, newestFirst(analyte)]).toEqual(['new', [], ['new', 'old']]);
    const latest = only(analyte.latest?.findings ?? []);
    expect(latest.found).toMatchObject({ kind: 'amount', digits: '1.50', comparator: null, unit: 'mg/dL' });
    expect(analyte.latest?.line).toBe('1.50 mg/dL');
    expect(latest.ranges).toMatchObject([{ low: { digits: '70' }, high: { digits: '100' }, words: 'fasting' }]);
    expect(latest.interpretations.map((one) => one.words)).toEqual(['High']);
    expect(analyte.rows.map((one) => [one.value, one.ranges[0]?.low?.digits, one.marks[0]?.words])).toEqual([
      ['99', '60', 'High'],
      ['1.50', '70', 'High'],
    ]);
    expect(only(analyte.sparks)).toMatchObject({ digits: ['99', '1.50'], comparators: [null, null], change: 'down' });
  });

  it('has no range when its laboratory gave none, whatever another one gave', () => {
    const range = { referenceRange: [{ text: 'below 90' }] };
    const analyte = analyteOf(glucose('old', '2020', amount('99'), range), glucose('new', '2021', amount('98')));
    expect(only(analyte.latest?.findings ?? []).ranges).toEqual([]);
    expect(analyte.rows.map((one) => one.ranges.length)).toEqual([1, 0]);
  });

  it('passes over what has no value or was cancelled, and leaves out what is in error', () => {
    const analyte = analyteOf(
      glucose('ok', '2020-01-01', amount('5')),
      glucose('absent', '2021-01-01', '', { dataAbsentReason: { text: 'clotted' } }),
      glucose('cancelled', '2022-01-01', amount('6'), { status: 'cancelled' }),
      glucose('error', '2023-01-01', amount('7'), { status: 'entered-in-error' }),
    );
    expect([analyte.latest?.id, newestFirst(analyte)]).toEqual(['ok', ['cancelled', 'absent', 'ok']]);
    const kind = (row: PlainAnalyte['rows'][number]) => analyte.series[row.series]?.kind;
    expect(analyte.rows.map((one) => [kind(one), one.value, one.status])).toEqual([
      ['amount', '5', 'final'],
      ['absent', 'clotted', 'final'],
      ['amount', '6', 'cancelled'],
    ]);
    expect([analyte.valued, only(analyte.sparks).digits]).toEqual([1, ['5']]);
    expect(analyteOf(glucose('absent', '2021', '')).latest).toBeNull();
  });

  it('says what may be as late: the same moment, a vague date, no date', () => {
    const analyte = analyteOf(
      glucose('a', '2021-05-03T08:00:00+02:00', amount('1')),
      glucose('b', '2021-05-03T06:00:00Z', amount('2')),
      glucose('year', '2021', amount('3')),
      glucose('before', '2021-05-02T06:00:00Z', amount('4')),
      glucose('undated', null, amount('5')),
    );
    expect(analyte.latest?.id).toBe('b');
    expect([analyte.perhapsLater, analyte.perhapsLaterCount]).toEqual([['a', 'year', 'undated'], 3]);
    expect(analyte.rows.map((one) => [one.id, one.text])).toEqual([
      ['year', '2021'],
      ['before', '2021-05-02T06:00:00Z'],
      ['a', '2021-05-03T08:00:00+02:00'],
      ['b', '2021-05-03T06:00:00Z'],
      ['undated', null],
    ]);
    const moment = Date.UTC(2021, 4, 3, 6);
    expect(analyte.rows.map((one) => one.at).slice(2)).toEqual([moment, moment, null]);
  });
});

describe('the line of values', () => {
  const inSeries = ({ rows }: PlainAnalyte, at: number) =>
    rows.filter((one) => one.series === at).map(({ comparator, value }) => `${comparator ?? ''}${value}`);
  const change = (...values: string[]) => {
    const analyte = analyteOf(...values.map((value, at) => glucose(`o${at}`, `202${at}`, value)));
    return analyte.series.map((one, at) => [one.unit, inSeries(analyte, at).join(' '), one.change]);
  };

  it('joins one unit only, oldest first', () => {
    expect(change(amount('90'), amount('5.0', 'mmol/L'), amount('99'), amount('4.90', 'mmol/L'))).toEqual([
      ['mg/dL', '90 99', 'up'],
      ['mmol/L', '5.0 4.90', 'down'],
    ]);
    expect(change(amount('1.5'), amount('1.50'))).toEqual([['mg/dL', '1.5 1.50', 'same']]);
  });

  it('keeps comparators, and draws no conclusion from them', () => {
    expect(change(amount('9'), amount('5', 'mg/dL', ',"comparator":"<"'))).toEqual([['mg/dL', '9 <5', null]]);
  });

  it('tells UCUM codes from words and from other letters, and takes a code without a system as words', () => {
    const words = (unit: string, more = '') => `"valueQuantity":{"value":1,"unit":"${unit}"${more}}`;
    const lines = change(amount('1', 'mg/dL'), words('mg/dL'), words('MG/DL'), words('mg/dL', ',"code":"mg/dL"'));
    expect(lines.map(([unit, points]) => [unit, points])).toEqual([
      ['mg/dL', '1'],
      ['mg/dL', '1 1'],
      ['MG/DL', '1'],
    ]);
  });

  it('joins no two methods, and nothing of which it is not certain what came first', () => {
    const method = (text: string) => ({ method: { text } });
    const { series } = analyteOf(
      glucose('a', '2020', amount('1'), method('strip')),
      glucose('b', '2021', amount('2'), method('hexokinase')),
    );
    expect(series.map((one) => [one.method, one.count])).toEqual([['strip', 1], ['hexokinase', 1]]); // biome-ignore format: one line
    const vague = analyteOf(glucose('a', '2021', amount('1')), glucose('b', '2021-05', amount('2')));
    expect(only(vague.series).change).toBeNull();
  });

  it('takes one result from two portals as one, unless they differ', () => {
    const twice = (second: string) =>
      only(
        analyteOf(
          glucose('a', '2020-01-01', amount('1')),
          glucose('b', '2021-01-01', amount('2')),
          glucose('c', '2021-01-01T00:00:00Z', amount(second)),
        ).series,
      ).change;
    expect([twice('2.0'), twice('3')]).toEqual(['up', null]);
    const before = (year: string, value: string) =>
      only(
        analyteOf(
          glucose('a', '2020-03-01', amount('5')),
          glucose('b', year, amount(value)),
          glucose('c', '2021-01-01', amount('7')),
        ).series,
      ).change;
    expect([before('2020', '5'), before('2020', '9'), before('2019', '9'), before('2021', '9')]).toEqual([
      'up',
      null,
      'up',
      null,
    ]);
  });

  it('tells numbers from words, also those without a date', () => {
    const analyte = analyteOf(
      glucose('a', null, amount('1')),
      glucose('b', '2020', '"valueString":"hemolyzed"'),
      glucose('c', '2021', '"valueQuantity":{"value":"about 5","unit":"mg/dL"}'),
    );
    expect(analyte.series.map((one) => [one.kind, one.count, one.from === null, one.change])).toEqual([
      ['words', 1, false, null],
      ['absent', 1, false, null],
      ['amount', 1, true, null],
    ]);
    expect([analyte.latest?.id, analyte.rows.map((one) => one.value)]).toEqual(['b', ['hemolyzed', '', '1']]);
    expect(analyte.sparks).toEqual([]);
  });
});

describe('which analyte', () => {
  it('is told by code, never by name; LOINC counts more than a laboratory’s own code', () => {
    const own = { system: 'http://lab.example', code: 'GLU' };
    const code = (...coding: object[]) => ({ code: { coding, text: 'Glucose' } });
    const { analytes } = opened(
      readResults,
      factsOf(
        glucose('serum', '2025', amount('1'), code({ system: LOINC, code: '2345-7' }, own)),
        glucose('serum2', '2024', amount('1'), code({ system: LOINC, code: '2345-7' })),
        glucose('blood', '2023', amount('1'), code({ system: LOINC, code: '2339-0' }, own)),
        glucose('own', '2022', amount('1'), code(own)),
      ),
    );
    expect(analytes.map(newestFirst)).toEqual([['serum', 'serum2'], ['blood'], ['own']]);
    expect(analytes[0]?.codings.map((one) => one.code)).toEqual(['2345-7', 'GLU']);
  });

  it('holds laboratory results and what says no category; vital signs and surveys stand elsewhere', () => {
    const facts = factsOf(
      glucose('lab', '2025', amount('1')),
      glucose('unsaid', '2024', amount('1'), { category: undefined, code: coded(LOINC, '1') }),
      glucose('survey', '2023', amount('1'), { category: [coded(CATEGORY, 'survey')], code: coded(LOINC, '2') }),
      glucose('pulse', '2022', amount('1'), { category: undefined, code: coded(LOINC, '8867-4') }),
      glucose('vital', '2021', amount('1'), { category: [coded(CATEGORY, 'vital-signs')], code: coded(LOINC, '3') }),
    );
    const entries = (read: typeof readResults) => opened(read, facts).analytes.flatMap(newestFirst);
    expect(entries(readResults)).toEqual(['lab', 'unsaid']);
    expect(entries(readVitals)).toEqual(['pulse', 'vital']);
  });

  it('measures each part of a blood pressure by itself', () => {
    const part = (code: string, value: number) => ({
      code: coded(LOINC, code),
      valueQuantity: { value, unit: 'mmHg', system: UCUM, code: 'mm[Hg]' },
    });
    const pressure = (id: string, day: string, high: number, low: number) =>
      glucose(id, day, '', {
        code: coded(LOINC, '85354-9'),
        category: [coded(CATEGORY, 'vital-signs')],
        component: [part('8480-6', high), part('8462-4', low)],
      });
    const analyte = only(
      opened(readVitals, factsOf(pressure('a', '2020', 120, 90), pressure('b', '2021', 130, 80))).analytes,
    );
    expect(analyte.series.map((one) => [one.part?.codings[0]?.code, one.change])).toEqual([
      ['8480-6', 'up'],
      ['8462-4', 'down'],
    ]);
    expect(analyte.latest?.findings.map((one) => one.found.kind)).toEqual(['amount', 'amount']);
    expect(analyte.latest?.line).toBe('130/80 mmHg');
    expect(analyte.sparks.map((one) => one.digits)).toEqual([
      ['120', '130'],
      ['90', '80'],
    ]);
  });
});

describe('panels', () => {
  const report = (id: string, members: string[], more: object = {}) => ({
    resourceType: 'DiagnosticReport', id, status: 'final', code: { text: id }, effectiveDateTime: '2021',
    result: members.map((reference) => ({ reference })), ...more,
  }); // biome-ignore format: one resource
  const read = (...resources: (object | string)[]) => opened(readResults, factsOf(...resources));
  const memberIds = ({ members }: { readonly members: readonly { readonly id: string }[] }) => idsOf(members);

  it('hold their results in their own order, those of panels within them too, and say what is missing', () => {
    const { panels, analytes } = read(
      glucose('a', '2021', amount('1')),
      glucose('b', '2021', amount('2')),
      glucose('inner', '2021', '', { code: { text: 'inner' }, hasMember: [{ reference: 'Observation/a' }, { reference: 'Observation/inner' }] }),
      report('r', ['Observation/b', 'Observation/inner', 'Observation/gone', '#contained']),
    ); // biome-ignore format: one line each
    expect(panels.map((one) => [one.id, memberIds(one), one.missing])).toEqual([['r', ['b', 'inner', 'a'], 2]]);
    expect(panels[0]?.members.map((one) => one.analyte)).toEqual(['a', null, 'a']);
    expect(analytes.map((one) => newestFirst(one).toSorted())).toEqual([['a', 'b']]);
  });

  it('are reports of a laboratory, or such as hold a result; not those of imaging', () => {
    const section = (code: string) => ({ category: [coded('http://terminology.hl7.org/CodeSystem/v2-0074', code)] });
    const { panels } = read(
      glucose('a', '2021', amount('1')),
      report('lab', [], { ...section('HM'), conclusion: 'All well.' }),
      report('unsaid', ['Observation/a']),
      report('nothing', []),
      report('imaging', [], section('RAD')),
      report('error', ['Observation/a'], { status: 'entered-in-error' }),
    );
    expect(idsOf(panels)).toEqual(['lab', 'unsaid']);
    expect(panels[0]?.conclusion).toBe('All well.');
  });

  it('of observations stand for themselves when no report holds them', () => {
    const panel = glucose('p', '2021', '', { code: { text: 'p' }, hasMember: [{ reference: 'Observation/a' }] });
    expect(read(glucose('a', '2021', amount('1')), panel).panels.map((one) => [one.id, memberIds(one)])).toEqual([['p', ['a']]]); // biome-ignore format: one line
  });

  it('that have a value of their own open as both', () => {
    const { panels, analytes } = read(
      glucose('a', '2021', amount('1'), { code: { text: 'a' } }),
      glucose('p', '2021', amount('2'), { code: { text: 'p' }, hasMember: [{ reference: 'Observation/a' }] }),
    );
    expect(panels.map((one) => [one.id, memberIds(one)])).toEqual([['p', ['a']]]);
    expect(analytes.map((one) => one.id).toSorted()).toEqual(['a', 'p']);
  });
});

describe('a long record', () => {
  const id = (at: number) => `f-${String(at).padStart(6, '0')}`;
  const day = (at: number) => new Date(Date.UTC(2020, 0, 1) + at * 3_600_000).toISOString().replace('.000Z', 'Z');
  const many = (count: number) =>
    factsOf(...Array.from({ length: count }, (_, at) => glucose(id(at), day(at), amount(`${90 + (at % 9)}`))));

  it('is cut into pieces that say which facts stand in them and what time they cover', () => {
    const facts = many(2 * IN_A_PIECE + 5);
    const { entries, list } = readResults(facts, 0);
    const pieces = [...entries].filter(([name]) => name.startsWith(`${id(0)}.0/`));
    expect(pieces.map(([name, { facts: named, span }]) => [name, named.length, span?.from])).toEqual(
      [0, 1, 2].map((at) => [`${id(0)}.0/${at}`, at === 2 ? 5 : IN_A_PIECE, Date.parse(day(at * IN_A_PIECE))]),
    );
    expect(pieces.flatMap(([, part]) => part.facts)).toEqual(idsOf(facts));
    const analyte = only(openedOf(readResults(facts, 0)).analytes);
    expect(analyte.rows.map((one) => [one.id, one.text])).toEqual(facts.map((one) => [one.id, one.when?.text]));
    expect(list.facts).toEqual(
      idsOf(facts.slice(-12))
        .toReversed()
        .slice(0, 1)
        .concat(idsOf(facts.slice(-12, -1))),
    );
  });

  it('reads the same in one go and bit by bit, in whatever order', () => {
    const facts = [...many(50), ...factsOf(glucose('x', '2019', '"valueString":"low"'))];
    const reader = startResults();
    for (const fact of facts.toReversed()) reader.add([fact]);
    const { list, entries } = reader.finish(0);
    const whole = readResults(facts, 0);
    expect(list).toEqual(whole.list);
    expect(new Map([...entries].sort())).toEqual(new Map([...whole.entries].sort()));
  });

  it('keeps the list small: what has no room opens from it', () => {
    const other = (at: number) => glucose(id(at), day(at), amount('1'), { code: { text: `analyte ${at}` } });
    const reading = readResults(factsOf(...Array.from({ length: 701 }, (_, at) => other(at))), 0);
    const { list } = openedOf(reading);
    expect([list.analytes.length, list.moreAnalytes]).toEqual([500, 201]);
    const rest = ['analytes/0', 'analytes/1']
      .map((name) => (reading.entries.get(name) as { readonly body: object }).body as typeof list)
      .flatMap((one) => one.analytes);
    expect(new Set([...list.analytes, ...rest].map((one) => one.id)).size).toBe(701);
  });

  it('grow with the record, also where many reports name one panel of thousands', () => {
    const members = Array.from({ length: 2000 }, (_, n) => ({
      resourceType: 'Observation',
      id: `m${n}`,
      status: 'final',
      code: { text: 'x' },
    }));
    const result = members.map(({ id }) => ({ reference: `Observation/${id}` }));
    const reports = Array.from({ length: 200 }, (_, n) => ({
      resourceType: 'DiagnosticReport',
      id: `r${n}`,
      status: 'final',
      code: { text: 'All' },
      result,
    }));
    const { panels } = readResults(factsOf(...members, ...reports), 0).list.body as ResultsList;
    expect(new Set(panels.map((one) => one.count + one.missing))).toEqual(new Set([members.length]));
    expect(panels.reduce((sum, one) => sum + one.count, 0)).toBeLessThan(25_000);
  });
});
