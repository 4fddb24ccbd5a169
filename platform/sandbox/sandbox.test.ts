import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from './index.ts';
import { createTestSandbox, inputOf } from './testing.ts';

const entry = `${import.meta.dirname}/fixtures/echo.ts`;
const memory = { heapMb: 64, buffersMb: 64 };

let sandbox: Sandbox;
beforeAll(() => {
  sandbox = createTestSandbox([]);
});
afterAll(() => sandbox.close());

describe('a job in the sandbox', () => {
  it('gets the bytes and answers with messages, in order', async () => {
    const parts: Buffer[] = [];
    const sizes: unknown[] = [];
    const file = Buffer.alloc(3_000_001, 'chart');
    const outcome = await sandbox.run({
      entry,
      limits: memory,
      input: inputOf('first', file, ''),
      onMessage(header, bytes) {
        sizes.push(header);
        parts.push(Buffer.from(bytes));
      },
    });
    expect(Buffer.concat(parts).equals(Buffer.concat([Buffer.from('first'), file]))).toBe(true);
    expect(sizes[0]).toEqual({ number: 0, size: 5 });
    expect(outcome).toMatchObject({ inputBytes: 3_000_006, messages: parts.length, stderrBytes: 0, refusals: 0 });
    expect(outcome.outputBytes).toBeGreaterThan(3_000_006);
    expect(outcome.cpuMicros).toBeGreaterThan(0);
    expect(outcome.peakRssKb).toBeGreaterThan(10_000);
  });

  it('may have no input at all, and may stop reading early', async () => {
    const nothing = await sandbox.run({ entry, limits: memory, input: inputOf(), onMessage: () => undefined });
    expect(nothing.messages).toBe(0);
    let given = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        given++;
        yield Buffer.alloc(100_000);
      }
    }
    const early = await sandbox.run({
      entry,
      job: { take: 2 },
      limits: memory,
      input: endless(),
      onMessage: () => undefined,
    });
    expect(early.messages).toBe(2);
    // What the pipe and its buffers took before the answer arrived, not the whole of an endless file.
    expect(given).toBeLessThan(1000);
  });

  it('is held back while the server is busy with its messages', async () => {
    let read = 0;
    async function* large(): AsyncGenerator<Uint8Array> {
      for (let i = 0; i < 200; i++) {
        read++;
        yield Buffer.alloc(256 * 1024);
      }
    }
    let first = true;
    let readWhileBusy = 0;
    await sandbox.run({
      entry,
      limits: memory,
      input: large(),
      async onMessage() {
        if (!first) return;
        first = false;
        await new Promise((resolve) => setTimeout(resolve, 300));
        readWhileBusy = read;
      },
    });
    expect(read).toBe(200);
    // Pipes and buffers hold a few; the other tens of megabytes wait in the file.
    expect(readWhileBusy).toBeLessThan(40);
  });

  it('gets its bytes again from the beginning as often as it asks, not without end, and not where nobody gives them', async () => {
    const file = Buffer.from(Array.from({ length: 500_000 }, (_, at) => at % 251));
    const pieces = () =>
      inputOf(...Array.from({ length: 20 }, (_, at) => file.subarray(at * 25_000, (at + 1) * 25_000)));
    const session = await sandbox.open({ entry, limits: memory });
    for (const again of [1, 3, 0]) {
      const parts: Buffer[] = [];
      await session.run({
        job: { again },
        input: pieces(),
        again: pieces,
        onMessage: (header, bytes) => void ('number' in (header as object) && parts.push(Buffer.from(bytes))),
      });
      expect(Buffer.concat(parts).equals(file), `${again}`).toBe(true);
    }
    await session.close();
    const asks = (again: number, more: object) =>
      sandbox.run({ entry, limits: memory, job: { again }, input: pieces(), onMessage: () => undefined, ...more });
    await expect(asks(1, {})).rejects.toMatchObject({ code: 'CW-SBX-007' });
    await expect(asks(99, { again: pieces })).rejects.toMatchObject({ code: 'CW-SBX-007' });
  });

  it('is not disturbed by what libraries print', async () => {
    const outcome = await sandbox.run({
      entry,
      job: { talk: true },
      limits: memory,
      input: inputOf('a', 'b'),
      onMessage: () => undefined,
    });
    expect(outcome).toMatchObject({ messages: 2, stderrBytes: 0 });
  });

  it('fails as the server does when the server cannot take a message or read the file', async () => {
    const broken = sandbox.run({
      entry,
      limits: memory,
      input: inputOf('a'),
      onMessage() {
        throw new Error('disk full');
      },
    });
    await expect(broken).rejects.toThrow('disk full');
    async function* unreadable(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('a');
      throw new Error('gone');
    }
    const unread = sandbox.run({ entry, limits: memory, input: unreadable(), onMessage: () => undefined });
    await expect(unread).rejects.toThrow('gone');
  });

  it('is not blamed for a file that comes slowly', async () => {
    async function* slow(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('a');
      await new Promise((resolve) => setTimeout(resolve, 600));
      yield Buffer.from('b');
    }
    const outcome = await sandbox.run({
      entry,
      limits: { ...memory, idleMs: 200, deadlineMs: 500 },
      input: slow(),
      onMessage: () => undefined,
    });
    expect(outcome.messages).toBe(2);
  });

  it('ends at once when it is cancelled', async () => {
    const controller = new AbortController();
    async function* slow(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('a');
      await new Promise((resolve) => setTimeout(resolve, 60_000).unref());
    }
    const run = sandbox.run({
      entry,
      limits: memory,
      input: slow(),
      onMessage: () => controller.abort(),
      signal: controller.signal,
    });
    await expect(run).rejects.toMatchObject({ code: 'CW-SBX-009' });
  });
});

