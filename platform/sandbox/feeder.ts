import type { Writable } from 'node:stream';
import { frameHead, frameKinds } from './frames.ts';
import type { Watch } from './watch.ts';

const chunkBytes = 256 * 1024;

/** Hands one job's input to the program, no faster than it takes it. */
export interface Feeder {
  /** Ends with the input, with `end`, or when it is begun again. @throws what the input throws */
  feed(input: AsyncIterable<Uint8Array>): Promise<void>;
  /** Drops what is being fed, tells the program so, and feeds this. */
  again(input: AsyncIterable<Uint8Array>): Promise<void>;
  /** The program has answered, or is gone: no more input; tells the program so once. */
  end(): void;
  /** Bytes handed over so far. */
  readonly bytes: number;
}

/** `gone` resolves when the program has ended, so that a pipe that never drains holds nobody. */
export const createFeeder = (stdin: Writable, watch: Watch, gone: Promise<void>): Feeder => {
  let bytes = 0;
  let over = false;
  let turn = 0;
  /** The program knows that the input of this turn has ended. */
  let told = false;

  const tellEnd = (): void => {
    if (told) return;
    told = true;
    stdin.write(frameHead(frameKinds.end, 0, 0));
  };
  const end = (): void => {
    over = true;
    tellEnd();
  };

  /** Waiting for the file is not the program's fault. */
  const nextChunk = async (source: AsyncIterator<Uint8Array>): Promise<Uint8Array | undefined> => {
    watch.pause();
    try {
      const { value, done } = await source.next();
      return done === true ? undefined : value;
    } finally {
      watch.resume();
    }
  };

  const drained = async (): Promise<void> => {
    const drain = Promise.withResolvers<void>();
    stdin.once('drain', drain.resolve);
    await Promise.race([drain.promise, gone]);
    stdin.removeListener('drain', drain.resolve);
  };

  const feed = async (input: AsyncIterable<Uint8Array>): Promise<void> => {
    turn += 1;
    const mine = turn;
    told = over;
    const isOver = (): boolean => over || mine !== turn;
    const source = input[Symbol.asyncIterator]();
    for (let chunk = await nextChunk(source); chunk !== undefined && !isOver(); chunk = await nextChunk(source)) {
      for (let at = 0; at < chunk.length && !isOver(); at += chunkBytes) {
        const part = chunk.subarray(at, at + chunkBytes);
        stdin.cork();
        stdin.write(frameHead(frameKinds.data, 0, part.length));
        const hasRoom = stdin.write(part);
        stdin.uncork();
        bytes += part.length;
        if (!hasRoom) await drained();
        watch.progress();
      }
    }
    if (isOver()) await source.return?.();
    if (mine === turn) tellEnd();
  };

  return {
    feed,
    async again(input) {
      if (over) return;
      // Nothing of the turn before is written after this: it looks before each write, and the turn changes now.
      stdin.write(frameHead(frameKinds.begin, 0, 0));
      await feed(input);
    },
    end,
    get bytes() {
      return bytes;
    },
  };
};
