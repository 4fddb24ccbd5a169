import type { RecordId } from '@chartwarden/ids';
import type { Inside } from '@chartwarden/vault';
import type { SearchAnswer, SearchQuery, Suggestion } from '../search/search-index.ts';
import type { SearchQuestion } from './search-questions.ts';
import { segmentsOf } from './segment-pieces.ts';
import { startThread, type Thread } from './thread.ts';

const HEAP_MEGABYTES = 512;
/** Milliseconds without a question after which the thread, and all words in it, are given up. */
const IDLE = 10 * 60_000;

/** Looks through text indexes in a thread of its own, which holds the last few open for as long as somebody searches. */
export interface SearchEngine {
  search(inside: Inside, query: SearchQuery): Promise<SearchAnswer>;
  suggest(inside: Inside, text: string): Promise<readonly Suggestion[]>;
  /** Gives up what is open of a record that is no more. */
  forget(record: RecordId): Promise<void>;
  close(): Promise<void>;
}

export function createSearchEngine(idle = IDLE): SearchEngine {
  let thread: Thread | undefined;
  let timer: NodeJS.Timeout | undefined;

  function running(): Thread {
    clearTimeout(timer);
    timer = setTimeout(() => void close(), idle);
    timer.unref();
    thread ??= startThread('search', HEAP_MEGABYTES);
    return thread;
  }

  async function close(): Promise<void> {
    clearTimeout(timer);
    const ending = thread;
    thread = undefined;
    await ending?.end();
  }

  async function ask(inside: Inside, question: SearchQuestion): Promise<unknown> {
    try {
      const answer = await running().ask(question);
      if (answer !== null) return answer;
      const open: SearchQuestion = { ask: 'open', build: inside.build, segments: segmentsOf(await inside.pieces()) };
      await running().ask(open);
      return await running().ask(question);
    } catch (error) {
      // What breaks one question (a damaged index) leaves the others alone; without a thread the next begins with a new one.
      if (thread?.isOver() === true) await close();
      throw error;
    }
  }

  return {
    search: async (inside, query) =>
      (await ask(inside, { ask: 'search', build: inside.build, query, allowed: inside.allowed })) as SearchAnswer,
    suggest: async (inside, text) =>
      (await ask(inside, {
        ask: 'suggest',
        build: inside.build,
        text,
        allowed: inside.allowed,
      })) as readonly Suggestion[],
    async forget(record) {
      await thread?.ask({ ask: 'forget', record } satisfies SearchQuestion);
    },
    close,
  };
}
