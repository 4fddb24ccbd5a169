import { hash, randomFillSync } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { INSTANCE_ID, idFromBytes, idToBytes } from '@chartwarden/ids';
import { commitUnder, HASH, type Scope, type SealedBody } from '@chartwarden/ledger-proof';

export const scopeToBytes = (scope: Scope): Buffer => idToBytes(scope === 'instance' ? INSTANCE_ID : scope);

export function scopeFromBytes(bytes: Uint8Array): Scope {
  const id = idFromBytes<Exclude<Scope, 'instance'>>(bytes);
  return id === INSTANCE_ID ? 'instance' : id;
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
  const committed = commitUnder(nonce, body);
  nonce.fill(0);
  return committed;
}

/** What a sealed body holds. RangeError when it is not nonce and canonical JSON. */
export function readPlaintext(plaintext: Uint8Array): { nonce: Buffer; text: string; body: SealedBody } {
  const bytes = Buffer.from(plaintext.buffer, plaintext.byteOffset, plaintext.length);
  if (bytes.length <= HASH) throw new RangeError('a ledger body is too short');
  const text = bytes.toString('utf8', HASH);
  return { nonce: bytes.subarray(0, HASH), text, body: JSON.parse(text) as SealedBody };
}

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

/** What {@link packIds} packed, and whether it is UUIDs or lines of text. RangeError for an unknown form. */
function unpacked(packed: Uint8Array): { readonly isText: boolean; readonly raw: Buffer } {
  const form = packed[0] ?? 0;
  if (form < 1 || form > 4) throw new RangeError('unknown form of released ids');
  const rest = packed.subarray(1);
  return {
    isText: form % 2 === 0,
    raw: form > 2 ? inflateRawSync(rest) : Buffer.from(rest.buffer, rest.byteOffset, rest.length),
  };
}

/** The opposite of {@link packIds}. RangeError for an unknown form. */
export function unpackIds(packed: Uint8Array): string[] {
  const { isText, raw } = unpacked(packed);
  if (isText) return raw.toString().split('\n').slice(0, -1);
  return Array.from({ length: raw.length / 16 }, (_, i) => idFromBytes(raw.subarray(16 * i, 16 * i + 16)));
}

/**
 * Those of `wanted` that stand in packed ids, in the order of `wanted`; null when nothing was packed. Compares bytes: of
 * a hundred thousand ids none becomes text.
 */
export function idsIn(packed: Uint8Array, wanted: readonly string[]): readonly string[] | null {
  const { isText, raw } = unpacked(packed);
  if (raw.length === 0) return null;
  if (isText) {
    const lines = `\n${raw.toString()}`;
    return wanted.filter((id) => lines.includes(`\n${id}\n`));
  }
  return wanted.filter((id) => {
    const bytes = uuidBytes([id]);
    if (bytes === undefined) return false;
    let at = raw.indexOf(bytes);
    // Across two ids the same bytes mean nothing.
    while (at >= 0 && at % 16 !== 0) at = raw.indexOf(bytes, at + 1);
    return at >= 0;
  });
}
