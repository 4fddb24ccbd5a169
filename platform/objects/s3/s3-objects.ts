import { type Patience, patientFetch } from '@chartwarden/egress';
import { CodedError } from '@chartwarden/errors';
import type { Clock } from '@chartwarden/time';
import type { UploadPart } from 's3mini';
import { createOneWriter, type Put } from '../one-writer.ts';
import { type Content, checkAddress, type Objects } from '../types.ts';
import { failure, isMissing, stopped } from './s3-errors.ts';
import { streamPieces } from './stream-pieces.ts';

export interface S3Options {
  /** Scheme, host and port; the bucket is the first part of the path ("path style"). */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  /** Before every address, with a slash between; so that a bucket can hold something else, too. Empty: nothing. */
  readonly prefix: string;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly clock: Clock;
  /** Milliseconds until a request counts as lost, and before the second of four tries. */
  readonly timeout?: number;
  readonly pause?: number;
}

const MIB = 1024 * 1024;
/** What is longer goes in parts of this size, one in memory at a time; S3 takes 10,000 of 5 MiB or more. */
const PART = 8 * MIB;
const PAGE = 1000;
const WRITTEN = 'x-amz-meta-written-at';
/** Milliseconds in which a store that works says so. */
const REACH = 3000;
const NOWHERE = '0'.repeat(32);

interface Head {
  readonly size: number;
  readonly written: number;
}

/**
 * Objects in a bucket of an S3-compatible store, as `<prefix>/<first two digits>/<address>`: what stood in a folder can be
 * copied as it is. An object appears under its key only when it is
 * whole (S3 puts and completes atomically); parts of an upload that a crash cut off are no objects, and a lifecycle rule
 * of the bucket removes them. Every request is tried four times when the store does not answer.
 */
