/** What is to be stored: all at once or piece by piece. */
export type Content = Uint8Array | AsyncIterable<Uint8Array>;

/**
 * Immutable byte strings by address. The store never looks inside: what arrives is ciphertext already, and an address
 * is a keyed hash (design 4.1, Blobs) that says nothing about the content.
 */
export interface Objects {
  /**
   * Stores the content under the address; durable when it resolves. An address that exists keeps what it has, and the
   * content is then not read.
   */
  put(address: string, content: Content): Promise<{ readonly existed: boolean }>;
  /** The content in pieces of at most 64 KiB, or null when there is none. Iterate it once, to its end or break off. */
  get(address: string): Promise<AsyncIterable<Uint8Array> | null>;
  has(address: string): Promise<boolean>;
  /** Bytes stored under the address, or null when there is none. */
  size(address: string): Promise<number | null>;
  /** When its content was written (milliseconds), also when it was renamed since; null when there is none. */
  writtenAt(address: string): Promise<number | null>;
  /** Removes the object; false when there was none. Durable when it resolves. */
  delete(address: string): Promise<boolean>;
  /** Gives an object another address, atomically and durably; false when there was none. What `to` held before is gone. */
  rename(from: string, to: string): Promise<boolean>;
  /** Every address, in no promised order, without holding the list in memory. */
  list(): AsyncIterable<string>;
  /** Resolves when the store can be read and takes requests; tried once, for a few seconds at most. */
  reach(): Promise<void>;
}

/** The disk is full or failed; the object was not stored. */
export class ObjectStorageError extends Error {
  /** The operating system's code, such as ENOSPC or EIO. */
  readonly code: string;
  constructor(code: string) {
    super(`the object store failed (${code})`);
    this.name = 'ObjectStorageError';
    this.code = code;
  }
}

const ADDRESS = /^[0-9a-f]{32,128}$/;

/** Throws unless the address is lower-case hexadecimal: nothing else may become part of a path. */
export function checkAddress(address: string): string {
  if (!ADDRESS.test(address)) throw new RangeError('an object address is 32 to 128 lower-case hexadecimal digits');
  return address;
}
