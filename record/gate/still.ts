import type { Slice } from '@chartwarden/vault';
import type { Decision } from './decide.ts';

const textOf = (slice: Slice): string => JSON.stringify(slice);
const areAmong = (some: readonly Slice[], all: readonly Slice[]): boolean => {
  const known = new Set(all.map(textOf));
  return some.every((one) => known.has(textOf(one)));
};

/**
 * Whether what was begun on one decision may go on under another: everything that it covered is covered still, in no lesser
 * form, and nothing was refused since. Whatever is not plainly so is a no: it is asked for anew.
 */
export function goesOn(begun: Decision, now: Decision): boolean {
  if (begun.outcome !== 'permit' || now.outcome !== 'permit') return false;
  return (
    (now.custody || !begun.custody) &&
    now.form === begun.form &&
    areAmong(begun.allow, now.allow) &&
    (now.alsoIn === undefined || (begun.alsoIn !== undefined && areAmong(begun.alsoIn, now.alsoIn))) &&
    areAmong(now.deny, begun.deny)
  );
}
