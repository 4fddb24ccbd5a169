/** Deadline and idle time of one job, with one timer; time in which the program waits for the server does not count as idle. */
export interface Watch {
  start(
    limits: { readonly deadlineMs: number; readonly idleMs: number },
    late: (code: 'CW-SBX-003' | 'CW-SBX-004') => void,
  ): void;
  progress(): void;
  pause(): void;
  resume(): void;
  stop(): void;
}

export const createWatch = (): Watch => {
  let deadline: NodeJS.Timeout | undefined;
  let ticking: NodeJS.Timeout | undefined;
  let moved = true;
  let paused = 0;
  let stillTicks = 0;
  const stop = (): void => {
    clearTimeout(deadline);
    clearInterval(ticking);
    paused = 0;
  };
  return {
    start({ deadlineMs, idleMs }, late) {
      stop();
      moved = true;
      stillTicks = 0;
      deadline = setTimeout(late, deadlineMs, 'CW-SBX-003');
      // Four looks per idle time: idle is found after one to one and a quarter of it, without a timer per message.
      ticking = setInterval(
        () => {
          stillTicks = moved || paused > 0 ? 0 : stillTicks + 1;
          moved = false;
          if (stillTicks >= 4) late('CW-SBX-004');
        },
        Math.max(1, idleMs / 4),
      );
    },
    progress() {
      moved = true;
    },
    pause() {
      paused++;
    },
    resume() {
      paused = Math.max(0, paused - 1);
      moved = true;
    },
    stop,
  };
};
