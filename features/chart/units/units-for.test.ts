import { UcumLhcUtils } from '@lhncbc/ucum-lhc';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { substances } from './molar-weights.ts';
import { unitsFor } from './units-for.ts';

const LOINC = 'http://loinc.org';
const ucum = (unit: string): string => `http://unitsofmeasure.org|${unit}`;
const loinc = (code: string) => ({ system: LOINC, code });
const GLUCOSE = loinc('2345-7');
const rule = (unit: string, to: string, ...codings: { system: string | null; code: string }[]) =>
  unitsFor(ucum(unit), codings).find((one) => one.code === to);
/** Values of laboratories and of bodies. */
const value = fc.double({ min: -50, max: 1e6, noNaN: true });

describe('another unit', () => {
  it('is given for what UCUM can convert, with factor and offset', () => {
    expect(rule('mg/dL', 'mmol/L', GLUCOSE)?.factor).toBeCloseTo(1 / 18.0156, 6);
    expect(rule('Cel', '[degF]')).toEqual({ code: '[degF]', words: '°F', factor: 1.8, offset: 32 });
    expect(rule('kg', '[lb_av]')?.factor).toBeCloseTo(2.20462262, 8);
    expect(rule('mm[Hg]', 'kPa')?.factor).toBeCloseTo(0.133322, 6);
    expect(rule('10*3/uL', '10*9/L')).toMatchObject({ factor: 1, offset: 0, words: '10⁹/L' });
    expect(unitsFor(ucum('cm'), []).map((one) => one.words)).toEqual(['in', 'm']);
  });

  it('is what UCUM itself says, for every pair that is offered', () => {
    const reference = UcumLhcUtils.getInstance();
    const units = 'kg [lb_av] cm [in_i] m Cel [degF] mm[Hg] kPa g/dL g/L mg/dL ug/dL ng/mL ng/dL ug/L pg/mL mmol/L umol/L nmol/L pmol/L U/L ukat/L 10*3/uL 10*9/L 10*6/uL 10*12/L'; // biome-ignore format: one list
    let compared = 0;
    for (const {
      loinc: [code = ''],
      molarWeight,
    } of [{ loinc: ['none'], molarWeight: 1 }, ...substances])
      for (const unit of units.split(' '))
        for (const { code: to, factor, offset } of unitsFor(ucum(unit), [loinc(code)]))
          for (const one of [0, 1, 37.5]) {
            const said = reference.convertUnitTo(unit, one, to, { molecularWeight: molarWeight });
            expect([unit, to, said.status, said.msg]).toEqual([unit, to, 'succeeded', []]);
            const expected = said.toVal ?? Number.NaN;
            const distance = Math.abs(one * factor + offset - expected);
            expect(distance, `${one} ${unit} in ${to}`).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)));
            compared += 1;
          }
    expect(compared).toBeGreaterThan(1000);
  });

  it('of mass for amount needs a molar weight of that code, and of no other', () => {
    expect(unitsFor(ucum('mg/dL'), []).map((one) => one.code)).toEqual(['mg/L']);
    expect(rule('mg/dL', 'mmol/L', { system: 'http://lab.example', code: '2345-7' })).toBeUndefined();
    expect(rule('mg/dL', 'mmol/L', { system: null, code: '2345-7' })).toBeUndefined();
    expect(rule('mg/dL', 'mmol/L', GLUCOSE, loinc('2093-3'))).toBeUndefined();
    expect(rule('mg/dL', 'mmol/L', GLUCOSE, loinc('14749-6'))).toBeDefined();
  });

  it('is none for arbitrary units, equivalents, counts, and what is no UCUM code', () => {
    for (const unit of ['[IU]/L', 'm[IU]/L', 'meq/L', '{cells}', '%', 'K/uL', 'mg', '/min', ''])
      expect(unitsFor(ucum(unit), [GLUCOSE])).toEqual([]);
    for (const key of ['text:mg/dL', 'http://lab.example/units|mg/dL', '|mg/dL', 'mg/dL'])
      expect(unitsFor(key, [GLUCOSE])).toEqual([]);
    // Units that UCUM would read only by guessing.
    for (const unit of ['MG/DL', 'degF', 'lbs', ' kg']) expect(unitsFor(ucum(unit), [])).toEqual([]);
  });

  it('gives each substance its own units, and each LOINC code one substance', () => {
    for (const { loinc: codes, units } of substances)
      for (const code of codes)
        for (const unit of units)
          expect(unitsFor(ucum(unit), [loinc(code)]).map((one) => one.code)).toEqual(
            units.filter((one) => one !== unit),
          );
    const all = substances.flatMap((one) => one.loinc);
    expect(new Set(all).size).toBe(all.length);
  });

  it('comes back: there and back again is the value, for every pair', () => {
    const pairs = [
      ...substances.flatMap(({ loinc: [code = ''], units: [from = '', to = ''] }) => [
        { from, to, codings: [loinc(code)] },
      ]),
      ...[['kg', '[lb_av]'], ['cm', '[in_i]'], ['Cel', '[degF]'], ['mm[Hg]', 'kPa'], ['U/L', 'ukat/L'], ['g/dL', 'g/L']].map(
        ([from = '', to = '']) => ({ from, to, codings: [] }),
      ),
    ]; // biome-ignore format: one list
    for (const { from, to, codings } of pairs) {
      const there = rule(from, to, ...codings);
      const back = rule(to, from, ...codings);
      if (there === undefined || back === undefined) throw new Error(`no way between ${from} and ${to}`);
      fc.assert(
        fc.property(value, (one) => {
          const other = (one * there.factor + there.offset) * back.factor + back.offset;
          expect(Math.abs(other - one)).toBeLessThanOrEqual(1e-8 * Math.max(1, Math.abs(one)));
        }),
      );
    }
  });
});
