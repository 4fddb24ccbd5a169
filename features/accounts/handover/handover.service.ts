import { ConflictError, type Statement } from '@chartwarden/db';
import { CodedError, type ErrorCode, isCoded } from '@chartwarden/errors';
import { deciding, draftDigest, type InstanceRole, isForShow, type NewAccessEvent } from '@chartwarden/gate';
import { type AccountId, idToBytes, newId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import type { Reseal, SealedPlace } from '@chartwarden/vault';
import type { AccountsStore } from '../accounts.store.ts';
import { requireAdministrator } from '../administration.ts';
import type { Identities } from '../identity.ts';
import { type Caller, noteOf } from '../notes.ts';
import type { AccountsPorts } from '../ports.ts';
import type { Session } from '../sessions.ts';
import type { HandoverRow, HandoverStore } from './handover.store.ts';

/** What the giver is afterwards; null: an account without a role, which still holds the records that it holds. */
export type Keeps = Exclude<InstanceRole, 'owner' | 'demo'> | null;

interface Somebody {
  readonly id: AccountId;
  readonly name: string;
  readonly email: string;
  readonly before: readonly InstanceRole[];
  readonly after: readonly InstanceRole[];
}

/** What both are shown, and what both say yes to: its digest binds them to these very words. */
export interface HandoverDraft {
  readonly giver: Somebody;
  /** `proven`: they have shown that the address is theirs. */
  readonly taker: Somebody & { readonly proven: boolean };
  readonly keeps: Keeps;
  /** For so long it can be taken. */
  readonly days: number;
}

export interface ShownDraft extends HandoverDraft {
  readonly digest: string;
}

export interface WaitingHandover extends ShownDraft {
  readonly id: string;
  /** Milliseconds since the epoch, both. */
  readonly madeAt: number;
  readonly expires: number;
  /** What the offer is to whoever asks: theirs to take, their own, or another owner's. */
  readonly you: 'taker' | 'giver' | 'owner';
}

type NoticeKind =
  | 'ownership-offered'
  | 'ownership-offer-made'
  | 'ownership-withdrawn'
  | 'ownership-declined'
  | 'ownership-yours'
  | 'ownership-passed';

interface Content {
  readonly shown: HandoverDraft;
  readonly expires: number;
}

const DAY = 24 * 3600_000;
const DAYS = 7;

const places = (row: Pick<HandoverRow, 'id'>): SealedPlace => ({
  table: 'account_handover',
  row: idToBytes(row.id),
  column: 'content',
  version: 1,
});
const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  [...one].sort().join() === [...other].sort().join();
const digestOf = (shown: HandoverDraft): string =>
  draftDigest({ kind: 'handover', run: 'handover', bytes: Buffer.from(JSON.stringify(shown)) });

/**
 * Handing over the instance (ADR 0100): an owner offers what they are to one account, which takes it in one step. There is
 * no moment without an owner, and none in which both are more than was said.
 */
export function createHandover(parts: {
  readonly rows: HandoverStore;
  readonly store: AccountsStore;
  readonly identities: Identities;
  readonly ports: Pick<AccountsPorts, 'clock' | 'gate' | 'sealed'>;
}) {
  const { rows, store, identities, ports } = parts;
  const { clock, gate, sealed } = ports;

  const open = (row: HandoverRow): Content =>
    JSON.parse(sealed.open('instance', places(row), row.content).toString('utf8')) as Content;
  const isOwner = (account: AccountId): boolean => {
    const { status, roles } = gate.account(account);
    return status === 'active' && roles.includes('owner');
  };
  const owners = async (): Promise<readonly AccountId[]> =>
    (await store.all()).map(({ id }) => id).filter((id) => isOwner(id));
  const noticeTo = (account: AccountId, kind: NoticeKind): Statement => {
    const at = clock.now();
    return store.noticeStatement(account, { id: newId(at), kind, at });
  };

  async function refused(session: Session, caller: Caller, code: ErrorCode): Promise<never> {
    await gate.note({ ...noteOf(session.actor, 'ownership', caller, { code }), outcome: 'refused' });
    throw new CodedError(code);
  }

  /** What it would mean now. Throws CW-ACC-084 for whoever cannot take it. */
  async function draftOf(session: Session, to: AccountId, keeps: Keeps, caller: Caller): Promise<HandoverDraft> {
    await requireAdministrator(gate, session, caller, 'owners');
    const [giver, taker] = [await identities.byId(session.account), await identities.byId(to)];
    const { status, roles } = gate.account(to);
    const may = status === 'active' && !roles.includes('owner') && !isForShow({ roles }) && to !== session.account;
    if (giver === null || taker === null || !may) return refused(session, caller, 'CW-ACC-084');
    const own = gate.account(session.account).roles;
    return {
      giver: { ...identities.profile(giver), before: own, after: keeps === null ? [] : [keeps] },
      taker: {
        ...identities.profile(taker),
        before: roles,
        after: ['owner', ...roles],
        proven: identities.isProven(taker),
      },
      keeps,
      days: DAYS,
    };
  }

  /** Whether everybody is still what the offer says that they are. */
  const holds = ({ shown: { giver, taker }, expires }: Content): boolean =>
    clock.now() < expires &&
    isOwner(giver.id) &&
    gate.account(taker.id).status === 'active' &&
    isSame(gate.account(giver.id).roles, giver.before) &&
    isSame(gate.account(taker.id).roles, taker.before);

  async function waiting(): Promise<{ readonly row: HandoverRow; readonly content: Content } | null> {
    await gate.upToDate();
    const row = await rows.get();
    return row === null ? null : { row, content: open(row) };
  }
  /** One that the caller has to do with, by its id; for everybody else there is none. */
  async function found(session: Session, id: string, caller: Caller) {
    const one = await waiting();
    const isTheirs = one?.content.shown.taker.id === session.account || isOwner(session.account);
    return one === null || one.row.id !== id || !isTheirs ? refused(session, caller, 'CW-ACC-082') : one;
  }

  /** In the order in which each step is allowed by what those before it leave: there is an owner at every one. */
  function actsOf(id: string, { giver, taker, keeps }: HandoverDraft, by: Session, client: Caller['client']) {
    const from: Actor = { kind: 'account', account: giver.id, role: 'owner', client };
    const role = (account: AccountId, one: InstanceRole, state: 'given' | 'taken'): NewAccessEvent => ({
      kind: 'role',
      account,
      role: one,
      state,
      capacity: 'staff',
    });
    const leaves = giver.before.filter((one) => one !== keeps && one !== 'owner');
    return [
      // The chain says that it was used, whatever becomes of its row: one that is put back does not work again.
      { actor: from, event: { kind: 'approval', approval: id, capacity: 'self' } as const },
      { actor: from, event: role(taker.id, 'owner', 'given') },
      ...(keeps === null || giver.before.includes(keeps)
        ? []
        : [{ actor: by.actor, event: role(giver.id, keeps, 'given') }]),
      ...[...leaves, 'owner' as const].map((one) => ({ actor: by.actor, event: role(giver.id, one, 'taken') })),
    ];
  }

  /** Uses one up in a transaction; of many at once one does. */
  async function once<T>(session: Session, caller: Caller, work: () => Promise<T>): Promise<T> {
    try {
      return await deciding(work);
    } catch (error) {
      if (error instanceof ConflictError || (isCoded(error) && error.code === 'CW-GATE-007'))
        return refused(session, caller, 'CW-ACC-082');
      throw error;
    }
  }

  return {
    /** What handing over to that account would mean for both. Throws CW-GATE-007, CW-ACC-084. */
    async draft(session: Session, to: AccountId, keeps: Keeps, caller: Caller): Promise<ShownDraft> {
      const shown = await draftOf(session, to, keeps, caller);
      return { ...shown, digest: digestOf(shown) };
    },

    /**
     * Offers exactly what was shown. Throws CW-ACC-083 when that is not what it would be now, CW-ACC-081 while another
     * offer waits, and what {@link draft} throws.
     */
    async offer(
      session: Session,
      wanted: { readonly to: AccountId; readonly keeps: Keeps; readonly digest: string },
      caller: Caller,
    ): Promise<WaitingHandover> {
      const shown = await draftOf(session, wanted.to, wanted.keeps, caller);
      const digest = digestOf(shown);
      if (digest !== wanted.digest) return refused(session, caller, 'CW-ACC-083');
      const madeAt = clock.now();
      const id = newId(madeAt);
      const expires = madeAt + DAYS * DAY;
      const content = sealed.seal('instance', places({ id }), Buffer.from(JSON.stringify({ shown, expires })));
      const detail = { account: shown.taker.id, offer: id, what: 'offered' };
      await gate.note(noteOf(session.actor, 'ownership', caller, { detail }));
      if (!(await rows.insert({ id, madeAt, expiresAt: expires, content }, madeAt)))
        return refused(session, caller, 'CW-ACC-081');
      await tell(shown.taker.id, 'ownership-offered');
      // The giver, too: whoever sits at their screen without them does not do this unseen.
      for (const owner of await owners()) await tell(owner, 'ownership-offer-made');
      return { ...shown, digest, id, madeAt, expires, you: 'giver' };
    },

    /** The offer that waits, for whoever it is for and for owners; null for everybody else, and when there is none. */
    async waiting(session: Session): Promise<WaitingHandover | null> {
      const one = await waiting();
      if (one === null) return null;
      const { shown, expires } = one.content;
      const isTaker = shown.taker.id === session.account;
      if (isTaker ? !holds(one.content) : !isOwner(session.account) || clock.now() >= expires) return null;
      const you = isTaker ? 'taker' : shown.giver.id === session.account ? 'giver' : 'owner';
      return { ...shown, digest: digestOf(shown), id: one.row.id, madeAt: one.row.madeAt, expires, you };
    },

    /**
     * Takes it: from then on the taker is owner, and the giver what was said. Throws CW-ACC-082 when it is not there (any
     * more), is for somebody else, or somebody is not what they were; CW-ACC-083 for other words than were shown.
     */
    accept: (session: Session, id: string, digest: string, caller: Caller): Promise<void> =>
      once(session, caller, async () => {
        const { content } = await found(session, id, caller);
        const { shown } = content;
        if (shown.taker.id !== session.account || !holds(content)) return refused(session, caller, 'CW-ACC-082');
        if (digestOf(shown) !== digest) return refused(session, caller, 'CW-ACC-083');
        const others = (await owners()).filter((owner) => owner !== shown.giver.id);
        await gate.changeTogether(actsOf(id, shown, session, caller.client), caller.facts, [
          rows.removing(id),
          noticeTo(shown.taker.id, 'ownership-yours'),
          ...[shown.giver.id, ...others].map((owner) => noticeTo(owner, 'ownership-passed')),
        ]);
        const detail = { account: shown.giver.id, offer: id, what: 'taken' };
        await gate.note(noteOf(session.actor, 'ownership', caller, { detail }));
      }),

    /** Withdrawn by any owner, or declined by whoever it is for. Throws CW-ACC-082. */
    end: (session: Session, id: string, caller: Caller): Promise<void> =>
      once(session, caller, async () => {
        const { taker } = (await found(session, id, caller)).content.shown;
        const declines = taker.id === session.account;
        const kind = declines ? 'ownership-declined' : 'ownership-withdrawn';
        const told = [...(await owners()), ...(declines ? [] : [taker.id])].filter((one) => one !== session.account);
        const used: NewAccessEvent = { kind: 'approval', approval: id, capacity: 'self' };
        await gate.changeTogether([{ actor: session.actor, event: used }], caller.facts, [
          rows.removing(id),
          ...told.map((account) => noticeTo(account, kind)),
        ]);
        const detail = { account: taker.id, offer: id, what: declines ? 'declined' : 'withdrawn' };
        await gate.note(noteOf(session.actor, 'ownership', caller, { detail }));
      }),

    /** Moves what is sealed to the instance's newest key. Resolves with how many were not there yet. */
    async reseal(again: Reseal): Promise<number> {
      const row = await rows.get();
      const content = row === null ? null : again(places(row), row.content);
      if (row === null || content === null) return 0;
      await rows.replaceContent(row, content);
      return 1;
    },
  };

  async function tell(account: AccountId, kind: NoticeKind): Promise<void> {
    const at = clock.now();
    await store.addNotice(account, { id: newId(at), kind, at });
  }
}

export type Handover = ReturnType<typeof createHandover>;
