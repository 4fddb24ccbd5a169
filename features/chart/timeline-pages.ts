import { parseWithDigits } from '@chartwarden/fhir';
import type { FactPage, ServedFact } from '@chartwarden/vault';
import { type FactLine, lineOf } from './fact-line.ts';
import { putTogether, type Readings, readingOf, type TimelineLine } from './timeline-readings.ts';

/** Facts taken at once where a page is mostly readings, and how often: one look goes through a week of a sensor. */
export const MORE_READINGS = 1000;
const MOST_TIMES = 2;
/** Parsed before other requests get their turn. */
const PIECE = 200;

/** A page of the timeline: lines of facts, those of a day with many readings as one; goes on while there are few lines. */
export async function readTogether(
  first: FactPage,
  limit: number,
  more: (cursor: string) => Promise<FactPage>,
): Promise<{ readonly facts: readonly TimelineLine[]; readonly next: string | null }> {
  const read = await readLines(first.facts);
  let { next } = first;
  let facts = putTogether(read);
  for (let times = 0; next !== null && times < MOST_TIMES && facts.length < limit / 2; times += 1) {
    const page = await more(next);
    read.push(...(await readLines(page.facts)));
    next = page.next;
    facts = putTogether(read);
  }
  return { facts, next };
}

async function readLines(facts: readonly ServedFact[]) {
  const read: { readonly line: FactLine; readonly reading: Readings | null }[] = [];
  for (const fact of facts) {
    const resource = parseWithDigits(fact.bytes.toString('utf8'));
    const line = lineOf(fact, resource);
    read.push({ line, reading: readingOf(line, resource) });
    if (read.length % PIECE === 0) await new Promise(setImmediate);
  }
  return read;
}
