import { createHash, randomBytes } from 'node:crypto';
import type { Db } from '@chartwarden/db';
import type { Core } from '@chartwarden/gate';
import { type AccountId, idToBytes, type RecordId } from '@chartwarden/ids';
import type { Clock } from '@chartwarden/time';
import type { Form, Purpose, Reseal, SealedPlace, SealedStore, Slice } from '@chartwarden/vault';
import type { LinkRow, LinksStore } from './links.store.ts';

/** `card`: an emergency card; its content is put together in the browser from what its slice names and what is written by hand. */
export type LinkKind = 'records' | 'card';

/** What somebody wants to share with whoever has the link. */
export interface LinkWish {
  readonly kind: LinkKind;
  /** What the recipient reads above it; at most 80 characters (SMART Health Links 1.0, payload). */
  readonly label: string;
  readonly slice: Slice;
  readonly form: Exclude<Form, 'selected_evidence'>;
  /** Milliseconds since the epoch; null: until it is ended. */
  readonly until: number | null;
  /** How often it can be opened; null: as often as somebody likes. */
  readonly openings: number | null;
  readonly reason?: string | undefined;
  /** On what paper the person agreed; staff of an organization say it. */
  readonly document?: string | undefined;
}

/** What a link's row keeps sealed. */
export interface LinkAbout {
  readonly kind: LinkKind;
  readonly label: string;
  /** Argon2id; null: no passcode. */
  readonly passcode: string | null;
  /** 32 random bytes (hex) that sign the addresses from which a large file is fetched. */
  readonly ticketKey: string;
  /** When what it may hold was last handed to its maker's browser, which encrypts it; milliseconds. */
  readonly takenAt?: number;
}

/** The consent as it will stand; its recipient is the link that is made then. */
export interface LinkConsent {
  readonly record: RecordId;
  readonly effect: 'permit';
  readonly actions: readonly ['export'];
  readonly recipient: { readonly kind: 'link' };
  readonly purposes: readonly Purpose[];
  readonly wish: LinkWish;
  readonly passcode: boolean;
}

/** A link before it is made: exactly what will stand, and what of the record it would hold now. */
export interface LinkDraft {
  readonly consent: LinkConsent;
  /** SHA-256 (hex) of the consent. */
  readonly digest: string;
  readonly counts: readonly { readonly type: string; readonly count: number }[];
}

export interface MadeLink {
  readonly id: string;
  /** Where it is opened, with the only copy of the 256 random bits; the key is the maker's browser's. */
  readonly url: string;
  readonly draft: null;
}

export interface LinkLine {
  readonly id: string;
  readonly kind: LinkKind;
  readonly label: string;
  readonly made: number;
  /** Made by whoever asks: only they can bring its content up to date. */
  readonly own: boolean;
  readonly until: number | null;
  readonly openingsLeft: number | null;
  readonly opened: number;
  readonly passcode: boolean;
  readonly triesLeft: number;
  /** When what it holds was taken from the record; null: it holds nothing (yet, or no longer). */
  readonly contentAt: number | null;
  /** SHA-256 (hex) of what its address ends with, so that a browser can tell which link it was given. */
  readonly door: string;
}

export type LinkNotice = 'link-opened' | 'link-refused' | 'link-used-up';

/** What links need of the rest. */
export type LinksParts = Pick<Core, 'gate' | 'grants' | 'vault' | 'linkDoor'> & {
  readonly sealed: Pick<SealedStore, 'seal' | 'open'>;
  readonly db: Db;
  readonly clock: Clock;
  readonly publicUrl: () => string;
  readonly passcodes: {
    hash(passcode: string): Promise<string>;
    verify(stored: string, passcode: string): Promise<{ readonly right: boolean }>;
  };
  /** Tells an account, when it is next here, that something of this kind happened, and to which record. Nothing of it is in it. */
  readonly tell: (account: AccountId, kind: `${LinkNotice}:${RecordId}`) => Promise<void>;
};

/** Wrong passcodes in the life of a link. */
export const TRIES = 10;

export const doorOf = (token: string): Buffer => createHash('sha256').update(token).digest();
export const newToken = (): string => randomBytes(32).toString('base64url');

const place = (id: string): SealedPlace => ({ table: 'share_links', row: idToBytes(id), column: 'about', version: 1 });

export const sealAbout = (
  sealed: Pick<SealedStore, 'seal'>,
  account: AccountId,
  id: string,
  about: LinkAbout,
): Buffer => sealed.seal(account, place(id), Buffer.from(JSON.stringify(about)));

export const openAbout = (sealed: Pick<SealedStore, 'open'>, row: LinkRow): LinkAbout =>
  JSON.parse(sealed.open(row.account, place(row.id), row.about).toString('utf8')) as LinkAbout;

/** Moves an account's links to its newest key. Resolves with how many were not there yet. */
export async function resealLinks(store: LinksStore, account: AccountId, again: Reseal): Promise<number> {
  let moved = 0;
  for (const row of await store.ofAccount(account)) {
    const about = again(place(row.id), row.about);
    if (about === null) continue;
    await store.replaceAbout(row, about);
    moved += 1;
  }
  return moved;
}
