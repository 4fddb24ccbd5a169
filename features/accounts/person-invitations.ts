import { CodedError } from '@chartwarden/errors';
import { type AccountId, isId, newId, type RecordId } from '@chartwarden/ids';
import type { Permit } from '@chartwarden/vault';
import type { PersonPurpose } from './invitation-content.ts';
import { type IssuedInvitation, type Issuing, isOfPerson, type LiveInvitation } from './invitation-issuing.ts';
import type { InvitationsStore } from './invitations.store.ts';
import { leavingMail } from './mail-texts.ts';
import type { Caller } from './notes.ts';
import type { Outbox } from './outbox.ts';
import type { AccountsPorts } from './ports.ts';
import type { PreferencesOf } from './preferences.ts';
import type { Session } from './sessions.ts';

/** Who invites: enough of a session for another feature to do it in somebody's name. */
export type Inviter = Pick<Session, 'account' | 'actor'>;

/** Whom, for what and for how long. */
export interface PersonWish {
  readonly purpose: PersonPurpose;
  /** The only address that can take it; null: whoever has the link. */
  readonly email: string | null;
  /** Somebody with an account that the record's own history names; then there is no link. */
  readonly account?: AccountId | undefined;
  readonly days: number;
}

export interface PersonInvitationLine {
  readonly id: string;
  readonly purpose: PersonPurpose;
  readonly email: string | null;
  /** The name of the account that it is for. */
  readonly to: string | null;
  readonly issuer: string | null;
  readonly madeAt: number;
  readonly expires: number;
  /** False: too old, or whoever made it may no longer; it can be made anew or cancelled. */
  readonly live: boolean;
}

/**
 * Invitations to somebody's record, by whoever holds it: to hold it, too or instead, and to be granted some of it. Every
 * one that is made, renewed or cancelled, and every look at the list, is a line of that person's log.
 */
export interface PersonInvitations {
  /**
   * Throws CW-GEN-002, CW-GATE-003 for whoever does not hold the record, CW-GATE-007 for what they could not give now,
   * CW-ACC-050 when too many are open, CW-ACC-051 for one's own record handed over, CW-ACC-052 for oneself.
   */
  make(by: Inviter, wanted: PersonWish, caller: Caller): Promise<IssuedInvitation>;
  /** A new link, in the name of the caller; the one before is dead. Throws as `make`. */
  renew(by: Inviter, person: string, id: string, days: number, caller: Caller): Promise<IssuedInvitation>;
  cancel(by: Inviter, person: string, id: string, caller: Caller): Promise<void>;
  /** Those to one person's record, for whoever holds it. */
  list(by: Inviter, person: string, caller: Caller): Promise<readonly PersonInvitationLine[]>;
  /**
   * Tells whoever was invited to take a record over that it is erased at a moment unless they do (milliseconds since the
   * epoch), or that it is kept (null): an account by a notice, an address by mail where there is any.
   */
  tellLeaving(record: RecordId, due: number | null): Promise<void>;
  /** Removes those to records that were erased. */
  sweep(): Promise<void>;
}

const DAY = 24 * 3600_000;
/** As many may wait in the name of one account. */
const MOST_OPEN = 20;
/** Stands for somebody who has no account yet. */
const SOMEBODY = '00000000-0000-7000-8000-000000000000' as AccountId;

