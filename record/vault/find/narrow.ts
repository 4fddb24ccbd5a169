import { compositeParts, foldText, type OwnCriterion, type SearchValue, searchParameterKind } from '@chartwarden/fhir';
import { idToBytes, isId } from '@chartwarden/ids';
import {
  anySystemToken,
  CATEGORY_PARAMS,
  CODE_PARAMS,
  codeToken,
  LEFT_OUT,
  OWN_DATE_PARAM,
  PERSONAL_DATE,
  referenceToken,
  stringToken,
  UNDATED_TYPES,
} from '../index-tokens.ts';
import type { ScopeKeys } from '../scope-keys.ts';
import { any, type Condition, hasToken, not } from '../slice-sql.ts';
import { anyFits, type DateValue } from './date-sql.ts';

/** What the references of a condition lead to, as far as the permit sees it. */
export interface Targets {
  readonly identities: readonly Buffer[];
  /** Of those facts: a reference may name one by an identifier alone. */
  readonly identifiers: readonly { readonly system: string; readonly value: string }[];
  /** One of them is the person. */
  readonly isPerson: boolean;
  /** An address that is none of ours: only the reference as written tells. */
  readonly hasUrl: boolean;
}

/** A condition without chains; of references what they lead to. */
export interface Resolved {
  readonly criterion: OwnCriterion;
  readonly targets?: Targets;
}

/** How SQL narrows one condition: exactly (`isExact`), or to more than what fits. */
export interface Narrowed {
  readonly isExact: boolean;
  readonly condition?: Condition;
  /** One of these tokens; the rank says how few facts may have it, 0 the fewest. */
  readonly tokens?: readonly Buffer[];
  readonly rank?: number;
  /** By dates: the fact's own, where the parameter may be that, or further ones under these tokens. */
  readonly dates?: {
    readonly values: readonly DateValue[];
    readonly params: readonly Buffer[];
    readonly mayBeOwn: boolean;
  };
  /** The condition can be decided only on what is served: it depends on where references lead. */
  readonly onServed?: true;
}

const NOTHING: Narrowed = { isExact: true, condition: any([]) };
const MORE: Narrowed = { isExact: false };

/** How a condition narrows facts of a type. Where it cannot, every fact of the type may fit. */
export function narrow(
  keys: ScopeKeys,
  type: string | undefined,
  { criterion, targets }: Resolved,
  now: number,
): Narrowed {
  const { param } = criterion;
  if (param === '_id' || param === '_lastUpdated') return narrowOwn(criterion, now);
  if (type === undefined) return MORE;
  // Whether a reference is to a Patient is known once it is known where it leads.
  if (criterion.on === 'missing')
    return searchParameterKind(type, param) === 'reference' ? { isExact: false, onServed: true } : MORE;
  const { values, modifier } = criterion;
  if (targets !== undefined) return narrowReference(keys, `${type}.${param}`, targets);
  if (modifier === 'identifier') return { isExact: false, onServed: true };
  if (modifier === 'of-type') return narrowOfType(keys, type, values);
  const parts = compositeParts(type).get(param);
  if (parts !== undefined) return narrowComposite(keys, type, parts, values);
  switch (searchParameterKind(type, param)) {
    case 'token':
      return modifier === 'text' ? MORE : narrowToken(keys, type, param, values, modifier === 'not');
    case 'string':
      return modifier === 'contains' || isLeftOut(type, param)
        ? MORE
        : narrowString(keys, `${type}.${param}`, values, modifier === 'exact');
    case 'uri':
      return modifier !== undefined || isLeftOut(type, param) ? MORE : narrowUri(keys, `${type}.${param}`, values);
    case 'date':
      return narrowDate(keys, type, param, values);
    default:
      return MORE;
  }
}

const isLeftOut = (type: string, param: string): boolean => LEFT_OUT.test(`${type}.${param}`);

function narrowOwn(criterion: OwnCriterion, now: number): Narrowed {
  if (criterion.on === 'missing') return criterion.missing ? NOTHING : { isExact: true };
  const { values, modifier, param } = criterion;
  if (param === '_lastUpdated') {
    const dates = values.filter((one) => one.kind === 'date');
    return { isExact: true, condition: anyFits(dates, now, 'v.stored_at', 'v.stored_at') };
  }
  const ids = values.flatMap((one) => {
    const id = one.kind === 'token' ? one.code : one.kind === 'reference' ? one.id : undefined;
    return id !== undefined && isId(id) ? [idToBytes(id)] : [];
  });
  const condition: Condition =
    ids.length === 0 ? any([]) : { sql: `v.fact_id in (${ids.map(() => '?').join(', ')})`, parameters: ids };
  return { isExact: true, condition: modifier === 'not' ? not(condition) : condition };
}

