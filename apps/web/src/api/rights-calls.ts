import type { Http } from './http.ts';

/** What an archive of everything would hold. */
export interface ArchiveDraft {
  readonly id: string;
  /** SHA-256 of what was shown: that and nothing else goes out. */
  readonly digest: string;
  readonly person: { readonly id: string; readonly name: string };
  /** False: a part of a record, as it was shared. */
  readonly whole: boolean;
  readonly facts: number;
  readonly versions: number;
  readonly sources: number;
  readonly bytes: number;
  readonly corrections: number;
  /** Milliseconds. */
  readonly expires: number;
}

/** What erasing would destroy. */
export interface ErasureDraft {
  readonly id: string;
  readonly digest: string;
  readonly person: { readonly id: string; readonly name: string };
  readonly counts: { readonly facts: number; readonly sources: number; readonly bytes: number };
}

export interface ErasureReceipt {
  /** Milliseconds. */
  readonly at: number;
  /** Its line in the log. */
  readonly seq: number;
}

/** How long what is kept, in days. */
export type KeptDays = Readonly<Record<string, number>>;

export interface RetentionShown {
  readonly days: KeptDays;
  /** What is older goes by itself every night. */
  readonly nightly: boolean;
  readonly rules: Readonly<Record<string, { readonly least: number; readonly most: number }>>;
}

/** A dry run: what would go. */
export interface RetentionDraft {
  readonly id: string;
  /** Milliseconds. */
  readonly at: number;
  readonly digest: string;
  readonly days: KeptDays;
  readonly nightly: boolean;
  /** By rule: how many things, of how many records or accounts. */
  readonly goes: Readonly<Record<string, { readonly things: number; readonly of: number }>>;
}

/** Taking a record along, and having it destroyed: both by a draft, and the approval of exactly that. */
export function rightsCalls({ send }: Http) {
  return {
    draftArchive: (person: string) => send<ArchiveDraft>('POST', `/api/people/${person}/archives`, {}),
    /** Where the archive can be fetched, once. */
    approveArchive: async ({ id, digest }: Pick<ArchiveDraft, 'id' | 'digest'>) => {
      await send<unknown>('POST', `/api/archives/${id}/approve`, { digest });
      return `/api/archives/${id}/file`;
    },
    retention: () => send<RetentionShown>('GET', '/api/retention'),
    draftRetention: (wish: { readonly days: KeptDays; readonly nightly: boolean }) =>
      send<RetentionDraft>('POST', '/api/retention/drafts', wish),
    approveRetention: ({ goes: _goes, ...draft }: RetentionDraft) =>
      send<{ gone: Readonly<Record<string, number>> }>('POST', '/api/retention/approve', draft),
    draftErasure: (person: string) => send<ErasureDraft>('POST', `/api/people/${person}/erasure`, {}),
    approveErasure: async ({ id, digest }: Pick<ErasureDraft, 'id' | 'digest'>) =>
      (await send<{ receipt: ErasureReceipt }>('POST', `/api/erasures/${id}/approve`, { digest })).receipt,
  };
}
