import { CodedError } from '@chartwarden/errors';
import { newId } from '@chartwarden/ids';
import type { Reseal } from '@chartwarden/vault';
import { requireAdministrator } from './administration.ts';
import type { Identities } from './identity.ts';
import { invitationPlace, type JoinPurpose } from './invitation-content.ts';
import { type IssuedInvitation, type Issuing, isJoin, type LiveInvitation } from './invitation-issuing.ts';
import type { InvitationsStore } from './invitations.store.ts';
import { type Caller, noteOf } from './notes.ts';
import type { AccountsPorts } from './ports.ts';
import { forMaking } from './roles.ts';
import type { Session } from './sessions.ts';

export interface InvitationLine {
  readonly id: string;
  readonly purpose: JoinPurpose;
  readonly email: string | null;
  /** Who made it. */
  readonly issuer: string | null;
  readonly madeAt: number;
  readonly expires: number;
  /** False: too old, or whoever made it may no longer; it can be made anew or cancelled. */
  readonly live: boolean;
}

/** Invitations to have an account with a role: taken once, bound to who issued them and for whom. */
export interface Invitations {
  /** Throws CW-GATE-007 unless the caller could give that role now, CW-ACC-017 when the address has an account. */
  make(
    session: Session,
    wanted: { readonly purpose: JoinPurpose; readonly email: string | null; readonly days: number },
    caller: Caller,
  ): Promise<IssuedInvitation>;
  /** A new link, by and in the name of the caller; the one before is dead. Throws CW-GEN-002, CW-GATE-007. */
  renew(session: Session, id: string, days: number, caller: Caller): Promise<IssuedInvitation>;
  /** Throws CW-GEN-002, CW-GATE-007. */
  cancel(session: Session, id: string, caller: Caller): Promise<void>;
  /** Those to a record are not among them: whose record it is, and that there is one to share, is not for owners. */
  list(session: Session, caller: Caller): Promise<InvitationLine[]>;
  /** Of every kind. */
  sweep(): Promise<void>;
  /** Moves what is sealed to the instance's newest key. Resolves with how many were not there yet. */
  reseal(again: Reseal): Promise<number>;
}

const DAY = 24 * 3600_000;
/** So long an expired one is still shown, to be made anew. */
const KEPT = 30 * DAY;

export function createInvitations(parts: {
  readonly store: InvitationsStore;
  readonly issuing: Issuing;
  readonly identities: Identities;
  readonly ports: Pick<AccountsPorts, 'clock' | 'gate'>;
}): Invitations {
  const { store, issuing, identities, ports } = parts;
  const { clock, gate } = ports;

  const requireGiver = (session: Session, { role }: JoinPurpose, caller: Caller) =>
    requireAdministrator(gate, session, caller, forMaking(role));
  const existing = async (session: Session, id: string, caller: Caller): Promise<LiveInvitation<JoinPurpose>> => {
    await requireAdministrator(gate, session, caller);
    const row = await store.byId(id);
    const found = row === null ? null : issuing.opened(row);
    if (found === null || !isJoin(found)) throw new CodedError('CW-GEN-002');
    await requireGiver(session, found.content.purpose, caller);
    return found;
  };
  const note = (session: Session, what: 'made' | 'renewed' | 'cancelled', id: string, caller: Caller) =>
    gate.note(noteOf(session.actor, 'invitation', caller, { detail: { invitation: id, what } }));

  return {
    async make(session, { purpose, email, days }, caller) {
      await requireGiver(session, purpose, caller);
      if (email !== null && (await identities.byEmail(email)) !== null) throw new CodedError('CW-ACC-017');
      const now = clock.now();
      const id = newId(now);
      const content = { purpose, issuer: session.account, email, expires: now + days * DAY };
      const { sealedRow, issued } = issuing.sealNew({ id, version: 1, madeAt: now }, content);
      await note(session, 'made', id, caller);
      await store.insert(sealedRow);
      return issuing.alsoSend(issued, content);
    },
    async renew(session, id, days, caller) {
      const { row, content } = await existing(session, id, caller);
      const now = clock.now();
      const next = { ...content, issuer: session.account, expires: now + days * DAY };
      const { sealedRow, issued } = issuing.sealNew({ id, version: row.version + 1, madeAt: row.madeAt }, next);
      await note(session, 'renewed', id, caller);
      if (!(await store.replace(row, sealedRow))) throw new CodedError('CW-GEN-002');
      return issuing.alsoSend(issued, next);
    },
    async cancel(session, id, caller) {
      const { row } = await existing(session, id, caller);
      await note(session, 'cancelled', id, caller);
      if (!(await store.remove(row))) throw new CodedError('CW-GEN-002');
    },
    async list(session, caller) {
      await requireAdministrator(gate, session, caller);
      const all = (await store.all()).map(issuing.opened).filter(isJoin);
      await gate.note(noteOf(session.actor, 'accounts', caller, { detail: { invitations: all.length } }));
      return Promise.all(
        all.map(async (one) => ({
          id: one.row.id,
          purpose: one.content.purpose,
          email: one.content.email,
          issuer: await issuing.nameOf(one.content.issuer),
          madeAt: one.row.madeAt,
          expires: one.content.expires,
          live: await issuing.isLive(one, session.account),
        })),
      );
    },
    sweep: () => store.sweep(clock.now() - KEPT),
    async reseal(again) {
      let moved = 0;
      for (const row of await store.all()) {
        const content = again(invitationPlace(row), row.content);
        if (content === null) continue;
        await store.replace(row, { ...row, content });
        moved += 1;
      }
      return moved;
    },
  };
}
