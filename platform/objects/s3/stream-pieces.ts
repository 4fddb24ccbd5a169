import { failure } from './s3-errors.ts';

const PIECE = 64 * 1024;
/** How often a stream is taken up again where it broke off. */
const RESUMED = 3;

/** Asks for what follows `from`, of the object that has this tag and of no other (RFC 9110, 13.1.1). */
type Resume = (from: number, etag: string) => Promise<Response>;

/**
 * The body of an answer in pieces of at most 64 KiB. Where the connection breaks or is silent for `silence` milliseconds
 * it goes on from there, when the object is still the same. Throws CW-OBJ-001 when that does not help, or when less came
 * than the answer said.
 */
export async function* streamPieces(first: Response, silence: number, resume: Resume): AsyncGenerator<Buffer> {
  const etag = first.headers.get('etag');
  const size = Number(first.headers.get('content-length') ?? Number.NaN);
  let answer = first;
  let read = 0;
  for (let broken = 0; ; ) {
    try {
      for await (const bytes of quick(answer, silence)) {
        read += bytes.length;
        for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
      }
      if (!Number.isNaN(size) && read !== size) throw new Error('less than the answer said');
      return;
    } catch (error) {
      broken += 1;
      if (broken > RESUMED || etag === null || Number.isNaN(size) || read >= size) throw failure(error);
      answer = await resume(read, etag).catch((again: unknown) => Promise.reject(failure(again)));
    }
  }
}

/** What comes, as long as it comes. */
async function* quick(answer: Response, silence: number): AsyncGenerator<Buffer> {
  const reader = answer.body?.getReader();
  if (reader === undefined) return;
  let timer: NodeJS.Timeout | undefined;
  try {
    for (;;) {
      const late = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => reject(Object.assign(new Error('silence'), { code: 'ETIMEDOUT' })), silence);
      });
      const { done, value } = await Promise.race([reader.read(), late]);
      clearTimeout(timer);
      if (done) return;
      yield Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    }
  } finally {
    clearTimeout(timer);
    // Also when the reader of the object breaks off.
    await reader.cancel().catch(() => undefined);
  }
}
