import { isCoded } from '@chartwarden/errors';
import { parseWithDigits } from '@chartwarden/fhir';
import { deciding } from '@chartwarden/gate';
import type { RecordId, SourceId } from '@chartwarden/ids';
import type { Inside, ServedFact, Slice, Vault } from '@chartwarden/vault';
import type { AskGate, Asking } from './asking.ts';
import { lineOf } from './fact-line.ts';
import type { Kept } from './kept/kept.ts';
import type { SearchEngine } from './kept/search-engine.ts';
import { SEARCH, SEGMENT } from './kept/segment-pieces.ts';
import { snippetsOf } from './search/snippets.ts';
import { textsOf } from './search/texts-of.ts';

export interface SearchRequest {
  readonly words: string;
  readonly types?: readonly string[] | undefined;
  readonly sources?: readonly string[] | undefined;
  /** Clinical time, milliseconds; `to` itself is outside. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly offset: number;
  readonly limit: number;
}

const INDEX = { section: SEARCH, names: [SEGMENT] };

/** How often an index may be replaced by a newer one while one question is looked up. */
const REPLACED = 3;

/** A newer index that takes the place of the one being opened is no error of whoever asks: the newer one is asked. */
async function orAnew<T>(look: () => Promise<T>): Promise<T> {
  for (let times = 0; ; times += 1) {
    try {
      return await look();
    } catch (error) {
      if (!isCoded(error) || error.code !== 'CW-VLT-008' || times === REPLACED) throw error;
    }
  }
}

/** By files and nothing else: labels that it does not name are left to what was granted. */
const ofSources = (sources: readonly string[]): Slice => ({ sources: sources as readonly SourceId[] });

/**
 * Search in one record. Facts that the caller may not see have no influence on anything that is answered. While there is
 * no index yet, `isReady` is false and nothing is found; `isCurrent` is false while it lacks what came in last.
 */
export function createSearch(parts: {
  readonly ask: AskGate;
  readonly vault: Vault;
  readonly kept: Pick<Kept, 'outdated'>;
  readonly engine: SearchEngine;
}) {
  const { ask, vault, kept, engine } = parts;

  /** Asks the engine inside the vault; null while there is no index. Has it brought up to date where it is not. */
  async function find<T>(
    who: Asking,
    person: string,
    slice: Slice | undefined,
    look: (inside: Inside) => ReturnType<Parameters<typeof vault.derived.search<T>>[2]>,
  ) {
    let isCurrent = false;
    const found = await orAnew(async () => {
      const permit = await ask(who, person, ['search'], 'effective', slice);
      return vault.derived.search(permit, INDEX, async (inside) => {
        isCurrent = inside.isCurrent;
        return look(inside);
      });
    });
    if (!isCurrent) await kept.outdated(person as RecordId);
    return { found, isCurrent };
  }

  return {
    /** Facts that match every word, the best first, each with the places where the words stand. */
    search: (who: Asking, person: string, request: SearchRequest) =>
      deciding(async () => {
        const { words, types, sources, from, to, offset, limit } = request;
        const query = {
          text: words,
          offset,
          limit,
          ...(types === undefined ? {} : { types }),
          ...(from === undefined ? {} : { from }),
          ...(to === undefined ? {} : { until: to }),
        };
        const slice = sources === undefined ? undefined : ofSources(sources);
        const { found, isCurrent } = await find(who, person, slice, async (inside) => {
          const { hits, total, byType } = await engine.search(inside, query);
          const matches = new Map(hits.map(({ fact, match }) => [fact.id, match]));
          return { facts: hits.map(({ fact }) => fact.id), rest: { total, byType, matches, asked: hits.length } };
        });
        if (found === null) return { isReady: false, isCurrent, hits: [], total: 0, byType: {}, next: null };
        const { total, byType, matches, asked } = found.rest;
        const shown: ReturnType<typeof hitOf>[] = [];
        for (const fact of found.facts) {
          shown.push(hitOf(fact, words, matches.get(fact.id) ?? 'exact'));
          // A page of long notes takes seconds to look through: others get their turn between two of them.
          await new Promise(setImmediate);
        }
        return {
          isReady: true,
          isCurrent,
          hits: shown,
          total,
          byType,
          next: offset + asked < total && asked > 0 ? offset + asked : null,
        };
      }),

    /**
     * Names that stand in the record and hold what was typed so far, the most frequent first. Such a name is content: of
     * each a fact that bears it is named in the log.
     */
    suggest: (who: Asking, person: string, words: string) =>
      deciding(async () => {
        const { found, isCurrent } = await find(who, person, undefined, async (inside) => {
          const suggestions = await engine.suggest(inside, words);
          return { facts: [...new Set(suggestions.map((one) => one.fact))], rest: suggestions };
        });
        const named = new Set(found?.facts.map((one) => one.id));
        const suggestions = (found?.rest ?? []).filter((one) => named.has(one.fact));
        return { isReady: found !== null, isCurrent, suggestions: suggestions.map(({ fact: _fact, ...one }) => one) };
      }),
  };
}

export type Search = ReturnType<typeof createSearch>;

function hitOf(fact: ServedFact, words: string, match: 'exact' | 'synonym' | 'beginning' | 'typo') {
  const resource = parseWithDigits(fact.bytes.toString('utf8'));
  return { ...lineOf(fact), match, snippets: snippetsOf(words, textsOf(resource)) };
}
