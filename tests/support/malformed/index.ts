import { numbersFrom } from '../random.ts';
import { malformedParameters, malformedPaths } from './addresses.ts';
import { malformedBodies } from './bodies.ts';
import { malformedHeads, slowRequests } from './heads.ts';
import type { Aim, Malformed } from './types.ts';

export { ask, type RawAnswer } from './ask.ts';
export { type Aim, type Malformed, SECRET } from './types.ts';

/** The table of malformed requests; the same seed gives the same ones. */
export function malformedRequests(aim: Aim, seed: number): readonly Malformed[] {
  const pick = numbersFrom(seed);
  return [
    ...malformedBodies(aim, pick),
    ...malformedHeads(aim),
    ...malformedParameters(pick),
    ...malformedPaths(aim),
    ...slowRequests(aim),
  ];
}
