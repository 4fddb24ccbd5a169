import { randomBytes } from 'node:crypto';
import { statfsSync, statSync, truncateSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Room that is kept back on the disk of the data folder, so that a full disk still takes what is small. */
export interface DiskReserve {
  state(): ReserveState;
  /** May something large be written? False while what was given up is not there again; tries to take it back first. */
  mayGrow(): Promise<boolean>;
  /** After a small write found the disk full: gives up a piece. False when that cannot help. */
  makeRoom(): Promise<boolean>;
  /** Takes back what was given up as soon as there is room, every half minute from now on. */
  watch(): void;
  close(): Promise<void>;
}

/** In bytes. */
export interface ReserveState {
  /** What is to be kept back; 0: nothing. */
  readonly size: number;
  /** What is kept back now. */
  readonly kept: number;
  /** What is free beside it. */
  readonly free: number;
  /** Whether large writes are taken. */
  readonly growing: boolean;
}

export interface DiskReserveOptions {
  readonly file: string;
  /** Bytes. With 0 large writes are refused by the disk alone, and nothing is given up. */
  readonly size: number;
  /**
   * In how many pieces it is given up, default 16: somebody else may be filling the disk, and would take all of it at
   * once. Large writes are refused already when less than a piece is free.
   */
  readonly pieces?: number;
  /** Told when a piece was given up and when all is back. */
  readonly changed: (state: ReserveState) => void;
}

const WATCH = 30_000;
const BLOCK = 1024 * 1024;

/**
 * The room is a file of noise: holes and zeros would take no room on file systems that leave them out. Processes that
 * share the folder share the file: its size is asked for each time.
 *
 * When less than a piece is free at the start, one is given up at once: a start writes before anybody can ask.
 */
export function openDiskReserve({ file, size, changed, pieces = 16 }: DiskReserveOptions): DiskReserve {
  const piece = Math.ceil(size / pieces);
  let closed = false;
  let turn: Promise<unknown> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  const free = (): number => {
    const { bavail, bsize } = statfsSync(dirname(file));
    return bavail * bsize;
  };
  const kept = (): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  const whole = (): boolean => kept() >= size;
  const growing = (): boolean => size === 0 || (whole() && free() >= piece);
  const state = (): ReserveState => ({ size, kept: kept(), free: free(), growing: growing() });

  /** One at a time: many writes find the disk full at once, and one piece serves them all. */
  const alone = <T>(work: () => T | Promise<T>): Promise<T> => {
    const own = turn.then(work);
    turn = own.catch(() => undefined);
    return own;
  };

  const giveUp = (): boolean => {
    if (free() >= piece) return true;
    const now = kept();
    if (now === 0) return false;
    truncateSync(file, Math.max(0, now - piece));
    changed(state());
    return true;
  };

  async function takeBack(): Promise<void> {
    if (closed || whole() || free() < size - kept() + 2 * piece) return;
    const noise = randomBytes(Math.min(BLOCK, size));
    const handle = await open(file, 'a', 0o600);
    try {
      while (!closed && !whole() && free() >= 2 * piece)
        await handle.appendFile(noise.subarray(0, Math.min(BLOCK, size - kept())));
    } finally {
      await handle.close();
    }
    if (whole()) changed(state());
  }

  // A disk that cannot take the noise is full or failing: then large writes stay refused.
  const restore = (): Promise<void> => alone(() => takeBack().catch(() => undefined));

  if (kept() > size) truncateSync(file, size);
  if (kept() > 0) giveUp();
  return {
    state,
    async mayGrow() {
      if (growing()) return true;
      await restore();
      return growing();
    },
    makeRoom: () => alone(() => size > 0 && giveUp()),
    watch() {
      if (size === 0) return;
      void restore();
      timer = setInterval(() => void restore(), WATCH).unref();
    },
    async close() {
      closed = true;
      clearInterval(timer);
      await turn;
    },
  };
}
