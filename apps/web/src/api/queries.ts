import { queryOptions } from '@tanstack/react-query';
import type { Api } from './api.ts';
import { ApiError } from './http.ts';
import { keys } from './keys.ts';
import type { SectionAnswer, SectionEntryAnswer, Span } from './section-types.ts';
import type { Which } from './timeline-types.ts';
import type { ImportState, Session } from './types.ts';

/** Every look at a record is a line in its ledger: what was read is kept until something changes it. */
const UNTIL_CHANGED = Number.POSITIVE_INFINITY;

/** Who is logged in, or null. Asked once; after that the session changes only by logging in, out, or a 401. */
export const sessionQuery = (api: Api) =>
  queryOptions({
    queryKey: keys.session,
    queryFn: (): Promise<Session | null> =>
      api.session().catch((error: unknown) => {
        if (error instanceof ApiError && error.status === 401) return null;
        throw error;
      }),
    staleTime: UNTIL_CHANGED,
  });

/** Whose records this account has to do with. */
export const peopleQuery = (api: Api) =>
  queryOptions({ queryKey: keys.people, queryFn: api.people, staleTime: UNTIL_CHANGED });

/** A person's imports. */
export const importsQuery = (api: Api, person: string) =>
  queryOptions({
    queryKey: keys.imports(person),
    queryFn: (): Promise<{ imports: ImportState[] }> => api.imports(person),
    staleTime: 60_000,
  });

/** How soon a section is asked again while what came in last is not in it yet. */
const CATCHING_UP = 4_000;
const untilCurrent = (answer: SectionAnswer | undefined): number | false =>
  answer?.isCurrent === false ? CATCHING_UP : false;

/** The sections of the chart; while one is being brought up to date, it is asked again until it is. */
export const sectionQueries = {
  list: <List extends object>(api: Api, person: string, name: string) =>
    queryOptions({
      queryKey: keys.section(person, name),
      queryFn: () => api.section<List>(person, name),
      staleTime: UNTIL_CHANGED,
      refetchInterval: ({ state }) => untilCurrent(state.data),
    }),

  /** What one line of a section opens to. */
  entry: <Entry extends object, Piece extends object>(
    api: Api,
    person: string,
    name: string,
    entry: string,
    span?: Span,
  ) =>
    queryOptions({
      queryKey: keys.sectionEntry(person, name, entry, span),
      queryFn: (): Promise<SectionEntryAnswer<Entry, Piece>> =>
        api.sectionEntry<Entry, Piece>(person, name, entry, span),
      staleTime: UNTIL_CHANGED,
      refetchInterval: ({ state }) => untilCurrent(state.data),
    }),
};

/** What this account pinned of a record. */
export const chartNotesQuery = (api: Api, person: string) =>
  queryOptions({
    queryKey: keys.chartNotes(person),
    queryFn: () => api.chartNotes(person),
    staleTime: UNTIL_CHANGED,
  });

/** What is new and what is pinned. */
export const todayQuery = (api: Api, person: string) =>
  queryOptions({
    queryKey: keys.today(person),
    queryFn: () => api.today(person),
    staleTime: UNTIL_CHANGED,
  });

/** Facts of several portals that tell of one thing, or may. */
export const duplicatesQuery = (api: Api, person: string) =>
  queryOptions({
    queryKey: keys.duplicates(person),
    queryFn: () => api.duplicates(person),
    staleTime: UNTIL_CHANGED,
  });

/** How many pairs wait to be told apart, where the server knows it already. */
export const duplicateCountQuery = (api: Api, person: string) =>
  queryOptions({
    queryKey: keys.duplicateCount(person),
    queryFn: () => api.duplicateCount(person),
    staleTime: UNTIL_CHANGED,
  });

/** How much of what there is when, as it is now with every correction. */
export const spreadQuery = (api: Api, person: string, by: 'month' | 'day', which: Which) =>
  queryOptions({
    queryKey: keys.spread(person, by, which),
    queryFn: () => api.spread(person, { ...which, view: 'effective', by }),
    staleTime: UNTIL_CHANGED,
  });
