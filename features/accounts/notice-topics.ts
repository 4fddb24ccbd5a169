/** What notices are about, as far as mail goes: each may be chosen, or is fixed. */
export const TOPICS = [
  'account', 'failed-logins', 'first-look', 'export', 'mass-read', 'break-glass', 'log-broken', 'clock-back', 'sharing',
] as const; // biome-ignore format: one list
export type Topic = (typeof TOPICS)[number];

/** These come by mail whatever was chosen: nobody who is in by stealth should be able to turn them off. */
export const FIXED: readonly Topic[] = ['account', 'break-glass', 'log-broken'];

const MINUTE = 60_000;
/**
 * How long after the last message one about this topic goes out; what happens meanwhile waits for it and goes along.
 * Whatever strangers can cause comes once a day at most: many can fail to log in, and no mailbox is flooded by it.
 */
export const APART: Readonly<Record<Topic, number>> = {
  account: 5 * MINUTE,
  'break-glass': 5 * MINUTE,
  'log-broken': 5 * MINUTE,
  'failed-logins': 24 * 60 * MINUTE,
  'first-look': 60 * MINUTE,
  export: 60 * MINUTE,
  'mass-read': 60 * MINUTE,
  'clock-back': 60 * MINUTE,
  sharing: 60 * MINUTE,
};

const SHARING: ReadonlySet<string> = new Set([
  'record-shared',
  'share-ended',
  'share-given',
  'share-given-back',
  'link-opened',
  'link-refused',
  'link-used-up',
  'invitation-taken',
  'invitation-declined',
  'files-brought',
  'invitation-waits',
  'custody-changed',
  'custody-ended',
  'birth-date-changed',
  'growing-teen',
  'growing-adult',
]);

/** A notice's kind without the id that may stand behind it. */
export const baseOf = (kind: string): string => kind.split(':')[0] ?? '';

/** What a kind of notice is about; what nobody put anywhere concerns the account. */
export function topicOf(kind: string): Topic {
  const base = baseOf(kind);
  if (SHARING.has(base)) return 'sharing';
  return TOPICS.find((topic) => topic === base) ?? 'account';
}
