import type { Browser, Page } from 'playwright-core';

/** What the thread of a page did for a while. */
export interface ThreadWork {
  readonly wallMs: number;
  /** CPU of the thread, all tasks together. */
  readonly cpuMs: number;
  /** Of the task that took longest by the clock, and of the one that took most CPU: elsewhere others may have had the turn. */
  readonly longestMs: number;
  readonly longestCpuMs: number;
  readonly over50: number;
  readonly over50Cpu: number;
  readonly frames: number;
  /** CPU after the last byte of the last answer had come; all of it when nothing was asked. */
  readonly cpuAfterAnswerMs: number;
  /** Frames that a frame before them held up: more than one and a half of 60 a second. */
  readonly framesLate: number;
}

/** One event of Chromium's trace; microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  /** CPU of the thread. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string; readonly data?: { readonly requestId?: string; readonly url?: string } };
}

const CATEGORIES = ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'];
const LATE = (1000 / 60) * 1.5;
const LONG = 50_000;

interface Frames {
  cwFrames?: { times: number[]; goesOn: boolean };
}

/** Traces a page while `work` goes on. Throws when the trace does not tell of its thread. */
export async function threadWork(browser: Browser, page: Page, work: () => Promise<unknown>): Promise<ThreadWork> {
  await page.evaluate(() => {
    const kept = { times: [] as number[], goesOn: true };
    (globalThis as Frames).cwFrames = kept;
    const note = (at: number): void => {
      kept.times.push(at);
      if (kept.goesOn) requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
  });
  await browser.startTracing(page, { categories: CATEGORIES });
  const from = performance.now();
  await work();
  const wallMs = performance.now() - from;
  const trace = await browser.stopTracing();
  const times = await page.evaluate(() => {
    const kept = (globalThis as Frames).cwFrames;
    if (kept) kept.goesOn = false;
    return kept?.times ?? [];
  });
  const { traceEvents } = JSON.parse(trace.toString('utf8')) as { traceEvents: TraceEvent[] };
  const tasks = tasksOf(traceEvents);
  const answered = lastAnswer(traceEvents);
  const most = (list: readonly number[]): number => list.reduce((one, other) => Math.max(one, other), 0);
  const wall = tasks.map((one) => one.dur ?? 0);
  const cpu = tasks.map((one) => one.tdur ?? 0);
  return {
    wallMs,
    cpuMs: cpu.reduce((sum, one) => sum + one, 0) / 1000,
    cpuAfterAnswerMs: tasks.reduce((sum, one) => (one.ts < answered ? sum : sum + (one.tdur ?? 0)), 0) / 1000,
    longestMs: most(wall) / 1000,
    longestCpuMs: most(cpu) / 1000,
    over50: wall.filter((one) => one > LONG).length,
    over50Cpu: cpu.filter((one) => one > LONG).length,
    frames: times.length,
    framesLate: times.filter((at, index) => index > 0 && at - (times[index - 1] ?? at) > LATE).length,
  };
}

/** When the last answer of the server's data was complete. */
function lastAnswer(events: readonly TraceEvent[]): number {
  const asked = events.filter((one) => one.name === 'ResourceSendRequest' && one.args?.data?.url?.includes('/api/'));
  const ids = new Set(asked.map((one) => one.args?.data?.requestId));
  const done = events.filter((one) => one.name === 'ResourceFinish' && ids.has(one.args?.data?.requestId));
  return done.reduce((last, one) => Math.max(last, one.ts), 0);
}

/** The tasks of the thread that draws the page: of all renderers the one that worked most. */
function tasksOf(events: readonly TraceEvent[]): readonly TraceEvent[] {
  const renderers = events.filter((one) => one.name === 'thread_name' && one.args?.name === 'CrRendererMain');
  const of = renderers.map(({ pid, tid }) =>
    events.filter(
      (one) => one.pid === pid && one.tid === tid && one.ph === 'X' && one.name === 'ThreadControllerImpl::RunTask',
    ),
  );
  const sum = (list: readonly TraceEvent[]): number => list.reduce((total, one) => total + (one.tdur ?? 0), 0);
  const [tasks] = of.toSorted((one, other) => sum(other) - sum(one));
  if (tasks === undefined || sum(tasks) === 0) throw new Error('the trace says nothing of the page’s thread');
  return tasks;
}
