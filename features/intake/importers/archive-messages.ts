/** What a reader of archives says beside facts (`messages.ts`). It has read a hostile file: all of it is checked here. */
import type { ImportedFact } from '@chartwarden/fhir';
import { isId } from '@chartwarden/ids';
import type { RestoredSaid, RestoredVersion } from '@chartwarden/vault';

export interface OriginalHeader {
  readonly kind: 'original';
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly sha256: string;
  readonly size: number;
  readonly receivedAt: number;
}

type Received = Extract<RestoredVersion, { layer: 'received' }>;
export type VersionHeader = Omit<Received, 'bytes'> | Extract<RestoredVersion, { layer: 'corrected' }>;

export type ArchiveMessage =
  | OriginalHeader
  | { readonly kind: 'piece'; readonly bytes: Uint8Array }
  | { readonly kind: 'said'; readonly said: readonly RestoredSaid[] }
  | { readonly kind: 'versions'; readonly versions: readonly RestoredVersion[] };

type Shape = Record<string, unknown>;
const isShape = (value: unknown): value is Shape =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown, most: number): value is string => typeof value === 'string' && value.length <= most;
const isOptional = (value: unknown, most: number): boolean => value === undefined || isText(value, most);
const isTime = (value: unknown): boolean =>
  typeof value === 'number' && Number.isSafeInteger(value) && Math.abs(value) <= 8.64e15;
const isNumber = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 1;
const isOwnId = (value: unknown): value is string => typeof value === 'string' && isId(value);
const isList = (value: unknown, most: number, each: (one: unknown) => boolean): value is readonly unknown[] =>
  Array.isArray(value) && value.length <= most && value.every(each);

const TYPE = /^[A-Z][A-Za-z]{1,63}$/;
/** A version number beyond this was never counted. */
const LAST_VERSION = 1_000_000;

function isVersion(value: unknown, isFact: (value: unknown) => value is ImportedFact): value is VersionHeader {
  if (!isShape(value)) return false;
  const { fact, type, version, storedAt, sources, layer } = value;
  const isPlaced =
    isOwnId(fact) &&
    isText(type, 64) &&
    TYPE.test(type) &&
    isNumber(version) &&
    version <= LAST_VERSION &&
    isTime(storedAt) &&
    isList(sources, 10_000, (one) => isShape(one) && isOwnId(one.id) && isText(one.place, 4096));
  if (!isPlaced) return false;
  if (layer === 'received')
    return (
      typeof value.current === 'boolean' &&
      (value.deleted === undefined || value.deleted === true) &&
      (value.origin === null || isText(value.origin, 4096)) &&
      isFact(value.described) &&
      value.described.type === type
    );
  return (
    layer === 'corrected' &&
    isNumber(value.of) &&
    value.of < version &&
    typeof value.inForce === 'boolean' &&
    isList(value.corrections, 1000, isOwnId)
  );
}

function isSaid(value: unknown): value is RestoredSaid {
  if (!isShape(value)) return false;
  const { id, fact, at, undoneAt, by, reason, undoReason, said } = value;
  return (
    isOwnId(id) &&
    isOwnId(fact) &&
    isTime(at) &&
    (undoneAt === null || isTime(undoneAt)) &&
    isText(by, 200) &&
    isOptional(reason, 4096) &&
    isOptional(undoReason, 4096) &&
    isShape(said) &&
    isText(said.kind, 32) &&
    isOptional(said.path, 1024) &&
    (said.kind !== 'verdict' || (isText(said.verdict, 16) && isOwnId(said.with)))
  );
}

/** Null for what has not the shape it should have. Slices are views into `bytes`. */
export function parseArchiveMessage(
  header: Shape,
  bytes: Uint8Array,
  isFact: (value: unknown) => value is ImportedFact,
): ArchiveMessage | null {
  switch (header.kind) {
    case 'original': {
      const { id, name, mediaType, sha256, size, receivedAt } = header;
      const isWhole =
        isOwnId(id) &&
        isText(name, 1000) &&
        name !== '' &&
        isText(mediaType, 200) &&
        isText(sha256, 64) &&
        typeof size === 'number' &&
        Number.isSafeInteger(size) &&
        size >= 0 &&
        isTime(receivedAt);
      return isWhole ? (header as unknown as OriginalHeader) : null;
    }
    case 'piece':
      return { kind: 'piece', bytes };
    case 'said':
      return isList(header.said, 1000, isSaid) ? { kind: 'said', said: header.said as readonly RestoredSaid[] } : null;
    case 'versions': {
      const { versions, lengths } = header;
      if (
        !isList(versions, 1000, (one) => isVersion(one, isFact)) ||
        !isList(lengths, 1000, (one) => Number.isInteger(one))
      )
        return null;
      const all = versions as readonly VersionHeader[];
      let at = 0;
      let next = 0;
      const restored = all.map((one): RestoredVersion | null => {
        if (one.layer === 'corrected') return one;
        const length = (lengths as readonly number[])[next++] ?? -1;
        if (length < 2 || at + length > bytes.length) return null;
        at += length;
        return { ...one, bytes: bytes.subarray(at - length, at) };
      });
      const isWhole = next === lengths.length && at === bytes.length;
      const whole = restored.flatMap((one) => one ?? []);
      return isWhole && whole.length === restored.length ? { kind: 'versions', versions: whole } : null;
    }
    default:
      return null;
  }
}
