import { accountCalls } from './account-calls.ts';
import type { RecoveryKit, SetupRequest, SetupState } from './account-types.ts';
import { activityCalls } from './activity-calls.ts';
import type { Before } from './before-types.ts';
import type { ContentAbout } from './content-types.ts';
import { custodyCalls } from './custody-calls.ts';
import type { DuplicateCount, Duplicates, Verdict, VerdictWord } from './duplicate-types.ts';
import { emergencyCalls } from './emergency-calls.ts';
import { exactFact } from './exact-fact.ts';
import { factorCalls } from './factor-calls.ts';
import type { LoggedIn } from './factor-types.ts';
import { handoverCalls } from './handover-calls.ts';
import type { Http } from './http.ts';
import { invitationCalls } from './invitation-calls.ts';
import { keepingCalls } from './keeping-calls.ts';
import { linkCalls } from './link-calls.ts';
import { organizationCalls } from './organization-calls.ts';
import { makePrint, type PrintChoices, type PrintName } from './print.ts';
import { rightsCalls } from './rights-calls.ts';
import type { SearchAnswer, SearchRequest, SearchSuggestions } from './search-types.ts';
import type { SectionAnswer, SectionEntryAnswer, Span } from './section-types.ts';
import { shareCalls } from './share-calls.ts';
import { signOnCalls } from './sign-on-calls.ts';
import type { SpreadCount, TimelineLine, Which } from './timeline-types.ts';
import type { ChartNotes, Today } from './today-types.ts';
import type {
  Account,
  CommitAnswers,
  Correction,
  CorrectionRequest,
  Fact,
  FactLine,
  FactLooks,
  ImportState,
  Person,
  Preferences,
  ProofAnswer,
  Relation,
  Session,
  SessionLine,
  Source,
  View,
} from './types.ts';

/** Every call that the screens make, by name. Rejects with ApiError. */
export type Api = ReturnType<typeof createApi>;

