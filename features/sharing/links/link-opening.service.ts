import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { CodedError } from '@chartwarden/errors';
import { deciding } from '@chartwarden/gate';
import type { RecordId } from '@chartwarden/ids';
import type { RequestFacts } from '@chartwarden/vault';
import { doorOf, type LinkNotice, type LinksParts, openAbout } from './link-types.ts';
import type { LinkRow, LinksStore } from './links.store.ts';

/** A manifest request (SMART Health Links 1.0): `recipient` is who the opener says they are. */
export interface Opening {
  readonly recipient: string;
  readonly passcode?: string | undefined;
  readonly embeddedLengthMax?: number | undefined;
}

export interface Manifest {
  readonly status: 'can-change';
  readonly files: readonly [
    { readonly contentType: 'application/fhir+json' } & ({ readonly embedded: string } | { readonly location: string }),
  ];
}

/** Milliseconds for which the address of a large file is good; the standard allows an hour. */
const TICKET = 5 * 60_000;
/** Characters that go into the manifest itself where its reader sets no limit. */
const EMBEDDED = 256 * 1024;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;
/** What of the opener's own words goes into the log. */
const SAID = 100;
const saidBy = (recipient: string): string => recipient.slice(0, SAID).toWellFormed();

/** Opening links, for anybody: nothing of the link is told to whoever cannot open it. */
export function createLinkOpening(parts: LinksParts, store: LinksStore) {
  const { linkDoor, sealed, clock, passcodes, publicUrl, tell } = parts;

  /** The row behind a door that can be opened now. Throws the one answer for everything else. */
  async function behind(token: string): Promise<LinkRow & { readonly contentAt: number }> {
    const row = TOKEN.test(token) ? await store.byDoor(doorOf(token)) : null;
    const { contentAt = null } = row ?? {};
    const isOver = row?.expiresAt != null && clock.now() >= row.expiresAt;
    if (row === null || contentAt === null || isOver || row.triesLeft <= 0) throw new CodedError('CW-LNK-001');
    const open = { ...row, contentAt };
    if (!(await linkDoor.stands(open))) throw new CodedError('CW-LNK-001');
    return open;
  }

  /** The line in the person's log, then the word to whoever holds the record. */
  async function noted(
    row: LinkRow & { readonly contentAt: number },
    what: Parameters<typeof linkDoor.note>[1],
    request: RequestFacts,
    kind: LinkNotice,
  ): Promise<void> {
    const holders = await deciding(() => linkDoor.note(row, what, request));
    if (holders === null) throw new CodedError('CW-LNK-001');
    for (const account of new Set([...holders, row.account])) await tell(account, `${kind}:${row.record}`);
  }

  /**
   * The try is taken before the passcode is looked at, and only the right one gives it back: however many guess at once,
   * no more are looked at than are left.
   */
  async function guess(
    row: LinkRow & { readonly contentAt: number },
    stored: string,
    { passcode = '', recipient }: Opening,
    request: RequestFacts,
  ): Promise<number | null> {
    if (!(await store.takeTry(row.id))) throw new CodedError('CW-LNK-001');
    const { right } = await passcodes.verify(stored, passcode);
    if (right) {
      await store.giveTryBack(row.id);
      return null;
    }
    const left = (await store.byId(row.id))?.triesLeft ?? 0;
    const detail = { said: saidBy(recipient), left };
    await noted(row, { code: 'CW-LNK-004', detail }, request, left === 0 ? 'link-used-up' : 'link-refused');
    return left;
  }

  const ticketOf = (key: string, id: string, until: number): string =>
    `${until.toString(36)}.${createHmac('sha256', Buffer.from(key, 'base64url')).update(`${id} ${until}`).digest('base64url')}`;

  return {
    /** The manifest; or how many tries are left after a wrong passcode, or without one. Throws CW-LNK-001. */
    async open(token: string, opening: Opening, request: RequestFacts): Promise<Manifest | { readonly left: number }> {
      const row = await behind(token);
      const { passcode, ticketKey } = openAbout(sealed, row);
      if (passcode !== null) {
        // Nothing was guessed: nothing is counted.
        if (opening.passcode === undefined) return { left: row.triesLeft };
        const left = await guess(row, passcode, opening, request);
        if (left !== null) return { left };
      }
      if (!(await store.takeOpening(row.id))) throw new CodedError('CW-LNK-001');
      const content = await store.content(row.id);
      if (content === null) throw new CodedError('CW-LNK-001');
      const payload = createHash('sha256').update(content).digest('hex');
      await noted(row, { payload, detail: { said: saidBy(opening.recipient) } }, request, 'link-opened');
      const contentType = 'application/fhir+json';
      if (content.length <= (opening.embeddedLengthMax ?? EMBEDDED))
        return { status: 'can-change', files: [{ contentType, embedded: content.toString('latin1') }] };
      const ticket = ticketOf(ticketKey, row.id, clock.now() + TICKET);
      return { status: 'can-change', files: [{ contentType, location: `${publicUrl()}/shl/${token}/${ticket}` }] };
    },

    /** A file that a manifest named, within minutes and while the link stands. Throws CW-LNK-001. */
    async file(
      token: string,
      ticket: string,
    ): Promise<{ readonly content: Buffer; readonly stillAllowed: () => Promise<boolean> }> {
      const row = await behind(token);
      const until = Number.parseInt(ticket, 36);
      const expected = Buffer.from(ticketOf(openAbout(sealed, row).ticketKey, row.id, until));
      const given = Buffer.from(ticket);
      const isRight = given.length === expected.length && timingSafeEqual(given, expected);
      const content = isRight && clock.now() < until ? await store.content(row.id) : null;
      if (content === null) throw new CodedError('CW-LNK-001');
      return { content, stillAllowed: () => linkDoor.stands(row) };
    },

    /**
     * Removes what ended, is over or was erased, and the content of what is used up, of all records or one. Resolves with
     * how many went.
     */
    async sweep(record?: RecordId): Promise<number> {
      let gone = 0;
      for (const row of await (record === undefined ? store.all() : store.ofRecord(record))) {
        const stands = await linkDoor.stands({ ...row, contentAt: clock.now() });
        const isUsedUp = row.triesLeft <= 0 || row.openingsLeft === 0;
        if (stands && !(isUsedUp && row.contentAt !== null)) continue;
        await (stands ? store.dropContent(row.id) : store.remove(row.id));
        gone += 1;
      }
      return gone;
    },
  };
}

export type LinkOpening = ReturnType<typeof createLinkOpening>;
