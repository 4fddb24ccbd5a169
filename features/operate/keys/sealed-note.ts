import { existsSync, readFileSync } from 'node:fs';
import { writeDurably } from '../durable-file.ts';

/** What an instance remembers of the sealed keyrings that it wrote. */
export interface SealedNote {
  /** Where it keeps its sealed keyring when `keys.backupDir` is unset. */
  readonly file: string | null;
  /** SHA-256 (hex) of those written last, newest first: two disks in turn may hold older ones, under an earlier root key. */
  readonly written: readonly string[];
}

const MOST = 50;

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

/** A note that cannot be read says nothing: what stands there is then ours when our root key opens it. */
export function readNote(path: string): SealedNote {
  try {
    const found = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Partial<SealedNote>) : {};
    return {
      file: typeof found.file === 'string' ? found.file : null,
      written: isTexts(found.written) ? found.written : [],
    };
  } catch {
    return { file: null, written: [] };
  }
}

/** Adds what was just written. Throws CW-OPS-002; the note before stands then. */
export async function addToNote(path: string, file: string | null, sha256: string): Promise<void> {
  const written = [sha256, ...readNote(path).written].slice(0, MOST);
  const pieces = (async function* () {
    yield Buffer.from(`${JSON.stringify({ file, written } satisfies SealedNote)}\n`, 'utf8');
  })();
  await writeDurably(path, pieces, 'replace');
}
