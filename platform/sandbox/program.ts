import type { ChildProcess } from 'node:child_process';
import { CodedError, type ErrorCode, errorRegistry } from '@chartwarden/errors';
import { createFrameReader, type Frame, FrameLimitError, frameHead, frameKinds } from './frames.ts';
import type { SandboxJob, SandboxLimits, SandboxOutcome, SandboxSession } from './types.ts';
import { createWatch } from './watch.ts';

const dataChunkBytes = 256 * 1024;
const stderrKeptBytes = 64 * 1024;
const stderrMaxBytes = 4 * 1024 * 1024;
const startMs = 20_000;

interface Running {
  readonly job: SandboxJob;
  readonly limits: SandboxLimits;
  readonly finished: (outcome: SandboxOutcome) => void;
  readonly failed: (error: Error) => void;
  inputBytes: number;
  messages: number;
  outputBytes: number;
  inputOver: boolean;
}

/** A started program, before and while it works. */
export interface Program extends SandboxSession {
  /** Resolves when its code is loaded. @throws CW-SBX-001 */
  ready(): Promise<void>;
  /** Lets the process end although this program waits for work (spares), or not. */
  hold(isHeld: boolean): void;
}

/** Speaks the frames with one child process, enforces the limits, and turns every way of ending into one coded error. */
export const createProgram = (child: ChildProcess, limits: SandboxLimits): Program => {
  const { stdin, stdout, stderr } = child;
  if (stdin === null || stdout === null || stderr === null) throw new CodedError('CW-SBX-001');
  const reader = createFrameReader({ maxHeaderBytes: limits.maxHeaderBytes, maxBodyBytes: limits.maxMessageBytes });
  const watch = createWatch();
  let running: Running | undefined;
  let failure: Error | undefined;
  let stderrBytes = 0;
  let stderrText = '';
  const started = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  started.promise.catch(() => undefined);
  const startTimer = setTimeout(() => fail(new CodedError('CW-SBX-001', 'start took too long')), startMs);
  startTimer.unref();

  /** The first failure counts; the program never gets a second chance. */
  const fail = (error: Error): void => {
    failure ??= error;
    watch.stop();
    child.kill('SIGKILL');
  };

  const settle = (): void => {
    clearTimeout(startTimer);
    watch.stop();
    const error = failure ?? new CodedError('CW-SBX-006');
    failure ??= error;
    started.reject(new CodedError('CW-SBX-001', undefined, { cause: error }));
    const { failed } = running ?? {};
    running = undefined;
    failed?.(error);
    ended.resolve();
  };

  const onFrame = (frame: Frame): void | Promise<void> => {
    if (frame.kind === frameKinds.ready) {
      clearTimeout(startTimer);
      started.resolve();
      return undefined;
    }
    const work = running;
    if (work === undefined) throw new CodedError('CW-SBX-007', 'unasked answer');
    if (frame.kind === frameKinds.message) {
      work.messages++;
      return work.job.onMessage(parse(frame.header), frame.body);
    }
    if (frame.kind !== frameKinds.done && frame.kind !== frameKinds.failed)
      throw new CodedError('CW-SBX-007', 'unknown frame');
    const said = parse(frame.header);
    watch.stop();
    running = undefined;
    if (frame.kind === frameKinds.failed) work.failed(importerError(said));
    else work.finished(outcomeOf(work, stderrBytes, said));
    return undefined;
  };

  const readAll = async (): Promise<void> => {
    for await (const chunk of stdout as AsyncIterable<Buffer>) {
      watch.progress();
      if (running !== undefined) {
        running.outputBytes += chunk.length;
        if (running.outputBytes > running.limits.maxOutputBytes) throw new CodedError('CW-SBX-005');
      }
      reader.push(chunk);
      for (let frame = reader.next(); frame !== undefined; frame = reader.next()) {
        const pending = onFrame(frame);
        if (pending === undefined) continue;
        watch.pause();
        await pending;
        watch.resume();
      }
      if (failure !== undefined) return;
    }
    if (!reader.atBoundary) throw new CodedError('CW-SBX-007', 'half a frame');
  };

  stderr.on('data', (chunk: Buffer) => {
    stderrBytes += chunk.length;
    if (stderrText.length < stderrKeptBytes) stderrText += chunk.toString('latin1');
    if (stderrBytes > stderrMaxBytes) fail(new CodedError('CW-SBX-005', 'standard error'));
  });
  // A program that died has closed its input; the reason arrives with its end.
  stdin.on('error', () => undefined);
  const exit = Promise.withResolvers<CodedError | undefined>();
  child.on('error', () => exit.resolve(new CodedError('CW-SBX-001')));
  child.on('exit', (code, signal) => exit.resolve(endOf(code, signal)));
  const read = readAll().then(
    () => undefined,
    (error: unknown) => {
      const known = error instanceof FrameLimitError ? new CodedError('CW-SBX-007', 'oversized frame') : error;
      fail(known instanceof Error ? known : new CodedError('CW-SBX-007'));
      stdout.destroy();
    },
  );
  child.on('close', () => exit.resolve(undefined));
  void Promise.all([read, exit.promise]).then(([, how]) => {
    if (stderrText.includes('heap out of memory') || stderrText.includes('Fatal process out of memory'))
      failure = failure instanceof CodedError && failure.code !== 'CW-SBX-007' ? failure : new CodedError('CW-SBX-002');
    failure ??= how;
    stderrText = '';
    settle();
  });

  const feed = async (work: Running): Promise<void> => {
    for await (const chunk of work.job.input) {
      if (running !== work || failure !== undefined) return;
      for (let at = 0; at < chunk.length; at += dataChunkBytes) {
        const part = chunk.subarray(at, at + dataChunkBytes);
        stdin.cork();
        stdin.write(frameHead(frameKinds.data, 0, part.length));
        const room = stdin.write(part);
        stdin.uncork();
        work.inputBytes += part.length;
        if (!room) await drained(stdin, ended.promise);
        if (running !== work || failure !== undefined) return;
        watch.progress();
      }
    }
  };

  return {
    ready: () => started.promise,
    get isOver() {
      return failure !== undefined;
    },
    hold(isHeld) {
      for (const one of [child, stdin, stdout, stderr] as unknown as { ref?(): void; unref?(): void }[]) {
        if (isHeld) one.ref?.();
        else one.unref?.();
      }
    },
    async run(job) {
      if (failure !== undefined || running !== undefined) throw new CodedError('CW-SBX-001', 'the program is not free');
      if (job.signal?.aborted) throw new CodedError('CW-SBX-009');
      const done = Promise.withResolvers<SandboxOutcome>();
      const work: Running = {
        job,
        limits: { ...limits, ...job.limits },
        finished: done.resolve,
        failed: done.reject,
        inputBytes: 0,
        messages: 0,
        outputBytes: 0,
        inputOver: false,
      };
      running = work;
      const cancel = (): void => fail(new CodedError('CW-SBX-009'));
      job.signal?.addEventListener('abort', cancel, { once: true });
      watch.start(work.limits, (code) => fail(new CodedError(code)));
      const header = Buffer.from(JSON.stringify(job.job ?? null), 'utf8');
      stdin.write(Buffer.concat([frameHead(frameKinds.job, header.length, 0), header]));
      const fed = feed(work).then(
        () => void stdin.write(frameHead(frameKinds.end, 0, 0)),
        (error: unknown) => fail(error instanceof Error ? error : new CodedError('CW-SBX-009')),
      );
      try {
        return await done.promise;
      } finally {
        job.signal?.removeEventListener('abort', cancel);
        if (failure !== undefined) await ended.promise;
        else await fed;
      }
    },
    async close() {
      stdin.end();
      fail(new CodedError('CW-SBX-009', 'closed'));
      await ended.promise;
    },
  };
};

