import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convertedDigits } from './converted.ts';

const GLUCOSE = { factor: 1 / 18.0156, offset: 0 };
const BACK = { factor: 18.0156, offset: 0 };
const FAHRENHEIT = { factor: 1.8, offset: 32 };
const CELSIUS = { factor: 1 / 1.8, offset: -32 / 1.8 };

describe('a converted number', () => {
  it('is no more exact than what was received', () => {
    const said = (digits: string, rule = GLUCOSE) => convertedDigits(digits, rule);
    expect([said('92'), said('100'), said('92.0'), said('7'), said('0')]).toEqual(['5.1', '5.55', '5.11', '0.4', '0']);
    expect([said('5.1', BACK), said('5.11', BACK), said('0.50', BACK), said('12.3', BACK)]).toEqual([
      '92',
      '92.1',
      '9.0',
      '222',
    ]);
    expect([said('37.0', FAHRENHEIT), said('0', FAHRENHEIT), said('-40', FAHRENHEIT)]).toEqual(['98.6', '32', '-40']);
    expect([said('98.6', CELSIUS), said('1e2', CELSIUS), said('32', CELSIUS)]).toEqual(['37.0', '40', '0']);
    expect(said('1250', { factor: 1000, offset: 0 })).toBe('1250000');
    expect(said('0.0010', { factor: 1e-6, offset: 0 })).toBe('0.0000000010');
  });

  it('is none where there is no number', () => {
    for (const digits of ['', ' ', 'positive', '1.2.3', '1e999']) expect(convertedDigits(digits, GLUCOSE)).toBeNull();
  });

  it('lies within one step of the last digit that it says, and comes back within two', () => {
    const amounts = fc.tuple(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 0, max: 3 }));
    fc.assert(
      fc.property(amounts, fc.double({ min: 1e-4, max: 1e4, noNaN: true }), ([whole, decimals], factor) => {
        const digits = (whole / 10 ** decimals).toFixed(decimals);
        const shown = convertedDigits(digits, { factor, offset: 0 }) ?? '';
        const exact = Number(digits) * factor;
        // As many significant digits: off by half a step of the last one at most.
        const significant = digits.replace('.', '').replace(/^0+/, '').length;
        expect(Math.abs(Number(shown) - exact)).toBeLessThanOrEqual(
          0.5001 * 10 ** (Math.floor(Math.log10(exact)) + 1 - significant) + 5e-13,
        );
        if (exact < 1e-3) return;
        const back = Number(convertedDigits(shown, { factor: 1 / factor, offset: 0 }));
        expect(Math.abs(back - Number(digits)) / Number(digits)).toBeLessThanOrEqual(11 * 10 ** -significant);
      }),
    );
  });
});
