import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const run = (last: string, stdout: 'pipe' | number = 'pipe'): SpawnSyncReturns<string> =>
  spawnSync(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      `import { createLog, handleCrashes } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)};
       handleCrashes(createLog());
       ${last}`,
    ],
    { encoding: 'utf8', stdio: ['ignore', stdout, 'pipe'] },
  );

describe('an error that nobody caught', () => {
  it.each([
    ['thrown', `setTimeout(() => { throw Object.assign(new Error('Maria Gonzalez'), { code: 'EBADF' }); });`],
    ['rejected', `Promise.reject(Object.assign(new Error('Maria Gonzalez'), { code: 'EBADF' }));`],
  ])('when %s, ends the process with one line that does not quote it', (_how, code) => {
    const { status, stdout, stderr } = run(code);
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ event: 'process.crashed', error: { name: 'Error', code: 'EBADF' } });
    expect(stdout + stderr).not.toContain('Maria');
  });

  it('when only a warning, is logged without its text and changes nothing else', () => {
    const { status, stdout, stderr } = run(`process.emitWarning('Maria Gonzalez', { code: 'W1' });`);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ event: 'process.warning', code: 'W1' });
    expect(stdout + stderr).not.toContain('Maria');
  });
});

describe('a log that cannot be written', () => {
  const lines = `const log = createLog(); for (let n = 0; n < 20000; n++) log.info('process.ready', { ms: n });
    process.stderr.write(String(process.memoryUsage().rss < 250e6));`;

  // A device of Linux on which every write fails as on a full disk.
  if (existsSync('/dev/full')) {
    it('because the disk is full costs lines, not the process or its memory', () => {
      const full = openSync('/dev/full', 'w');
      const { status, stderr } = run(lines, full);
      closeSync(full);
      expect([status, stderr]).toEqual([0, 'true']);
    });
  }

  it('because its reader has gone costs lines, not the process', () => {
    const url = JSON.stringify(new URL('./index.ts', import.meta.url).href);
    const code = `import { createLog } from ${url}; await new Promise((r) => setTimeout(r, 300)); ${lines}`;
    const { stderr } = spawnSync('sh', ['-c', '"$0" --input-type=module --eval "$1" | true', process.execPath, code], {
      encoding: 'utf8',
    });
    expect(stderr).toBe('true');
  });
});