function narrowReference(keys: ScopeKeys, param: string, targets: Targets): Narrowed {
  const { identities, identifiers, isPerson, hasUrl } = targets;
  // What every fact of the record has in common has no token, nor has an address that cannot be one of ours.
  if (isPerson || hasUrl) return { isExact: false, onServed: true };
  const tokens = keys.generations.flatMap((one) => [
    ...identities.map((identity) => referenceToken(one, param, identity)),
    ...identifiers.map(({ system, value }) => one.token(param, 'i', system, value)),
  ]);
  if (tokens.length === 0) return NOTHING;
  return { isExact: false, tokens, rank: 0, onServed: true };
}

/** The stored parameters that a parameter is about: unions of others have no tokens of their own. */
const storedParams = (type: string, param: string): readonly string[] =>
  param.startsWith('combo-')
    ? [`${type}.${param.slice(6)}`, `${type}.component-${param.slice(6)}`]
    : [`${type}.${param}`];

const rankOf = (param: string): number =>
  param.endsWith('.identifier') ? 0 : CODE_PARAMS.includes(param) ? 1 : CATEGORY_PARAMS.includes(param) ? 3 : 2;

/** Null: this value cannot be looked for by a token. */
function tokensOf(
  keys: ScopeKeys,
  params: readonly string[],
  value: SearchValue,
): { readonly tokens: readonly Buffer[]; readonly isExact: boolean } | null {
  if (value.kind !== 'token' || value.code === undefined) return null;
  const { system, code } = value;
  const tokens = keys.generations.flatMap((one) =>
    params.map((param) => (system ? codeToken(one, param, system, code) : anySystemToken(one, param, code))),
  );
  return { tokens, isExact: system !== '' };
}

function narrowToken(
  keys: ScopeKeys,
  type: string,
  param: string,
  values: readonly SearchValue[],
  isNot: boolean,
): Narrowed {
  if (param.startsWith('_')) return MORE;
  const params = storedParams(type, param);
  const found = values.map((value) => tokensOf(keys, params, value));
  const known = found.flatMap((one) => one ?? []);
  if (known.length < found.length || known.length === 0) return MORE;
  const tokens = known.flatMap((one) => one.tokens);
  const isExact = known.every((one) => one.isExact);
  if (!isNot) return { isExact, tokens, rank: rankOf(`${type}.${param}`) };
  return isExact ? { isExact, condition: not(hasToken(tokens)) } : MORE;
}

function narrowOfType(keys: ScopeKeys, type: string, values: readonly SearchValue[]): Narrowed {
  const tokens = values.flatMap((value) => {
    const own = value.kind === 'composite' ? value.parts[1] : undefined;
    return own === undefined ? [] : (tokensOf(keys, [`${type}.identifier`], own)?.tokens ?? []);
  });
  return tokens.length === 0 ? NOTHING : { isExact: false, tokens, rank: 0 };
}

function narrowComposite(
  keys: ScopeKeys,
  type: string,
  parts: readonly string[],
  values: readonly SearchValue[],
): Narrowed {
  const params = storedParams(type, parts[0] ?? '');
  const found = values.map((value) => {
    const first = value.kind === 'composite' ? value.parts[0] : undefined;
    return first === undefined ? null : tokensOf(keys, params, first);
  });
  const known = found.flatMap((one) => one ?? []);
  const more: Narrowed = type === 'DocumentReference' ? { isExact: false, onServed: true } : MORE;
  if (known.length < found.length || known.length === 0) return more;
  return { ...more, tokens: known.flatMap((one) => one.tokens), rank: 1 };
}

function narrowString(keys: ScopeKeys, param: string, values: readonly SearchValue[], isWhole: boolean): Narrowed {
  const found = values.map((value) => {
    if (value.kind !== 'string') return null;
    if (isWhole) return value.text;
    const [word] = foldText(value.text)
      .split(/[^\p{L}\p{N}]+/u)
      .filter((one) => one !== '');
    return word ?? null;
  });
  if (found.length === 0 || found.includes(null)) return MORE;
  const tokens = keys.generations.flatMap((one) =>
    found.flatMap((text) => (text === null ? [] : [stringToken(one, param, isWhole ? 'exact' : 'prefix', text)])),
  );
  return { isExact: isWhole, tokens, rank: 2 };
}

function narrowUri(keys: ScopeKeys, param: string, values: readonly SearchValue[]): Narrowed {
  const tokens = keys.generations.flatMap((one) =>
    values.flatMap((value) => (value.kind === 'uri' ? [one.token(param, 'u', value.uri)] : [])),
  );
  return tokens.length === 0 ? NOTHING : { isExact: true, tokens, rank: 1 };
}

function narrowDate(keys: ScopeKeys, type: string, param: string, values: readonly SearchValue[]): Narrowed {
  const name = `${type}.${param}`;
  // Dates that would say who somebody is are no ranges.
  if (PERSONAL_DATE.test(name) || UNDATED_TYPES.has(type)) return MORE;
  const mayBeOwn = OWN_DATE_PARAM.test(name);
  return {
    // That a fact's own date fits does not say that it is the date of this parameter.
    isExact: !mayBeOwn,
    dates: {
      values: values.filter((one) => one.kind === 'date'),
      params: keys.generations.map((one) => one.token(name, 'range')),
      mayBeOwn,
    },
  };
}
