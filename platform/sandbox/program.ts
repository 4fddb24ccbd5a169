import type { ChildProcess } from 'node:child_process';
import { CodedError } from '@chartwarden/errors';
import { accountOf, endOf, importerError, parseHeader } from './answers.ts';
import { createFeeder, type Feeder } from './feeder.ts';
import { createFrameReader, type Frame, FrameLimitError, frameHead, frameKinds } from './frames.ts';
import type { SandboxJob, SandboxLimits, SandboxOutcome, SandboxSession } from './types.ts';
import { createWatch, type Watch } from './watch.ts';

const stderrKeptBytes = 64 * 1024;
const stderrMaxBytes = 4 * 1024 * 1024;
const startMs = 20_000;
const afterEndMs = 5_000;
/** So often a program may have its input again in one job. */
const mostTurns = 16;

interface Running {
  readonly job: SandboxJob;
  readonly limits: SandboxLimits;
  readonly finished: (outcome: SandboxOutcome) => void;
  readonly failed: (error: Error) => void;
  readonly watch: Watch;
  readonly feeder: Feeder;
  messages: number;
  turns: number;
  outputBytes: number;
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
    running?.watch.stop();
    child.kill('SIGKILL');
  };

  const settle = (): void => {
    clearTimeout(startTimer);
    const error = failure ?? new CodedError('CW-SBX-006');
    failure ??= error;
    started.reject(new CodedError('CW-SBX-001', undefined, { cause: error }));
    const { failed, feeder, watch } = running ?? {};
    watch?.stop();
    feeder?.end();
    running = undefined;
    failed?.(error);
    ended.resolve();
  };

  const feed = (work: Running, feeding: Promise<void>): void => {
    feeding.catch((error: unknown) => {
      if (running === work) fail(error instanceof Error ? error : new CodedError('CW-SBX-009'));
    });
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
      return work.job.onMessage(parseHeader(frame.header), frame.body);
    }
    if (frame.kind === frameKinds.again) {
      work.turns += 1;
      if (work.job.again === undefined || work.turns > mostTurns) throw new CodedError('CW-SBX-007', 'again');
      feed(work, work.feeder.again(work.job.again()));
      return undefined;
    }
    if (frame.kind !== frameKinds.done && frame.kind !== frameKinds.failed)
      throw new CodedError('CW-SBX-007', 'unknown frame');
    const said = parseHeader(frame.header);
    work.watch.stop();
    work.feeder.end();
    running = undefined;
    if (frame.kind === frameKinds.failed) work.failed(importerError(said));
    else {
      const { messages, outputBytes, feeder } = work;
      work.finished({ inputBytes: feeder.bytes, messages, outputBytes, stderrBytes, ...accountOf(said) });
    }
    return undefined;
  };

  const readAll = async (): Promise<void> => {
    for await (const chunk of stdout as AsyncIterable<Buffer>) {
      if (running !== undefined) {
        running.watch.progress();
        running.outputBytes += chunk.length;
        if (running.outputBytes > running.limits.maxOutputBytes) throw new CodedError('CW-SBX-005');
      }
      reader.push(chunk);
      for (let frame = reader.next(); frame !== undefined; frame = reader.next()) {
        const work = running;
        const pending = onFrame(frame);
        if (pending === undefined) continue;
        work?.watch.pause();
        await pending;
        work?.watch.resume();
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
  stderr.on('error', () => undefined);
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
  // Nobody should hold the pipe open after the program's end; nothing waits for somebody who does.
  exit.promise.then(() => setTimeout(() => stdout.destroy(), afterEndMs).unref());
  void Promise.all([read, exit.promise]).then(([, how]) => {
    if (stderrText.includes('heap out of memory') || stderrText.includes('Fatal process out of memory'))
      failure = failure instanceof CodedError && failure.code !== 'CW-SBX-007' ? failure : new CodedError('CW-SBX-002');
    failure ??= how;
    stderrText = '';
    settle();
  });

  const hold = (isHeld: boolean): void => {
    for (const one of [child, stdin, stdout, stderr] as unknown as { ref?(): void; unref?(): void }[]) {
      if (isHeld) one.ref?.();
      else one.unref?.();
    }
  };

  return {
    ready: () => started.promise,
    get isOver() {
      return failure !== undefined;
    },
    hold,
    async run(job) {
      if (failure !== undefined || running !== undefined) throw new CodedError('CW-SBX-001', 'the program is not free');
      if (job.signal?.aborted) throw new CodedError('CW-SBX-009');
      const done = Promise.withResolvers<SandboxOutcome>();
      const watch = createWatch();
      const work: Running = {
        watch,
        job,
        limits: { ...limits, ...job.limits },
        finished: done.resolve,
        failed: done.reject,
        feeder: createFeeder(stdin, watch, ended.promise),
        messages: 0,
        turns: 0,
        outputBytes: 0,
      };
      running = work;
      const cancel = (): void => fail(new CodedError('CW-SBX-009'));
      job.signal?.addEventListener('abort', cancel, { once: true });
      watch.start(work.limits, (code) => fail(new CodedError(code)));
      const header = Buffer.from(JSON.stringify(job.job ?? null), 'utf8');
      stdin.write(Buffer.concat([frameHead(frameKinds.job, header.length, 0), header]));
      feed(work, work.feeder.feed(job.input));
      try {
        return await done.promise;
      } finally {
        job.signal?.removeEventListener('abort', cancel);
        if (failure !== undefined) await ended.promise;
      }
    },
    async close() {
      // Whoever waits for the end of a spare would otherwise be ended first: nothing else may keep the process alive.
      hold(true);
      stdin.end();
      fail(new CodedError('CW-SBX-009', 'closed'));
      await ended.promise;
    },
  };
};
