import type { Deriving, ServedFact } from '@chartwarden/vault';
import type { Saying } from '../duplicates/links.ts';
import { SECTION_NAMES } from '../reading/sections.ts';
import { portalName } from '../served-facts.ts';
import type { DeriveQuestion, GivenFact, MadePiece } from './derive-questions.ts';
import { DUPLICATES, SEARCH } from './segment-pieces.ts';
import { startThread, type Thread } from './thread.ts';

/** Beyond this the building ends with an error, and not the process. */
const HEAP_MEGABYTES = 1024;

/** Works out every section of the chart and the text index, in a thread of its own. `end` it when the building is over. */
export function createDeriving(now: number, unlessSince: number): Deriving & { end(): Promise<void> } {
  let thread: Thread | undefined;
  // Started with the first question: mostly there is nothing to do.
  const ask = (question: DeriveQuestion, give: readonly ArrayBuffer[] = []) => {
    thread ??= startThread('derive', HEAP_MEGABYTES);
    return thread.ask(question, give);
  };
  let sayings: readonly Saying[] = [];
  return {
    said(verdicts) {
      sayings = verdicts.filter((one) => one.undoneAt === null);
    },
    unlessSince,
    sections: [...SECTION_NAMES, SEARCH, DUPLICATES],
    async take(facts) {
      const given = facts.map(givenOf);
      await ask(
        { ask: 'add', facts: given },
        given.map((one) => one.bytes.buffer as ArrayBuffer),
      );
    },
    async *pieces() {
      await ask({ ask: 'finish', now, said: sayings });
      for (;;) {
        const piece = (await ask({ ask: 'next' })) as MadePiece | null;
        if (piece === null) return;
        yield piece;
      }
    },
    end: async () => thread?.end(),
  };
}

/** A copy: the bytes of a page share their memory with others. */
const givenOf = ({
  id,
  type,
  version,
  labels,
  corrected,
  date,
  bytes,
  portal,
  upstreamId,
  origin,
}: ServedFact): GivenFact => ({
  id,
  type,
  version,
  labels,
  corrected,
  from: portalName(origin),
  date: date?.at ?? null,
  bytes: Uint8Array.from(bytes),
  ...(portal === undefined ? {} : { portal }),
  ...(upstreamId === undefined ? {} : { upstreamId }),
});
