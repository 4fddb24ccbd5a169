import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { bytesOfFile } from './durable-file.ts';

it('a file that nobody came to read, or that is gone, harms nobody but its reader', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'chartwarden-file-'));
  const said: unknown[] = [];
  const note = (error: unknown): void => void said.push(error);
  process.on('uncaughtException', note);
  try {
    writeFileSync(join(folder, 'there'), 'bytes');
    const [unread, gone, whole] = ['missing', 'missing', 'there'].map((name) => bytesOfFile(join(folder, name)));
    await sleep(50);
    expect((await whole?.next())?.value).toEqual(Buffer.from('bytes'));
    await expect(gone?.next()).rejects.toMatchObject({ code: 'ENOENT' });
    await unread?.return(undefined);
    expect(said).toEqual([]);
  } finally {
    process.off('uncaughtException', note);
    rmSync(folder, { recursive: true });
  }
});
