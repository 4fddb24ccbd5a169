import { randomFillSync } from 'node:crypto';

declare const brand: unique symbol;
type Branded<B extends string> = string & { readonly [brand]: B };

/** What the vault is keyed by: a person's record or an organization's (UUIDv7, lower case). */
export type RecordId = Branded<'RecordId'>;
/** Who logs in (UUIDv7). */
export type AccountId = Branded<'AccountId'>;
/** One FHIR resource in the chart (UUIDv7); the id served by the FHIR API. */
export type FactId = Branded<'FactId'>;
/** One received file, kept byte for byte (UUIDv7). */
export type SourceId = Branded<'SourceId'>;
/** One import of one or more files into one record (UUIDv7). */
export type ImportId = Branded<'ImportId'>;
/** One append-only access event: consent, custody, role or account status (UUIDv7). */
export type EventId = Branded<'EventId'>;

const pool = new Uint8Array(2048);
let used = pool.length;
let lastTime = 0;
let lastCounter = 0;

function random(count: number): Uint8Array {
  if (used + count > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += count;
  return pool.subarray(used - count, used);
}

/**
 * A new UUIDv7 (RFC 9562, 5.7): 48 bits of milliseconds, a 12-bit counter that keeps ids of one process in the
 * order they were made (method 1), 62 random bits. Returns the canonical lower-case text.
 */
export function newId<T extends string = string>(now: number = Date.now()): T {
  if (now > lastTime) {
    lastTime = now;
    const start = random(2);
    // Start each millisecond in the lower half so that the counter has room to grow.
    lastCounter = (((start[0] as number) << 8) | (start[1] as number)) & 0x7ff;
  } else {
    lastCounter += 1;
    if (lastCounter > 0xfff) {
      lastTime += 1;
      lastCounter = 0;
    }
  }
  const bytes = Buffer.allocUnsafe(16);
  bytes.writeUIntBE(lastTime, 0, 6);
  bytes.writeUInt16BE(0x7000 | lastCounter, 6);
  bytes.set(random(8), 8);
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  return idFromBytes<T>(bytes);
}

/** The 16 bytes of a UUID's text, as stored in id columns (BLOB on SQLite, bytea on PostgreSQL). */
export function idToBytes(id: string): Buffer {
  const bytes = Buffer.from(id.replaceAll('-', ''), 'hex');
  if (bytes.length !== 16) throw new RangeError('not a UUID');
  return bytes;
}

/** The canonical lower-case text of 16 UUID bytes. */
export function idFromBytes<T extends string = string>(bytes: Uint8Array): T {
  if (bytes.length !== 16) throw new RangeError('a UUID has 16 bytes');
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset, 16).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as T;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True for the canonical lower-case text of any UUID. */
export const isId = (text: string): boolean => UUID.test(text);

/** The id that stands for the instance itself where a key or a chain is not a record's. */
export const INSTANCE_ID = '00000000-0000-0000-0000-000000000000';
