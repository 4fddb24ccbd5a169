import type { Preferences } from '../../../api/types.ts';
import type { Shown } from './trend-lines.ts';

const US = ['[lb_av]', '[in_i]', '[degF]'];
const METRIC = ['kg', 'cm', 'Cel'];

/** The unit that the person chose in the settings, where it is among these; else the first, which is the one received. */
export function preferredUnit(units: readonly Shown[], { measures, amounts }: Preferences): Shown | undefined {
  const isWanted = ({ key }: Shown): boolean => {
    const code = key.split('|').at(-1) ?? '';
    if (/mol\/d?L$/.test(code)) return amounts === 'molar';
    if (/g\/d?L$|g\/mL$/.test(code)) return amounts === 'mass' && units.some((one) => /mol\/d?L$/.test(one.key));
    return (measures === 'us' && US.includes(code)) || (measures === 'metric' && METRIC.includes(code));
  };
  return units.find(isWanted) ?? units[0];
}
