import { writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { listenToRefusals } from '@chartwarden/egress/child-guard.ts';
import { isCoded } from '@chartwarden/errors';
import { createFrameReader, createFrameWriter, type Frame, frameKinds } from './frames.ts';

/** What an importer gets inside the sandbox. */
export interface SandboxWork<Job = unknown> {
  /** What the server said about the work; plain JSON. */
  readonly job: Job;
  /** The bytes of the file, in chunks as they arrive. Reading is the only way to get them; they come once. */
  readonly input: AsyncIterable<Uint8Array>;
  /**
   * The same bytes once more from the beginning; whatever was being read before is over. For files that are larger than
   * what may be held. The server gives them only to who may have them, and not without end.
   */
  readonly again: () => AsyncIterable<Uint8Array>;
  /**
   * Sends one message to the server: a JSON header and raw bytes. Blocks while the server is behind (back-pressure).
   * Header and body limits are the server's (`maxHeaderBytes`, `maxMessageBytes`); beyond them it ends this program.
   */
  readonly send: (header: unknown, bytes?: Uint8Array) => void;
}

export type SandboxHandler<Job = unknown> = (work: SandboxWork<Job>) => Promise<void>;

/**
 * Makes this program serve the sandbox's work, one job after another, until the server closes the pipe. Called once by
 * an importer's entry module. A `CodedError` thrown by the handler reaches the server with code and detail; of any
 * other error only the fact, since its text may quote the file.
 */
export const serve = <Job = unknown>(handler: SandboxHandler<Job>): void => {
  const writer = createFrameWriter(writeAll);
  const input = createInput(writer.flush, () => writer.write(frameKinds.again, '{}'));
  silenceConsole();
  let refusals = 0;
  listenToRefusals(() => {
    refusals++;
  });
  let flushPlanned = false;
  const send = (header: unknown, bytes?: Uint8Array): void => {
    writer.write(frameKinds.message, JSON.stringify(header) ?? 'null', bytes);
    if (flushPlanned) return;
    // For handlers that go idle with something in the batch.
    flushPlanned = true;
    setImmediate(() => {
      flushPlanned = false;
      writer.flush();
    });
  };
  // The first job's account holds the start of the program.
  let cpuBefore: NodeJS.CpuUsage | undefined;
  const work = async (): Promise<void> => {
    writer.write(frameKinds.ready, '{}');
    writer.flush();
    for (;;) {
      const job = await input.nextJob();
      if (job === undefined) return;
      const answer = await outcome(handler, { job: job as Job, input: input.chunks(), again: input.again, send });
      const { user, system } = process.cpuUsage(cpuBefore);
      cpuBefore = process.cpuUsage();
      const account = { cpuMicros: user + system, peakRssKb: process.resourceUsage().maxRSS, refusals };
      writer.write(answer.kind, JSON.stringify({ ...answer.header, ...account }));
      writer.flush();
      await input.skipRest();
    }
  };
  work().then(
    () => process.exit(0),
    () => process.exit(70),
  );
};

const outcome = async <Job>(
  handler: SandboxHandler<Job>,
  work: SandboxWork<Job>,
): Promise<{ kind: 3 | 4; header: object }> => {
  try {
    await handler(work);
    return { kind: frameKinds.done, header: {} };
  } catch (error) {
    if (isCoded(error)) return { kind: frameKinds.failed, header: { code: error.code, detail: error.detail } };
    return { kind: frameKinds.failed, header: isOutOfMemory(error) ? { code: 'CW-SBX-002' } : {} };
  }
};

const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error &&
  ((error as NodeJS.ErrnoException).code === 'ERR_MEMORY_ALLOCATION_FAILED' ||
    error.message === 'Array buffer allocation failed');

// Standard output is the pipe to the server, blocking: a write returns when the server has taken the bytes. Should the
// pipe have been made non-blocking, the full pipe is waited for without turning the event loop.
const writeAll = (bytes: Uint8Array): void => {
  let at = 0;
  while (at < bytes.length) {
    try {
      at += writeSync(1, bytes, at, bytes.length - at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(pauseCell, 0, 0, 1);
    }
  }
};
const pauseCell = new Int32Array(new SharedArrayBuffer(4));

/** A stray `console.log` of a library would otherwise land between frames. */
const silenceConsole = (): void => {
  const silent = (): void => undefined;
  for (const name of ['log', 'info', 'debug', 'dir', 'table', 'group', 'groupEnd', 'warn', 'error', 'trace'] as const)
    Object.defineProperty(console, name, { value: silent });
};

interface Input {
  nextJob(): Promise<unknown>;
  chunks(): AsyncIterable<Uint8Array>;
  again(): AsyncIterable<Uint8Array>;
  skipRest(): Promise<void>;
}

/** The server's frames as jobs and their chunks. Output is flushed before every wait, so that nobody waits for anybody. */
const createInput = (flush: () => void, askAgain: () => void): Input => {
  // The server is trusted here; the limit only keeps a broken pipe from asking for 4 GiB.
  const reader = createFrameReader({ maxHeaderBytes: 1 << 24, maxBodyBytes: 1 << 26 });
  const stream = new Socket({ fd: 0, readable: true, writable: false });
  const source = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer, undefined>;
  let ended = false;
  /** How often the input was begun: who reads an earlier one is at its end. */
  let turn = 0;
  /** The input was asked for again, and has not begun yet. */
  let awaited = false;

  const nextFrame = async (): Promise<Frame | undefined> => {
    for (;;) {
      const frame = reader.next();
      if (frame !== undefined) return frame;
      flush();
      const { value, done } = await source.next();
      if (done === true || value === undefined) return undefined;
      reader.push(value);
    }
  };
  const nextChunk = async (): Promise<Uint8Array | undefined> => {
    if (ended) return undefined;
    let frame = await nextFrame();
    while (awaited && frame !== undefined) {
      awaited = frame.kind !== frameKinds.begin;
      frame = await nextFrame();
    }
    if (frame?.kind === frameKinds.data) return frame.body;
    ended = true;
    if (frame === undefined) process.exit(0);
    return undefined;
  };

  async function* chunks(): AsyncGenerator<Uint8Array> {
    const mine = turn;
    while (mine === turn) {
      const chunk = await nextChunk();
      if (chunk === undefined) return;
      yield chunk;
    }
  }

  return {
    async nextJob() {
      const frame = await nextFrame();
      if (frame?.kind !== frameKinds.job) return undefined;
      ended = false;
      return JSON.parse(frame.header.toString('utf8'));
    },
    chunks,
    again() {
      // Asked for twice before it began, it begins once.
      if (!awaited) askAgain();
      turn += 1;
      awaited = true;
      ended = false;
      return chunks();
    },
    async skipRest() {
      while ((await nextChunk()) !== undefined);
    },
  };
};
