import { CodedError } from '@chartwarden/errors';
import type { AccountId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import type { Identities } from './identity.ts';
import {
  type Act,
  actsOf,
  type InvitationContent,
  type InvitationPurpose,
  openInvitation,
  type PersonPurpose,
  type Standing,
  sealInvitation,
  type WorkPurpose,
  workEvent,
} from './invitation-content.ts';
import type { InvitationRow, InvitationsStore } from './invitations.store.ts';
import { invitationMail, recordInvitationMail, workInvitationMail } from './mail-texts.ts';
import type { Caller } from './notes.ts';
import type { Outbox } from './outbox.ts';
import type { AccountsPorts, AccountsSettings } from './ports.ts';
import type { PreferencesOf } from './preferences.ts';
import { areFor, forMaking, topRole } from './roles.ts';
import type { Throttle } from './throttle.ts';
import { createTokens } from './tokens.ts';

export interface IssuedInvitation {
  readonly id: string;
  /** The only copy of the link. */
  readonly url: string;
  readonly expires: number;
  /** Also on its way by mail, to the address that it is for. */
  readonly sent: boolean;
}

/** An invitation that was found and can be taken. */
export interface LiveInvitation<Purpose extends InvitationPurpose = InvitationPurpose> {
  readonly row: InvitationRow;
  readonly content: InvitationContent<Purpose>;
}

export const isJoin = (found: LiveInvitation): found is LiveInvitation<Extract<InvitationPurpose, { kind: 'join' }>> =>
  found.content.purpose.kind === 'join';
export const isToWork = (found: LiveInvitation): found is LiveInvitation<WorkPurpose> =>
  found.content.purpose.kind === 'work';
export const isOfPerson = (found: LiveInvitation): found is LiveInvitation<PersonPurpose> =>
  !isJoin(found) && !isToWork(found);

const MAILS = {
  join: invitationMail,
  claim: recordInvitationMail,
  care: recordInvitationMail,
  work: workInvitationMail,
} as const;

export type Issuing = ReturnType<typeof createIssuing>;

/** What all invitations have in common: 256 random bits, stored as a digest, sealed content, and whether one still holds. */
export function createIssuing(parts: {
  readonly store: InvitationsStore;
  readonly identities: Identities;
  readonly outbox: Outbox;
  readonly preferences: PreferencesOf;
  readonly throttle: Pick<Throttle, 'mayMail'>;
  readonly ports: Pick<AccountsPorts, 'clock' | 'gate' | 'grants' | 'sealed'>;
  readonly settings: Pick<AccountsSettings, 'publicUrl' | 'sessionSecret'>;
}) {
  const { store, identities, outbox, preferences, throttle, ports, settings } = parts;
  const { clock, gate, grants, sealed } = ports;
  const tokens = createTokens(settings.sessionSecret, 'invitation');

  /** Whoever issued it as the gate knows them: with the roles that they have now. */
  const issuerOf = (issuer: AccountId, client: Caller['client']): Actor => ({
    kind: 'account',
    account: issuer,
    role: topRole(gate.account(issuer).roles),
    client,
  });

  /** How whoever issued it holds the record now; null: they do not. */
  function standingOf(issuer: AccountId, person: PersonPurpose['person']): Standing | null {
    const capacity = grants.capacityOf(issuer, person);
    const holder = grants.holderOf(issuer, person);
    return capacity === null || holder === null ? null : { capacity, holder };
  }

  /** What taking it would do; null when whoever issued it may no longer give that. */
  async function actsFor(
    { issuer, purpose }: Pick<InvitationContent<PersonPurpose>, 'issuer' | 'purpose'>,
    taker: AccountId,
    caller: Pick<Caller, 'client'>,
  ): Promise<readonly Act[] | null> {
    const standing = gate.account(issuer).status === 'active' ? standingOf(issuer, purpose.person) : null;
    if (standing === null) return null;
    const acts = actsOf(purpose, taker, standing, clock.now());
    const [first] = acts;
    const may = first !== undefined && (await gate.mayChange(issuerOf(issuer, caller.client), first.event));
    return may ? acts : null;
  }

  /** True while whoever issued it manages the organization. */
  const maySetToWork = (
    { issuer, purpose }: Pick<InvitationContent<WorkPurpose>, 'issuer' | 'purpose'>,
    taker: AccountId,
  ): Promise<boolean> => gate.mayChange(issuerOf(issuer, 'browser'), workEvent(purpose, taker));

  async function isLive({ content }: LiveInvitation, taker: AccountId): Promise<boolean> {
    const { purpose, issuer, expires } = content;
    if (clock.now() >= expires) return false;
    if (purpose.kind === 'work') return maySetToWork({ issuer, purpose }, taker);
    if (purpose.kind !== 'join') return (await actsFor({ issuer, purpose }, taker, { client: 'browser' })) !== null;
    const { status, roles } = gate.account(issuer);
    // As the gate will say when it is taken: an admin makes no owner.
    return status === 'active' && areFor(roles, forMaking(purpose.role));
  }

  return {
    issuerOf,
    standingOf,
    actsFor,
    isLive,

    opened: (row: InvitationRow): LiveInvitation => ({ row, content: openInvitation(sealed, row) }),

    /** By the token that its link holds; null when there is none. It may be dead. */
    async byToken(token: string): Promise<LiveInvitation | null> {
      const digest = tokens.digest(token);
      const row = digest === null ? null : await store.byToken(digest);
      return row === null ? null : { row, content: openInvitation(sealed, row) };
    },

    /** A row with a new token. */
    sealNew(
      row: Pick<InvitationRow, 'id' | 'version' | 'madeAt'>,
      content: InvitationContent,
    ): { readonly sealedRow: InvitationRow; readonly issued: Omit<IssuedInvitation, 'sent'> } {
      const token = tokens.make();
      const tokenDigest = tokens.digest(token);
      if (tokenDigest === null) throw new CodedError('CW-GEN-001', 'a token without a digest');
      return {
        sealedRow: sealInvitation(sealed, { ...row, tokenDigest }, content),
        issued: {
          id: row.id,
          url: `${settings.publicUrl}/invitation#invitation=${token}`,
          expires: content.expires,
        },
      };
    },

    async alsoSend(
      issued: Omit<IssuedInvitation, 'sent'>,
      { email, issuer, purpose }: InvitationContent,
    ): Promise<IssuedInvitation> {
      const by = email === null || !outbox.isOpen ? null : await identities.byId(issuer);
      // Whoever holds any record chooses address and sender's name: no mailbox is flooded from here.
      if (by === null || email === null || !(await throttle.mayMail(issuer))) return { ...issued, sent: false };
      const { language = 'en' } = await preferences.get(issuer);
      const text = MAILS[purpose.kind](language, identities.profile(by).name, issued.url, issued.expires);
      await outbox.put({ kind: 'message', to: email, ...text });
      return { ...issued, sent: true };
    },

    /** The name of an account, for whom an invitation concerns. */
    async nameOf(account: AccountId): Promise<string | null> {
      const row = await identities.byId(account);
      return row === null ? null : identities.profile(row).name;
    },
  };
}
