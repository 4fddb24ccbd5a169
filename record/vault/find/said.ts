import type { SearchCriterion } from '@chartwarden/fhir';
import { CATEGORY_PARAMS, CODE_PARAMS, OWN_DATE_PARAM, PERSONAL_DATE } from '../index-tokens.ts';
import type { FindQuery } from './query.ts';

const ALWAYS_SAID: ReadonlySet<string> = new Set(['_id', '_lastUpdated']);
const SORTED_BY: ReadonlySet<string> = new Set(['date', '_lastUpdated', '_id']);
/** Dates that stand further inside than the form shows. */
const INNER_DATES: ReadonlySet<string> = new Set([
  'Composition.period', 'Consent.period', 'DocumentReference.period', 'Schedule.date',
]); // biome-ignore format: one list
/** Every fact of the record has the same one. */
const SUBJECT: ReadonlySet<string> = new Set(['patient', 'subject']);

/**
 * True for a search that asks for nothing but what the form `metadata_only` says of a fact anyway: its code, category,
 * dates, and whose it is. That another one finds a fact would tell what the form leaves out.
 */
export const asksOnlyWhatIsSaid = (query: FindQuery, record: string): boolean =>
  query.where.every((one) => isSaid(query.types, one, record)) &&
  (query.sort ?? []).every((one) => SORTED_BY.has(one.param));

function isSaid(types: readonly string[], criterion: SearchCriterion, record: string): boolean {
  if (criterion.on === 'chain' || criterion.on === 'has') return false;
  const { param } = criterion;
  if (ALWAYS_SAID.has(param)) return true;
  if (criterion.on === 'value') {
    if (criterion.modifier !== undefined && criterion.modifier !== 'not') return false;
    const isPerson = criterion.values.every((one) => one.kind === 'reference' && one.id === record);
    if (SUBJECT.has(param) && isPerson) return true;
  }
  // That a code is missing would tell whether there are words in its place.
  if (criterion.on === 'missing') return false;
  return types.length > 0 && types.every((type) => isSaidOf(`${type}.${param}`));
}

const isSaidOf = (param: string): boolean =>
  CODE_PARAMS.includes(param) ||
  CATEGORY_PARAMS.includes(param) ||
  (OWN_DATE_PARAM.test(param) && !PERSONAL_DATE.test(param) && !INNER_DATES.has(param));
