import { unitWords } from '@chartwarden/fhir';
import { substances } from './molar-weights.ts';

/** Another unit for the values of a series: shown = value * factor + offset. */
export interface ShownIn {
  /** UCUM code. */
  readonly code: string;
  /** As people write it. */
  readonly words: string;
  readonly factor: number;
  readonly offset: number;
}

const UCUM = 'http://unitsofmeasure.org';
const LOINC = 'http://loinc.org';

interface Unit {
  readonly of: 'kg' | 'm' | 'K' | 'Pa' | 'g/L' | 'mol/L' | 'kat/L' | '/L';
  /** How much of that one of it is. */
  readonly size: number;
  /** How much of that none of it is; 0 unless it says otherwise. */
  readonly zero?: number;
}

/** The units that we know, as UCUM defines them; a test compares every conversion with the reference implementation. */
const UNITS: Readonly<Record<string, Unit>> = {
  kg: { of: 'kg', size: 1 },
  '[lb_av]': { of: 'kg', size: 0.45359237 },
  m: { of: 'm', size: 1 },
  cm: { of: 'm', size: 0.01 },
  '[in_i]': { of: 'm', size: 0.0254 },
  Cel: { of: 'K', size: 1, zero: 273.15 },
  '[degF]': { of: 'K', size: 5 / 9, zero: 459.67 * (5 / 9) },
  'mm[Hg]': { of: 'Pa', size: 133.322 },
  kPa: { of: 'Pa', size: 1000 },
  'g/dL': { of: 'g/L', size: 10 },
  'g/L': { of: 'g/L', size: 1 },
  'mg/dL': { of: 'g/L', size: 1e-2 },
  'mg/L': { of: 'g/L', size: 1e-3 },
  'ug/dL': { of: 'g/L', size: 1e-5 },
  'ug/L': { of: 'g/L', size: 1e-6 },
  'ng/mL': { of: 'g/L', size: 1e-6 },
  'ng/dL': { of: 'g/L', size: 1e-8 },
  'ng/L': { of: 'g/L', size: 1e-9 },
  'pg/mL': { of: 'g/L', size: 1e-9 },
  'mmol/L': { of: 'mol/L', size: 1e-3 },
  'umol/L': { of: 'mol/L', size: 1e-6 },
  'nmol/L': { of: 'mol/L', size: 1e-9 },
  'pmol/L': { of: 'mol/L', size: 1e-12 },
  'U/L': { of: 'kat/L', size: 1e-6 / 60 },
  'ukat/L': { of: 'kat/L', size: 1e-6 },
  '10*3/uL': { of: '/L', size: 1e9 },
  '10*9/L': { of: '/L', size: 1e9 },
  '10*6/uL': { of: '/L', size: 1e12 },
  '10*12/L': { of: '/L', size: 1e12 },
};

/** Units that people know the same in. */
const FAMILIES = [
  ['kg', '[lb_av]'],
  ['cm', '[in_i]', 'm'],
  ['Cel', '[degF]'],
  ['mm[Hg]', 'kPa'],
  ['g/dL', 'g/L'],
  ['mg/dL', 'mg/L'],
  ['ug/dL', 'ug/L'],
  ['ng/mL', 'ug/L'],
  ['pg/mL', 'ng/L'],
  ['U/L', 'ukat/L'],
  ['10*3/uL', '10*9/L'],
  ['10*6/uL', '10*12/L'],
];

const bySubstance = new Map(substances.flatMap((one) => one.loinc.map((code) => [code, one] as const)));

/**
 * The units that values can be shown in beside their own; none where the unit is no UCUM code that we know a companion
 * of. Mass becomes amount of substance only by a molar weight that belongs to the code.
 * @param unitKey as `quantity.ts` makes it: `http://unitsofmeasure.org|mg/dL`
 */
export function unitsFor(
  unitKey: string,
  codings: readonly { readonly system: string | null; readonly code: string }[],
): readonly ShownIn[] {
  if (!unitKey.startsWith(`${UCUM}|`)) return [];
  const unit = unitKey.slice(UCUM.length + 1);
  if (!Object.hasOwn(UNITS, unit)) return [];
  const named = codings.flatMap(({ system, code }) => (system === LOINC ? (bySubstance.get(code) ?? []) : []));
  const [substance] = named;
  // Codes of two substances: nobody knows of which one the unit speaks.
  if (substance !== undefined && named.every((one) => one === substance) && substance.units.includes(unit))
    return shown(unit, substance.units, substance.molarWeight);
  return shown(unit, FAMILIES.find((family) => family.includes(unit)) ?? []);
}

const shown = (from: string, units: readonly string[], molarWeight?: number): readonly ShownIn[] =>
  units.flatMap((code) => {
    if (code === from) return [];
    const rule = ruleOf(from, code, molarWeight);
    return rule === null ? [] : [{ code, words: unitWords(code), ...rule }];
  });

/** Null between kinds of unit that are not the same kind, but for mass and amount of a known substance. */
function ruleOf(from: string, to: string, molarWeight?: number): Pick<ShownIn, 'factor' | 'offset'> | null {
  const [one, other] = [UNITS[from], UNITS[to]];
  if (one === undefined || other === undefined) return null;
  const change = one.of === other.of ? 1 : molarFactor(one, other, molarWeight);
  if (change === null) return null;
  return {
    factor: exact((one.size * change) / other.size),
    offset: exact(((one.zero ?? 0) * change - (other.zero ?? 0)) / other.size),
  };
}

function molarFactor(one: Unit, other: Unit, molarWeight?: number): number | null {
  if (molarWeight === undefined) return null;
  if (one.of === 'g/L' && other.of === 'mol/L') return 1 / molarWeight;
  return one.of === 'mol/L' && other.of === 'g/L' ? molarWeight : null;
}

/** Without what floating point adds (31.99999999999994). */
const exact = (value: number): number => Number(value.toPrecision(12));
