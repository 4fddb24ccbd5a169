import type { Db } from '@chartwarden/db';
import { CodedError, type ErrorCode, isCoded } from '@chartwarden/errors';
import { type Core, channelOf, type Draft, deciding, draftDigest, type ViewAs } from '@chartwarden/gate';
import { type AccountId, idFromBytes, idToBytes, isId, newId, type RecordId } from '@chartwarden/ids';
import type { Clock } from '@chartwarden/time';
import {
  ACTIONS,
  type Action,
  LABELS,
  type Purpose,
  type Recipient,
  type Reseal,
  type SealedPlace,
} from '@chartwarden/vault';
import { createAddressLookups } from './address-lookups.ts';
import type { Asking } from './asking.ts';
import { type ShareDraftRow, shareDraftsStore } from './share-drafts.store.ts';
import {
  ACTIONS_OF,
  type Invite,
  type NameOf,
  type ShareLine,
  type ShareWish,
  shareLineOf,
  termsOf,
} from './share-types.ts';
import type { ShareNotice } from './shares.service.ts';

/** An invitation that was made, as `accounts` answers it. */
export interface IssuedInvitation {
  readonly id: string;
  readonly url: string;
  /** Milliseconds. */
  readonly expires: number;
  /** Also on its way by mail. */
  readonly sent: boolean;
}

export interface InviteTerms {
  readonly record: RecordId;
  readonly terms: Omit<DraftedConsent, 'record' | 'recipient' | 'effect'>;
  readonly email: string | null;
  readonly days: number;
}

export type ShareDraftsParts = Pick<Core, 'gate' | 'grants' | 'vault' | 'approvals' | 'sealed'> & {
  readonly db: Db;
  readonly clock: Clock;
  readonly nameOf: NameOf;
  /** The account of exactly this address; null when there is none. */
  readonly accountAt: (address: string) => Promise<AccountId | null>;
  readonly tell: (account: AccountId, kind: ShareNotice) => Promise<void>;
  /** Invites somebody without an account (or with one that is not known here) to be granted this. */
  readonly invite: (who: Asking, wanted: InviteTerms) => Promise<IssuedInvitation>;
  /** Whether an organization is there and wants to be found. */
  readonly isListed: (organization: RecordId) => Promise<boolean>;
  readonly managersOf: (organization: RecordId) => readonly AccountId[];
};

interface TypeCount {
  readonly type: string;
  readonly count: number;
}

/** The consent as it will stand, and what whoever gets it would see. */
export interface ShareDraft {
  readonly id: string;
  readonly consent: DraftedConsent;
  /** SHA-256 of the consent: what is given is what was shown. */
  readonly digest: string;
  /** Milliseconds since the epoch. */
  readonly expires: number;
  /** Entries that the recipient would see now, by type; null for an exception, which shows nothing. */
  readonly sees: readonly TypeCount[] | null;
  /** Entries of the record that stay out, and how many of all entries carry a label. */
  readonly leftOut: { readonly count: number; readonly labelled: number } | null;
}

/** The share; or the invitation to it, whose link is in this answer only. */
export type Given = { readonly share: ShareLine } | { readonly invitation: IssuedInvitation };

interface DraftedConsent extends Omit<ShareWish, 'extent' | 'takesCopy'> {
  readonly record: RecordId;
  readonly actions: readonly Action[];
  /** Of a share; what is kept back is kept for every purpose. */
  readonly purposes?: readonly Purpose[];
}

/** A draft is good for so long. */
const LIFETIME = 15 * 60_000;
const HOUR = 3_600_000;

