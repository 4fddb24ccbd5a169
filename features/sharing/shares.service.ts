import { CodedError } from '@chartwarden/errors';
import {
  type AccessOfRecord,
  type Core,
  type CustodyEvent,
  deciding,
  type Ending,
  type ToldConsent,
} from '@chartwarden/gate';
import type { AccountId, RecordId } from '@chartwarden/ids';
import type { Clock } from '@chartwarden/time';
import { type Asking, createAskGate } from './asking.ts';
import { fhirConsentOf, type ReceiptParts, receiptOf } from './receipt.ts';
import { receiptJson } from './receipt-json.ts';
import { type ReceiptChoices, type ReceiptPage, receiptPage } from './receipt-page.ts';
import { isNamed, type Named, type NameOf, type ShareLine, shareLineOf } from './share-types.ts';

export type SharesParts = Pick<Core, 'gate' | 'grants' | 'vault'> & {
  readonly clock: Clock;
  readonly nameOf: NameOf;
  /** Sets a page of names and values as a PDF. */
  readonly printPage: (page: ReceiptPage, choices: ReceiptChoices) => Promise<Uint8Array>;
  /** Tells an account, when it is next here, that something of this kind happened. Nothing of a record is in it. */
  readonly tell: (account: AccountId, kind: ShareNotice) => Promise<void>;
  /** Deletes what ended links of a record held. */
  readonly sweepLinks: (record: RecordId) => Promise<unknown>;
  /** Where this instance is reached. */
  readonly publicUrl: () => string;
  /** Accounts that are told what concerns an organization. */
  readonly managersOf: (organization: RecordId) => readonly AccountId[];
};

export type ShareNotice = 'record-shared' | 'share-given' | 'share-ended' | 'share-given-back';

export interface HolderLine extends Named {
  readonly relation: 'self' | 'custodian';
  readonly since: number;
}

export interface SharesNow {
  readonly at: number;
  readonly holders: readonly HolderLine[];
  /** In force at that moment, and given by then and to begin later. */
  readonly inForce: readonly ShareLine[];
  readonly later: readonly ShareLine[];
}

/** One change of who may what. `ends`: the share that it ended. */
export type ShareChange =
  | ({ readonly kind: 'share' } & ShareLine & { readonly ends: string | null })
  | {
      readonly kind: 'custody';
      readonly event: string;
      readonly given: number;
      readonly holder: Named;
      readonly relation: 'self' | 'custodian';
      readonly state: 'held' | 'ended';
      readonly by: Named;
    };

/** So often what moves meanwhile is looked at anew: taking something back must not fail because others take it. */
const ENDINGS = 50;