export function createApi(http: Http) {
  const { send, sendAway, receive, upload, listen } = http;
  const person = (id: string, rest: string) => `/api/people/${id}/${rest}`;

  return {
    ...invitationCalls(http),
    ...custodyCalls(http),
    ...emergencyCalls(http),
    ...accountCalls(http),
    ...handoverCalls(http),
    ...factorCalls(http),
    ...shareCalls(http),
    ...keepingCalls(http),
    ...activityCalls(http),
    ...linkCalls(http),
    ...organizationCalls(http),
    ...signOnCalls(http),
    ...rightsCalls(http),

    setupState: () => send<SetupState>('GET', '/api/setup'),
    setUp: (request: SetupRequest) => send<{ account: Account; kit: RecoveryKit }>('POST', '/api/setup', request),
    /** The kit once more, as long as its owner has not confirmed it. */
    kitAgain: () => send<RecoveryKit>('GET', '/api/setup/kit'),
    confirmKit: (lastGroup: string) => send<void>('POST', '/api/setup/kit-confirmed', { lastGroup }),

    session: () => send<Session>('GET', '/api/session'),
    logIn: (email: string, password: string) => send<LoggedIn>('POST', '/api/login', { email, password }),
    newPassword: (token: string, password: string) => send<LoggedIn>('POST', '/api/new-password', { token, password }),
    noticesSeen: () => send<void>('POST', '/api/session/notices/seen', {}),
    logOut: () => send<void>('POST', '/api/logout'),
    sessions: () => send<{ sessions: SessionLine[] }>('GET', '/api/sessions').then((answer) => answer.sessions),
    endSession: (id: string) => send<void>('DELETE', `/api/sessions/${id}`),
    endOtherSessions: () => send<{ ended: number }>('POST', '/api/sessions/end-others', {}),
    /** `current` null: there is none yet. */
    changePassword: (current: string | null, next: string) =>
      send<void>('POST', '/api/account/password', current === null ? { next } : { current, next }),
    savePreferences: (preferences: Preferences) => send<Preferences>('PUT', '/api/preferences', preferences),

    people: () => send<{ people: Person[] }>('GET', '/api/people').then((answer) => answer.people),
    addPerson: (name: string, relation: Relation, birthDate = '') =>
      send<Person>('POST', '/api/people', { name, relation, ...(birthDate === '' ? {} : { birthDate }) }),

    imports: (id: string) => send<{ imports: ImportState[] }>('GET', person(id, 'imports')),
    startImport: (id: string) => send<{ id: string }>('POST', person(id, 'imports'), {}),
    importState: (id: string) => send<ImportState>('GET', `/api/imports/${id}`),
    followImport: (id: string, onState: (state: ImportState) => void, onLost: () => void) =>
      listen<ImportState>(`/api/imports/${id}/events`, onState, onLost),
    uploadFile: (id: string, name: string, bytes: Blob, onSent: (sent: number) => void, signal?: AbortSignal) =>
      upload<{ source: string; duplicateOf?: string }>(
        `/api/imports/${id}/files?name=${encodeURIComponent(name)}`,
        bytes,
        onSent,
        signal,
      ),
    readImport: (id: string) => send<void>('POST', `/api/imports/${id}/read`, {}),
    commitImport: (id: string, answers: CommitAnswers) =>
      send<ImportState>('POST', `/api/imports/${id}/commit`, answers),
    cancelImport: (id: string) => send<ImportState>('POST', `/api/imports/${id}/cancel`, {}),
    withdrawImport: (id: string, reason: string) => send<void>('POST', `/api/imports/${id}/withdraw`, { reason }),
    moveImport: (id: string, to: string, reason: string) =>
      send<void>('POST', `/api/imports/${id}/move`, { person: to, reason }),

    sources: (id: string) => send<{ sources: Source[] }>('GET', person(id, 'sources')).then((answer) => answer.sources),
    before: (id: string, source: string) => send<Before>('GET', person(id, `sources/${source}/before`)),
    sourceFileUrl: (id: string, source: string) => person(id, `sources/${source}/file`),

    types: (id: string, view: View) =>
      send<{ types: { type: string; count: number }[] }>('GET', person(id, `types?view=${view}`)).then(
        (answer) => answer.types,
      ),
    facts: (id: string, query: Which & Page & { view: View }) =>
      send<{ facts: FactLine[]; next: string | null }>('GET', person(id, `facts?${pageOf(query)}`)),
    /** The same as it stands now, where many readings of one day are one line. */
    timeline: (id: string, query: Which & Page & { dated?: 'no' }) => {
      const search = pageOf({ ...query, view: 'effective' });
      search.set('together', 'day');
      if (query.dated) search.set('dated', query.dated);
      return send<{ facts: TimelineLine[]; next: string | null }>('GET', person(id, `facts?${search}`));
    },
    /** How many facts of each type begin in each month or day. */
    spread: (id: string, query: Which & { view: View; by: 'month' | 'day' }) => {
      const search = searchOf(query);
      search.set('by', query.by);
      return send<{ counts: SpreadCount[] }>('GET', person(id, `timeline/spread?${search}`)).then(
        (answer) => answer.counts,
      );
    },
    fact: (id: string, fact: string, view: View) =>
      send<Fact>('GET', person(id, `facts/${fact}?view=${view}`)).then(exactFact),
    /** Without the bytes of its files, which have a call of their own. */
    factToRead: (id: string, fact: string) =>
      send<Fact>('GET', person(id, `facts/${fact}?files=leave-out`)).then(exactFact),
    content: (id: string, fact: string, place: number, signal: AbortSignal) =>
      receive(person(id, `facts/${fact}/content/${place}`), signal).then(({ bytes, headers }) => ({
        bytes,
        about: JSON.parse(headers.get('x-chartwarden-content') ?? '') as ContentAbout,
      })),
    contentFileUrl: (id: string, fact: string, place: number) =>
      person(id, `facts/${fact}/content/${place}?use=download`),
    related: (id: string, fact: string) =>
      send<{ facts: FactLine[]; isWhole: boolean }>('GET', person(id, `facts/${fact}/related`)),
    factVersion: (id: string, fact: string, version: number) =>
      send<Fact>('GET', person(id, `facts/${fact}/versions/${version}`)).then(exactFact),
    /** A section of the chart; `List` mirrors what the server's reading of that name gives. */
    section: <List extends object>(id: string, name: string) =>
      send<SectionAnswer & List>('GET', person(id, `chart/${name}`)),
    /** What one line of a section opens to; times in milliseconds, both inclusive. */
    sectionEntry: <Entry extends object, Piece extends object>(
      id: string,
      name: string,
      entry: string,
      span: Span = {},
    ) => {
      const search = new URLSearchParams();
      if (span.from !== undefined) search.set('from', String(span.from));
      if (span.to !== undefined) search.set('to', String(span.to));
      if (span.level !== undefined) search.set('level', String(span.level));
      const query = search.size > 0 ? `?${search}` : '';
      return send<SectionEntryAnswer<Entry, Piece>>('GET', person(id, `chart/${name}/${entry}${query}`));
    },
    today: (id: string) => send<Today>('GET', person(id, 'today')),
    /** Everything up to this moment (`Today.at`) was seen. */
    markSeen: (id: string, upTo: number) => send<void>('POST', person(id, 'today/seen'), { upTo, way: 'marked' }),
    /** The person goes away after a look at it. */
    leaveRecord: (id: string, upTo: number) => sendAway(person(id, 'today/seen'), { upTo, way: 'left' }),
    chartNotes: (id: string) => send<ChartNotes>('GET', person(id, 'chart-notes')),
    saveChartNotes: (id: string, notes: ChartNotes) => send<ChartNotes>('PUT', person(id, 'chart-notes'), notes),

    search: (id: string, request: SearchRequest) => send<SearchAnswer>('POST', person(id, 'search'), request),
    searchSuggestions: (id: string, words: string) =>
      send<SearchSuggestions>('POST', person(id, 'search/suggest'), { words }),

    duplicates: (id: string) => send<Duplicates>('GET', person(id, 'duplicates')),
    duplicateCount: (id: string) => send<DuplicateCount>('GET', person(id, 'duplicates/count')),
    sayOfTwo: (id: string, one: string, other: string, verdict: VerdictWord) =>
      send<Verdict>('POST', person(id, 'duplicates/verdicts'), { one, other, verdict }),
    undoVerdict: (id: string, verdict: string) =>
      send<Verdict>('POST', person(id, `duplicates/verdicts/${verdict}/undo`), {}),

    correct: (id: string, fact: string, correction: CorrectionRequest) =>
      send<Correction>('POST', person(id, `facts/${fact}/corrections`), correction),
    undoCorrection: (id: string, fact: string, correction: string, reason: string) =>
      send<void>('POST', person(id, `facts/${fact}/corrections/${correction}/undo`), { reason }),

    print: (id: string, what: PrintName, choices: PrintChoices) => makePrint(http, id, what, choices),

    /** `files`: ids of the sources in which the entry stands. */
    factLooks: (id: string, fact: string, files: readonly string[], cursor: string | null) => {
      const search = new URLSearchParams();
      // The server takes as many; more files than these hold the same entry hardly ever.
      if (files.length > 0) search.set('files', files.slice(0, 20).join(','));
      if (cursor) search.set('cursor', cursor);
      return send<FactLooks>('GET', person(id, `facts/${fact}/activity?${search}`));
    },
    wholeProof: (id: string) => send<ProofAnswer>('GET', person(id, 'activity-proof')),
    proof: (id: string, seq: number) => send<ProofAnswer>('GET', person(id, `activity/${seq}/proof`)),
  };
}

interface Page {
  readonly cursor: string | null;
  readonly limit: number;
}

function pageOf({ cursor, limit, ...which }: Which & Page & { readonly view: View }): URLSearchParams {
  const search = searchOf(which);
  search.set('limit', String(limit));
  if (cursor) search.set('cursor', cursor);
  return search;
}

function searchOf({ types, source, after, before, view }: Which & { readonly view: View }): URLSearchParams {
  const search = new URLSearchParams({ view });
  if (types) search.set('types', types.join(','));
  if (source) search.set('source', source);
  if (after !== undefined) search.set('after', String(after));
  if (before !== undefined) search.set('before', String(before));
  return search;
}
