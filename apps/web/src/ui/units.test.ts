import * as onPaper from '@chartwarden/fhir';
import { expect, it } from 'vitest';
import * as onScreen from './units.ts';

it('writes units and calculated values as paper does', () => {
  const units =
    'Cel [degF] [lb_av] [in_i] ug/dL ug/L umol/L ukat/L 10*3/uL 10*6/uL 10*9/L 10*12/L mm[Hg] [IU]/L {score} 1 kg'.split(
      ' ',
    );
  for (const unit of units) {
    expect(onScreen.unitWords(unit)).toBe(onPaper.unitWords(unit));
    expect(onScreen.valueLineWords(`≈ 5.1 ${unit}`)).toBe(onPaper.valueLineWords(`≈ 5.1 ${unit}`));
  }
  for (const digits of ['87.23565389518645', '5.10', '0.00000012345'])
    expect(onScreen.roundedDigits(digits)).toBe(onPaper.roundedDigits(digits));
});
