import { createRequire } from 'node:module';
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

/** Units that say the same in another size, as people know them; UCUM decides whether and how one becomes the other. */
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

const WORDS: Readonly<Record<string, string>> = {
  '[lb_av]': 'lb', '[in_i]': 'in', Cel: '°C', '[degF]': '°F', 'mm[Hg]': 'mmHg', 'ug/dL': 'µg/dL', 'ug/L': 'µg/L',
  'umol/L': 'µmol/L', 'ukat/L': 'µkat/L', '10*3/uL': '10³/µL', '10*9/L': '10⁹/L', '10*6/uL': '10⁶/µL', '10*12/L': '10¹²/L',
}; // biome-ignore format: one list

const bySubstance = new Map(substances.flatMap((one) => one.loinc.map((code) => [code, one] as const)));
const known = new Set([...FAMILIES.flat(), ...substances.flatMap((one) => one.units)]);

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
  if (!known.has(unit)) return [];
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
    return rule === null ? [] : [{ code, words: WORDS[code] ?? code, ...rule }];
  });

/** The part of `@lhncbc/ucum-lhc` that is used; it comes without types. */
interface Ucum {
  convertUnitTo(
    from: string,
    value: number,
    to: string,
    options: { readonly molecularWeight?: number },
  ): { readonly status: string; readonly toVal: number | null; readonly msg: readonly string[] };
}

const require = createRequire(import.meta.url);
/** Loaded when the first unit has to be converted, and not awaited: a section is read in one go. */
const ucum = (): Ucum =>
  (require('@lhncbc/ucum-lhc') as { readonly UcumLhcUtils: { getInstance(): Ucum } }).UcumLhcUtils.getInstance();

/** Null where UCUM gives no way, or only by guessing what was meant. All that are known are linear. */
function ruleOf(from: string, to: string, molarWeight?: number): Pick<ShownIn, 'factor' | 'offset'> | null {
  const at = (value: number): number | null => {
    const options = molarWeight === undefined ? {} : { molecularWeight: molarWeight };
    const { status, toVal, msg } = ucum().convertUnitTo(from, value, to, options);
    return status === 'succeeded' && msg.length === 0 ? toVal : null;
  };
  const [zero, one] = [at(0), at(1)];
  if (zero === null || one === null) return null;
  return { factor: exact(one - zero), offset: exact(zero) };
}

/** Without what floating point adds (31.99999999999994). */
const exact = (value: number): number => Number(value.toPrecision(12));
