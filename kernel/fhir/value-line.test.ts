import { describe, expect, it } from 'vitest';
import { titleOf } from './title.ts';
import { parseWithDigits, valueLineOf } from './value-line.ts';

const pressure = (unit: string, diastolic = '80') => `{"component":[
  {"code":{"coding":[{"code":"8462-4","display":"Diastolic"}]},"valueQuantity":{"value":${diastolic},"unit":"mm[Hg]"}},
  {"code":{"coding":[{"code":"8480-6","display":"Systolic"}]},"valueQuantity":{"value":120,"unit":"${unit}"}}]}`;

describe('the value of a fact on one line', () => {
  it.each([
    ['{"valueQuantity":{"value":13.20,"unit":"g/dL"}}', '13.20 g/dL'],
    ['{"valueQuantity":{"comparator":"<","value":5,"code":"mg/L"}}', '< 5 mg/L'],
    ['{"valueQuantity":{"value":14.857142857142858,"unit":"kg/m2"}}', '≈ 14.86 kg/m2'],
    ['{"valueQuantity":{"value":3,"unit":"{score}"}}', '3'],
    ['{"valueQuantity":{"unit":"g/dL"},"valueString":"x"}', null],
    ['{"valueCodeableConcept":{"coding":[{"code":"1"},{"display":"Never smoker"}]}}', 'Never smoker'],
    ['{"valueString":"two\\n lines"}', 'two lines'],
    [`{"valueString":"${'long '.repeat(40)}"}`, null],
    ['{"valueBoolean":false}', 'no'],
    ['{"valueInteger":0}', '0'],
    ['{"valueRange":{"low":{"value":1},"high":{"value":2,"unit":"h"}}}', '1 – 2 h'],
    ['{"valueRange":{"low":{"value":1}}}', null],
    ['{"dataAbsentReason":{"text":"not asked"}}', 'not asked'],
    [pressure('mm[Hg]'), '120/80 mmHg'],
    [pressure('mm[Hg]', '79.8251963'), '≈ 120/79.83 mmHg'],
    [pressure('kPa'), 'Diastolic 80 mm[Hg] · Systolic 120 kPa'],
    ['{"total":{"value":255.00,"currency":"USD"}}', '255.00 USD'],
    ['{"total":[{"category":{},"amount":{"value":7.5,"currency":"EUR"}}]}', '7.5 EUR'],
    ['{"dosageInstruction":[{"text":"one at night"}]}', 'one at night'],
    ['{"resourceType":"ImagingStudy","series":[{"bodySite":{"display":"Knee"}}]}', 'Knee'],
    ['{"valueQuantity":"x","component":"y","total":[null],"dosage":[5]}', null],
    ['{}', null],
  ])('%s', (resource, line) => {
    expect(valueLineOf(parseWithDigits(resource))).toBe(line);
  });

  it('stands beside a title that says what was billed and not how', () => {
    const claim =
      '{"resourceType":"Claim","type":{"coding":[{"code":"pharmacy"}]},"item":[{"productOrService":{"text":"Aspirin 81 MG"}}]}';
    expect(titleOf(parseWithDigits(claim))).toBe('Aspirin 81 MG');
    expect(titleOf(parseWithDigits('{"resourceType":"Claim","type":{"coding":[{"code":"pharmacy"}]}}'))).toBe(
      'pharmacy',
    );
  });
});
