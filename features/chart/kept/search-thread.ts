import type { FactId } from '@chartwarden/ids';
import { openIndex, type SearchIndex } from '../search/search-index.ts';
import type { SearchFact } from '../search/types.ts';
import type { SearchQuestion } from './search-questions.ts';
import { answer } from './thread.ts';

/** Indexes held open at once; the one that was asked longest ago goes first. */
const MOST_OPEN = 4;

const open = new Map<string, SearchIndex>();

answer((question: SearchQuestion) => {
  switch (question.ask) {
    case 'open': {
      open.delete(question.build);
      for (const name of [...open.keys()].slice(0, Math.max(0, open.size - MOST_OPEN + 1))) open.delete(name);
      open.set(question.build, openIndex(question.segments));
      return null;
    }
    case 'search': {
      const index = take(question.build);
      return index === undefined ? null : index.search(question.query, allowedBy(question.allowed));
    }
    case 'suggest': {
      const index = take(question.build);
      return index === undefined ? null : index.suggest(question.text, allowedBy(question.allowed));
    }
    case 'forget': {
      for (const name of [...open.keys()]) if (name.startsWith(question.record)) open.delete(name);
      return null;
    }
  }
});

function take(build: string): SearchIndex | undefined {
  const index = open.get(build);
  if (index === undefined) return undefined;
  open.delete(build);
  open.set(build, index);
  return index;
}

function allowedBy(ids: ReadonlySet<FactId> | null): (fact: SearchFact) => boolean {
  return ids === null ? () => true : (fact) => ids.has(fact.id);
}
