import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from './arguments.ts';

export const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

export const log = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** Runs a command and turns its outcome into an exit code: its own, 2 for wrong use, 1 for anything thrown. */
export async function runMain(command: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await command();
  } catch (error) {
    if (error instanceof UsageError) {
      log(error.message);
      process.exitCode = 2;
    } else {
      log(error instanceof Error ? (error.stack ?? error.message) : String(error));
      process.exitCode = 1;
    }
  }
}

/** Gives `work` an empty private folder and removes it afterwards, whatever happened. */
export async function withScratch<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'chartwarden-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
