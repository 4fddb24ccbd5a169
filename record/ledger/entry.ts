import { hash, randomFillSync } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { INSTANCE_ID, idFromBytes, idToBytes } from '@chartwarden/ids';
import { HASH, sha256 } from './hashes.ts';
import { type Json, jcs, jcsNumber, jcsString } from './jcs.ts';
import type { Actor, EntryBody, Scope } from './types.ts';

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

export const scopeToBytes = (scope: Scope): Buffer => idToBytes(scope === 'instance' ? INSTANCE_ID : scope);

export function scopeFromBytes(bytes: Uint8Array): Scope {
  const id = idFromBytes<Exclude<Scope, 'instance'>>(bytes);
  return id === INSTANCE_ID ? 'instance' : id;
}

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

const writeActor = writer<Actor>({ account: text, client: text, kind: text, role: text, session: text });
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

const BLOCK = 64;
// RFC 2104, 2: opad and ipad. A 32-byte key leaves the second half of each as it is.
const outer = Buffer.alloc(BLOCK + HASH, 0x5c);
const innerHalf = new Uint8Array(BLOCK - HASH).fill(0x36);

/**
 * HMAC-SHA256 (RFC 2104) of `message[BLOCK..]` with a 32-byte key; overwrites the first 64 bytes. By hand, because
 * a new key for every message costs `createHmac` 16 µs and this 2 µs.
 */
function hmac(key: Uint8Array, message: Buffer): Buffer {
  for (let i = 0; i < HASH; i++) {
    const byte = key[i] as number;
    message[i] = byte ^ 0x36;
    outer[i] = byte ^ 0x5c;
  }
  message.set(innerHalf, HASH);
  outer.write(hash('sha256', message, 'binary'), BLOCK, 'latin1');
  return sha256(outer);
}

/** The commitment that a leaf carries: HMAC-SHA256(nonce, canonical body). */
export function commitmentOf(nonce: Uint8Array, body: string): Buffer {
  const message = Buffer.allocUnsafe(BLOCK + Buffer.byteLength(body));
  message.write(body, BLOCK);
  return hmac(nonce, message);
}

const nonces = new Uint8Array(HASH * 128);
let used = nonces.length;

/** Commits to a canonical body under a fresh nonce. `plaintext` (nonce || body) is what the cipher seals. */
export function commit(body: string): { readonly commitment: Buffer; readonly plaintext: Buffer } {
  if (used === nonces.length) {
    randomFillSync(nonces);
    used = 0;
  }
  const nonce = nonces.subarray(used, used + HASH);
  used += HASH;
  const message = Buffer.allocUnsafe(BLOCK + Buffer.byteLength(body));
  message.write(body, BLOCK);
  const commitment = hmac(nonce, message);
  // The padded key has done its work: its second half makes room for the nonce, and nothing is copied.
  message.set(nonce, HASH);
  nonce.fill(0);
  return { commitment, plaintext: message.subarray(HASH) };
}

/** What a sealed body holds. RangeError when it is not nonce and canonical JSON. */
export function readPlaintext(plaintext: Uint8Array): { nonce: Buffer; text: string; body: SealedBody } {
  const bytes = Buffer.from(plaintext.buffer, plaintext.byteOffset, plaintext.length);
  if (bytes.length <= HASH) throw new RangeError('a ledger body is too short');
  const text = bytes.toString('utf8', HASH);
  return { nonce: bytes.subarray(0, HASH), text, body: JSON.parse(text) as SealedBody };
}

/** The leaf hash of an entry (RFC 6962, 2.1): SHA-256(0x00 || JCS of {v: 1, seq, time, commitment}). */
export const leafHash = (seq: number, time: number, commitment: Buffer): Buffer =>
  sha256(`\u0000{"commitment":"${commitment.toString('hex')}","seq":${seq},"time":${time},"v":1}`);

/** SHA-256 (hex) over ids, each followed by a line feed. */
export const idsHash = (ids: readonly string[]): string =>
  hash('sha256', ids.length === 0 ? '' : `${ids.join('\n')}\n`, 'hex');

const NOT_HEX = 0x80;
const NIBBLES = Uint8Array.from({ length: 128 }, (_, code) => {
  const value = '0123456789abcdef'.indexOf(String.fromCharCode(code));
  return value < 0 ? NOT_HEX : value;
});

/** 16 bytes for each id; undefined unless all are canonical UUIDs. By hand: a page releases up to a thousand. */
function uuidBytes(ids: readonly string[]): Buffer | undefined {
  const out = Buffer.allocUnsafe(16 * ids.length);
  let at = 0;
  for (const id of ids) {
    if (id.length !== 36) return undefined;
    let codes = 0;
    let nibbles = 0;
    for (let i = 0; i < 36; i += 2) {
      if (i === 8 || i === 13 || i === 18 || i === 23) {
        if (id.charCodeAt(i) !== 0x2d) return undefined;
        i += 1;
      }
      const [a, b] = [id.charCodeAt(i), id.charCodeAt(i + 1)];
      const high = NIBBLES[a & 127] as number;
      const low = NIBBLES[b & 127] as number;
      codes |= a | b;
      nibbles |= high | low;
      out[at++] = (high << 4) | low;
    }
    if (codes > 127 || nibbles >= NOT_HEX) return undefined;
  }
  return out;
}

// Random ids shrink by a fifth, and that for the set-up of a compressor: some 50 µs for every page that is read. Below
// this many bytes (256 UUIDs) they stay as they are.
const DEFLATE_FROM = 4096;

/** The released ids in little space: a form byte (1 UUIDs, 2 text; +2 when deflated), then 16 bytes each or lines. */
export function packIds(ids: readonly string[]): Buffer {
  const uuids = uuidBytes(ids);
  const raw = uuids ?? Buffer.from(ids.map((id) => `${id}\n`).join(''));
  const deflate = raw.length >= DEFLATE_FROM;
  const form = (uuids ? 1 : 2) + (deflate ? 2 : 0);
  return Buffer.concat([Buffer.of(form), deflate ? deflateRawSync(raw, { level: 1 }) : raw]);
}

/** The opposite of {@link packIds}. RangeError for an unknown form. */
export function unpackIds(packed: Uint8Array): string[] {
  const form = packed[0] ?? 0;
  if (form < 1 || form > 4) throw new RangeError('unknown form of released ids');
  const raw = form > 2 ? inflateRawSync(packed.subarray(1)) : Buffer.from(packed.subarray(1));
  if (form % 2 === 0) return raw.toString().split('\n').slice(0, -1);
  return Array.from({ length: raw.length / 16 }, (_, i) => idFromBytes(raw.subarray(16 * i, 16 * i + 16)));
}
