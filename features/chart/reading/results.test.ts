import { describe, expect, it } from 'vitest';
import { coded, factsOf, idsOf, LOINC, only } from './reading.testing.ts';
import { readResults, readVitals } from './results.ts';

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
const analyteOf = (...resources: (object | string)[]) => only(readResults(factsOf(...resources)).analytes);

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
    expect([analyte.latest, analyte.perhapsLater, idsOf(analyte.entries)]).toEqual(['new', [], ['new', 'old']]);
    const [latest, before] = analyte.entries.map((one) => only(one.findings));
    expect(latest?.found).toMatchObject({ kind: 'amount', digits: '1.50', comparator: null, unit: 'mg/dL' });
    expect(analyte.entries[0]?.line).toBe('1.50 mg/dL');
    expect(latest?.ranges).toMatchObject([{ low: { digits: '70' }, high: { digits: '100' }, words: 'fasting' }]);
    expect(before?.ranges).toMatchObject([{ low: { digits: '60' }, high: { digits: '90' } }]);
    expect(latest?.interpretations.map((one) => one.words)).toEqual(['High']);
  });

  it('has no range when its laboratory gave none, whatever another one gave', () => {
    const range = { referenceRange: [{ text: 'below 90' }] };
    const analyte = analyteOf(glucose('old', '2020', amount('99'), range), glucose('new', '2021', amount('98')));
    expect(analyte.entries.map((one) => only(one.findings).ranges.length)).toEqual([0, 1]);
  });

  it('passes over what has no value or was cancelled, and leaves out what is in error', () => {
    const analyte = analyteOf(
      glucose('ok', '2020-01-01', amount('5')),
      glucose('absent', '2021-01-01', '', { dataAbsentReason: { text: 'clotted' } }),
      glucose('cancelled', '2022-01-01', amount('6'), { status: 'cancelled' }),
      glucose('error', '2023-01-01', amount('7'), { status: 'entered-in-error' }),
    );
    expect([analyte.latest, idsOf(analyte.entries)]).toEqual(['ok', ['cancelled', 'absent', 'ok']]);
    expect(analyte.entries[1]?.findings[0]?.found).toEqual({ kind: 'absent', why: 'clotted' });
    expect(only(analyte.series).points).toEqual([{ entry: 'ok', digits: '5', comparator: null }]);
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
    expect(analyte.latest).toBe('b');
    expect(analyte.perhapsLater).toEqual(['a', 'year', 'undated']);
    expect(analyte.entries[1]?.when?.text).toBe('2021-05-03T08:00:00+02:00');
  });
});

describe('the line of values', () => {
  const change = (...values: string[]) =>
    analyteOf(...values.map((value, at) => glucose(`o${at}`, `202${at}`, value))).series.map((one) => [
      one.unit,
      one.points.map(({ comparator, digits }) => `${comparator ?? ''}${digits}`).join(' '),
      one.change,
    ]);

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
    const series = analyteOf(
      glucose('a', '2020', amount('1'), method('strip')),
      glucose('b', '2021', amount('2'), method('hexokinase')),
    ).series;
    expect(series.map((one) => [one.method, one.points.length])).toEqual([['strip', 1], ['hexokinase', 1]]); // biome-ignore format: one line
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

  it('leaves out what has no date or no number', () => {
    const analyte = analyteOf(
      glucose('a', null, amount('1')),
      glucose('b', '2020', '"valueString":"hemolyzed"'),
      glucose('c', '2021', '"valueQuantity":{"value":"about 5","unit":"mg/dL"}'),
    );
    expect(analyte.series).toEqual([]);
    expect(analyte.latest).toBe('b');
  });
});

describe('which analyte', () => {
  it('is told by code, never by name; LOINC counts more than a laboratory’s own code', () => {
    const own = { system: 'http://lab.example', code: 'GLU' };
    const code = (...coding: object[]) => ({ code: { coding, text: 'Glucose' } });
    const { analytes } = readResults(
      factsOf(
        glucose('serum', '2025', amount('1'), code({ system: LOINC, code: '2345-7' }, own)),
        glucose('serum2', '2024', amount('1'), code({ system: LOINC, code: '2345-7' })),
        glucose('blood', '2023', amount('1'), code({ system: LOINC, code: '2339-0' }, own)),
        glucose('own', '2022', amount('1'), code(own)),
      ),
    );
    expect(analytes.map((one) => idsOf(one.entries))).toEqual([['serum', 'serum2'], ['blood'], ['own']]);
  });

  it('holds laboratory results and what says no category; vital signs and surveys stand elsewhere', () => {
    const facts = factsOf(
      glucose('lab', '2025', amount('1')),
      glucose('unsaid', '2024', amount('1'), { category: undefined, code: coded(LOINC, '1') }),
      glucose('survey', '2023', amount('1'), { category: [coded(CATEGORY, 'survey')], code: coded(LOINC, '2') }),
      glucose('pulse', '2022', amount('1'), { category: undefined, code: coded(LOINC, '8867-4') }),
      glucose('vital', '2021', amount('1'), { category: [coded(CATEGORY, 'vital-signs')], code: coded(LOINC, '3') }),
    );
    const entries = (read: typeof readResults) => read(facts).analytes.flatMap((one) => idsOf(one.entries));
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
    const analyte = only(readVitals(factsOf(pressure('a', '2020', 120, 90), pressure('b', '2021', 130, 80))).analytes);
    expect(analyte.series.map((one) => [one.part?.codings[0]?.code, one.change])).toEqual([
      ['8480-6', 'up'],
      ['8462-4', 'down'],
    ]);
    expect(analyte.entries[0]?.findings.map((one) => one.found.kind)).toEqual(['amount', 'amount']);
    expect(analyte.entries[0]?.line).toBe('130/80 mmHg');
  });
});

describe('panels', () => {
  const report = (id: string, members: string[], more: object = {}) => ({
    resourceType: 'DiagnosticReport', id, status: 'final', code: { text: id }, effectiveDateTime: '2021',
    result: members.map((reference) => ({ reference })), ...more,
  }); // biome-ignore format: one resource
  const read = (...resources: (object | string)[]) => readResults(factsOf(...resources));

  it('hold their results in their own order, those of panels within them too, and say what is missing', () => {
    const { panels, analytes } = read(
      glucose('a', '2021', amount('1')),
      glucose('b', '2021', amount('2')),
      glucose('inner', '2021', '', { code: { text: 'inner' }, hasMember: [{ reference: 'Observation/a' }, { reference: 'Observation/inner' }] }),
      report('r', ['Observation/b', 'Observation/inner', 'Observation/gone', '#contained']),
    ); // biome-ignore format: one line each
    expect(panels.map((one) => [one.id, one.members, one.missing])).toEqual([['r', ['b', 'inner', 'a'], 2]]);
    expect(analytes.map((one) => idsOf(one.entries).toSorted())).toEqual([['a', 'b']]);
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
    expect(read(glucose('a', '2021', amount('1')), panel).panels.map((one) => [one.id, one.members])).toEqual([['p', ['a']]]); // biome-ignore format: one line
  });
});
