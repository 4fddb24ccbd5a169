import { CodedError } from '@chartwarden/errors';
import type { Actor } from '@chartwarden/ledger';
import { foldEmail, type Identities } from './identity.ts';
import type { Links } from './links.ts';
import { lostPasswordMail } from './mail-texts.ts';
import { type Caller, noteOf, stranger } from './notes.ts';
import type { Outbox } from './outbox.ts';
import type { AccountsPorts, AccountsSettings, OutgoingMessage } from './ports.ts';
import type { PreferencesOf } from './preferences.ts';
import type { Throttle } from './throttle.ts';

/** A lost password, replaced through a link that comes by mail. */
export interface LostPassword {
  /** False without a mail server: then an owner hands out a link. */
  readonly byMail: boolean;
  /**
   * Somebody says that this address lost its password. Nothing is looked up here, so that neither the answer nor its time
   * tells whether there is an account: that is for the job. Throws CW-ACC-023 without mail, ThrottledError.
   */
  ask(email: string, caller: Caller): Promise<void>;
  /** For the job: the message, or null when nobody active has that address, or was sent one just now. */
  message(email: string): Promise<OutgoingMessage | null>;
}

const MINUTE = 60_000;
const LIFETIME = 60 * MINUTE;
/** So long nobody gets a second one: many can ask, and one mailbox is flooded by none of them. */
const APART = 5 * MINUTE;

export function createLostPassword(parts: {
  readonly identities: Identities;
  readonly links: Links;
  readonly throttle: Throttle;
  readonly outbox: Outbox;
  readonly preferences: PreferencesOf;
  readonly ports: Pick<AccountsPorts, 'clock' | 'gate'>;
  readonly settings: Pick<AccountsSettings, 'publicUrl'>;
}): LostPassword {
  const { identities, links, throttle, outbox, preferences, ports, settings } = parts;
  const { clock, gate } = ports;
  const system: Actor = { kind: 'system', role: 'mail' };
  return {
    byMail: outbox.isOpen,
    async ask(email, caller) {
      if (!outbox.isOpen) throw new CodedError('CW-ACC-023');
      await throttle.enter(`the lost password of ${foldEmail(email)}`, caller.facts.ip);
      await gate.note(noteOf(stranger(caller), 'password-asked', caller));
      await outbox.put({ kind: 'lost-password', email });
    },
    async message(email) {
      const row = await identities.byEmail(email);
      if (row === null || gate.account(row.id).status !== 'active') return null;
      const latest = await links.latest('new-password', row.id);
      if (latest !== null && latest > clock.now() + LIFETIME - APART) return null;
      const made = await links.make('new-password', row.id, { lifetime: LIFETIME, issuer: null });
      const by: Caller = { client: 'cli', facts: {} };
      await gate.note(noteOf(system, 'password-link', by, { detail: { account: row.id } }));
      const { language = 'en' } = await preferences.get(row.id);
      const url = `${settings.publicUrl}/new-password#link=${made.token}`;
      // Not sent, it keeps no second one away.
      const unsent = () => links.endAll('new-password', row.id);
      return { to: identities.profile(row).email, ...lostPasswordMail(language, url, made.expires), unsent };
    },
  };
}
