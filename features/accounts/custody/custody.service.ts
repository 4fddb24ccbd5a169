import { CodedError, isCoded } from '@chartwarden/errors';
import { type Core, channelOf, deciding, type NewAccessEvent } from '@chartwarden/gate';
import { type AccountId, isId, type RecordId } from '@chartwarden/ids';
import type { Permit } from '@chartwarden/vault';
import type { Caller } from '../notes.ts';
import type { Session } from '../sessions.ts';

export type CustodyNotice = 'custody-changed' | 'custody-ended';

export type CustodyParts = Pick<Core, 'gate' | 'grants'> & {
  readonly nameOf: (who: AccountId | RecordId) => Promise<string | null>;
  /** Tells an account, when it is next here, that something of this kind happened; nothing of a record is in it. */
  readonly tell: (account: AccountId, kind: CustodyNotice) => Promise<void>;
};

/** Somebody who holds a record. */
export interface HolderOfRecord {
  readonly kind: 'account' | 'organization';
  readonly id: string;
  /** Null: it cannot be told. */
  readonly name: string | null;
  readonly you: boolean;
  readonly relation: 'self' | 'custodian';
  /** Milliseconds since the epoch. */
  readonly since: number;
  /** Who took them on; null: nobody did, they began it. */
  readonly by: string | null;
  /** The caller may end it: their own part, or that of whom they took on. */
  readonly mayEnd: boolean;
}

export interface CustodyNow {
  readonly holders: readonly HolderOfRecord[];
  /** In what way the caller holds it. */
  readonly you: { readonly relation: 'self' | 'custodian'; readonly as: 'account' | 'organization' };
  /** Nobody else who can act holds it: the caller cannot leave. */
  readonly alone: boolean;
}

/** Who looks after a record, and letting go of it. Taking somebody on is an invitation: both sides agree (ADR 0091). */
export function createCustody({ gate, grants, nameOf, tell }: CustodyParts) {
  const permit = (session: Session, person: string, caller: Caller): Promise<Permit> => {
    if (!isId(person)) throw new CodedError('CW-GEN-002');
    const record = person as RecordId;
    return gate.permit({
      actor: session.actor,
      record,
      actions: ['read'],
      purpose: gate.purposeOf(session.account, record),
      channel: channelOf(session.actor),
      request: caller.facts,
    });
  };
  const ending = (
    session: Session,
    record: RecordId,
    { holder, relation }: { holder: { kind: 'account' | 'organization'; id: string }; relation: 'self' | 'custodian' },
  ): NewAccessEvent => ({
    kind: 'custody',
    record,
    holder,
    relation,
    state: 'ended',
    capacity: grants.capacityOf(session.account, record) ?? 'self',
  });

  return {
    /** Throws CW-GEN-002, CW-GATE-003 for whoever was only granted something. */
    now: (session: Session, person: string, caller: Caller): Promise<CustodyNow> =>
      deciding(async () => {
        const record = person as RecordId;
        const { custody } = await grants.state(await permit(session, person, caller));
        const own = grants.holderOf(session.account, record);
        const holders = await Promise.all(
          custody.map(async (one): Promise<HolderOfRecord> => {
            const { holder, relation, since, by } = one;
            const began = by === holder.id || by === 'operator' || by === 'system';
            return {
              ...holder,
              name: await nameOf(holder.id as AccountId | RecordId),
              you: own?.id === holder.id,
              relation,
              since,
              by: began ? null : await nameOf(by),
              mayEnd: await gate.mayChange(session.actor, ending(session, record, one)),
            };
          }),
        );
        const mine = custody.find(({ holder }) => holder.id === own?.id);
        return {
          holders,
          you: { relation: mine?.relation ?? 'custodian', as: mine?.holder.kind ?? 'organization' },
          alone: !holders.some(({ you, mayEnd }) => you && mayEnd),
        };
      }),

    /**
     * Ends somebody's part in looking after a record: one's own, or that of whom one took on; the person it is about ends
     * anybody's. Throws CW-GEN-002, CW-ACC-054 when nobody would be left, CW-GATE-007.
     */
    end: (session: Session, person: string, id: string, caller: Caller): Promise<void> =>
      deciding(async () => {
        const record = person as RecordId;
        const { custody } = await grants.state(await permit(session, person, caller));
        const one = custody.find(({ holder }) => holder.id === id);
        if (one === undefined) throw new CodedError('CW-GEN-002');
        const isOwn = grants.holderOf(session.account, record)?.id === id;
        try {
          await gate.changeAccess(session.actor, ending(session, record, one), caller.facts);
        } catch (error) {
          if (isOwn && isCoded(error) && error.code === 'CW-GATE-007')
            throw new CodedError('CW-ACC-054', undefined, { cause: error });
          throw error;
        }
        for (const { holder } of custody) {
          if (holder.kind !== 'account' || holder.id === session.account) continue;
          await tell(holder.id as AccountId, holder.id === id ? 'custody-ended' : 'custody-changed');
        }
      }),
  };
}

export type CustodyOfRecords = ReturnType<typeof createCustody>;