describe('under the egress guard', () => {
  it('runs by the one capability, while every other program is refused', async () => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [`${import.meta.dirname}/fixtures/under-guard.mjs`],
      {
        env: {},
      },
    );
    expect(JSON.parse(stdout)).toEqual({ messages: 1, refused: 'CW-EGR-005', ways: ['process'] });
  });
});

describe('a session', () => {
  it('does several jobs in one program, one after another', async () => {
    const session = await sandbox.open({ entry, limits: memory });
    const seen: unknown[] = [];
    for (const text of ['one', 'two', 'three']) {
      const { messages } = await session.run({
        input: inputOf(text, text),
        job: text === 'two' ? { take: 1 } : null,
        onMessage: (_header, bytes) => void seen.push(Buffer.from(bytes).toString()),
      });
      expect(messages).toBe(text === 'two' ? 1 : 2);
    }
    expect(seen).toEqual(['one', 'one', 'two', 'three', 'three']);
    expect(session.isOver).toBe(false);
    await session.close();
    expect(session.isOver).toBe(true);
    await expect(session.run({ input: inputOf(), onMessage: () => undefined })).rejects.toMatchObject({
      code: 'CW-SBX-001',
    });
  });

  it('goes on to the next job although the last input never ended', async () => {
    const session = await sandbox.open({ entry, limits: memory });
    async function* stuck(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('a');
      await new Promise((resolve) => setTimeout(resolve, 60_000).unref());
    }
    const ignored = (): void => undefined;
    expect((await session.run({ job: { take: 1 }, input: stuck(), onMessage: ignored })).messages).toBe(1);
    expect((await session.run({ input: inputOf('b', 'c'), onMessage: ignored })).messages).toBe(2);
    await session.close();
  });

  it('that was prepared starts without waiting', async () => {
    await sandbox.prepare({ entry, limits: memory });
    const start = performance.now();
    await sandbox.run({ entry, limits: memory, input: inputOf('a'), onMessage: () => undefined });
    const warm = performance.now() - start;
    const again = performance.now();
    await sandbox.run({ entry, limits: memory, input: inputOf('a'), onMessage: () => undefined });
    expect(warm).toBeLessThan(performance.now() - again);
  });

  it('cannot be opened on code that is not there', async () => {
    const missing = sandbox.open({ entry: `${import.meta.dirname}/fixtures/missing.ts`, limits: memory });
    await expect(missing).rejects.toMatchObject({ code: 'CW-SBX-001' });
    const elsewhere = createTestSandbox(['no-such-folder']);
    await expect(elsewhere.open({ entry, limits: memory })).rejects.toMatchObject({ code: 'CW-SBX-001' });
  });
});
