import type { RecordId } from '@chartwarden/ids';
import { HASH } from './hashes.ts';
import { type Json, jcs, jcsNumber, jcsString } from './jcs.ts';

/** Whose chain an entry belongs to, and whose ledger key seals its body. */
export type Scope = RecordId | 'instance';

/** Who acted. Ids only; names are looked up by whoever may show them. */
export interface Actor {
  readonly kind: 'account' | 'operator' | 'system' | 'anonymous';
  readonly account?: string;
  readonly role: string;
  /** Acts in these roles only, of those that the account has; absent: in all. */
  readonly roles?: readonly string[];
  readonly client?: string;
  readonly session?: string;
}

/** What one entry says. Never record content. Serialised by RFC 8785 (JCS) before commitment and encryption. */
export interface EntryBody {
  readonly actor: Actor;
  readonly onBehalfOf?: string;
  readonly record?: string;
  /** What was tried: read, search, create, import, login, consent, role, key, backup, restore, checkpoint-key, clock ... */
  readonly action: string;
  readonly outcome: 'permitted' | 'refused' | 'done' | 'failed';
  /** Refusal or failure code of the error registry. */
  readonly code?: string;
  readonly purpose?: string;
  readonly channel?: string;
  readonly recipient?: string;
  /** The consent events that allowed or denied it. */
  readonly consent?: readonly string[];
  readonly types?: readonly string[];
  readonly count?: number;
  /** SHA-256 (hex) over the released ids, each followed by a line feed, in the order released. */
  readonly idsHash?: string;
  readonly form?: string;
  readonly method?: string;
  /** Path template, never the path. */
  readonly path?: string;
  readonly status?: number;
  readonly ip?: string;
  readonly agent?: string;
  /** SHA-256 (hex) of a payload that left or came in. */
  readonly payload?: string;
  /** Hex SHA-256 digests of what was written, or the Merkle root over an import's batches (design 4.1, Rollback). */
  readonly digests?: readonly string[];
  /** Further small facts: counts, public keys, tree heads. */
  readonly detail?: Readonly<Record<string, string | number | boolean>>;
}

/** The place of an entry in its scope's own chain: from 1 on, with the commitment of the one before (hex). */
export interface ChainLink {
  readonly count: number;
  /** 64 zeros for the first. */
  readonly previous: string;
}

/**
 * The access chain as of this entry (digests in hex): every entry says under which state of access it was written, so
 * that a head row set back to an earlier state is contradicted by every later entry.
 */
export interface AccessMark {
  readonly seq: number;
  readonly chain: string;
  /** Only when the entry is itself a step of the chain. */
  readonly subject?: string;
  readonly digest?: string;
}

/** What is committed to and sealed: the body with its places in both chains. */
export type SealedBody = EntryBody & { readonly access: AccessMark; readonly chain: ChainLink };

export const NO_PREVIOUS = '0'.repeat(2 * HASH);

// One writer per member, in canonical order: building the text this way costs an eighth of sorting keys each time.
// A member that is missing here does not compile.
const text = (value: unknown): string => jcsString((value as string).toWellFormed());
const number = (value: unknown): string => jcsNumber(value as number);
const other = (value: unknown): string => jcs(value as Json);

type Writers<T> = Record<keyof T, (value: unknown) => string>;

/** Writes the members of an object in canonical order; `over` takes the place of members of the same name. */
function writer<T extends object>(members: Writers<T>): (value: T, over?: Partial<T>) => string {
  const inOrder = (Object.keys(members) as (keyof T & string)[])
    .sort()
    .map((key) => ({ key, name: `"${key}":`, write: members[key] }));
  return (value, over = {}) => {
    let out = '';
    for (const { key, name, write } of inOrder) {
      const member = over[key] ?? value[key];
      if (member !== undefined) out += (out === '' ? '{' : ',') + name + write(member);
    }
    return out === '' ? '{}' : `${out}}`;
  };
}

const writeActor = writer<Actor>({ account: text, client: text, kind: text, role: text, roles: other, session: text });
const writeChain = writer<ChainLink>({ count: number, previous: text });
const writeAccess = writer<AccessMark>({ chain: text, digest: text, seq: number, subject: text });

/** The RFC 8785 form of a body. RangeError when it holds something that JSON cannot say. */
export const bodyText = writer<SealedBody>({
  access: (value) => writeAccess(value as AccessMark),
  action: text,
  actor: (value) => writeActor(value as Actor),
  agent: text,
  chain: (value) => writeChain(value as ChainLink),
  channel: text,
  code: text,
  consent: other,
  count: number,
  detail: other,
  digests: other,
  form: text,
  idsHash: text,
  ip: text,
  method: text,
  onBehalfOf: text,
  outcome: text,
  path: text,
  payload: text,
  purpose: text,
  recipient: text,
  record: text,
  status: number,
  types: other,
});
