import { open, readFile, rename } from 'node:fs/promises';
import { hashFromHex, jcs, parseCanonical } from '@chartwarden/ledger-proof';
import type { Head } from './ledger.store.ts';

/** The head that the log is known to have reached; kept in a file outside the database. */
export interface Mark {
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
  readonly accessSeq: number;
  readonly accessDigest: Buffer;
}

export interface HighWater {
  /** The mark on the disk; undefined when there is none or it can't be read. */
  read(): Promise<Mark | undefined>;
  /** Remembers a head; it is written within the interval, off the path of appends. */
  reached(head: Head): void;
  /** Writes what was remembered last. */
  flush(): Promise<void>;
}

/** Milliseconds between two writes of the mark. */
const INTERVAL = 250;

/** The mark in a file, replaced atomically. `failed` is told when it could not be written. */
export function createHighWater(file: string, failed: (error: unknown) => void): HighWater {
  let next: Head | undefined;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    if (next === undefined) return;
    const { origin, size, root, accessSeq, accessDigest } = next;
    next = undefined;
    const text = jcs({
      accessDigest: accessDigest.toString('hex'),
      accessSeq,
      origin,
      root: root.toString('hex'),
      size,
    });
    const handle = await open(`${file}.new`, 'w', 0o600);
    try {
      await handle.writeFile(`${text}\n`);
      await handle.datasync();
    } finally {
      await handle.close();
    }
    await rename(`${file}.new`, file);
  }

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(write).catch(failed);
    return writing;
  }

  return {
    read: async () => parseMark(await readFile(file, 'utf8').catch(() => '')),
    reached: (head) => {
      next = head;
      timer ??= setTimeout(flush, INTERVAL).unref();
    },
    flush,
  };
}

function parseMark(text: string): Mark | undefined {
  const value = parseCanonical(text.trimEnd()) as Record<string, unknown> | undefined;
  const [root, accessDigest] = [hashFromHex(value?.root), hashFromHex(value?.accessDigest)];
  const { origin, size, accessSeq } = value ?? {};
  if (root === undefined || accessDigest === undefined || typeof origin !== 'string') return undefined;
  if (!Number.isSafeInteger(size) || !Number.isSafeInteger(accessSeq)) return undefined;
  return { origin, size: size as number, root, accessSeq: accessSeq as number, accessDigest };
}
