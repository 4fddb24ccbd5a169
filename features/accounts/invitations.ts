import { CodedError } from '@chartwarden/errors';
import { type AccountId, newId } from '@chartwarden/ids';
import type { Reseal } from '@chartwarden/vault';
import { requireAdministrator } from './administration.ts';
import type { Identities } from './identity.ts';
import {
  type InvitationContent,
  type InvitationPurpose,
  invitationPlace,
  openInvitation,
  sealInvitation,
} from './invitation-content.ts';
import type { InvitationRow, InvitationsStore } from './invitations.store.ts';
import { invitationMail } from './mail-texts.ts';
import { type Caller, noteOf } from './notes.ts';
import type { Outbox } from './outbox.ts';
import type { AccountsPorts, AccountsSettings } from './ports.ts';
import type { PreferencesOf } from './preferences.ts';
import { areFor, forMaking } from './roles.ts';
import type { Session } from './sessions.ts';
import { createTokens } from './tokens.ts';

export interface InvitationLine {
  readonly id: string;
  readonly purpose: InvitationPurpose;
  readonly email: string | null;
  /** Who made it. */
  readonly issuer: string | null;
  readonly madeAt: number;
  readonly expires: number;
  /** False: too old, or whoever made it may no longer; it can be made anew or cancelled. */
  readonly live: boolean;
}

export interface IssuedInvitation {
  readonly id: string;
  /** The only copy of the link. */
  readonly url: string;
  readonly expires: number;
  /** Also on its way by mail, to the address that it is for. */
  readonly sent: boolean;
}

/** An invitation that was found by its token and can be taken. */
export interface LiveInvitation {
  readonly row: InvitationRow;
  readonly content: InvitationContent;
}

/** Invitations: 256 random bits, stored as a digest, taken once, bound to who issued them and for whom. */
export interface Invitations {
  /** Throws CW-GATE-007 unless the caller could give that role now, CW-ACC-017 when the address has an account. */
  make(
    session: Session,
    wanted: { readonly purpose: InvitationPurpose; readonly email: string | null; readonly days: number },
    caller: Caller,
  ): Promise<IssuedInvitation>;
  /** A new link, by and in the name of the caller; the one before is dead. Throws CW-GEN-002, CW-GATE-007. */
  renew(session: Session, id: string, days: number, caller: Caller): Promise<IssuedInvitation>;
  /** Throws CW-GEN-002, CW-GATE-007. */
  cancel(session: Session, id: string, caller: Caller): Promise<void>;
  list(session: Session, caller: Caller): Promise<InvitationLine[]>;
  /** Throws CW-ACC-015 unless it is there, in time, and whoever issued it still may. */
  find(token: string): Promise<LiveInvitation>;
  sweep(): Promise<void>;
  /** Moves what is sealed to the instance's newest key. Resolves with how many were not there yet. */
  reseal(again: Reseal): Promise<number>;
}

const DAY = 24 * 3600_000;
/** So long an expired one is still shown, to be made anew. */
const KEPT = 30 * DAY;

export function createInvitations(parts: {
  readonly store: InvitationsStore;
  readonly identities: Identities;
  readonly outbox: Outbox;
  readonly preferences: PreferencesOf;
  readonly ports: Pick<AccountsPorts, 'clock' | 'gate' | 'sealed'>;
  readonly settings: Pick<AccountsSettings, 'publicUrl' | 'sessionSecret'>;
}): Invitations {
  const { store, identities, outbox, preferences, ports, settings } = parts;
  const { clock, gate, sealed } = ports;
  const tokens = createTokens(settings.sessionSecret, 'invitation');

  const isLive = ({ expires, issuer, purpose }: InvitationContent): boolean => {
    const { status, roles } = gate.account(issuer);
    // As the gate will say when it is taken: an admin makes no owner.
    return clock.now() < expires && status === 'active' && areFor(roles, forMaking(purpose.role));
  };
  const requireGiver = (session: Session, { role }: InvitationPurpose, caller: Caller) =>
    requireAdministrator(gate, session, caller, forMaking(role));
  const sealNew = (
    row: Pick<InvitationRow, 'id' | 'version' | 'madeAt'>,
    content: InvitationContent,
  ): { readonly sealedRow: InvitationRow; readonly issued: Omit<IssuedInvitation, 'sent'> } => {
    const token = tokens.make();
    const tokenDigest = tokens.digest(token) ?? Buffer.alloc(0);
    return {
      sealedRow: sealInvitation(sealed, { ...row, tokenDigest }, content),
      issued: {
        id: row.id,
        url: `${settings.publicUrl}/invitation#invitation=${token}`,
        expires: content.expires,
      },
    };
  };
  const alsoSend = async (
    issued: Omit<IssuedInvitation, 'sent'>,
    { email, issuer }: InvitationContent,
  ): Promise<IssuedInvitation> => {
    const by = email === null || !outbox.isOpen ? null : await identities.byId(issuer);
    if (by === null || email === null) return { ...issued, sent: false };
    const { language = 'en' } = await preferences.get(issuer);
    const text = invitationMail(language, identities.profile(by).name, issued.url, issued.expires);
    await outbox.put({ kind: 'message', to: email, ...text });
    return { ...issued, sent: true };
  };
  const existing = async (session: Session, id: string, caller: Caller): Promise<LiveInvitation> => {
    await requireAdministrator(gate, session, caller);
    const row = await store.byId(id);
    if (row === null) throw new CodedError('CW-GEN-002');
    const content = openInvitation(sealed, row);
    await requireGiver(session, content.purpose, caller);
    return { row, content };
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
      const { sealedRow, issued } = sealNew({ id, version: 1, madeAt: now }, content);
      await note(session, 'made', id, caller);
      await store.insert(sealedRow);
      return alsoSend(issued, content);
    },
    async renew(session, id, days, caller) {
      const { row, content } = await existing(session, id, caller);
      const now = clock.now();
      const next = { ...content, issuer: session.account, expires: now + days * DAY };
      const { sealedRow, issued } = sealNew({ id, version: row.version + 1, madeAt: row.madeAt }, next);
      await note(session, 'renewed', id, caller);
      if (!(await store.replace(row, sealedRow))) throw new CodedError('CW-GEN-002');
      return alsoSend(issued, next);
    },
    async cancel(session, id, caller) {
      const { row } = await existing(session, id, caller);
      await note(session, 'cancelled', id, caller);
      if (!(await store.remove(row))) throw new CodedError('CW-GEN-002');
    },
    async list(session, caller) {
      await requireAdministrator(gate, session, caller);
      const rows = (await store.all()).map((row) => ({ row, content: openInvitation(sealed, row) }));
      await gate.note(noteOf(session.actor, 'accounts', caller, { detail: { invitations: rows.length } }));
      const nameOf = async (account: AccountId): Promise<string | null> => {
        const row = await identities.byId(account);
        return row === null ? null : identities.profile(row).name;
      };
      return Promise.all(
        rows.map(async ({ row, content }) => ({
          id: row.id,
          purpose: content.purpose,
          email: content.email,
          issuer: await nameOf(content.issuer),
          madeAt: row.madeAt,
          expires: content.expires,
          live: isLive(content),
        })),
      );
    },
    async find(token) {
      const digest = tokens.digest(token);
      const row = digest === null ? null : await store.byToken(digest);
      if (row === null) throw new CodedError('CW-ACC-015');
      const content = openInvitation(sealed, row);
      if (!isLive(content)) throw new CodedError('CW-ACC-015');
      return { row, content };
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
