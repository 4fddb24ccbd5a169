import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createWatch, type Watch } from './watch.ts';

let watch: Watch;
let late: string[];

beforeEach(() => {
  vi.useFakeTimers();
  late = [];
  watch = createWatch(() => Date.now());
  watch.start({ deadlineMs: 1000, idleMs: 300 }, (code) => late.push(code));
});
afterEach(() => {
  watch.stop();
  vi.useRealTimers();
});

const wait = (ms: number): void => void vi.advanceTimersByTime(ms);

describe('the watch over a job', () => {
  it('ends it when it stands still for too long', () => {
    wait(290);
    watch.progress();
    wait(290);
    expect(late).toEqual([]);
    wait(20);
    expect(late).toEqual(['CW-SBX-004']);
  });

  it('ends it at its deadline however busy it is', () => {
    for (let i = 0; i < 9; i++) {
      wait(110);
      watch.progress();
    }
    expect(late).toEqual([]);
    wait(20);
    expect(late).toEqual(['CW-SBX-003']);
  });

  it("does not count the server's own time, neither as idle nor towards the deadline", () => {
    wait(200);
    watch.pause();
    watch.pause();
    wait(60_000);
    watch.resume();
    wait(60_000);
    watch.resume();
    expect(late).toEqual([]);
    wait(90);
    expect(late).toEqual([]);
    wait(20);
    expect(late).toEqual(['CW-SBX-004']);
  });

  it('says nothing once it is stopped', () => {
    watch.stop();
    wait(5000);
    expect(late).toEqual([]);
  });
});
