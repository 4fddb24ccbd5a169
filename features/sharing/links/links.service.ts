import { createHash } from 'node:crypto';
import { CodedError } from '@chartwarden/errors';
import { type ConsentEvent, channelOf, deciding, type ToldConsent } from '@chartwarden/gate';
import { isId, newId, type RecordId } from '@chartwarden/ids';
import type { Permit, Purpose } from '@chartwarden/vault';
import type { Asking } from '../asking.ts';
import { bundleOf } from './link-bundle.ts';
import { isLinkFile } from './link-file.ts';
import {
  doorOf,
  type LinkConsent,
  type LinkDraft,
  type LinkKind,
  type LinkLine,
  type LinksParts,
  type LinkWish,
  type MadeLink,
  newToken,
  openAbout,
  sealAbout,
  TRIES,
} from './link-types.ts';
import type { LinkRow, LinksStore } from './links.store.ts';

const MOST_LINKS = 50;

const purposesOf = (kind: LinkKind): readonly Purpose[] => (kind === 'card' ? ['care', 'emergency'] : ['care']);

/** Making, renewing and ending links, for whoever holds the record. */
export function createLinks(parts: LinksParts, store: LinksStore) {
  const { gate, grants, vault, sealed, clock, passcodes, publicUrl, linkDoor } = parts;

  const permit = (who: Asking, record: RecordId, action: 'read' | 'search', wish?: LinkWish): Promise<Permit> => {
    const as = wish && { slice: wish.slice, form: wish.form, actions: ['read', 'search'] as const };
    return gate.permit({
      actor: who.actor,
      record,
      actions: [action],
      purpose: gate.purposeOf(who.account, record),
      channel: channelOf(who.actor),
      request: { ...who.request, ...(as ? { as } : {}) },
    });
  };

  const recordOf = (person: string): RecordId => {
    if (!isId(person)) throw new CodedError('CW-GEN-002');
    return person as RecordId;
  };

  const capacityOf = (who: Asking, record: RecordId) => grants.capacityOf(who.account, record);

  const inForce = async (who: Asking, record: RecordId): Promise<ReadonlyMap<string, ToldConsent>> => {
    const now = await grants.state(await permit(who, record, 'read'));
    return new Map(now.inForce.map((one) => [one.id, one]));
  };

  function consentOf(record: RecordId, wish: LinkWish, hasPasscode: boolean): LinkConsent {
    const purposes = purposesOf(wish.kind);
    return {
      record,
      effect: 'permit',
      actions: ['export'],
      recipient: { kind: 'link' },
      purposes,
      wish,
      passcode: hasPasscode,
    };
  }

  /** The row of a link of a record that the caller holds. Anything else is not there. */
  async function found(who: Asking, id: string): Promise<LinkRow> {
    const row = isId(id) ? await store.byId(id) : null;
    if (row === null || capacityOf(who, row.record) === null) throw new CodedError('CW-GEN-002');
    return row;
  }

  /** The same, of the caller's own making, while its consent stands. */
  async function live(who: Asking, id: string): Promise<LinkRow> {
    const row = await found(who, id);
    if (row.account !== who.account) throw new CodedError('CW-GEN-002');
    // Made anew, its content leaves out what was refused meanwhile.
    if (row.triesLeft === 0 || !(await linkDoor.stands({ ...row, contentAt: clock.now() })))
      throw new CodedError('CW-LNK-001');
    return row;
  }

  /** What the gate's own state says; reading it is no look at the record, so what follows has the one line. */
  function consentFor(who: Asking, row: LinkRow): ConsentEvent {
    const found = grants.find(who.account, row.event);
    if (found === null) throw new CodedError('CW-LNK-001');
    return found.consent;
  }

  return {
    /**
     * Without a digest: what would stand, and nothing is made. With that draft's digest: makes it. Throws CW-LNK-002 when
     * the wish is another one, CW-LNK-005 when it is over already, CW-LNK-006 when there are too many, CW-GATE-003 for
     * whoever does not hold the record, CW-SHR-004 for the form that does not exist yet.
     */
    make: (
      who: Asking,
      person: string,
      wish: LinkWish,
      { passcode, digest }: { readonly passcode?: string | undefined; readonly digest?: string | undefined },
    ): Promise<LinkDraft | MadeLink> =>
      deciding(async () => {
        const record = recordOf(person);
        if (wish.form === 'deidentified') {
          // Whoever has nothing to do with the record learns nothing else first.
          await permit(who, record, 'read');
          throw new CodedError('CW-SHR-004');
        }
        const counts = await vault.read.types(await permit(who, record, 'search', wish));
        const capacity = capacityOf(who, record);
        if (who.request.as !== undefined || capacity === null) throw new CodedError('CW-GATE-003');
        if (wish.until !== null && wish.until <= clock.now()) throw new CodedError('CW-LNK-005');
        const consent = consentOf(record, wish, passcode !== undefined);
        const wanted = createHash('sha256').update(JSON.stringify(consent)).digest('hex');
        if (digest === undefined) return { consent, digest: wanted, counts };
        if (digest !== wanted) throw new CodedError('CW-LNK-002');
        if ((await store.ofRecord(record)).length >= MOST_LINKS) throw new CodedError('CW-LNK-006');
        const id = newId(clock.now());
        const hash = passcode === undefined ? null : await passcodes.hash(passcode);
        const { effect, actions, purposes } = consent;
        const { kind, label, slice, form, until, openings, reason, document } = wish;
        const event = await gate.changeAccess(
          who.actor,
          {
            kind: 'consent',
            record,
            effect,
            actions,
            purposes,
            recipient: { kind: 'link', id },
            slice,
            form,
            from: clock.now(),
            until,
            capacity,
            ...(reason === undefined ? {} : { reason }),
            ...(document === undefined ? {} : { document }),
          },
          who.request,
        );
        const token = newToken();
        const about = { kind, label, passcode: hash, ticketKey: newToken() };
        await store.insert({
          id,
          record,
          account: who.account,
          door: doorOf(token),
          event: event.id,
          madeAt: clock.now(),
          expiresAt: until,
          openingsLeft: openings,
          triesLeft: TRIES,
          opened: 0,
          about: sealAbout(sealed, who.account, id, about),
          contentAt: null,
        });
        return { id, url: `${publicUrl()}/shl/${token}`, draft: null };
      }),

    /** Links of a record whose consent stands, newest first, for whoever holds it. */
    list: (who: Asking, person: string): Promise<{ readonly links: readonly LinkLine[] }> =>
      deciding(async () => {
        const record = recordOf(person);
        const consents = await inForce(who, record);
        const rows = (await store.ofRecord(record)).filter(({ event }) => consents.has(event)).reverse();
        return {
          links: rows.map((row) => {
            const { kind, label, passcode } = openAbout(sealed, row);
            return {
              id: row.id,
              kind,
              // Words of whoever made it, where what it holds is not told.
              label: consents.get(row.event)?.slice === null ? '' : label,
              made: row.madeAt,
              own: row.account === who.account,
              until: row.expiresAt,
              openingsLeft: row.openingsLeft,
              opened: row.opened,
              passcode: passcode !== null,
              triesLeft: row.triesLeft,
              contentAt: row.contentAt,
              door: row.door.toString('hex'),
            };
          }),
        };
      }),

    /**
     * What the link may hold, as it is now: whose record, then every entry of its slice, as lines of JSON. One line of the
     * log names all of it before the first byte.
     */
    snapshot: (
      who: Asking,
      id: string,
    ): Promise<{ readonly bytes: AsyncIterable<Uint8Array>; readonly stillAllowed: () => Promise<boolean> }> =>
      deciding(async () => {
        const row = await live(who, id);
        const takenAt = clock.now();
        const { slice, form } = consentFor(who, row);
        const profile =
          form === 'full_source_allowed' ? await vault.records.profile(await permit(who, row.record, 'read')) : null;
        const request = {
          actor: who.actor,
          record: row.record,
          actions: ['export'],
          purpose: 'care',
          channel: 'link',
          recipient: { kind: 'link', id: row.id },
          slice,
          form,
          request: who.request,
        } as const;
        const stillAllowed = await gate.following(request);
        const content = await vault.export.record(await gate.permit(request));
        await store.putAbout(row.id, sealAbout(sealed, row.account, row.id, { ...openAbout(sealed, row), takenAt }));
        const bytes = bundleOf(
          profile,
          content.files.map((file) => file.content),
        );
        return { bytes, stillAllowed };
      }),

    /** The ciphertext, for whoever made the link and is given its key again. Throws CW-LNK-001 when it holds nothing. */
    async held(who: Asking, id: string): Promise<Buffer> {
      const content = await store.content((await live(who, id)).id);
      if (content === null) throw new CodedError('CW-LNK-001');
      return content;
    },

    /**
     * Keeps what the maker's browser encrypted, and says when it was taken from the record. Throws CW-LNK-003 for anything
     * that this server could read, CW-LNK-007 when something was kept back since it was taken.
     */
    async keep(who: Asking, id: string, content: Buffer): Promise<{ readonly contentAt: number }> {
      const row = await live(who, id);
      if (!isLinkFile(content)) throw new CodedError('CW-LNK-003');
      const contentAt = openAbout(sealed, row).takenAt ?? clock.now();
      if (!(await linkDoor.stands({ ...row, contentAt }))) throw new CodedError('CW-LNK-007');
      await store.setContent(row.id, content, contentAt);
      return { contentAt };
    },

    /** Ends it at once, and deletes what it holds. */
    async end(who: Asking, id: string): Promise<void> {
      const row = await found(who, id);
      const isInForce = (await inForce(who, row.record)).has(row.event);
      const consent = isInForce ? grants.find(who.account, row.event)?.consent : undefined;
      const capacity = capacityOf(who, row.record);
      if (capacity === null) throw new CodedError('CW-GEN-002');
      if (consent !== undefined) {
        const { id: ends, time: _time, seq: _seq, by: _by, ...said } = consent;
        await gate.changeAccess(who.actor, { ...said, capacity, ends }, who.request);
      }
      await store.remove(row.id);
    },
  };
}

export type Links = ReturnType<typeof createLinks>;
