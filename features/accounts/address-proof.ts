import { CodedError } from '@chartwarden/errors';
import type { AccountId } from '@chartwarden/ids';
import type { Identities } from './identity.ts';
import type { Links } from './links.ts';
import { proveAddressMail } from './mail-texts.ts';
import { type Caller, noteOf, stranger } from './notes.ts';
import type { Outbox } from './outbox.ts';
import type { AccountsPorts, AccountsSettings } from './ports.ts';
import type { PreferencesOf } from './preferences.ts';
import type { Throttle } from './throttle.ts';

/**
 * Whether the address of an account is its holder's. Whoever registers, or takes an invitation of somebody who only holds a
 * record, types any address; until a link that was sent there has come back, nobody finds the account by it, and what is
 * shared with that address does not reach it.
 */
export interface AddressProof {
  /** False where no mail is sent from here: then whoever looks after accounts vouches for whom they invite. */
  readonly byMail: boolean;
  isProven(account: AccountId): Promise<boolean>;
  /** Sends the link, for a new account; nothing where no mail is sent from here. */
  send(account: AccountId): Promise<void>;
  /** The same, asked for by its holder. Throws CW-ACC-023 without mail, ThrottledError. */
  again(account: AccountId, caller: Caller): Promise<void>;
  /** Takes such a link. Throws CW-ACC-009. */
  prove(token: string, caller: Caller): Promise<void>;
}

const LIFETIME = 3 * 24 * 3600_000;

export function createAddressProof(parts: {
  readonly identities: Identities;
  readonly links: Links;
  readonly outbox: Outbox;
  readonly throttle: Throttle;
  readonly preferences: PreferencesOf;
  readonly ports: Pick<AccountsPorts, 'gate'>;
  readonly settings: Pick<AccountsSettings, 'publicUrl'>;
}): AddressProof {
  const { identities, links, outbox, throttle, preferences, ports, settings } = parts;
  const { gate } = ports;
  const send = async (account: AccountId): Promise<void> => {
    const row = await identities.byId(account);
    if (row === null || identities.isProven(row) || !outbox.isOpen) return;
    const { token, expires } = await links.make('prove-address', account, { lifetime: LIFETIME, issuer: null });
    const { language = 'en' } = await preferences.get(account);
    const url = `${settings.publicUrl}/prove-address#link=${token}`;
    await outbox.put({
      kind: 'message',
      to: identities.profile(row).email,
      ...proveAddressMail(language, url, expires),
    });
  };
  return {
    byMail: outbox.isOpen,
    async isProven(account) {
      const row = await identities.byId(account);
      return row !== null && identities.isProven(row);
    },
    send,
    async again(account, caller) {
      if (!outbox.isOpen) throw new CodedError('CW-ACC-023');
      await throttle.enter(`the address of ${account}`, caller.facts.ip);
      await send(account);
    },
    async prove(token, caller) {
      const { account } = await links.peek(token, 'prove-address');
      const row = account === null ? null : await identities.byId(account);
      if (row === null || gate.account(row.id).status !== 'active') throw new CodedError('CW-ACC-009');
      await links.use(token);
      await identities.prove(row.id);
      await gate.note(noteOf(stranger(caller), 'address', caller, { detail: { account: row.id, what: 'proven' } }));
    },
  };
}
