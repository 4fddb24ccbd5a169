import { CodedError } from '@chartwarden/errors';
import { parseSearch } from '@chartwarden/fhir';
import type { FindQuery } from '@chartwarden/vault';
import type { Asked, Query } from './asking.ts';
import { Refused } from './outcome.ts';

/** More than one is enough to know that it is not the only one. */
const LIMIT = 2;

/**
 * The condition of a conditional write, read strictly: what is not understood would make it fit more than was meant (R4 http,
 * 3.1.0.4.3). Throws Refused, CW-FHIR-105 for a condition that says nothing.
 */
export function conditionOf(type: string, pairs: Query, base: string): FindQuery {
  const { where, issues } = parseSearch(type, pairs, { handling: 'strict', base });
  const [first, ...others] = issues.map(({ code, parameter }) => ({
    code,
    diagnostics: parameter,
    expression: `http.${parameter}`,
  }));
  if (first !== undefined) throw new Refused([first, ...others]);
  if (where.length === 0) throw new CodedError('CW-FHIR-105', 'condition');
  return { types: [type], where, limit: LIMIT };
}

/** The header If-None-Exist (R4 http, 3.1.0.8.1); undefined without one. */
export function ifNoneExist({ type, header }: Pick<Asked, 'type' | 'header'>, base: string): FindQuery | undefined {
  const text = header('if-none-exist');
  if (text === undefined) return undefined;
  const query = text.slice(text.indexOf('?') + 1);
  return conditionOf(type, [...new URLSearchParams(query)], base);
}
