import { CodedError } from '@chartwarden/errors';
import { deciding, type Gate } from '@chartwarden/gate';
import { glossOfResource } from '@chartwarden/glosses';
import { type AccountId, isId } from '@chartwarden/ids';
import type { Clock } from '@chartwarden/time';
import type { Correction, FactDetail, NewCorrection, PageQuery, SpreadQuery, Vault, View } from '@chartwarden/vault';
import { type Asking, createAskGate, factIdOf } from './asking.ts';
import { createContents } from './content.service.ts';
import { createDuplicates } from './duplicates.service.ts';
import { lineOf } from './fact-line.ts';
import type { Kept } from './kept/kept.ts';
import type { SearchEngine } from './kept/search-engine.ts';
import { createSearch } from './search.service.ts';
import { createSections } from './sections.service.ts';
import { foldSpread, type Scale } from './timeline.ts';
import { MORE_READINGS, readTogether } from './timeline-pages.ts';
import { type AccountNotes, createChartNotes } from './today/chart-notes.ts';
import { createToday } from './today/today.service.ts';

/** Whether the files that a fact carries are in the answer: they can be large, and have a route of their own. */
export type Files = 'include' | 'leave-out';

/** The base64 of an Attachment or Binary, up to its end: within a string of JSON these quotation marks would be escaped. */
const LONG_DATA = /("data"\s*:\s*)"[A-Za-z0-9+/=\s\\]{256,}(?<!\\)"/g;

/** A person's record as lists and single facts. Every function begins at the gate. */
export function createChart(parts: {
  readonly gate: Gate;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly nameOf: (account: AccountId) => Promise<string | null>;
  readonly accountNotes: AccountNotes;
  readonly kept: Pick<Kept, 'outdated'>;
  readonly engine: SearchEngine;
  /** Facts from which one section is worked out at most. */
  readonly most?: number;
}) {
  const { gate, vault, clock, nameOf, accountNotes, kept, engine, most } = parts;
  const permit = createAskGate(gate);
  const sections = createSections({ ask: permit, vault, clock, kept, ...(most === undefined ? {} : { most }) });

  async function corrections(list: readonly Correction[]) {
    return Promise.all(
      list.map(async ({ undoneAt, ...one }) => ({
        ...one,
        by: isId(one.by) ? ((await nameOf(one.by as AccountId)) ?? '') : one.by,
        undone: undoneAt !== null,
      })),
    );
  }

  async function detail(fact: FactDetail, files: Files) {
    const whole = fact.bytes.toString('utf8');
    const raw = files === 'leave-out' ? whole.replace(LONG_DATA, '$1""') : whole;
    const resource: unknown = JSON.parse(raw);
    return {
      ...lineOf(fact),
      resource,
      raw,
      gloss: glossOfResource(resource),
      sources: fact.sources.map(({ place, ...source }) => ({ ...source, path: place })),
      versions: fact.versions,
      corrections: await corrections(fact.corrections),
      contents: fact.contents,
    };
  }

  return {
    /** How many facts of each type there are. */
    types: (who: Asking, person: string, view: View) =>
      deciding(async () => ({ types: await vault.read.types(await permit(who, person, ['search'], view)) })),

    /**
     * A page of facts, newest first and undated ones last; `limit` 1 to 1,000. `together`: many readings of one day are
     * one line; a page of few lines is then made from up to 2,000 facts more.
     */
    facts: (
      who: Asking,
      person: string,
      { view, together, ...query }: PageQuery & { readonly view: View; readonly together?: boolean },
    ) =>
      deciding(async () => {
        const ask = (page: PageQuery) =>
          permit(who, person, ['search'], view).then((one) => vault.read.page(one, page));
        const page = await ask(query);
        if (!together) return { facts: page.facts.map((one) => lineOf(one)), next: page.next };
        return readTogether(page, query.limit, (cursor) => ask({ ...query, cursor, limit: MORE_READINGS }));
      }),

    /** How many facts of each type begin when, oldest first; of dates no finer than the record says. */
    spread: (who: Asking, person: string, query: SpreadQuery & { readonly by: Scale; readonly view: View }) =>
      deciding(async () => {
        const { view, by, ...rest } = query;
        const days = await vault.read.spread(await permit(who, person, ['search'], view), rest);
        return { by, counts: foldSpread(days, by) };
      }),

    contents: createContents({ ask: permit, vault, lineOf }),
    duplicates: createDuplicates({ ask: permit, vault, kept, nameOf, ...(most === undefined ? {} : { most }) }),

    sections,
    search: createSearch({ ask: permit, vault, kept, engine }),
    today: createToday({ ask: permit, vault, clock, notes: accountNotes, sections }),
    notes: createChartNotes({ ask: permit, notes: accountNotes }),

    /** One fact with its versions, sources and corrections. Throws CW-GEN-002 when there is none to see. */
    fact: (who: Asking, person: string, id: string, view: View, version?: number, files: Files = 'include') =>
      deciding(async () => {
        const found = await vault.read.fact(await permit(who, person, ['read'], view), factIdOf(id), version);
        if (found === null) throw new CodedError('CW-GEN-002');
        return detail(found, files);
      }),

    correct: (who: Asking, person: string, id: string, correction: NewCorrection) =>
      deciding(async () =>
        vault.corrections.make(await permit(who, person, ['update'], 'effective'), factIdOf(id), correction),
      ),

    undo: (who: Asking, person: string, id: string, correction: string, reason: string) =>
      deciding(async () => {
        if (!isId(correction)) throw new CodedError('CW-GEN-002');
        return vault.corrections.undo(
          await permit(who, person, ['update'], 'effective'),
          factIdOf(id),
          correction,
          reason,
        );
      }),
  };
}

export type Chart = ReturnType<typeof createChart>;
