import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockDataFolder } from './index.ts';

const clock = { now: () => Date.parse('2026-11-22T20:00:00Z') };

/** A process that claims the folder, says so, and stays. */
async function holder(folder: string) {
  const code = `import { lockDataFolder } from ${JSON.stringify(join(import.meta.dirname, 'index.ts'))};
    lockDataFolder(${JSON.stringify(folder)}, { now: () => ${clock.now()} });
    console.log('held');
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

describe('the lock of a data folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'chartwarden-lock-')), 'data');
  });
  afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

  it('lets one holder in at a time and says who it is', () => {
    const lock = lockDataFolder(folder, clock);
    let refusal: unknown;
    try {
      lockDataFolder(folder, clock);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toMatchObject({
      code: 'CW-DB-003',
      detail: `process ${process.pid}, since 2026-11-22T20:00:00.000Z`,
    });
    lock.release();
    lock.release();
    expect(existsSync(join(folder, 'in-use.json'))).toBe(false);
    lockDataFolder(folder, clock).release();
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('refuses while another process holds it, and is free as soon as that one is killed', async () => {
    const child = await holder(folder);
    expect(() => lockDataFolder(folder, clock)).toThrow(
      expect.objectContaining({ detail: expect.stringContaining(`process ${child.pid}`) }),
    );
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(existsSync(join(folder, 'in-use.json'))).toBe(true);
    lockDataFolder(folder, clock).release();
  });

  it('goes by the lock, not by the note', () => {
    lockDataFolder(folder, clock).release();
    writeFileSync(join(folder, 'in-use.json'), JSON.stringify({ pid: 1, host: 'elsewhere', since: 'always' }));
    const lock = lockDataFolder(folder, clock);
    writeFileSync(join(folder, 'in-use.json'), 'not a note');
    expect(() => lockDataFolder(folder, clock)).toThrow(
      expect.objectContaining({ detail: 'a process that left no note' }),
    );
    lock.release();
  });
});
