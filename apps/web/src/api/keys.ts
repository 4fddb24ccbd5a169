import type { Span } from './section-types.ts';
import type { View } from './types.ts';

/** The cache keys of the queries; everything about one person starts with `['person', id]`. */
export const keys = {
  setup: ['setup'] as const,
  session: ['session'] as const,
  locked: ['session', 'locked'] as const,
  preferences: ['preferences'] as const,
  sessions: ['sessions'] as const,
  factors: ['factors'] as const,
  passkeys: ['passkeys'] as const,
  identities: ['identities'] as const,
  accounts: ['accounts'] as const,
  retention: ['retention'] as const,
  alerts: ['alerts'] as const,
  mail: ['mail'] as const,
  apiTokens: ['api-tokens'] as const,
  invitations: ['invitations'] as const,
  emergency: (person: string) => ['person', person, 'shares', 'emergency'] as const,
  custody: (person: string) => ['person', person, 'custody'] as const,
  profile: (person: string) => ['person', person, 'profile'] as const,
  waiting: ['invitations', 'waiting'] as const,
  handover: ['handover'] as const,
  people: ['people'] as const,
  organizations: ['organizations'] as const,
  organization: (id: string) => ['organizations', id] as const,
  patients: (id: string) => ['organizations', id, 'people'] as const,
  workInvitations: (id: string) => ['organizations', id, 'invitations'] as const,
  leavings: (id: string) => ['organizations', id, 'leavings'] as const,
  person: (person: string) => ['person', person] as const,
  imports: (person: string) => ['person', person, 'imports'] as const,
  import: (id: string) => ['import', id] as const,
  sources: (person: string) => ['person', person, 'sources'] as const,
  types: (person: string, view: View) => ['person', person, 'types', view] as const,
  facts: (person: string, view: View, type: string | undefined) =>
    ['person', person, 'facts', view, type ?? ''] as const,
  fact: (person: string, fact: string, shown: View | number) => ['person', person, 'fact', fact, shown] as const,
  /** A fact without its files, as the reader has it. */
  reading: (person: string, fact: string) => ['person', person, 'fact', fact, 'reading'] as const,
  content: (person: string, fact: string, place: number) => ['person', person, 'fact', fact, 'content', place] as const,
  related: (person: string, fact: string) => ['person', person, 'fact', fact, 'related'] as const,
  section: (person: string, name: string) => ['person', person, 'section', name] as const,
  sectionEntry: (person: string, name: string, entry: string, span: Span = {}) =>
    ['person', person, 'section', name, entry, span] as const,
  spread: (person: string, by: string, which: object) => ['person', person, 'spread', by, which] as const,
  timeline: (person: string, which: object) => ['person', person, 'timeline', which] as const,
  chartNotes: (person: string) => ['person', person, 'chart-notes'] as const,
  today: (person: string) => ['person', person, 'today'] as const,
  /** What stands in the search form, kept in memory only. */
  asked: (person: string) => ['person', person, 'asked'] as const,
  search: (person: string, asked: object) => ['person', person, 'search', asked] as const,
  suggestions: (person: string, words: string) => ['person', person, 'suggestions', words] as const,
  duplicates: (person: string) => ['person', person, 'duplicates'] as const,
  duplicateCount: (person: string) => ['person', person, 'duplicates', 'count'] as const,
  /** Who saw what. */
  seen: (person: string) => ['person', person, 'activity'] as const,
  seenDays: (person: string, filter: object) => ['person', person, 'activity', 'days', filter] as const,
  seenLine: (person: string, seq: number) => ['person', person, 'activity', 'line', seq] as const,
  factLooks: (person: string, fact: string) => ['person', person, 'activity', 'of', fact] as const,
  /** Not below the person: a look through other eyes forgets what was read, and not what is being typed. */
  sharePlan: (person: string) => ['share-plan', person] as const,
  shares: (person: string, at: number | null) => ['person', person, 'shares', at ?? 'now'] as const,
  /** Below the shares: giving and ending one changes the other. */
  links: (person: string) => ['person', person, 'shares', 'links'] as const,
  shareHistory: (person: string) => ['person', person, 'shares', 'history'] as const,
  /** Below the shares, too: what is kept back changes what is shared. */
  keeping: (person: string, about: string) => ['person', person, 'shares', 'keeping', about] as const,
  directory: ['organizations', 'directory'] as const,
  personInvitations: (person: string) => ['person', person, 'shares', 'invitations'] as const,
  ownShares: (person: string) => ['person', person, 'shares', 'own'] as const,
  audit: (filter: object, before: number | null) => ['audit', filter, before] as const,
  proof: (person: string, seq: number) => ['person', person, 'proof', seq] as const,
};
