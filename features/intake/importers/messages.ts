/**
 * What an importer in the sandbox and intake outside say to each other. The importer has read a hostile file: whatever
 * it says is checked here before anything is done with it.
 */
import { CodedError } from '@chartwarden/errors';
import type { ImportedFact, IndexValue, SensitivityLabel } from '@chartwarden/fhir';
import type { RestoredSaid, RestoredVersion } from '@chartwarden/vault';
import { type OriginalHeader, parseArchiveMessage, type VersionHeader } from './archive-messages.ts';

/** What intake tells the importer about a file. */
export interface ImporterJob {
  readonly name: string;
  readonly size: number;
  /** Of an archive only what it says of the time before (`before-messages.ts`), and no facts. */
  readonly want?: 'before';
}

/** Headers as the importer sends them; the slices of `facts` follow each other in the message's bytes. */
export type ImporterHeader =
  | { readonly kind: 'facts'; readonly facts: readonly ImportedFact[]; readonly lengths: readonly number[] }
  | {
      readonly kind: 'problem';
      readonly path: string;
      readonly severity: 'refused' | 'flagged';
      readonly code: string;
      readonly message: string;
    }
  | { readonly kind: 'recognised'; readonly text: string }
  /** Out of an archive of a whole record: a file as it was received there; its bytes follow in `piece`s. */
  | OriginalHeader
  | { readonly kind: 'piece' }
  /** What was said about facts there, before their versions. */
  | { readonly kind: 'said'; readonly said: readonly RestoredSaid[] }
  /** Versions of facts, by fact and number; the bytes of received ones follow each other in the message's bytes. */
  | { readonly kind: 'versions'; readonly versions: readonly VersionHeader[]; readonly lengths: readonly number[] }
  /** Everything was read; without it the file counts as cut. */
  | { readonly kind: 'done' };

export type ImporterMessage =
  | Exclude<ImporterHeader, { kind: 'facts' | 'versions' | 'piece' }>
  | { readonly kind: 'piece'; readonly bytes: Uint8Array }
  | { readonly kind: 'versions'; readonly versions: readonly RestoredVersion[] }
  | { readonly kind: 'facts'; readonly facts: readonly ImportedFact[]; readonly slices: readonly Uint8Array[] };

const TYPE = /^[A-Z][A-Za-z]{1,63}$/;
const CODE = /^CW-[A-Z]+-\d{3}$/;
const HEX_256 = /^[0-9a-f]{64}$/;
const LABELS: ReadonlySet<string> = new Set<SensitivityLabel>(['HIV', 'ETH', 'PSY', 'SEX', 'SDV', 'GDIS']);
const KINDS: ReadonlySet<string> = new Set<IndexValue['kind']>([
  'token',
  'string',
  'date',
  'reference',
  'uri',
  'number',
  'quantity',
]);

const bad = (what: string): CodedError => new CodedError('CW-INT-003', what);

const isText = (value: unknown, most: number): value is string => typeof value === 'string' && value.length <= most;
const isOptionalText = (value: unknown, most: number): boolean => value === undefined || isText(value, most);
const isTime = (value: unknown): boolean =>
  typeof value === 'number' && Number.isSafeInteger(value) && Math.abs(value) <= 8.64e15;
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isIndexValue(value: unknown): boolean {
  if (!isObject(value) || !KINDS.has(value.kind as string) || !isText(value.param, 128)) return false;
  for (const [name, inner] of Object.entries(value)) {
    if (name === 'low' || name === 'high') {
      if (inner !== null && !isTime(inner)) return false;
    } else if (name === 'target') {
      if (!isObject(inner) || !isOptionalText(inner.reference, 4096)) return false;
      const { identifier } = inner;
      if (
        identifier !== undefined &&
        (!isObject(identifier) || !isOptionalText(identifier.system, 4096) || !isOptionalText(identifier.value, 4096))
      )
        return false;
    } else if (!isOptionalText(inner, 1_048_576)) return false;
  }
  return value.kind !== 'reference' || isObject(value.target);
}

function isFact(value: unknown): value is ImportedFact {
  if (!isObject(value)) return false;
  const { type, id, fullUrl, lastUpdated, versionId, contentHash, date, index, labels, subject, human, path, flagged } =
    value;
  return (
    isText(type, 64) &&
    TYPE.test(type) &&
    isOptionalText(id, 1024) &&
    isOptionalText(fullUrl, 4096) &&
    (lastUpdated === undefined || isTime(lastUpdated)) &&
    isOptionalText(versionId, 1024) &&
    isText(contentHash, 64) &&
    HEX_256.test(contentHash) &&
    (date === undefined || (isObject(date) && isTime(date.low) && isTime(date.high) && isText(date.text, 64))) &&
    Array.isArray(index) &&
    index.length <= 20_000 &&
    index.every(isIndexValue) &&
    Array.isArray(labels) &&
    labels.every((label) => LABELS.has(label as string)) &&
    (subject === undefined || (isObject(subject) && isOptionalText(subject.reference, 4096))) &&
    (human === undefined ||
      (isObject(human) &&
        isOptionalText(human.name, 4096) &&
        isOptionalText(human.birthDate, 32) &&
        Array.isArray(human.identifiers) &&
        human.identifiers.every((one) => isText(one, 8192)))) &&
    isText(path, 4096) &&
    typeof flagged === 'boolean'
  );
}

/** Checks one message. `bytes` is a view that the sandbox reuses; slices are views into it. Throws CW-INT-003. */
export function parseMessage(header: unknown, bytes: Uint8Array): ImporterMessage {
  if (!isObject(header)) throw bad('header');
  switch (header.kind) {
    case 'facts': {
      const { facts, lengths } = header;
      if (!Array.isArray(facts) || !Array.isArray(lengths) || facts.length !== lengths.length || !facts.every(isFact))
        throw bad('facts');
      const slices: Uint8Array[] = [];
      let at = 0;
      for (const length of lengths) {
        if (!Number.isInteger(length) || length < 2 || at + length > bytes.length) throw bad('slices');
        slices.push(bytes.subarray(at, at + length));
        at += length;
      }
      if (at !== bytes.length) throw bad('slices');
      return { kind: 'facts', facts, slices };
    }
    case 'problem': {
      const { path, severity, code, message } = header;
      const known = severity === 'refused' || severity === 'flagged';
      if (!known || !isText(path, 4096) || !isText(code, 32) || !CODE.test(code) || !isText(message, 4096))
        throw bad('problem');
      return { kind: 'problem', path, severity, code, message };
    }
    case 'original':
    case 'piece':
    case 'said':
    case 'versions': {
      const message = parseArchiveMessage(header, bytes, isFact);
      if (message === null) throw bad(header.kind);
      return message;
    }
    case 'recognised':
      if (!isText(header.text, 512)) throw bad('recognised');
      return { kind: 'recognised', text: header.text };
    case 'done':
      return { kind: 'done' };
    default:
      throw bad('kind');
  }
}
