import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Place } from './counted-batches.ts';

export interface WriterRun {
  readonly place: Place;
  /** The number of the first batch. */
  readonly first: number;
  /** Go on when the disk refuses a write. */
  readonly stubborn?: boolean;
  /** Resolves when the writer is to be killed; `opened` when it has the database open. `lines` has what it said so far. */
  until(opened: Promise<unknown>, lines: () => string[]): Promise<void>;
}

/** Runs counted-batches-writer.ts until it is killed (SIGKILL) and gives the lines it has said, in their order. */
export async function runWriter({ place, first, stubborn = false, until }: WriterRun): Promise<string[]> {
  const parameters = [JSON.stringify(place), String(first), stubborn ? 'stubborn' : 'plain'];
  const child = spawn(process.execPath, [join(import.meta.dirname, 'counted-batches-writer.ts'), ...parameters], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const ended = once(child, 'close');
  // A line without its end was cut by the kill; it counts for nothing, although its write is there.
  const lines = (): string[] => said.split('\n').slice(0, -1);
  await until(once(child.stdout, 'data'), lines);
  child.kill('SIGKILL');
  await ended;
  return lines();
}

/** The numbers of the batches that were acknowledged. */
export const acknowledgedIn = (lines: readonly string[]): number[] =>
  lines.filter((line) => /^\d+$/.test(line)).map(Number);