/** Who may what with a record, in what a sentence needs; and the one step that ends a share. */
export function createShares(parts: SharesParts) {
  const { gate, grants, vault, clock, nameOf, printPage, tell, managersOf, publicUrl, sweepLinks } = parts;

  const permit = createAskGate(gate);

  const named = async (kind: string, id: string, me: AccountId): Promise<Named> => ({
    kind,
    id,
    name: isNamed(kind) ? await nameOf(id as AccountId | RecordId) : null,
    you: id === me,
  });

  const linesOf = (events: readonly ToldConsent[], me: AccountId): Promise<ShareLine[]> =>
    Promise.all(events.map((one) => shareLineOf(one, me, nameOf)));

  async function shown(found: AccessOfRecord, me: AccountId): Promise<SharesNow> {
    return {
      at: found.at,
      holders: await Promise.all(
        found.custody.map(async ({ holder, relation, since }) => ({
          ...(await named(holder.kind, holder.id, me)),
          relation,
          since,
        })),
      ),
      inForce: await linesOf(found.inForce, me),
      later: await linesOf(found.later, me),
    };
  }

  async function changeOf(event: ToldConsent | CustodyEvent, me: AccountId): Promise<ShareChange> {
    if (event.kind === 'consent')
      return { kind: 'share', ...(await shareLineOf(event, me, nameOf)), ends: event.ends ?? null };
    const { id, time, holder, relation, state, by } = event;
    const isAccount = by !== 'operator' && by !== 'system';
    return {
      kind: 'custody',
      event: id,
      given: time,
      holder: await named(holder.kind, holder.id, me),
      relation,
      state,
      by: await named(isAccount ? 'account' : by, by, me),
    };
  }

  async function receiptParts(who: Asking, person: string, id: string): Promise<ReceiptParts> {
    const events = (await grants.history(await permit(who, person))).filter((one) => one.kind === 'consent');
    const event = events.find((one) => one.id === id && one.ends === undefined);
    if (event === undefined) throw new CodedError('CW-GEN-002');
    return {
      line: await shareLineOf(event, who.account, nameOf),
      event,
      ended: events.find(({ ends }) => ends === id) ?? null,
      person: (await vault.records.profile(await permit(who, person)))?.name ?? '',
      now: clock.now(),
    };
  }

  /** Accounts that lose what a consent gave. */
  function recipientsOf({ recipient }: Ending['consent']): readonly AccountId[] {
    if (recipient?.kind === 'organization') return managersOf(recipient.id as RecordId);
    return recipient?.kind === 'account' && recipient.id !== '*' ? [recipient.id as AccountId] : [];
  }

  return {
    /** The receipt of one consent as JSON-LD, for whoever holds the record. */
    receipt: (who: Asking, person: string, event: string) =>
      deciding(async () => receiptJson(receiptOf(await receiptParts(who, person, event)), publicUrl())),

    /** The same on paper, as a PDF. */
    receiptOnPaper: (who: Asking, person: string, event: string, choices: ReceiptChoices) =>
      deciding(async () => printPage(receiptPage(receiptOf(await receiptParts(who, person, event)), choices), choices)),

    /** The same as a FHIR Consent. Throws CW-SHR-007 for one that FHIR cannot say without saying more. */
    fhirConsent: (who: Asking, person: string, event: string) =>
      deciding(async () => {
        const consent = fhirConsentOf(await receiptParts(who, person, event));
        if (consent === null) throw new CodedError('CW-SHR-007');
        return consent;
      }),

    /** For whoever holds the record; `at` in milliseconds since the epoch, now without one. */
    now: (who: Asking, person: string, at?: number): Promise<SharesNow> =>
      deciding(async () => shown(await grants.state(await permit(who, person), at), who.account)),

    /** Every change since the record is there, newest first. */
    history: (who: Asking, person: string): Promise<{ readonly changes: readonly ShareChange[] }> =>
      deciding(async () => {
        const events = await grants.history(await permit(who, person));
        return { changes: await Promise.all([...events].reverse().map((one) => changeOf(one, who.account))) };
      }),

    /** What was granted to the asking account itself: what a recipient may know of it. */
    own: (who: Asking, person: string): Promise<{ readonly shares: readonly ShareLine[] }> =>
      deciding(async () => ({ shares: await linesOf(await grants.own(await permit(who, person)), who.account) })),

    /**
     * Ends a share at once, by whoever holds the record or was granted it; `lifts`: an exception, by whoever holds the
     * record. Throws CW-GEN-002 for one that is not there, or no longer, or not theirs to end, or of the other kind.
     */
    async end(who: Asking, event: string, lifts = false): Promise<void> {
      const { consent, holders, givesBack } = await deciding(async () => {
        const found = grants.find(who.account, event);
        if (found === null || (found.consent.effect === 'deny') !== lifts) {
          const { as: _as, ...request } = who.request;
          await gate.note({ actor: who.actor, action: 'share', outcome: 'refused', code: 'CW-GEN-002', ...request });
          throw new CodedError('CW-GEN-002');
        }
        const { id, time: _time, seq: _seq, by: _by, ...said } = found.consent;
        await gate.changeAccess(who.actor, { ...said, capacity: found.capacity, ends: id }, who.request);
        return found;
      }, ENDINGS);
      if (consent.effect !== 'permit') return;
      if (consent.recipient?.kind === 'link') await sweepLinks(consent.record);
      const told = givesBack ? holders : recipientsOf(consent);
      for (const account of told) await tell(account, givesBack ? 'share-given-back' : 'share-ended');
    },
  };
}

export type Shares = ReturnType<typeof createShares>;
