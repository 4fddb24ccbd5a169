/**
 * Deadline and idle time of one job. Only the program's own turns count: while the server is busy with a message or
 * waits for the file, the clock of the job stands, so that a slow disk never makes a good file fail.
 */
export interface Watch {
  start(limits: WatchLimits, late: (code: 'CW-SBX-003' | 'CW-SBX-004') => void): void;
  /** The program took or gave something. */
  progress(): void;
  /** It is the server's turn; calls nest. */
  pause(): void;
  resume(): void;
  stop(): void;
}

export interface WatchLimits {
  readonly deadlineMs: number;
  readonly idleMs: number;
}

export const createWatch = (clock: () => number = () => performance.now()): Watch => {
  let timer: NodeJS.Timeout | undefined;
  let paused = 0;
  let pausedSince = 0;
  let startedAt = 0;
  let movedAt = 0;

  const stop = (): void => {
    clearTimeout(timer);
    timer = undefined;
    paused = 0;
  };

  return {
    start({ deadlineMs, idleMs }, late) {
      stop();
      startedAt = clock();
      movedAt = startedAt;
      const look = (): void => {
        const now = paused > 0 ? pausedSince : clock();
        const [left, idleLeft] = [startedAt + deadlineMs - now, movedAt + idleMs - now];
        if (left <= 0) late('CW-SBX-003');
        else if (idleLeft <= 0) late('CW-SBX-004');
        // One timer, set anew when it fires: a message costs no timer.
        else timer = setTimeout(look, Math.max(5, Math.min(left, idleLeft)));
      };
      timer = setTimeout(look, Math.min(deadlineMs, idleMs));
    },
    progress() {
      movedAt = clock();
    },
    pause() {
      if (paused++ === 0) pausedSince = clock();
    },
    resume() {
      if (paused === 0 || --paused > 0) return;
      const away = clock() - pausedSince;
      startedAt += away;
      movedAt += away;
    },
    stop,
  };
};