export function createPersonInvitations(parts: {
  readonly store: InvitationsStore;
  readonly issuing: Issuing;
  readonly ports: Pick<AccountsPorts, 'clock' | 'gate' | 'invited'>;
  readonly outbox: Outbox;
  readonly preferences: PreferencesOf;
  /** Leaves a notice for an account. */
  tell(account: AccountId, kind: string): Promise<void>;
}): PersonInvitations {
  const { store, issuing, ports, outbox, preferences, tell } = parts;
  const { clock, gate, invited } = ports;

  const permit = (by: Inviter, person: string, caller: Caller): Promise<Permit> => {
    if (!isId(person)) throw new CodedError('CW-GEN-002');
    const record = person as RecordId;
    return gate.permit({
      actor: by.actor,
      record,
      actions: ['share'],
      purpose: gate.purposeOf(by.account, record),
      channel: by.actor.client === 'cli' || by.actor.client === 'api' ? by.actor.client : 'browser',
      request: caller.facts,
    });
  };
  const all = async (): Promise<LiveInvitation<PersonPurpose>[]> =>
    (await store.all()).map(issuing.opened).filter(isOfPerson);

  async function requireGiver(by: Inviter, purpose: PersonPurpose, caller: Caller, to?: AccountId): Promise<void> {
    const standing = issuing.standingOf(by.account, purpose.person);
    // One's own record is not handed over: whoever should look after it, too, is taken on beside.
    if (
      purpose.kind === 'claim' &&
      standing?.capacity === 'self' &&
      (purpose.relation === 'self' || purpose.hand === 'over')
    )
      throw new CodedError('CW-ACC-051');
    const could = await issuing.actsFor({ issuer: by.account, purpose }, to ?? SOMEBODY, caller);
    if (could === null) throw new CodedError('CW-GATE-007');
  }
  const existing = async (by: Inviter, person: string, id: string, caller: Caller) => {
    const allowed = await permit(by, person, caller);
    const row = isId(id) ? await store.byId(id) : null;
    const found = row === null ? null : issuing.opened(row);
    if (found === null || !isOfPerson(found) || found.content.purpose.person !== person)
      throw new CodedError('CW-GEN-002');
    return { ...found, allowed };
  };

  return {
    async make(by, { purpose, email, account, days }, caller) {
      const allowed = await permit(by, purpose.person, caller);
      if (account === by.account) throw new CodedError('CW-ACC-052');
      const isKnown =
        account === undefined ||
        (gate.account(account).status === 'active' && (await invited.names(purpose.person, account)));
      if (!isKnown) throw new CodedError('CW-GEN-002');
      await requireGiver(by, purpose, caller, account);
      const now = clock.now();
      const mine = (await all()).filter(({ content }) => content.issuer === by.account && content.expires > now);
      if (mine.length >= MOST_OPEN) throw new CodedError('CW-ACC-050');
      const id = newId(now);
      const to = account === undefined ? {} : { account };
      const content = { purpose, issuer: by.account, email, ...to, expires: now + days * DAY };
      const { sealedRow, issued } = issuing.sealNew({ id, version: 1, madeAt: now }, content);
      await invited.note(allowed, 'invitation', { invitation: id, what: 'made', kind: purpose.kind });
      await store.insert(sealedRow);
      if (account !== undefined) await tell(account, 'invitation-waits');
      return issuing.alsoSend(issued, content);
    },
    async renew(by, person, id, days, caller) {
      const { row, content, allowed } = await existing(by, person, id, caller);
      await requireGiver(by, content.purpose, caller, content.account);
      const now = clock.now();
      const next = { ...content, issuer: by.account, expires: now + days * DAY };
      const { sealedRow, issued } = issuing.sealNew({ id, version: row.version + 1, madeAt: row.madeAt }, next);
      await invited.note(allowed, 'invitation', { invitation: id, what: 'renewed', kind: content.purpose.kind });
      if (!(await store.replace(row, sealedRow))) throw new CodedError('CW-GEN-002');
      return issuing.alsoSend(issued, next);
    },
    async cancel(by, person, id, caller) {
      const { row, content, allowed } = await existing(by, person, id, caller);
      await invited.note(allowed, 'invitation', { invitation: id, what: 'cancelled', kind: content.purpose.kind });
      if (!(await store.remove(row))) throw new CodedError('CW-GEN-002');
    },
    async list(by, person, caller) {
      const allowed = await permit(by, person, caller);
      const found = (await all()).filter(({ content }) => content.purpose.person === person);
      await invited.note(allowed, 'read-invitations', { count: found.length });
      return Promise.all(
        found.map(async (one) => ({
          id: one.row.id,
          purpose: one.content.purpose,
          email: one.content.email,
          to: one.content.account === undefined ? null : await issuing.nameOf(one.content.account),
          issuer: await issuing.nameOf(one.content.issuer),
          madeAt: one.row.madeAt,
          expires: one.content.expires,
          live: await issuing.isLive(one, one.content.account ?? SOMEBODY),
        })),
      );
    },
    async tellLeaving(record, due) {
      for (const { content } of await all()) {
        const { purpose, email, account, issuer, expires } = content;
        if (purpose.kind !== 'claim' || purpose.person !== record || expires <= clock.now()) continue;
        if (account !== undefined) await tell(account, due === null ? 'leaving-kept' : 'leaving-told');
        else if (email !== null && outbox.isOpen) {
          const { language = 'en' } = await preferences.get(issuer);
          await outbox.put({ kind: 'message', to: email, ...leavingMail(language, due) });
        }
      }
    },
    async sweep() {
      for (const { row, content } of await all()) if (!invited.isThere(content.purpose.person)) await store.remove(row);
    },
  };
}
