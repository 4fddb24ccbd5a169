import { CodedError } from '@chartwarden/errors';
import { channelOf, type OrganizationRole } from '@chartwarden/gate';
import { isId, newId, type RecordId } from '@chartwarden/ids';
import type { Action } from '@chartwarden/vault';
import type { WorkPurpose } from '../invitation-content.ts';
import { type IssuedInvitation, type Issuing, isToWork, type LiveInvitation } from '../invitation-issuing.ts';
import type { InvitationsStore } from '../invitations.store.ts';
import { type Caller, noteOf } from '../notes.ts';
import type { PersonInvitations } from '../person-invitations.ts';
import type { AccountsPorts } from '../ports.ts';
import type { Session } from '../sessions.ts';

/** Somebody who was asked to work for an organization and has not agreed yet. */
export interface WorkInvitationLine {
  readonly id: string;
  readonly role: OrganizationRole;
  readonly email: string | null;
  readonly issuer: string | null;
  readonly expires: number;
  /** False: too old, or whoever made it may no longer; it can be made anew or cancelled. */
  readonly live: boolean;
}

/** What an organization keeps of a record that it hands over: nothing, or a grant that its holder ends when they want. */
export type Keeps = 'nothing' | 'look' | 'add';

/** Invitations by an organization: to work for it, and to take over a record that it looks after. For its managers. */
export interface OrganizationInvitations {
  /** Throws CW-GEN-002, CW-GATE-003 for whoever does not manage it, CW-ORG-004 when too many are open. */
  make(
    session: Session,
    organization: string,
    wanted: { readonly role: OrganizationRole; readonly email: string | null; readonly days: number },
    caller: Caller,
  ): Promise<IssuedInvitation>;
  /** A new link, in the name of the caller; the one before is dead. Throws as `make`. */
  renew(session: Session, organization: string, id: string, days: number, caller: Caller): Promise<IssuedInvitation>;
  cancel(session: Session, organization: string, id: string, caller: Caller): Promise<void>;
  list(session: Session, organization: string, caller: Caller): Promise<readonly WorkInvitationLine[]>;
  /** Invites the person, or somebody who cares for them, to hold the record instead. Throws as `PersonInvitations.make`. */
  handOver(
    session: Session,
    of: { readonly organization: string; readonly patient: string },
    wanted: {
      readonly relation: 'self' | 'custodian';
      readonly keeps: Keeps;
      readonly email: string | null;
      readonly days: number;
    },
    caller: Caller,
  ): Promise<IssuedInvitation>;
}

const DAY = 24 * 3600_000;
/** As many of one organization may wait. */
const MOST_OPEN = 100;

const ACTIONS_KEPT: Readonly<Record<Exclude<Keeps, 'nothing'>, readonly Action[]>> = {
  look: ['read', 'search'],
  add: ['read', 'search', 'create', 'update'],
};

export function createOrganizationInvitations(parts: {
  readonly store: InvitationsStore;
  readonly issuing: Issuing;
  readonly personInvitations: PersonInvitations;
  readonly ports: Pick<AccountsPorts, 'clock' | 'gate' | 'organizations'>;
}): OrganizationInvitations {
  const { store, issuing, personInvitations, ports } = parts;
  const { clock, gate, organizations } = ports;

  /** Sharing what an organization holds is its managers' alone, and so is bringing others in. */
  async function mustManage(session: Session, id: string, caller: Caller): Promise<RecordId> {
    if (!isId(id)) throw new CodedError('CW-GEN-002');
    const record = id as RecordId;
    const asked = { actor: session.actor, record, actions: ['share'] as const, purpose: 'self' as const };
    await gate.permit({ ...asked, channel: channelOf(session.actor), request: caller.facts });
    return record;
  }
  const note = (session: Session, what: string, id: string, caller: Caller) =>
    gate.note(noteOf(session.actor, 'invitation', caller, { detail: { invitation: id, what, kind: 'work' } }));
  const of = async (organization: RecordId): Promise<LiveInvitation<WorkPurpose>[]> =>
    (await store.all())
      .map(issuing.opened)
      .filter(isToWork)
      .filter(({ content }) => content.purpose.organization === organization);
  const existing = async (session: Session, place: string, id: string, caller: Caller) => {
    const organization = await mustManage(session, place, caller);
    const found = (await of(organization)).find(({ row }) => row.id === id);
    if (found === undefined) throw new CodedError('CW-GEN-002');
    return found;
  };

  return {
    async make(session, place, { role, email, days }, caller) {
      const organization = await mustManage(session, place, caller);
      const now = clock.now();
      const open = (await of(organization)).filter(({ content }) => content.expires > now);
      if (open.length >= MOST_OPEN) throw new CodedError('CW-ORG-004');
      const id = newId(now);
      const purpose = { kind: 'work', organization, role } as const;
      const content = { purpose, issuer: session.account, email, expires: now + days * DAY };
      const { sealedRow, issued } = issuing.sealNew({ id, version: 1, madeAt: now }, content);
      await note(session, 'made', id, caller);
      await store.insert(sealedRow);
      return issuing.alsoSend(issued, content);
    },
    async renew(session, place, id, days, caller) {
      const { row, content } = await existing(session, place, id, caller);
      const next = { ...content, issuer: session.account, expires: clock.now() + days * DAY };
      const { sealedRow, issued } = issuing.sealNew({ id, version: row.version + 1, madeAt: row.madeAt }, next);
      await note(session, 'renewed', id, caller);
      if (!(await store.replace(row, sealedRow))) throw new CodedError('CW-GEN-002');
      return issuing.alsoSend(issued, next);
    },
    async cancel(session, place, id, caller) {
      const { row } = await existing(session, place, id, caller);
      await note(session, 'cancelled', id, caller);
      if (!(await store.remove(row))) throw new CodedError('CW-GEN-002');
    },
    async list(session, place, caller) {
      const found = await of(await mustManage(session, place, caller));
      await gate.note(noteOf(session.actor, 'organizations', caller, { detail: { invitations: found.length } }));
      return Promise.all(
        found.map(async ({ row, content }) => ({
          id: row.id,
          role: content.purpose.role,
          email: content.email,
          issuer: await issuing.nameOf(content.issuer),
          expires: content.expires,
          live: await issuing.isLive({ row, content }, NOBODY_YET),
        })),
      );
    },
    async handOver(session, { organization: place, patient }, { relation, keeps, email, days }, caller) {
      const organization = await mustManage(session, place, caller);
      const held = organizations.heldBy(organization).find(({ record }) => record === patient);
      if (held === undefined) {
        await gate.note({ ...noteOf(session.actor, 'invitation', caller, { code: 'CW-GEN-002' }), outcome: 'refused' });
        throw new CodedError('CW-GEN-002');
      }
      const kept = keeps === 'nothing' ? undefined : ACTIONS_KEPT[keeps];
      const terms = { slice: {}, form: 'full_source_allowed', purposes: ['care'], until: null } as const;
      const purpose = {
        kind: 'claim',
        person: held.record,
        relation,
        hand: 'over',
        ...(kept === undefined ? {} : { keeps: { ...terms, actions: kept } }),
      } as const;
      return personInvitations.make(session, { purpose, email, days }, caller);
    },
  };
}

/** Stands for somebody who has no account yet. */
const NOBODY_YET = '00000000-0000-7000-8000-000000000000' as never;
