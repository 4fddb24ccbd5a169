import { expect, it } from 'vitest';
import { roundedDigits, unitWords, valueLineWords } from './unit-words.ts';

it('writes units as people do, and leaves every other word alone', () => {
  expect(['umol/L', 'mm[Hg]', '{score}', '1', 'mg/dL'].map(unitWords)).toEqual(['µmol/L', 'mmHg', '', '', 'mg/dL']);
  expect(valueLineWords('11 10*3/uL')).toBe('11 10³/µL');
  expect(valueLineWords('≈ 36.91 Cel')).toBe('≈ 36.91 °C');
  expect(valueLineWords('Upper 80 mm[Hg] · Warmth 36.9 Cel')).toBe('Upper 80 mmHg · Warmth 36.9 °C');
  for (const line of ['Positive', '120/80 mmHg', 'take 2 Cel a day', '1', '5 {score}'])
    expect(valueLineWords(line)).toBe(line);
});

it('rounds what a computer calculated, and nothing that a laboratory wrote', () => {
  expect(['87.23565389518645', '-12.000000001', '5.10', '1234567890', '0.00000012345', '1.2345e-10'].map(roundedDigits)).toEqual([
    '≈ 87.24', '≈ -12.00', '5.10', '1234567890', '0.00000012345', '1.2345e-10',
  ]); // biome-ignore format: a line each
});
