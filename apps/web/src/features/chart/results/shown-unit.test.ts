import { expect, it } from 'vitest';
import { preferredUnit } from './shown-unit.ts';

const units = (...codes: string[]) =>
  codes.map((code) => ({ key: `http://unitsofmeasure.org|${code}`, words: code, rule: null }));

it('the unit of the settings is shown where there is one, else the one received', () => {
  const wanted = (codes: string[], choice: Parameters<typeof preferredUnit>[1]) =>
    preferredUnit(units(...codes), choice)?.words;
  const glucose = ['mg/dL', 'mmol/L'];
  expect([
    wanted(glucose, {}),
    wanted(glucose, { amounts: 'molar' }),
    wanted(glucose.toReversed(), { amounts: 'mass' }),
  ]).toEqual(['mg/dL', 'mmol/L', 'mg/dL']);
  expect([wanted(['g/dL', 'g/L'], { amounts: 'mass' }), wanted(['Cel', '[degF]'], { measures: 'us' })]).toEqual([
    'g/dL',
    '[degF]',
  ]);
  expect([
    wanted(['[lb_av]', 'kg'], { measures: 'metric' }),
    wanted(['cm', '[in_i]', 'm'], { measures: 'us' }),
  ]).toEqual(['kg', '[in_i]']);
  expect([wanted(['/min'], { measures: 'us', amounts: 'molar' }), preferredUnit([], {})]).toEqual(['/min', undefined]);
});
