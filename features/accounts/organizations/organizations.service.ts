import { CodedError, isCoded } from '@chartwarden/errors';
import { type Core, channelOf, deciding, type Member, type OrganizationRole } from '@chartwarden/gate';
import { type AccountId, isId, type RecordId } from '@chartwarden/ids';
import type { Permit } from '@chartwarden/vault';
import { type Caller, noteOf } from '../notes.ts';
import { areFor } from '../roles.ts';
import type { Session } from '../sessions.ts';

export type OrganizationNotice = 'organization-manager' | 'organization-role' | 'organization-left';

export type OrganizationsParts = Pick<Core, 'gate' | 'organizations' | 'vault'> & {
  readonly nameOf: (account: AccountId) => Promise<string | null>;
  /** Tells an account, when it is next here, that something of this kind happened; nothing of a record is in it. */
  readonly tell: (account: AccountId, kind: OrganizationNotice) => Promise<void>;
};

/** An organization that the caller works for. */
export interface OrganizationLine {
  readonly id: RecordId;
  readonly name: string;
  readonly role: OrganizationRole;
  readonly since: number;
  readonly members: number;
  /** Records in its custody. */
  readonly people: number;
}

export interface MemberLine extends Member {
  readonly name: string | null;
  readonly you: boolean;
}

export interface OrganizationPage extends Omit<OrganizationLine, 'members'> {
  readonly listed: boolean;
  readonly members: readonly MemberLine[];
}

/** What an organization says of itself. `listed`: whoever has an account here finds it, to share with it. */
export interface OrganizationSays {
  readonly name: string;
  readonly listed: boolean;
}

/**
 * Organizations: who works there, as what and since when. Whether somebody may is the gate's to say; to whoever does not
 * work there, an organization is not there (but by its name, where it wants to be found).
 */
