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

/** Taking a record along, and having it destroyed: both by a draft, and the approval of exactly that. */
export function rightsCalls({ send }: Http) {
  return {
    draftArchive: (person: string) => send<ArchiveDraft>('POST', `/api/people/${person}/archives`, {}),
    /** Where the archive can be fetched, once. */
    approveArchive: async ({ id, digest }: Pick<ArchiveDraft, 'id' | 'digest'>) => {
      await send<unknown>('POST', `/api/archives/${id}/approve`, { digest });
      return `/api/archives/${id}/file`;
    },
    draftErasure: (person: string) => send<ErasureDraft>('POST', `/api/people/${person}/erasure`, {}),
    approveErasure: async ({ id, digest }: Pick<ErasureDraft, 'id' | 'digest'>) =>
      (await send<{ receipt: ErasureReceipt }>('POST', `/api/erasures/${id}/approve`, { digest })).receipt,
  };
}