export async function openS3Objects(options: S3Options): Promise<Objects> {
  const { clock, prefix, timeout = 30_000, pause = 200 } = options;
  // An instance without a store of its own never loads the client.
  const { S3mini } = await import('s3mini');
  const start = prefix === '' ? '' : `${prefix}/`;
  const client = (patience: Patience) =>
    new S3mini({
      accessKeyId: options.accessKey,
      secretAccessKey: options.secretKey,
      endpoint: `${options.endpoint}/${options.bucket}`,
      region: options.region,
      // Lists and outcomes have a query or are short; only what an object holds may be long.
      fetch: patientFetch(patience, (url, method) => method === 'GET' && url.search === ''),
    });
  const s3 = client({ answer: timeout, tries: 4, pause });
  const keyOf = (address: string): string => `${start}${checkAddress(address).slice(0, 2)}/${address}`;
  const oneWriter = createOneWriter();
  const asked = <T>(work: () => Promise<T>): Promise<T> =>
    work().catch((error: unknown) => Promise.reject(failure(error)));

  /** Its first bytes are asked for: unlike the answer to HEAD, a refusal then says why. */
  async function head(address: string): Promise<Head | null> {
    const key = keyOf(address);
    try {
      const answer = await s3.getObjectRaw(key, false, 0, 2).catch((error: unknown) => {
        // There is no first byte of an empty object (RFC 9110, 15.5.17).
        if (stopped(error) === 416) return s3.getObjectRaw(key);
        throw error;
      });
      await answer.body?.cancel();
      const whole = /\/(\d+)$/.exec(answer.headers.get('content-range') ?? '')?.[1];
      const modified = Date.parse(answer.headers.get('last-modified') ?? '');
      return {
        size: Number(whole ?? answer.headers.get('content-length')),
        // Of somebody's copy from another store only the time of that is known.
        written: Number(answer.headers.get(WRITTEN) ?? modified),
      };
    } catch (error) {
      if (isMissing(error)) return null;
      throw failure(error);
    }
  }

  async function putWhole(key: string, bytes: Uint8Array): Promise<void> {
    const headers = { [WRITTEN]: String(clock.now()) };
    await asked(() => s3.putObject(key, bytes, 'application/octet-stream', undefined, headers));
  }

  async function putParts(key: string, first: Buffer, rest: AsyncIterator<Buffer>): Promise<void> {
    const headers = { [WRITTEN]: String(clock.now()) };
    const upload = await asked(() => s3.getMultipartUploadId(key, 'application/octet-stream', undefined, headers));
    try {
      const parts: UploadPart[] = [];
      for (let part: Buffer | undefined = first; part !== undefined; part = nextOf(await rest.next())) {
        const bytes = part;
        parts.push(await asked(() => s3.uploadPart(key, upload, bytes, parts.length + 1)));
      }
      const done = await asked(() => s3.completeMultipartUpload(key, upload, parts));
      // S3 may say 200 first and then, in the body, that it failed (CompleteMultipartUpload).
      if (typeof done.etag !== 'string') throw failure(new Error('the upload was not completed'));
    } catch (error) {
      await s3.abortMultipartUpload(key, upload).catch(() => undefined);
      throw error;
    }
  }

  async function store(address: string, content: Content): Promise<Put> {
    const key = keyOf(address);
    if ((await head(address)) !== null) return { existed: true };
    if (content instanceof Uint8Array && content.length <= PART) {
      await putWhole(key, content);
      return { existed: false };
    }
    const pieces = inPieces(content instanceof Uint8Array ? once(content) : content);
    try {
      const first = nextOf(await pieces.next()) ?? Buffer.alloc(0);
      await (first.length < PART ? putWhole(key, first) : putParts(key, first, pieces));
    } finally {
      await pieces.return?.(undefined);
    }
    return { existed: false };
  }

  async function remove(address: string): Promise<boolean> {
    // S3 answers the same whether there was something or not.
    if ((await head(address)) === null) return false;
    await asked(() => s3.deleteObject(keyOf(address)));
    return true;
  }

  return {
    put: async (address, content) => {
      checkAddress(address);
      return oneWriter(address, () => store(address, content));
    },
    get: async (address) => {
      const key = keyOf(address);
      try {
        const answer = await s3.getObjectRaw(key);
        return streamPieces(answer, timeout, (from, etag) =>
          s3.getObjectRaw(key, false, from, undefined, { 'if-match': etag }),
        );
      } catch (error) {
        if (isMissing(error)) return null;
        throw failure(error);
      }
    },
    has: async (address) => (await head(address)) !== null,
    size: async (address) => (await head(address))?.size ?? null,
    writtenAt: async (address) => (await head(address))?.written ?? null,
    delete: remove,
    async rename(from, to) {
      const keys = [keyOf(from), keyOf(to)] as const;
      try {
        // Atomic at the new address. A crash before the next step leaves the old one, which nothing names.
        // The client would write slashes as %2F there, which not every store reads.
        const source = { 'x-amz-copy-source': `/${options.bucket}/${keys[0]}` };
        await s3.copyObject(...keys, { additionalHeaders: source });
      } catch (error) {
        if (isMissing(error)) return false;
        throw failure(error);
      }
      if (from !== to) await asked(() => s3.deleteObject(keys[0]));
      return true;
    },
    async *list() {
      for (let next: string | undefined; ; ) {
        const page = await asked(() => s3.listObjectsPaged('/', start, PAGE, next));
        // The client's word for a bucket that is not there.
        if (!page) throw new CodedError('CW-OBJ-002', '404 NoSuchBucket');
        for (const { Key } of page.objects ?? []) {
          const [shelf, address = '', ...more] = Key.slice(start.length).split('/');
          if (more.length === 0 && /^[0-9a-f]{32,128}$/.test(address) && address.slice(0, 2) === shelf) yield address;
        }
        next = page.nextContinuationToken;
        if (next === undefined) return;
      }
    },
    async reach() {
      const once = client({ answer: Math.min(timeout, REACH), tries: 1, pause });
      const answer = await once.getObjectRaw(keyOf(NOWHERE), false, 0, 2).catch((error: unknown) => {
        if (!isMissing(error)) throw failure(error);
      });
      await answer?.body?.cancel();
    },
  };
}

const nextOf = (one: IteratorResult<Buffer, unknown>): Buffer | undefined =>
  one.done === true ? undefined : one.value;

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** The same bytes in pieces of one part each; the last one is shorter. */
async function* inPieces(content: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = [];
  let size = 0;
  for await (const one of content) {
    held.push(Buffer.from(one));
    size += one.length;
    if (size < PART) continue;
    const all = Buffer.concat(held);
    let at = 0;
    for (; size - at >= PART; at += PART) yield all.subarray(at, at + PART);
    held = [all.subarray(at)];
    size -= at;
  }
  if (size > 0) yield Buffer.concat(held);
}
