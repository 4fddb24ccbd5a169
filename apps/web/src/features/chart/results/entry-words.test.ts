import { unitWords } from '@chartwarden/fhir/units';
import { expect, it } from 'vitest';
import { lineWords, markWords, rangesWords } from './entry-words.ts';

const amount = (digits: string, comparator: string | null = null, unit: string | null = 'mg/dL') => ({
  kind: 'amount' as const, digits, comparator, unit, unitKey: 'k',
}); // biome-ignore format: one amount
const found = (digits: string, comparator: string | null = null) => ({
  part: null, found: amount(digits, comparator), ranges: [], interpretations: [],
}); // biome-ignore format: one finding
const range = { low: amount('70'), high: amount('100'), words: 'fasting', kind: null, appliesTo: ['Adult'] };
const coded = (code: string, words = code) => ({ words, codings: [{ system: null, code, display: null }] });

it('a value is said with its own digits; what is too long or has parts as the server rounded it', () => {
  expect(lineWords({ findings: [found('1.50')], line: '1.50 mg/dL' })).toBe('1.50 mg/dL');
  expect(lineWords({ findings: [found('5.0', '<')], line: null })).toBe('< 5.0 mg/dL');
  expect(lineWords({ findings: [found('27.915999999999997')], line: '≈ 27.92 mg/dL' })).toBe('≈ 27.92 mg/dL');
  const cel = { ...found('37.55123456789'), found: amount('37.55123456789', null, 'Cel') };
  expect(lineWords({ findings: [cel], line: '≈ 37.55 Cel' })).toBe('≈ 37.55 °C');
  expect(lineWords({ findings: [found('120'), found('80')], line: '120/80 mmHg' })).toBe('120/80 mmHg');
});

it('a range is said by its ends, with what the laboratory wrote beside them', () => {
  expect(rangesWords([range])).toBe('70 to 100 mg/dL (Adult, fasting)');
  expect(rangesWords([{ ...range, low: null, appliesTo: [] }])).toBe('up to 100 mg/dL (fasting)');
  expect(rangesWords([{ ...range, low: null, high: null, appliesTo: [] }])).toBe('fasting');
  expect(rangesWords([])).toBe('');
});

it('a mark is the laboratory’s own, its letters said in words; normal is none', () => {
  expect(markWords([{ interpretations: [coded('H'), coded('A', 'Abnormal')] }])).toBe('high (H), Abnormal');
  expect(markWords([{ interpretations: [coded('N')] }, { interpretations: [] }])).toBeNull();
});

it('units are written as people write them', () => {
  expect(['10*3/uL', 'm[IU]/L', 'mm[Hg]', 'mg/dL', '{score}', '1', null].map(unitWords)).toEqual([
    '10³/µL',
    'mIU/L',
    'mmHg',
    'mg/dL',
    '',
    '',
    '',
  ]);
});
