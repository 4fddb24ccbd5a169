import { ConflictError, type Statement } from '@chartwarden/db';
import { CodedError, isCoded } from '@chartwarden/errors';
import { deciding, type NewAccessEvent } from '@chartwarden/gate';
import { type AccountId, isId, newId, type RecordId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import type { AccountsStore } from './accounts.store.ts';
import type { AddressProof } from './address-proof.ts';
import type { Credential, Credentials } from './credentials.ts';
import type { Devices } from './devices.ts';
import { foldEmail, type Identities, type Profile } from './identity.ts';
import { workEvent } from './invitation-content.ts';
import { type Issuing, isJoin, isOfPerson, isToWork, type LiveInvitation } from './invitation-issuing.ts';
import type { InvitationsStore } from './invitations.store.ts';
import type { LoggedIn } from './login.ts';
import { type Caller, noteOf, stranger } from './notes.ts';
import type { AccountsPorts, AccountsSettings } from './ports.ts';
import type { Session, Sessions } from './sessions.ts';
import { type ShownInvitation, shownPurpose, type WaitingInvitation } from './shown-invitation.ts';
import type { Throttle } from './throttle.ts';

/** To which record or organization an invitation led; null: to none. */
export interface Accepted {
  readonly person: RecordId | null;
  readonly organization: RecordId | null;
}

/** What is there by way of an invitation: its token, or the id of one that is for the caller's own account. */
export type Holding = { readonly token: string } | { readonly id: string };

/**
 * Taking an invitation, once, in the name of whoever issued it and may give that still: a new account comes into being, or
 * one that there is gets what it is for.
 */
export interface TakeInvitation {
  /** The person whom it is about reads that it was looked at. Throws CW-ACC-015. */
  look(token: string, caller: Caller, session: Session | null): Promise<ShownInvitation>;
  /** Those that wait for this very account. */
  waiting(session: Session, caller: Caller): Promise<readonly WaitingInvitation[]>;
  /**
   * With a new account. Throws CW-ACC-015, CW-ACC-016 for another address than the one it is for, CW-ACC-017 for an
   * address that has an account (the invitation stays), CW-ACC-053, CW-ACC-006, CW-ACC-007, CW-ACC-076, ThrottledError. `previous`
   * is the session the caller had; it ends.
   */
  take(
    input: { readonly token: string; readonly email: string; readonly name: string } & Credential,
    caller: Caller,
    previous: Session | null,
  ): Promise<LoggedIn & Accepted>;
  /** With the caller's account. Throws CW-ACC-015, CW-ACC-016, CW-ACC-017 for one that makes accounts, CW-ACC-052. */
  accept(session: Session, what: Holding, caller: Caller): Promise<Accepted>;
  /** It is dead, and whoever made it is told. Throws CW-ACC-015. */
  decline(session: Session | null, what: Holding, caller: Caller): Promise<void>;
}

const SYSTEM: Actor = { kind: 'system', role: 'system' };
/** Stands for somebody who has no account yet. */
const SOMEBODY = '00000000-0000-7000-8000-000000000000' as AccountId;

export function createTakeInvitation(parts: {
  readonly issuing: Issuing;
  readonly store: AccountsStore;
  readonly rows: InvitationsStore;
  readonly identities: Identities;
  readonly credentials: Credentials;
  readonly sessions: Sessions;
  readonly throttle: Throttle;
  readonly devices: Devices;
  readonly addressProof: AddressProof;
  readonly ports: Pick<AccountsPorts, 'clock' | 'gate' | 'grants' | 'invited' | 'organizations'>;
  readonly settings: Pick<AccountsSettings, 'holdersInvite'>;
}): TakeInvitation {
  const { issuing, store, rows, identities, credentials, sessions, throttle, devices, addressProof, ports, settings } =
    parts;
  const { clock, gate, grants, invited, organizations } = ports;

  async function find(what: Holding, caller: Caller, session: Session | null): Promise<LiveInvitation> {
    const found = 'token' in what ? await issuing.byToken(what.token) : await byId(what.id);
    const to = found?.content.account;
    const isTheirs = to === undefined ? 'token' in what : session !== null && to === session.account;
    if (found === null || !isTheirs || !(await issuing.isLive(found, to ?? SOMEBODY))) {
      await gate.note(noteOf(session?.actor ?? stranger(caller), 'invitation', caller, { code: 'CW-ACC-015' }));
      throw new CodedError('CW-ACC-015');
    }
    return found;
  }
  async function byId(id: string): Promise<LiveInvitation | null> {
    const row = isId(id) ? await rows.byId(id) : null;
    return row === null ? null : issuing.opened(row);
  }
  /** What makes true what it is for, in order; the chain says that it was used, whatever becomes of its row. */
  async function actsIn(
    found: LiveInvitation,
    taker: { readonly id: AccountId; readonly actor: Actor },
    caller: Caller,
    newcomer: boolean,
  ): Promise<readonly { readonly actor: Actor; readonly event: NewAccessEvent }[]> {
    const issuer = issuing.issuerOf(found.content.issuer, caller.client);
    const account = taker.id;
    const acts: { actor: Actor; event: NewAccessEvent }[] = [
      { actor: issuer, event: { kind: 'approval', approval: found.row.id, capacity: 'self' } },
    ];
    if (newcomer) {
      const role = isJoin(found) ? found.content.purpose.role : 'member';
      // Whoever holds a record brings in members, where the operator lets them; whose role it is does it themselves.
      const own = isJoin(found) || gate.isFor(issuer, 'accounts');
      const [actor, capacity] = own ? ([issuer, 'staff'] as const) : ([SYSTEM, 'system'] as const);
      acts.push({ actor, event: { kind: 'account', account, state: 'active', capacity } });
      acts.push({ actor, event: { kind: 'role', account, role, state: 'given', capacity } });
    }
    if (isToWork(found)) acts.push({ actor: issuer, event: workEvent(found.content.purpose, account) });
    if (!isOfPerson(found)) return acts;
    const own = await issuing.actsFor(found.content, account, caller);
    if (own === null) throw new CodedError('CW-GATE-007');
    return [...acts, ...own.map(({ by, event }) => ({ actor: by === 'issuer' ? issuer : taker.actor, event }))];
  }

  /**
   * Uses it up and makes true what it is for, in one transaction: a crash leaves all of it or nothing, and of many at once
   * one gets it. `newcomer`: the account is new and belongs to nobody yet.
   */
  const accept = (
    found: LiveInvitation,
    taker: { readonly id: AccountId; readonly actor: Actor },
    caller: Caller,
    newcomer: boolean,
  ): Promise<unknown> =>
    deciding(async () =>
      gate.changeTogether(await actsIn(found, taker, caller, newcomer), caller.facts, [
        rows.removing(found.row),
        ...told(found, taker.id),
      ]),
    );

  /** The name of whom or what an invitation is about. */
  async function nameIn({ purpose, issuer }: LiveInvitation['content'], caller: Caller, session: Session | null) {
    if (purpose.kind === 'join') return '';
    if (purpose.kind === 'work') return (await organizations.cardOf(purpose.organization))?.name ?? '';
    return invited.nameFor({ issuer, record: purpose.person }, session?.actor ?? null, caller.facts);
  }
  /** For which organization somebody looks after a record; null: for themselves. */
  async function workplaceOf(issuer: AccountId, person: RecordId): Promise<string | null> {
    const holder = grants.holderOf(issuer, person);
    if (holder?.kind !== 'organization') return null;
    return (await organizations.cardOf(holder.id as RecordId))?.name ?? null;
  }
  const shown = async (found: LiveInvitation, caller: Caller, session: Session | null): Promise<ShownInvitation> => {
    const { content } = found;
    const { purpose, issuer } = content;
    return {
      purpose: shownPurpose(purpose, await nameIn(content, caller, session)),
      email: content.email,
      issuer: (await issuing.nameOf(issuer)) ?? '',
      organization: isOfPerson(found) ? await workplaceOf(issuer, found.content.purpose.person) : null,
      expires: content.expires,
    };
  };
  const worksFor = (account: AccountId, place: RecordId): boolean =>
    organizations.of(account).some(({ organization }) => organization === place);
  /** Whoever issued it, and whoever holds the record beside the two, learns that somebody came. */
  const told = ({ content }: LiveInvitation, taker: AccountId): readonly Statement[] => {
    const at = clock.now();
    const others = content.purpose.kind === 'claim' ? grants.holdersOf(content.purpose.person) : [];
    return [
      store.noticeStatement(content.issuer, { id: newId(at), kind: 'invitation-taken', at }),
      ...others
        .filter((holder) => holder !== taker && holder !== content.issuer)
        .map((holder) => store.noticeStatement(holder, { id: newId(at), kind: 'custody-changed', at })),
    ];
  };
  const dead = (error: unknown): unknown =>
    // Meanwhile whoever issued it lost the right to, or it had been used before.
    (isCoded(error) && error.code === 'CW-GATE-007') || error instanceof ConflictError
      ? new CodedError('CW-ACC-015', undefined, { cause: error })
      : error;
  const taken = (found: LiveInvitation, by: Actor, caller: Caller) => {
    const detail = { invitation: found.row.id, issuer: found.content.issuer, what: 'taken' };
    return gate.note(noteOf(by, 'invitation', caller, { detail }));
  };
  const personOf = (found: LiveInvitation): RecordId | null =>
    isOfPerson(found) ? found.content.purpose.person : null;
  const ledTo = (found: LiveInvitation): Accepted => ({
    person: personOf(found),
    organization: isToWork(found) ? found.content.purpose.organization : null,
  });

  return {
    look: async (token, caller, session) => shown(await find({ token }, caller, session), caller, session),
    async waiting(session, caller) {
      const own = (await rows.all()).map(issuing.opened).filter(({ content }) => content.account === session.account);
      const live: WaitingInvitation[] = [];
      for (const one of own)
        if (await issuing.isLive(one, session.account))
          live.push({ id: one.row.id, ...(await shown(one, caller, session)) });
      return live;
    },
    async take({ token, email, name, ...credential }, caller, previous) {
      const found = await find({ token }, caller, null);
      const wanted = found.content.email;
      if (wanted !== null && foldEmail(wanted) !== foldEmail(email)) throw new CodedError('CW-ACC-016');
      const byAdministrator = gate.isFor(issuing.issuerOf(found.content.issuer, caller.client), 'accounts');
      if (!isJoin(found) && !settings.holdersInvite && !byAdministrator) throw new CodedError('CW-ACC-053');
      // Whoever has the link may be somebody else than the address says; what was typed here is anybody's.
      const vouched = byAdministrator && (wanted !== null || !addressProof.byMail);
      await credentials.check(credential, { email, name });
      // Whether an address has an account is told to who was invited, but not of many addresses.
      const attempt = await throttle.enter(`the invitation ${found.row.id}`, caller.facts.ip);
      const made = await credentials.make(credential);
      const profile = { email, name, ...(vouched ? {} : { isUnproven: true as const }) };
      const account = await identities.create(profile, made.hash).catch((error: unknown): Profile => {
        throw isCoded(error) && error.code === 'CW-ACC-003' ? new CodedError('CW-ACC-017') : error;
      });
      const actor: Actor = { kind: 'account', account: account.id, role: 'member', client: caller.client };
      try {
        await made.link(account.id);
        await accept(found, { id: account.id, actor }, caller, true);
      } catch (error) {
        await gate.upToDate();
        // What the database did not answer may stand all the same: then so does the account.
        if (gate.account(account.id).status === 'unknown') await identities.remove(account.id);
        throw dead(error);
      }
      await attempt.succeeded();
      await addressProof.send(account.id);
      const opened = await sessions.open(account.id, caller.client, caller.facts, 1, 'link');
      await taken(found, opened.session.actor, caller);
      await devices.met(account.id, caller);
      if (previous !== null) await sessions.end(previous.account, previous.id);
      return { account, opened, ...ledTo(found) };
    },
    async accept(session, what, caller) {
      const found = await find(what, caller, session);
      if (isJoin(found)) throw new CodedError('CW-ACC-017');
      const { email, issuer } = found.content;
      const row = await identities.byId(session.account);
      const own = row === null ? '' : identities.profile(row).email;
      if (email !== null && foldEmail(email) !== foldEmail(own)) throw new CodedError('CW-ACC-016');
      const holds = isOfPerson(found) ? grants.capacityOf(session.account, found.content.purpose.person) : null;
      if (issuer === session.account || holds === 'self' || holds === 'proxy') throw new CodedError('CW-ACC-052');
      if (isToWork(found) && worksFor(session.account, found.content.purpose.organization))
        throw new CodedError('CW-ORG-003');
      await accept(found, { id: session.account, actor: session.actor }, caller, false).catch((error: unknown) => {
        throw dead(error);
      });
      await taken(found, session.actor, caller);
      return ledTo(found);
    },
    async decline(session, what, caller) {
      const found = await find(what, caller, session);
      if (!(await rows.remove(found.row))) throw new CodedError('CW-ACC-015');
      const detail = { invitation: found.row.id, what: 'declined' };
      await gate.note(noteOf(session?.actor ?? stranger(caller), 'invitation', caller, { detail }));
      const at = clock.now();
      await store.addNotice(found.content.issuer, { id: newId(at), kind: 'invitation-declined', at });
    },
  };
}