/** Giving a share: a draft with exactly what will stand, then the approval of those bytes, once (design 1, draft). */
export function createShareDrafts(parts: ShareDraftsParts) {
  const { db, clock, gate, grants, vault, approvals, sealed, nameOf, tell, isListed, managersOf } = parts;
  const store = shareDraftsStore(db);

  const permit = (who: Asking, record: RecordId, more: { action: Action; as?: ViewAs; labelled?: boolean }) =>
    gate.permit({
      actor: who.actor,
      record,
      actions: [more.action],
      purpose: gate.purposeOf(who.account, record),
      channel: channelOf(who.actor),
      ...(more.labelled ? { slice: { labels: LABELS, labelled: true } } : {}),
      request: { ...who.request, ...(more.as ? { as: more.as } : {}) },
    });

  const sum = (counts: readonly TypeCount[]): number => counts.reduce((total, { count }) => total + count, 0);

  async function previewed(who: Asking, { record, recipient, slice, form, actions }: DraftedConsent) {
    // Somebody known sees it beside what they have, and without what is kept from them.
    const known = 'account' in recipient ? { account: recipient.account as AccountId } : {};
    const as = { ...known, slice, form, actions: actions.filter((one) => ACTIONS_OF.look.includes(one)) };
    // Somebody from whom everything is kept sees nothing of it, whatever they are granted.
    const sees = await permit(who, record, { action: 'search', as }).then(vault.read.types, (error: unknown) => {
      if (isCoded(error) && error.code === 'CW-GATE-004') return [];
      throw error;
    });
    const all = await vault.read.types(await permit(who, record, { action: 'search' }));
    const labelled = await vault.read.types(await permit(who, record, { action: 'search', labelled: true }));
    return { sees, leftOut: { count: sum(all) - sum(sees), labelled: sum(labelled) } };
  }

  const draftOf = (id: string, consent: DraftedConsent): Draft => ({
    kind: 'share',
    record: consent.record,
    run: id,
    bytes: Buffer.from(JSON.stringify({ id, ...consent }), 'utf8'),
  });

  /** Somebody is named by an id only when this record's own history names it: an id cannot be tried out here. */
  async function isKnownHere(who: Asking, record: RecordId, kind: Recipient['kind'], id: string): Promise<boolean> {
    const events = await grants.history(await permit(who, record, { action: 'read' }));
    return events.some((one) => {
      const named = one.kind === 'consent' ? one.recipient : one.holder;
      return named?.kind === kind && named.id === id;
    });
  }

  async function mayBeNamed(who: Asking, record: RecordId, recipient: ShareWish['recipient']): Promise<boolean> {
    if ('address' in recipient || 'everybody' in recipient || 'invite' in recipient) return true;
    if ('account' in recipient) return isKnownHere(who, record, 'account', recipient.account);
    const { organization } = recipient;
    return (await isListed(organization as RecordId)) || (await isKnownHere(who, record, 'organization', organization));
  }

  /** Throws, after its line. */
  async function refused(who: Asking, code: ErrorCode): Promise<never> {
    const { as: _as, ...request } = who.request;
    await gate.note({ actor: who.actor, action: 'share', outcome: 'refused', code, ...request });
    throw new CodedError(code);
  }

  const lookUp = createAddressLookups({ ...parts, spent: (who) => refused(who, 'CW-SHR-003') });

  const draft = (who: Asking, person: string, wish: ShareWish): Promise<ShareDraft> =>
    deciding(async () => {
      if (!isId(person)) throw new CodedError('CW-GEN-002');
      const record = person as RecordId;
      // Somebody who was only granted something learns so, and a stranger nothing, before anything else is said.
      await permit(who, record, { action: 'read' });
      if (who.request.as !== undefined || grants.capacityOf(who.account, record) === null)
        return refused(who, 'CW-GATE-003');
      if ('everybody' in wish.recipient && wish.effect === 'permit')
        throw new CodedError('CW-GEN-003', 'recipient: nothing is shared with everybody');
      if ('invite' in wish.recipient && wish.effect === 'deny')
        throw new CodedError('CW-GEN-003', 'recipient: nothing is kept from whoever will come');
      if (wish.lasting !== undefined && !('invite' in wish.recipient))
        throw new CodedError('CW-GEN-003', 'lasting: counts from an acceptance');
      if (wish.form === 'deidentified') throw new CodedError('CW-SHR-004');
      if (wish.until !== null && wish.until <= clock.now()) throw new CodedError('CW-SHR-006');
      if (!(await mayBeNamed(who, record, wish.recipient))) throw new CodedError('CW-SHR-002');
      const { extent, takesCopy = false, ...said } = wish;
      const terms = wish.effect === 'deny' ? { actions: ACTIONS } : termsOf({ extent, takesCopy });
      const consent: DraftedConsent = { record, ...said, ...terms };
      const id = newId(clock.now());
      const seen = wish.effect === 'permit' ? await previewed(who, consent) : { sees: null, leftOut: null };
      const expires = clock.now() + LIFETIME;
      const row = {
        draft_id: idToBytes(id),
        account_id: idToBytes(who.account),
        expires_at: expires,
        used_at: null,
      };
      const bytes = Buffer.from(JSON.stringify(consent));
      await store.add({ ...row, draft: sealed.seal(who.account, placeOf(row), bytes) }, clock.now() - HOUR);
      return { id, consent, digest: draftDigest(draftOf(id, consent)), expires, ...seen };
    });

  /** An organization, which holds the record or not; it is looked for when the rules are asked. */
  async function receivingOrganization(who: Asking, id: RecordId, consent: DraftedConsent): Promise<Recipient> {
    const organization: Recipient = { kind: 'organization', id };
    const isHolder = consent.effect === 'permit' && grants.isHeldBy(organization, consent.record);
    return isHolder ? refused(who, 'CW-SHR-001') : organization;
  }

  /** Who receives it; null: a refusal for everybody. Throws, after its line. */
  async function receiving(who: Asking, row: ShareDraftRow, consent: DraftedConsent): Promise<Recipient | null> {
    const { recipient } = consent;
    if ('everybody' in recipient || 'invite' in recipient) return null;
    if ('organization' in recipient) return receivingOrganization(who, recipient.organization as RecordId, consent);
    const found = 'account' in recipient ? (recipient.account as AccountId) : await lookUp(who, row, recipient.address);
    if (found === null || gate.account(found).status !== 'active') {
      await gate.note({ actor: who.actor, action: 'share', outcome: 'failed', code: 'CW-SHR-002', ...who.request });
      throw new CodedError('CW-SHR-002');
    }
    const held = grants.capacityOf(found, consent.record);
    if (found === who.account || (held !== null && consent.effect === 'permit')) return refused(who, 'CW-SHR-001');
    // Whoever looks after a record keeps nothing of it from the person it is about.
    if (held === 'self') return refused(who, 'CW-GATE-007');
    return { kind: 'account', id: found };
  }

  /**
   * Gives what a draft showed. Throws CW-SHR-005 for other bytes, CW-GATE-011 when it is too late, CW-GATE-012 the
   * second time, CW-SHR-002 when nobody has the address.
   */
  async function give(who: Asking, id: string, digest: string): Promise<Given> {
    const row = isId(id) ? await store.get(idToBytes(id)) : undefined;
    if (row === undefined || idFromBytes(row.account_id) !== who.account) return refused(who, 'CW-GEN-002');
    if (row.used_at !== null) return refused(who, 'CW-GATE-012');
    if (row.expires_at <= clock.now()) return refused(who, 'CW-GATE-011');
    const consent = JSON.parse(sealed.open(who.account, placeOf(row), row.draft).toString('utf8')) as DraftedConsent;
    const exact = draftOf(id, consent);
    if (draftDigest(exact) !== digest) return refused(who, 'CW-SHR-005');
    if (consent.until !== null && consent.until <= clock.now()) throw new CodedError('CW-SHR-006');
    const capacity = grants.capacityOf(who.account, consent.record);
    if (capacity === null || who.request.as !== undefined) return refused(who, 'CW-GATE-007');
    const recipient = await receiving(who, row, consent);
    const token = await approvals.approve(who.actor, exact, 60_000);
    await approvals.consume(who.actor, token, exact);
    await useOnce(who, row);
    if ('invite' in consent.recipient) return { invitation: await invite(who, consent, consent.recipient.invite) };
    const { recipient: _address, lasting: _lasting, ...said } = consent;
    const given = {
      ...said,
      kind: 'consent',
      capacity,
      ...(recipient === null ? {} : { recipient }),
      from: clock.now(),
    } as const;
    // Something else about the record may change in that moment; the rules are asked again, the draft is the same.
    const event = await deciding(() => gate.changeAccess(who.actor, given, who.request));
    if (event.kind !== 'consent') throw new CodedError('CW-GEN-001');
    if (consent.effect === 'permit' && recipient !== null) {
      const told = recipient.kind === 'account' ? [recipient.id as AccountId] : managersOf(recipient.id as RecordId);
      for (const account of told) if (account !== who.account) await tell(account, 'record-shared');
      for (const holder of grants.find(who.account, event.id)?.holders ?? [])
        if (holder !== who.account) await tell(holder, 'share-given');
    }
    return { share: await shareLineOf(event, who.account, nameOf) };
  }

  /** Nothing is granted before somebody accepts: then the gate decides on what its giver may do at that moment. */
  function invite(
    who: Asking,
    { record, recipient: _to, effect: _effect, ...terms }: DraftedConsent,
    { email, days }: Invite,
  ) {
    return parts.invite(who, { record, terms, email, days });
  }

  async function useOnce(who: Asking, row: ShareDraftRow): Promise<void> {
    try {
      await store.use(row.draft_id, clock.now());
    } catch (error) {
      // Somebody gave it in the same moment: the conditional update changed no row.
      if (error instanceof Error && error.name === 'ConflictError') return refused(who, 'CW-GATE-012');
      throw error;
    }
  }

  /** Moves an account's drafts to its newest key. Resolves with how many were not there yet. */
  async function reseal(account: AccountId, again: Reseal): Promise<number> {
    let moved = 0;
    for (const row of await store.ofAccount(idToBytes(account))) {
      const newer = again(placeOf(row), row.draft);
      if (newer === null) continue;
      await store.reseal(row, newer);
      moved += 1;
    }
    return moved;
  }

  return { draft, give, reseal };
}

export type ShareDrafts = ReturnType<typeof createShareDrafts>;

const placeOf = ({ draft_id: row }: Pick<ShareDraftRow, 'draft_id'>): SealedPlace => ({
  table: 'share_drafts',
  row,
  column: 'draft',
  version: 1,
});
