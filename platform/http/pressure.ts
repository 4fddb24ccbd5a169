import { getHeapStatistics } from 'node:v8';

/** Milliseconds between two looks, and the delay from which new requests are sent away. */
const SAMPLE = 500;
const TOO_LATE = 1000;
/** Of the heap that V8 may use. */
const TOO_FULL = 0.92;

export interface Pressure {
  /** True while the event loop lags or memory runs out: taking more work would slow everybody. */
  high(): boolean;
  stop(): void;
}

/** Watches the event loop and the heap by one timer: 2 wake-ups a second on an idle machine. */
export function watchPressure(now: () => number = () => performance.now()): Pressure {
  let due = now() + SAMPLE;
  let isHigh = false;
  const timer = setInterval(() => {
    const late = now() - due;
    due = now() + SAMPLE;
    const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
    isHigh = late > TOO_LATE || used > limit * TOO_FULL;
  }, SAMPLE);
  timer.unref();
  return { high: () => isHigh, stop: () => clearInterval(timer) };
}
