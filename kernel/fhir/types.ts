/** What an index extractor says about one element of a resource; `param` is `<Type>.<search parameter code>`. */
export type IndexValue =
  | {
      readonly kind: 'token';
      readonly param: string;
      readonly system?: string;
      readonly code?: string;
      readonly text?: string;
    }
  | { readonly kind: 'string'; readonly param: string; readonly text: string }
  /** Milliseconds since the epoch, inclusive; partial dates span what they may mean; open ends are null. */
  | { readonly kind: 'date'; readonly param: string; readonly low: number | null; readonly high: number | null }
  /** With `onlyIf` the value counts only once the target is found to be of that type (`Observation.patient` of a `urn:uuid:` subject). */
  | { readonly kind: 'reference'; readonly param: string; readonly target: ReferenceValue; readonly onlyIf?: string }
  | { readonly kind: 'uri'; readonly param: string; readonly uri: string }
  | { readonly kind: 'number'; readonly param: string; readonly value: string }
  | {
      readonly kind: 'quantity';
      readonly param: string;
      readonly value: string;
      readonly system?: string;
      readonly code?: string;
      readonly unit?: string;
      readonly comparator?: string;
    };

/** A reference as written, before it is resolved to a fact. */
export interface ReferenceValue {
  /** `Type/id`, an absolute URL, `urn:uuid:...`, `urn:oid:...`; absent for logical references. Contained (`#x`) are not indexed. */
  readonly reference?: string;
  readonly type?: string;
  readonly identifier?: { readonly system?: string; readonly value?: string };
}

/** HL7 v3 ActCode sensitivity labels that rules assign at import (design 4.2). */
export type SensitivityLabel = 'HIV' | 'ETH' | 'PSY' | 'SEX' | 'SDV' | 'GDIS';

/** One resource as an importer found it: where its bytes stand, who it is, and everything the vault indexes. */
export interface ImportedFact {
  readonly type: string;
  /** Upstream id (`Resource.id`), when it has one. */
  readonly id?: string;
  /** `Bundle.entry.fullUrl`, when it came in a bundle. */
  readonly fullUrl?: string;
  /** `meta.lastUpdated` in milliseconds, when it parses. */
  readonly lastUpdated?: number;
  readonly versionId?: string;
  /**
   * SHA-256 (hex) of the canonical content: white space outside strings dropped, members sorted by name (RFC 8785,
   * 3.2.3), strings with the escapes of RFC 8785, 3.2.2.2, numbers as written ("1.50" is not "1.5"), without
   * meta.lastUpdated and meta.versionId, and without a meta that then is empty.
   */
  readonly contentHash: string;
  /** The clinically meaningful time (effective, onset, performed, period start ...), and how it was written. */
  readonly date?: { readonly low: number; readonly high: number; readonly text: string };
  readonly index: readonly IndexValue[];
  readonly labels: readonly SensitivityLabel[];
  /** The subject or patient reference as written, for the question whose record this is. */
  readonly subject?: ReferenceValue;
  /** For a Patient: what identifies the human, compared with the person that the import is for. */
  readonly human?: { readonly name?: string; readonly birthDate?: string; readonly identifiers: readonly string[] };
  /** `entry[12].resource`, a line number, an archive member: where in the source it stands. */
  readonly path: string;
  /** True when validation flagged but kept it. */
  readonly flagged: boolean;
}
