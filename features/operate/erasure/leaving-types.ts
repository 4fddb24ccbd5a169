import type { Db } from '@chartwarden/db';
import type { Core } from '@chartwarden/gate';
import type { AccountId, RecordId } from '@chartwarden/ids';
import type { Clock } from '@chartwarden/time';
import type { ErasureCounts } from '@chartwarden/vault';
import type { Erasures } from './erasure.service.ts';

export type LeavingNotice =
  | 'leaving-begun'
  | 'leaving-cancelled'
  | 'leaving-lapsed'
  | 'leaving-erased'
  | 'leaving-told'
  | 'leaving-kept';

export interface LeavingPorts {
  readonly core: Core;
  readonly db: Db;
  readonly clock: Clock;
  readonly erasures: Pick<Erasures, 'carryOut'>;
  /** How long a record that nobody else holds stays after it was decided, in days. */
  readonly noticeDays: number;
  /** Tells an account, when it is next here; nothing of a record is in it. */
  readonly tell: (account: AccountId, kind: LeavingNotice) => Promise<void>;
  readonly managersOf: (organization: RecordId) => readonly AccountId[];
  /**
   * Tells whoever was invited to take the record over that it is erased then (milliseconds since the epoch), or that it is
   * kept after all (null).
   */
  readonly tellInvited: (record: RecordId, due: number | null) => Promise<void>;
}

/** What a manager sees before they decide; `digest` is that of the exact bytes that were shown. */
export interface LeavingDraft {
  readonly id: string;
  readonly digest: string;
  readonly person: { readonly id: string; readonly name: string };
  /** What would be lost; null: somebody else holds the record, too, and keeps it. */
  readonly counts: ErasureCounts | null;
  readonly noticeDays: number;
  readonly statement: string | null;
}

/** A record that is erased at a moment unless somebody takes it over before. */
export interface Leaving {
  readonly id: string;
  readonly person: string;
  /** Milliseconds since the epoch. */
  readonly due: number;
}

/** All that counts of one, sealed under its approver's key: whoever writes to the database makes none and moves none. */
export interface SealedLeaving {
  readonly record: string;
  readonly organization: string;
  /** What was shown, without its digest. */
  readonly shown: Omit<LeavingDraft, 'digest'>;
  readonly role: string;
  readonly due: number | null;
  /** The approval of exactly what was shown; used up when it is carried out, or withdrawn when it is not. */
  readonly token: string | null;
}
