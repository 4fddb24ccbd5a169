import { contentHash } from './canonical.ts';
import { clinicalDate } from './clinical-date.ts';
import { subjectOf } from './compartment.ts';
import { instantMs } from './date.ts';
import { extractIndex } from './extract.ts';
import { humanOf } from './human.ts';
import { fitIndex } from './index-limits.ts';
import { isNode, type Node } from './index-values.ts';
import { JsonTape } from './json-tape.ts';
import { labelsOf } from './labels.ts';
import type { ImportedFact, ReferenceValue } from './types.ts';
import { type ValidationIssue, validate } from './validate.ts';

export interface Description {
  readonly fact: ImportedFact;
  /** What validation found; not part of what is stored. */
  readonly issues: readonly ValidationIssue[];
  /** True when more index values were there than are kept. */
  readonly isIndexCut: boolean;
}

/**
 * Everything that is stored about one resource, from its bytes. `path` is where it stands in its source. Throws
 * JsonError when the bytes are not strict JSON, and TypeError when they are no object with a resourceType.
 */
export function describe(bytes: Uint8Array, path: string): ImportedFact {
  const tape = new JsonTape();
  tape.read(bytes);
  const resource: unknown = JSON.parse(tape.source(0));
  if (!isNode(resource)) throw new TypeError('not a resource');
  return describeParsed(tape, 0, resource, path).fact;
}

/** The same for a resource that stands on a tape already and was parsed. */
export function describeParsed(
  tape: JsonTape,
  at: number,
  resource: Node,
  path: string,
  fullUrl?: string,
): Description {
  const type = resource.resourceType;
  if (typeof type !== 'string') throw new TypeError('not a resource');
  const issues = validate(resource);
  const { index, isCut } = fitIndex(extractIndex(resource));
  const id = text(resource.id);
  const meta = isNode(resource.meta) ? resource.meta : undefined;
  const lastUpdated = instantMs(meta?.lastUpdated);
  const versionId = text(meta?.versionId);
  const date = clinicalDate(resource);
  const subject = shortReference(subjectOf(resource));
  const human = type === 'Patient' ? humanOf(resource) : undefined;
  const fact: ImportedFact = {
    type,
    ...(id === undefined ? {} : { id }),
    ...(fullUrl === undefined || fullUrl.length > LONGEST_URL ? {} : { fullUrl }),
    ...(lastUpdated === undefined ? {} : { lastUpdated }),
    ...(versionId === undefined ? {} : { versionId }),
    contentHash: contentHash(tape, at),
    ...(date === undefined ? {} : { date }),
    index,
    labels: labelsOf(resource),
    ...(subject === undefined ? {} : { subject }),
    ...(human === undefined ? {} : { human }),
    path,
    flagged: isCut || issues.some((issue) => issue.severity === 'error'),
  };
  return { fact, issues, isIndexCut: isCut };
}

/** Longer URLs are none that anything could be found by. */
const LONGEST_URL = 2048;

function shortReference(target: ReferenceValue | undefined): ReferenceValue | undefined {
  const { reference, identifier } = target ?? {};
  const longest = Math.max(reference?.length ?? 0, identifier?.system?.length ?? 0, identifier?.value?.length ?? 0);
  return longest > LONGEST_URL ? undefined : target;
}

/** Longer ids are none that anybody could refer to (R4: 64 characters). */
const LONGEST_ID = 256;
const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' && value.length <= LONGEST_ID ? value : undefined;
