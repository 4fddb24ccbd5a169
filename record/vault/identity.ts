import { CodedError } from '@chartwarden/errors';
import { idToBytes, isId } from '@chartwarden/ids';
import { lengthPrefixed } from './cipher.ts';
import type { FactRow } from './facts.store.ts';
import type { BodyHeader } from './rows.ts';
import type { ScopeKeys } from './scope-keys.ts';

/** Where a reference was written: relative ones belong to the origin, `urn:` ones to the source. */
export interface ReferenceContext {
  readonly origin: string | null;
  readonly source: string;
  /** It was written here, where `Type/id` is the fact of that id, wherever that one comes from. */
  readonly byId?: boolean;
}

const hmac = (keys: ScopeKeys, parts: readonly string[]): Buffer =>
  keys.address(lengthPrefixed(['identity', ...parts])).subarray(0, 16);

/** Identity of a fact by the system that minted its id: (person, origin, type, upstream id) as 16 bytes under the address key. */
const originIdentity = (keys: ScopeKeys, origin: string, type: string, id: string): Buffer =>
  hmac(keys, ['origin', origin, type, id]);

/** Identity of a fact without a stable id: its canonical content. */
const contentIdentity = (keys: ScopeKeys, type: string, contentHash: string): Buffer =>
  hmac(keys, ['content', type, contentHash]);

/** What was brought by somebody has an origin of theirs (brought.ts): `brought:<account>:<origin as it was known>`. */
const BROUGHT = /^(brought:[0-9a-f-]{36}:)(.*)$/s;
export const broughtOrigin = (by: string, origin: string | null): string => `brought:${by}:${origin ?? ''}`;

/** Whose it was brought by, with what is known of the origin itself; `by` empty: by nobody in particular. */
function partsOf(origin: string | null): { readonly by: string; readonly own: string | null } {
  const [, by, own] = BROUGHT.exec(origin ?? '') ?? [];
  return by === undefined ? { by: '', own: origin } : { by, own: own || null };
}

/** The origin of what was written here: this instance minted the ids. */
export const OWN_ORIGIN = 'chartwarden:own';

/** True for what was written here, by whomever. */
export const isOwn = (origin: string | null): boolean => partsOf(origin).own === OWN_ORIGIN;

/** Where the references in a stored body were written. */
export const contextOf = ({ o, s = '', n }: Pick<BodyHeader, 'o' | 's' | 'n'>): ReferenceContext => ({
  origin: o,
  source: s,
  byId: n === 1 || isOwn(o),
});

/** Identity of a fact: by the id that its origin gave it, else by its content; apart for what was brought. */
export function factIdentity(
  keys: ScopeKeys,
  fact: {
    readonly origin: string | null;
    readonly type: string;
    readonly id: string | undefined;
    readonly hash: string;
  },
): Buffer {
  const { by, own } = partsOf(fact.origin);
  if (own === OWN_ORIGIN && fact.id !== undefined && isId(fact.id)) return idToBytes(fact.id);
  if (own !== null && fact.id !== undefined) return originIdentity(keys, `${by}${own}`, fact.type, fact.id);
  return contentIdentity(keys, fact.type, `${by}${fact.hash}`);
}

/** A `urn:uuid:` or other full URL names an entry inside one source only. */
export const urlIdentity = (keys: ScopeKeys, source: string, url: string): Buffer => hmac(keys, ['url', source, url]);

/** Names of a fact inside its source: the `urn:` of its bundle entry, and `Type/id` where nobody knows who minted the id. */
export function aliases(keys: ScopeKeys, type: string, header: Pick<BodyHeader, 'o' | 'i' | 's' | 'u'>): Buffer[] {
  const { o, i, s = '', u } = header;
  const names = [
    ...(u === undefined ? [] : [u === '' ? `urn:uuid:${i}` : u]),
    ...(partsOf(o).own === null && i !== undefined ? [`${type}/${i}`] : []),
  ];
  return names.map((name) => urlIdentity(keys, s, name));
}

const nameMac = (keys: ScopeKeys, row: Omit<FactRow, 'mac'>): Buffer =>
  keys.marks(lengthPrefixed(['facts', row.identity, row.fact_id, row.type])).subarray(0, 8);

