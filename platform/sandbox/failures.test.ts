import { isCoded } from '@chartwarden/errors';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from './index.ts';
import { createTestSandbox, inputOf } from './testing.ts';

const entry = `${import.meta.dirname}/fixtures/failing.ts`;
const limits = {
  heapMb: 48,
  buffersMb: 64,
  // Generous, so that a busy machine does not turn one failure into another; tests of time set their own.
  deadlineMs: 18_000,
  idleMs: 15_000,
  maxOutputBytes: 2 * 1024 * 1024,
  maxMessageBytes: 1024 * 1024,
  maxHeaderBytes: 64 * 1024,
};

let sandbox: Sandbox;
beforeAll(() => {
  sandbox = createTestSandbox([]);
});
afterAll(() => sandbox.close());

const failureOf = async (how: string, more: object = {}): Promise<unknown> => {
  try {
    await sandbox.run({
      entry,
      job: { how },
      limits: { ...limits, ...more },
      input: inputOf(),
      onMessage: () => undefined,
    });
    return 'no failure';
  } catch (error) {
    if (!isCoded(error)) return error;
    // Nothing of what a program printed or threw may come out: it may quote the file.
    expect(JSON.stringify([error.message, error.detail, String(error.cause)])).not.toContain('Jane');
    return error.detail === undefined ? error.code : `${error.code} ${error.detail}`;
  }
};

describe('a reader that goes wrong', () => {
  it.each([
    ['fills the heap', 'CW-SBX-002'],
    ['fills memory with buffers', 'CW-SBX-002'],
    ['floods with large messages', 'CW-SBX-005'],
    ['floods with empty messages', 'CW-SBX-005'],
    ['floods standard error', 'CW-SBX-005 standard error'],
    ['sends a message that is too large', 'CW-SBX-007 oversized frame'],
    ['sends a header that is too large', 'CW-SBX-007 oversized frame'],
    ['aborts', /^CW-SBX-006 ended (by SIG(ABRT|SEGV)|with \d+)$/],
    ['kills itself', 'CW-SBX-006 ended with 3'],
    ['exits as if all were well', 'CW-SBX-006 ended with 0'],
    ['throws outside the handler', /^CW-SBX-006 ended with \d+$/],
    ['throws with text of the file', 'CW-SBX-008'],
    ['throws a coded error', 'CW-GEN-003 entry 7  [31mred'],
    ['throws a code that does not exist', 'CW-SBX-008'],
    ['ends in the middle of a frame', 'CW-SBX-007 half a frame'],
    ['ends in the middle of a head', 'CW-SBX-007 half a frame'],
    ['lies about a length', 'CW-SBX-007 oversized frame'],
    ['sends a header that is not JSON', 'CW-SBX-007 a header that is not JSON'],
    ['sends a frame of an unknown kind', 'CW-SBX-007 unknown frame'],
  ])('%s: it is stopped and named', async (how, end) => {
    const failure = await failureOf(how);
    if (typeof end === 'string') expect(failure).toBe(end);
    else expect(failure).toMatch(end);
  });

  it.each(['does nothing', 'never ends', 'promises bytes that never come'])(
    '%s: it is stopped for making no progress',
    async (how) => {
      expect(await failureOf(how, { idleMs: 300 })).toBe('CW-SBX-004');
    },
  );

  it.each(['never ends', 'never ends but keeps talking'])('%s: its deadline comes', async (how) => {
    expect(await failureOf(how, { deadlineMs: 500 })).toBe('CW-SBX-003');
  });

  it('reads nothing of a large file: it is stopped for being idle', async () => {
    const run = sandbox.run({
      entry,
      job: { how: 'reads nothing' },
      limits: { ...limits, idleMs: 300 },
      input: inputOf(Buffer.alloc(8_000_000), Buffer.alloc(8_000_000)),
      onMessage: () => undefined,
    });
    await expect(run).rejects.toMatchObject({ code: 'CW-SBX-004' });
  });

  it('is over for good: a session refuses the next job after each failure of its program', async () => {
    const session = await sandbox.open({ entry, limits });
    const first = session.run({
      job: { how: 'throws with text of the file' },
      input: inputOf(),
      onMessage: () => undefined,
    });
    await expect(first).rejects.toMatchObject({ code: 'CW-SBX-008' });
    // The importer's own refusal of one file is no reason to distrust the program.
    expect(session.isOver).toBe(false);
    const second = session.run({ job: { how: 'says done twice' }, input: inputOf(), onMessage: () => undefined });
    await second;
    const third = session.run({ job: { how: 'does nothing' }, input: inputOf(), onMessage: () => undefined });
    await expect(third).rejects.toMatchObject({ code: /CW-SBX-00[17]/ });
    expect(session.isOver).toBe(true);
    await session.close();
  });
});
