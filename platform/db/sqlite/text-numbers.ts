import type { NumberedTexts } from './batch-runner.ts';
import type { TextNumbers } from './packed-statements.ts';

const LIMIT = 2000;

/** Numbers statement texts on the sending side and says which ones the writer has not seen. */
export function createTextNumbers(): TextNumbers & { takeNew(): NumberedTexts } {
  const numbers = new Map<string, number>();
  let fresh: [number, string][] = [];
  let last = -1;
  return {
    numberOf(text) {
      const known = numbers.get(text);
      if (known !== undefined) return known;
      // Texts that are made up at run time must not grow this for ever; numbers are never used twice.
      if (numbers.size >= LIMIT) numbers.clear();
      last += 1;
      numbers.set(text, last);
      fresh.push([last, text]);
      return last;
    },
    takeNew() {
      const taken = fresh;
      if (taken.length > 0) fresh = [];
      return taken;
    },
  };
}
