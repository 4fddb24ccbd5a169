import { contentHashOf } from './canonical.ts';
import { clinicalDate } from './clinical-date.ts';
import { subjectOf } from './compartment.ts';
import { instantMs } from './date.ts';
import { extractIndex } from './extract.ts';
import { isNode, type Node } from './index-values.ts';
import { labelsOf } from './labels.ts';
import type { ImportedFact } from './types.ts';

type Place = Pick<ImportedFact, 'path' | 'fullUrl'> & Partial<Pick<ImportedFact, 'flagged'>>;

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const list = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

/** What identifies the human of a Patient: official or first name, birth date, identifiers as `system|value`. */
export function humanOf(patient: Node): NonNullable<ImportedFact['human']> {
  const names = list(patient.name).filter(isNode);
  const name = names.find((one) => one.use === 'official') ?? names[0];
  const words = name === undefined ? [] : [...list(name.given), name.family].filter((word) => typeof word === 'string');
  const full = words.join(' ') || text(name?.text);
  const birthDate = text(patient.birthDate);
  const identifiers = list(patient.identifier)
    .filter(isNode)
    .flatMap((one) => (typeof one.value === 'string' ? [`${text(one.system) ?? ''}|${one.value}`] : []));
  return {
    ...(full === undefined ? {} : { name: full }),
    ...(birthDate === undefined ? {} : { birthDate }),
    identifiers,
  };
}

/** Everything the vault indexes of one parsed resource. `contentHash`: of its bytes ({@link contentHashOf}). */
export function describeResource(resource: Node, contentHash: string, place: Place): ImportedFact {
  const type = text(resource.resourceType) ?? '';
  const meta = isNode(resource.meta) ? resource.meta : {};
  const id = text(resource.id);
  const lastUpdated = instantMs(meta.lastUpdated);
  const versionId = text(meta.versionId);
  const date = clinicalDate(resource);
  const subject = subjectOf(resource);
  return {
    type,
    ...(id === undefined ? {} : { id }),
    ...(place.fullUrl === undefined ? {} : { fullUrl: place.fullUrl }),
    ...(lastUpdated === undefined ? {} : { lastUpdated }),
    ...(versionId === undefined ? {} : { versionId }),
    contentHash,
    ...(date === undefined ? {} : { date }),
    index: extractIndex(resource),
    labels: labelsOf(resource),
    ...(subject === undefined ? {} : { subject }),
    ...(type === 'Patient' ? { human: humanOf(resource) } : {}),
    path: place.path,
    flagged: place.flagged ?? false,
  };
}

/** The same from a resource's bytes, which were read strictly before (json-tape.ts). */
export function describe(bytes: Uint8Array, path: string): ImportedFact {
  const parsed: unknown = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8'));
  if (!isNode(parsed)) throw new TypeError('a resource is an object');
  return describeResource(parsed, contentHashOf(bytes), { path });
}
