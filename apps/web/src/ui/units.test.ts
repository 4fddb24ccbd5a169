import { expect, it } from 'vitest';
import { unitWords, valueLineWords } from './units.ts';

it('writes units as people do, and leaves every other word alone', () => {
  expect(['umol/L', 'mm[Hg]', '{score}', '1', 'mg/dL'].map(unitWords)).toEqual(['µmol/L', 'mmHg', '', '', 'mg/dL']);
  expect(valueLineWords('11 10*3/uL')).toBe('11 10³/µL');
  expect(valueLineWords('≈ 36.91 Cel')).toBe('≈ 36.91 °C');
  expect(valueLineWords('Upper 80 mm[Hg] · Warmth 36.9 Cel')).toBe('Upper 80 mmHg · Warmth 36.9 °C');
  for (const line of ['Positive', '120/80 mmHg', 'take 2 Cel a day', '1', '5 {score}'])
    expect(valueLineWords(line)).toBe(line);
});
