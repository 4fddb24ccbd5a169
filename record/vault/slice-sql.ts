import type { Value } from '@chartwarden/db';
import { CodedError } from '@chartwarden/errors';
import { idToBytes, type SourceId } from '@chartwarden/ids';
import { CATEGORY_PARAMS, CODE_PARAMS, codeToken } from './index-tokens.ts';
import { type Code, type Grant, hasEveryLabel, LABELS, type Label, type Slice, type View } from './permit.ts';
import { UNDATED } from './rows.ts';
import type { ScopeKeys } from './scope-keys.ts';

/** A condition on a `fact_versions` row named `v`, with its parameters in order. */
export interface Condition {
  readonly sql: string;
  readonly parameters: readonly Value[];
}

const ALWAYS: Condition = { sql: '1 = 1', parameters: [] };

export function all(conditions: readonly Condition[]): Condition {
  if (conditions.length === 0) return ALWAYS;
  return {
    sql: conditions.map((one) => `(${one.sql})`).join(' and '),
    parameters: conditions.flatMap((one) => one.parameters),
  };
}

export function any(conditions: readonly Condition[]): Condition {
  if (conditions.length === 0) return { sql: '1 = 0', parameters: [] };
  return {
    sql: conditions.map((one) => `(${one.sql})`).join(' or '),
    parameters: conditions.flatMap((one) => one.parameters),
  };
}

export const not = (condition: Condition): Condition => ({
  sql: `not (${condition.sql})`,
  parameters: condition.parameters,
});

const marks = (count: number): string => Array.from({ length: count }, () => '?').join(', ');

const within = (column: string, values: readonly Value[]): Condition => ({
  sql: `${column} in (${marks(values.length)})`,
  parameters: values,
});

/** The token of a set of labels; the empty set has one too, so that the column says nothing by being empty. */
export const labelSetToken = (keys: ScopeKeys, labels: readonly string[]): Buffer =>
  keys.token('labels', [...new Set(labels)].sort().join(' '));

function labelSets(keys: ScopeKeys, allowed: readonly Label[]): Buffer[] {
  const names = LABELS.filter((label) => allowed.includes(label));
  return Array.from({ length: 2 ** names.length }, (_, set) => names.filter((_name, bit) => (set >> bit) & 1)).flatMap(
    (labels) => keys.generations.map((one) => labelSetToken(one, labels)),
  );
}

/** Tokens of these names, in every generation that a row may have its tokens from. */
const tokens = (keys: ScopeKeys, param: string, names: readonly string[]): Buffer[] =>
  keys.generations.flatMap((one) => names.map((name) => one.token(param, name)));

// The token rows of a version all carry its date, so this is a seek by the whole primary key for each token.
export const hasToken = (tokens: readonly Buffer[]): Condition => ({
  sql: `exists (select 1 from fact_tokens t where t.record_id = v.record_id and t.token in (${marks(tokens.length)})
    and t.date_sort = v.date_sort and t.fact_id = v.fact_id and t.version = v.version)`,
  parameters: tokens,
});

function codeCondition(keys: ScopeKeys, params: readonly string[], codes: readonly Code[]): Condition {
  const wanted = keys.generations.flatMap((generation) =>
    codes.flatMap((one) => params.map((param) => codeToken(generation, param, one.system, one.code))),
  );
  return wanted.length === 0 ? any([]) : hasToken(wanted);
}

/** The condition that a slice stands for. An empty list inside it permits nothing. */
export function sliceCondition(keys: ScopeKeys, slice: Slice, ignoreLabels = false): Condition {
  const parts: Condition[] = [];
  if (!ignoreLabels && !hasEveryLabel(slice.labels)) {
    parts.push(within('v.label_set', labelSets(keys, slice.labels ?? [])));
    // The bytes of a document carry no label of their own, and the document that does may be left out: a file goes to
    // whoever sees every label, or was given it by name.
    if (slice.facts === undefined) parts.push({ sql: "v.type <> 'Binary'", parameters: [] });
  }
  if (slice.labelled) parts.push(not(within('v.label_set', labelSets(keys, []))));
  parts.push(...contentParts(keys, slice));
  if (slice.sources) parts.push(fromSources(keys, slice.sources, 'and p.version = v.version'));
  // Conservative: a fact whose partial date may lie outside the range is outside it.
  if (slice.from !== undefined)
    parts.push({ sql: 'v.date_sort > ? and v.date_sort >= ?', parameters: [UNDATED, slice.from] });
  if (slice.to !== undefined)
    parts.push({ sql: 'v.date_sort > ? and v.date_high <= ?', parameters: [UNDATED, slice.to] });
  return all(parts);
}

/**
 * The condition that a refusal stands for. Conservative the other way: a fact that may lie in the range (an undated one
 * may), that any file of these holds in any of its versions, that carries any of the labels, is covered.
 */
