import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const run = (last: string) =>
  spawnSync(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      `import { createLog, handleCrashes } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)};
       handleCrashes(createLog());
       ${last}`,
    ],
    { encoding: 'utf8' },
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
