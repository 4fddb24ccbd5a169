/** A stream of bytes that can be looked at from its beginning before it is read. */
export interface Peeked {
  readonly head: Buffer;
  /** True when `head` is everything. */
  readonly isWhole: boolean;
  /** Everything from the beginning on; to be read once. */
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** Reads at least `wanted` bytes ahead, or all there are. */
export async function peek(input: AsyncIterable<Uint8Array>, wanted: number): Promise<Peeked> {
  const iterator = input[Symbol.asyncIterator]();
  const first: Buffer[] = [];
  let length = 0;
  let isWhole = false;
  while (length < wanted && !isWhole) {
    const next = await iterator.next();
    if (next.done) isWhole = true;
    else {
      // Copied: a chunk may be a view into a buffer that its sender uses again.
      first.push(Buffer.from(next.value));
      length += next.value.length;
    }
  }
  const head = Buffer.concat(first);
  async function* all(): AsyncGenerator<Uint8Array> {
    if (head.length > 0) yield head;
    while (!isWhole) {
      const next = await iterator.next();
      if (next.done) return;
      yield next.value;
    }
  }
  return { head: head.subarray(0, wanted), isWhole: isWhole && head.length <= wanted, chunks: all() };
}

/** All bytes of a stream; undefined when there are more than `most`. */
export async function collect(chunks: AsyncIterable<Uint8Array>, most: number): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > most) return undefined;
    parts.push(Buffer.from(chunk));
  }
  return Buffer.concat(parts, size);
}