export function denialCondition(keys: ScopeKeys, slice: Slice): Condition {
  const parts = contentParts(keys, slice);
  const labels = slice.labels;
  if (slice.labelled)
    parts.push(any([not(within('v.label_set', labelSets(keys, []))), { sql: "v.type = 'Binary'", parameters: [] }]));
  if (labels !== undefined && !hasEveryLabel(labels) && labels.every((one) => LABELS.includes(one))) {
    const without = labelSets(
      keys,
      LABELS.filter((one) => !labels.includes(one)),
    );
    // A file may belong to a document that carries one.
    parts.push({ sql: `v.label_set not in (${marks(without.length)}) or v.type = 'Binary'`, parameters: without });
  }
  if (slice.sources) parts.push(fromSources(keys, slice.sources, ''));
  if (slice.from !== undefined || slice.to !== undefined)
    parts.push({
      sql: 'v.date_sort = ? or (v.date_high >= ? and v.date_sort <= ?)',
      parameters: [UNDATED, slice.from ?? UNDATED, slice.to ?? -UNDATED],
    });
  return all(parts);
}

function fromSources(keys: ScopeKeys, sources: readonly string[], ofVersion: string): Condition {
  const wanted = tokens(keys, 'source', sources);
  if (wanted.length === 0) return any([]);
  return {
    sql: `exists (select 1 from provenance p where p.record_id = v.record_id and p.source_token in (${marks(wanted.length)})
      and p.fact_id = v.fact_id ${ofVersion} and p.import_no not in ${HIDDEN})`,
    parameters: [...wanted, keys.scope],
  };
}

/** What lies in any of these files; for whoever holds the whole record, which the caller has seen to. */
export const filesCondition = (keys: ScopeKeys, sources: readonly SourceId[]): Condition =>
  fromSources(keys, sources, 'and p.version = v.version');

/** What a slice says of facts that means the same in a consent and in a refusal. */
function contentParts(keys: ScopeKeys, slice: Slice): Condition[] {
  const parts: Condition[] = [];
  if (slice.types) parts.push(slice.types.length === 0 ? any([]) : within('v.type', slice.types));
  if (slice.codes) parts.push(codeCondition(keys, CODE_PARAMS, slice.codes));
  if (slice.categories) parts.push(codeCondition(keys, CATEGORY_PARAMS, slice.categories));
  if (slice.origins)
    parts.push(slice.origins.length === 0 ? any([]) : within('v.origin_token', tokens(keys, 'origin', slice.origins)));
  if (slice.facts) parts.push(slice.facts.length === 0 ? any([]) : within('v.fact_id', slice.facts.map(idToBytes)));
  return parts;
}

/**
 * What the grant lets through: in one of `allow`, inside `within`, in none of `deny`. Picked evidence is what was picked
 * by name. Throws CW-GATE-005 for `deidentified`: nothing in here leaves in that form.
 */
export function grantCondition(keys: ScopeKeys, grant: Grant): Condition {
  if (grant.form === 'deidentified') throw new CodedError('CW-GATE-005');
  const picked = grant.form !== 'selected_evidence' || grant.within?.facts !== undefined;
  const allow = grant.allow.filter((slice) => picked || slice.facts !== undefined);
  return all([
    any(allow.map((slice) => sliceCondition(keys, slice))),
    ...(grant.alsoIn ? [any(grant.alsoIn.map((slice) => sliceCondition(keys, slice)))] : []),
    ...(grant.within ? [sliceCondition(keys, grant.within, grant.within.labels === undefined)] : []),
    ...grant.deny.map((slice) => not(denialCondition(keys, slice))),
  ]);
}

// Not correlated with the row, so that it is worked out once for a statement; empty nearly always.
const HIDDEN = '(select h.import_no from imports h where h.record_id = ? and h.visible = 0)';

// The import through which a row counts (holderOf).
const HOLDER = 'coalesce(v.held_by, v.import_no)';

const notIn = (record: Buffer, hidden: readonly number[] | null): Condition => {
  if (hidden === null) return { sql: `${HOLDER} not in ${HIDDEN}`, parameters: [record] };
  return hidden.length === 0 ? ALWAYS : { sql: `${HOLDER} not in (${marks(hidden.length)})`, parameters: hidden };
};

const notSuperseded = (record: Buffer, hidden: readonly number[] | null): Condition => {
  if (hidden === null) return { sql: `v.superseded_by is null or v.superseded_by in ${HIDDEN}`, parameters: [record] };
  if (hidden.length === 0) return { sql: 'v.superseded_by is null', parameters: [] };
  return { sql: `v.superseded_by is null or v.superseded_by in (${marks(hidden.length)})`, parameters: hidden };
};

/**
 * Rows of a record that count now, in this view: committed, not superseded by something committed. `hidden`: imports
 * that do not count, when they are known; null lets the statement ask for them.
 */
export function currentCondition(record: Buffer, view: View, hidden: readonly number[] | null = null): Condition {
  const layer = view === 'effective' ? 'v.covered = 0 and v.retired = 0' : 'v.layer = 0 and v.retired = 0';
  return all([notIn(record, hidden), notSuperseded(record, hidden), { sql: layer, parameters: [] }]);
}

/** Rows that say of facts that they were deleted, and that nothing came after: in no view, and so never current. */
export const goneCondition = (record: Buffer, hidden: readonly number[] | null = null): Condition =>
  all([notIn(record, hidden), notSuperseded(record, hidden), { sql: 'v.layer = 0 and v.retired = 1', parameters: [] }]);

/** Rows of a record that are committed, current or not. */
export const committedCondition = (record: Buffer, hidden: readonly number[] | null = null): Condition =>
  notIn(record, hidden);
