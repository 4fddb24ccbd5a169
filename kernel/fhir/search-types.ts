/** How a number, a quantity or a date is compared (R4 search, 3.1.1.4.4). */
export type SearchPrefix = 'eq' | 'ne' | 'gt' | 'lt' | 'ge' | 'le' | 'sa' | 'eb' | 'ap';

/** One value of a search parameter, read by the parameter's kind (R4 search, 3.1.1.4). */
export type SearchValue =
  /** No `system`: any; the empty one: none at all (`|code`). No `code`: whatever the system has (`system|`). */
  | { readonly kind: 'token'; readonly system?: string; readonly code?: string }
  /** `Type/id` or an id of ours; an absolute URL as written. */
  | { readonly kind: 'reference'; readonly type?: string; readonly id?: string; readonly url?: string }
  /** Milliseconds, inclusive, as far as what was written may mean. */
  | { readonly kind: 'date'; readonly prefix: SearchPrefix; readonly low: number; readonly high: number }
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'uri'; readonly uri: string }
  /** With its digits as written: how many there are says how exactly it is meant. */
  | { readonly kind: 'number'; readonly prefix: SearchPrefix; readonly value: string }
  | {
      readonly kind: 'quantity';
      readonly prefix: SearchPrefix;
      readonly value: string;
      readonly system?: string;
      readonly code?: string;
    }
  | { readonly kind: 'composite'; readonly parts: readonly SearchValue[] };

/**
 * Of a `:Type` on a reference the type stands in the values. With `text` the values are strings, with `identifier`
 * tokens, with `of-type` composites of the identifier's type (`system|code`) and its value (a code).
 */
export type SearchModifier = 'not' | 'text' | 'exact' | 'contains' | 'identifier' | 'above' | 'below' | 'of-type';

/** One condition of a search; of its values one has to fit, of several conditions all have to. Parameters are codes without a type. */
export type SearchCriterion =
  | {
      readonly on: 'value';
      readonly param: string;
      readonly modifier?: SearchModifier;
      readonly values: readonly SearchValue[];
    }
  | { readonly on: 'missing'; readonly param: string; readonly missing: boolean }
  /** `subject:Patient.name=...`: what the reference leads to fits. */
  | { readonly on: 'chain'; readonly param: string; readonly type: string; readonly where: SearchCriterion }
  /** `_has:Observation:subject:code=...`: something of that type names it and fits. */
  | { readonly on: 'has'; readonly type: string; readonly param: string; readonly where: SearchCriterion };

/** `_include` and `_revinclude` (R4 search, 3.1.1.5.4). */
export interface SearchInclude {
  readonly reverse: boolean;
  /** Type that has the reference; of `*` any. */
  readonly source: string;
  /** `*`: every reference. */
  readonly param: string;
  readonly target?: string;
  /** Also from what was itself included. */
  readonly iterate: boolean;
}