const drained = async (stdin: NodeJS.WritableStream, over: Promise<void>): Promise<void> => {
  const drain = Promise.withResolvers<void>();
  stdin.once('drain', drain.resolve);
  await Promise.race([drain.promise, over]);
  stdin.removeListener('drain', drain.resolve);
};

const parse = (header: Buffer): unknown => {
  try {
    return JSON.parse(header.toString('utf8'));
  } catch {
    throw new CodedError('CW-SBX-007', 'a header that is not JSON');
  }
};

const number = (value: unknown): number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : 0;

const outcomeOf = (work: Running, stderrBytes: number, said: unknown): SandboxOutcome => {
  const { cpuMicros, peakRssKb, refusals } = (typeof said === 'object' && said !== null ? said : {}) as Record<
    string,
    unknown
  >;
  return {
    inputBytes: work.inputBytes,
    messages: work.messages,
    outputBytes: work.outputBytes,
    stderrBytes,
    cpuMicros: number(cpuMicros),
    peakRssKb: number(peakRssKb),
    refusals: number(refusals),
  };
};

/** The importer's own error, as far as the registry knows it; its detail is cut to a short line of printable text. */
const importerError = (said: unknown): CodedError => {
  const { code, detail } = (typeof said === 'object' && said !== null ? said : {}) as Record<string, unknown>;
  const known = typeof code === 'string' && Object.hasOwn(errorRegistry, code) ? (code as ErrorCode) : 'CW-SBX-008';
  const text = typeof detail === 'string' ? detail.slice(0, 200).replace(/[^\P{C}]/gu, ' ') : undefined;
  return new CodedError(known, text);
};

/** An end that nobody here asked for. */
const endOf = (code: number | null, signal: NodeJS.Signals | null): CodedError => {
  if (signal !== null) return new CodedError('CW-SBX-006', `ended by ${signal}`);
  return new CodedError('CW-SBX-006', `ended with ${code ?? 'no code'}`);
};