/** The row that says which fact an identity names. Its MAC is what makes references and later imports go nowhere else. */
export const nameRow = (keys: ScopeKeys, row: Omit<FactRow, 'mac'>): FactRow => ({ ...row, mac: nameMac(keys, row) });

export const isGenuine = (keys: ScopeKeys, row: FactRow): boolean => nameMac(keys, row).equals(row.mac);

/** The row itself, once its MAC was checked. Throws CW-VLT-001 when it is not what was written. */
export function genuine(keys: ScopeKeys, row: FactRow): FactRow {
  if (!isGenuine(keys, row)) throw new CodedError('CW-VLT-001', 'facts.mac');
  return row;
}

/** The origin of facts with UUID ids of which nothing else is known. */
const UNKNOWN_ORIGIN = 'unknown';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const RELATIVE = /^([A-Z][A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/;
const ABSOLUTE = /^(https?:\/\/.+?)\/([A-Z][A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/;

/** `Type/id` of a reference as written, with the origin when it is absolute (R4 references, 2.3.0.1). Null for anything else. */
export function parseReference(
  reference: string,
): { readonly base: string | null; readonly type: string; readonly id: string } | null {
  const relative = RELATIVE.exec(reference);
  if (relative) return { base: null, type: relative[1] as string, id: relative[2] as string };
  const absolute = ABSOLUTE.exec(reference);
  if (absolute) return { base: absolute[1] as string, type: absolute[2] as string, id: absolute[3] as string };
  return null;
}

const MOST_IDENTITIES = 20_000;
const remembered = new WeakMap<ScopeKeys, Map<string, NamedIdentity | null>>();

/** An identity with the name under which maps hold it. */
export interface NamedIdentity {
  readonly bytes: Buffer;
  readonly name: string;
  /** The bytes are the id of the fact itself, whatever its origin. */
  readonly isId: boolean;
}

/** {@link referenceIdentity}, remembered for as long as the keys are: most facts of a record point to the same few. */
export function rememberedIdentity(
  keys: ScopeKeys,
  reference: string,
  context: ReferenceContext,
): NamedIdentity | null {
  let map = remembered.get(keys);
  if (map === undefined || map.size > MOST_IDENTITIES) {
    map = new Map();
    remembered.set(keys, map);
  }
  const name = `${context.byId ? 'id' : ''}\n${context.origin ?? ''}\n${context.source}\n${reference}`;
  let identity = map.get(name);
  if (identity === undefined) {
    const bytes = referenceIdentity(keys, reference, context);
    const own = bytes && ownId(reference, context);
    identity = bytes && { bytes, name: bytes.toString('latin1'), isId: own !== null };
    map.set(name, identity);
  }
  return identity;
}

/** The id that a reference means which was written here. Null for any other. */
export function ownId(reference: string, context: ReferenceContext): Buffer | null {
  if (context.byId !== true) return null;
  const parsed = parseReference(reference);
  return parsed?.base === null && isId(parsed.id) ? idToBytes(parsed.id) : null;
}

/** The identity that a reference as written points to; null for contained (`#x`) and unusable ones. */
export function referenceIdentity(keys: ScopeKeys, reference: string, context: ReferenceContext): Buffer | null {
  if (reference.startsWith('#') || reference === '') return null;
  if (reference.startsWith('urn:')) return urlIdentity(keys, context.source, reference);
  const parsed = parseReference(reference);
  if (parsed === null) return null;
  const { by, own } = partsOf(context.origin);
  if (context.byId === true && parsed.base === null && isId(parsed.id)) return idToBytes(parsed.id);
  // UUIDs of which only the file is known share one origin, whatever the other ids of the file belong to (design 1).
  const isShared = UUID.test(parsed.id) && !/^https?:/.test(own ?? '');
  const origin = parsed.base ?? (isShared ? UNKNOWN_ORIGIN : own);
  // Without a known origin an id that is no UUID means nothing outside its own source.
  if (origin === null) return urlIdentity(keys, context.source, `${parsed.type}/${parsed.id}`);
  return originIdentity(keys, `${by}${origin}`, parsed.type, parsed.id);
}
