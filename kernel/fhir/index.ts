export { canonicalBytes, contentHash, contentHashOf } from './canonical.ts';
export { type ClinicalDate, clinicalDate, clinicalDatePaths } from './clinical-date.ts';
export { compartmentReferences, subjectOf } from './compartment.ts';
export { type ContentKind, contentKind, type FoundContent, SHOWN_AS } from './content-kind.ts';
export type { Pixels } from './content-pixels.ts';
export { type Content, type ContentBytes, contentsOf } from './contents.ts';
export { type CorrectionInput, type CorrectionKind, correct } from './correct.ts';
export { type DateRange, dateRange, instantMs } from './date.ts';
export { type Description, describe, describeParsed } from './describe.ts';
export {
  compositeParts,
  extractIndex,
  isComposite,
  referenceParams,
  type SearchKind,
  searchParameterKind,
} from './extract.ts';
export { foldText } from './fold-text.ts';
export { type HumanDescription, humanOf } from './human.ts';
export { sizeOf as indexValueSize } from './index-limits.ts';
export { each, isNode, type Node, referenceType, referenceValue } from './index-values.ts';
export { type PatchLimits, patchJson } from './json-patch.ts';
export {
  ResourceScanner,
  type ScanFault,
  type ScanOptions,
  type ScanProblem,
  type ScanShape,
  type ScanSink,
} from './json-scan.ts';
export { JsonError, type JsonFault, JsonTape } from './json-tape.ts';
export type { BundleInfo, EntryInfo, FoundResource } from './json-unit.ts';
export { labelsOf, sensitivityLabels } from './labels.ts';
export { keptTypes, type LeftOutBecause, type ResourceKind, resourceKind } from './resource-kinds.ts';
export { type Matcher, matcherOf, type OwnCriterion } from './search-match.ts';
export { dateFits, dateSpan } from './search-ranges.ts';
export {
  LARGEST_PAGE,
  parseSearch,
  type SearchHandling,
  type SearchIssue,
  type SearchOptions,
  type SearchPair,
  type SearchRequest,
} from './search-request.ts';
export { commonSearchParameters, type SearchParameter, searchParametersOf } from './search-request-parameters.ts';
export { sortValue } from './search-sort.ts';
export type { SearchCriterion, SearchInclude, SearchModifier, SearchPrefix, SearchValue } from './search-types.ts';
export { type AddedCoding, type FoundReference, prepareSplice, type Splices, splice } from './splice.ts';
export { createSubset, type SubsetForm } from './subset.ts';
export { titleOf } from './title.ts';
export type { ImportedFact, IndexValue, ReferenceValue, SensitivityLabel } from './types.ts';
export { roundedDigits, unitWords, valueLineWords } from './unit-words.ts';
export { faultWords, isRefused, type ValidationFault, type ValidationIssue, validate } from './validate.ts';
export { parseWithDigits, valueLineOf } from './value-line.ts';
export { type FhirVersion, type VersionEvidence, versionOf } from './version.ts';
