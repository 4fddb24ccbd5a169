import { contentHash } from './canonical.ts';
import { clinicalDate } from './clinical-date.ts';
import { subjectOf } from './compartment.ts';
import { instantMs } from './date.ts';
import { extractIndex } from './extract.ts';
import { humanOf } from './human.ts';
import { isNode, type Node } from './index-values.ts';
import { JsonTape } from './json-tape.ts';
import { labelsOf } from './labels.ts';
import type { ImportedFact } from './types.ts';
import { type ValidationIssue, validate } from './validate.ts';

/** Index values kept of one resource (a Group of thousands); more are left out and the resource is flagged. */
export const MOST_INDEX_VALUES = 10_000;

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
  const all = extractIndex(resource);
  const isIndexCut = all.length > MOST_INDEX_VALUES;
  const id = text(resource.id);
  const meta = isNode(resource.meta) ? resource.meta : undefined;
  const lastUpdated = instantMs(meta?.lastUpdated);
  const versionId = text(meta?.versionId);
  const date = clinicalDate(resource);
  const subject = subjectOf(resource);
  const human = type === 'Patient' ? humanOf(resource) : undefined;
  const fact: ImportedFact = {
    type,
    ...(id === undefined ? {} : { id }),
    ...(fullUrl === undefined ? {} : { fullUrl }),
    ...(lastUpdated === undefined ? {} : { lastUpdated }),
    ...(versionId === undefined ? {} : { versionId }),
    contentHash: contentHash(tape, at),
    ...(date === undefined ? {} : { date }),
    index: isIndexCut ? all.slice(0, MOST_INDEX_VALUES) : all,
    labels: labelsOf(resource),
    ...(subject === undefined ? {} : { subject }),
    ...(human === undefined ? {} : { human }),
    path,
    flagged: isIndexCut || issues.some((issue) => issue.severity === 'error'),
  };
  return { fact, issues, isIndexCut };
}

/** Longer ids are none that anybody could refer to (R4: 64 characters). */
const LONGEST_ID = 256;
const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' && value.length <= LONGEST_ID ? value : undefined;
