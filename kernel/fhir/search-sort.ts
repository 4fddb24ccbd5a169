import { foldText } from './fold-text.ts';
import type { IndexValue } from './types.ts';

/**
 * By what a resource stands in the order of a parameter: of several values the first in that order, null without any.
 * Words without case and accents; a quantity by its number, whatever its unit.
 */
export function sortValue(index: readonly IndexValue[], param: string, descending: boolean): string | number | null {
  let found: string | number | null = null;
  for (const one of index) {
    if (one.param !== param) continue;
    const value = rankOf(one, descending);
    if (value !== null && (found === null || value < found !== descending)) found = value;
  }
  return found;
}

function rankOf(value: IndexValue, descending: boolean): string | number | null {
  switch (value.kind) {
    case 'token':
      return value.code ?? (value.text === undefined ? null : foldText(value.text));
    case 'string':
      return foldText(value.text);
    case 'date':
      return descending ? (value.high ?? Number.MAX_SAFE_INTEGER) : (value.low ?? Number.MIN_SAFE_INTEGER);
    case 'reference':
      return value.target.reference ?? value.target.identifier?.value ?? null;
    case 'uri':
      return value.uri;
    case 'number':
    case 'quantity':
      return Number(value.value);
  }
}