export function createWorkplaces({ gate, organizations, vault, nameOf, tell }: OrganizationsParts) {
  const permit = (session: Session, id: string, action: 'read' | 'update', caller: Caller): Promise<Permit> => {
    if (!isId(id)) throw new CodedError('CW-GEN-002');
    return gate.permit({
      actor: session.actor,
      record: id as RecordId,
      actions: [action],
      purpose: 'self',
      channel: channelOf(session.actor),
      request: caller.facts,
    });
  };

  /** What the caller is there; 404 for everybody else, as if it were not there. */
  async function entered(session: Session, id: string, caller: Caller) {
    const way = await permit(session, id, 'read', caller);
    const own = organizations.of(session.account).find(({ organization }) => organization === id);
    if (own === undefined) throw new CodedError('CW-GEN-002');
    return { own, organization: own.organization, way };
  }

  /** The same with what it says of itself, which is a line in its log. */
  async function seen(session: Session, id: string, caller: Caller) {
    const { way, ...found } = await entered(session, id, caller);
    const profile = await vault.records.profile(way);
    if (profile === null) throw new CodedError('CW-GEN-002');
    return { ...found, profile };
  }

  const heldBy = (organization: RecordId): number => organizations.heldBy(organization).length;

  const isLastManager = (organization: RecordId, account: AccountId): boolean => {
    const managers = organizations.membersOf(organization).filter(({ role, active }) => role === 'manager' && active);
    return managers.length === 1 && managers[0]?.account === account;
  };

  /** Throws CW-GEN-002 for an organization or a member that is not there, CW-ORG-001, CW-GATE-007. */
  async function change(
    session: Session,
    of: { readonly organization: string; readonly account: AccountId },
    to: OrganizationRole | null,
    caller: Caller,
  ): Promise<void> {
    const { account } = of;
    const { organization, own: me } = await deciding(() => entered(session, of.organization, caller));
    const member = organizations.membersOf(organization).find((one) => one.account === account);
    if (member === undefined) throw new CodedError('CW-GEN-002');
    if (member.role === to) return;
    const state = to === null ? ('taken' as const) : ('given' as const);
    const own = account === session.account;
    const event = { kind: 'membership', organization, account, role: to ?? member.role, state } as const;
    try {
      await deciding(() =>
        gate.changeAccess(session.actor, { ...event, capacity: own ? 'self' : 'staff' }, caller.facts),
      );
    } catch (error) {
      // The gate says no in any case; whoever works there is told which no it is.
      if (
        isCoded(error) &&
        error.code === 'CW-GATE-007' &&
        me.role === 'manager' &&
        isLastManager(organization, account)
      )
        throw new CodedError('CW-ORG-001', undefined, { cause: error });
      throw error;
    }
    if (!own) await tell(account, to === null ? 'organization-left' : 'organization-role');
  }

  return {
    /** Where the caller works, and whether they may make one more. */
    mine: (session: Session, caller: Caller) =>
      deciding(async () => {
        const lines = await Promise.all(
          organizations.of(session.account).map(async ({ organization }): Promise<OrganizationLine> => {
            const { own, profile } = await seen(session, organization, caller);
            const { role, since } = own;
            const members = organizations.membersOf(organization).length;
            return { id: organization, name: profile.name, role, since, members, people: heldBy(organization) };
          }),
        );
        return {
          organizations: lines.sort((one, other) => one.name.localeCompare(other.name)),
          makes: areFor(session.roles, 'make-organization'),
        };
      }),

    /** Organizations that want to be found, for whoever shares a record; an account for showing finds none. */
    async directory(session: Session, caller: Caller) {
      const isForShow = session.roles.every((role) => role === 'demo');
      const cards = isForShow ? [] : await Promise.all(organizations.all().map(organizations.cardOf));
      const listed = cards.flatMap((card) => (card?.listed ? [{ id: card.id, name: card.name }] : []));
      await gate.note(noteOf(session.actor, 'organizations', caller, { detail: { count: listed.length } }));
      return { organizations: listed.sort((one, other) => one.name.localeCompare(other.name)) };
    },

    /** Throws CW-GATE-007 unless a role of the caller is for that, CW-ORG-002 for a manager who is not there. */
    async make(
      session: Session,
      { manager = session.account, ...says }: OrganizationSays & { readonly manager?: AccountId | undefined },
      caller: Caller,
    ): Promise<{ readonly id: RecordId; readonly name: string }> {
      if (!areFor(session.roles, 'make-organization')) {
        await gate.note({
          ...noteOf(session.actor, 'organizations', caller, { code: 'CW-GATE-007' }),
          outcome: 'refused',
        });
        throw new CodedError('CW-GATE-007');
      }
      if (gate.account(manager).status !== 'active') throw new CodedError('CW-ORG-002');
      const id = await organizations.create(session.actor, { ...says, manager }, caller.facts);
      if (manager !== session.account) await tell(manager, 'organization-manager');
      return { id, name: says.name };
    },

    /** For whoever works there. */
    page: (session: Session, id: string, caller: Caller): Promise<OrganizationPage> =>
      deciding(async () => {
        const { own, profile, organization } = await seen(session, id, caller);
        const members = await Promise.all(
          organizations
            .membersOf(organization)
            .map(async (one) => ({ ...one, name: await nameOf(one.account), you: one.account === session.account })),
        );
        return {
          id: organization,
          name: profile.name,
          listed: profile.listed === true,
          role: own.role,
          since: own.since,
          members: members.sort((one, other) => one.since - other.since),
          people: heldBy(organization),
        };
      }),

    /** For its managers. Throws CW-GATE-003 for others who work there. */
    say: (session: Session, id: string, { name, listed }: OrganizationSays, caller: Caller): Promise<void> =>
      deciding(async () =>
        vault.records.rename(await permit(session, id, 'update', caller), { name, ...(listed ? { listed } : {}) }),
      ),

    /** What somebody is there from now on. Managers decide; the last one who can act stays one. */
    setRole: (
      session: Session,
      of: { readonly organization: string; readonly account: AccountId },
      role: OrganizationRole,
      caller: Caller,
    ) => change(session, of, role, caller),

    /** Managers remove others; everybody leaves by themselves, but the last manager who can act. */
    remove: (session: Session, of: { readonly organization: string; readonly account: AccountId }, caller: Caller) =>
      change(session, of, null, caller),
  };
}

export type Workplaces = ReturnType<typeof createWorkplaces>;
