/** The only source of time in the program; passed in so that tests decide what time it is. Milliseconds since the epoch. */
export interface Clock {
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };
