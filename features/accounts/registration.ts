import { CodedError, isCoded } from '@chartwarden/errors';
import { deciding, type NewAccessEvent } from '@chartwarden/gate';
import type { Actor } from '@chartwarden/ledger';
import type { AddressProof } from './address-proof.ts';
import type { Credential, Credentials, MadeCredential } from './credentials.ts';
import type { Identities, Profile } from './identity.ts';
import { type Caller, noteOf, stranger } from './notes.ts';
import type { AccountsPorts, AccountsSettings } from './ports.ts';
import type { Throttle } from './throttle.ts';

/** Making one's own account, where the operator opened that. */
export interface Registration {
  readonly open: boolean;
  /**
   * Makes a member, unless the address has an account: from outside the two look and last the same, and nobody is logged
   * in. Throws CW-ACC-018 when it is closed, CW-ACC-006, CW-ACC-007, CW-ACC-076, ThrottledError.
   */
  register(input: Omit<Profile, 'id'> & Credential, caller: Caller): Promise<void>;
}

/** Answered no sooner than this after the password was computed, whatever was to do; milliseconds. */
const LEAST = 1_500;

export function createRegistration(parts: {
  readonly identities: Identities;
  readonly credentials: Credentials;
  readonly addressProof: AddressProof;
  readonly throttle: Throttle;
  readonly ports: Pick<AccountsPorts, 'gate'>;
  readonly settings: Pick<AccountsSettings, 'registration'>;
  pause(ms: number): Promise<void>;
}): Registration {
  const { identities, credentials, addressProof, throttle, ports, settings, pause } = parts;
  const { gate } = ports;
  // The operator's setting lets them in, and nobody in person; the gate allows it for new accounts only.
  const system: Actor = { kind: 'system', role: 'system' };

  const make = async (profile: Omit<Profile, 'id'>, made: MadeCredential, caller: Caller): Promise<void> => {
    const { id } = await identities.create({ ...profile, isUnproven: true }, made.hash);
    try {
      await made.link(id);
      const newcomer = { account: id, capacity: 'system' } as const;
      const events: NewAccessEvent[] = [
        { kind: 'account', state: 'active', ...newcomer },
        { kind: 'role', role: 'member', state: 'given', ...newcomer },
      ];
      const acts = events.map((event) => ({ actor: system, event }));
      await deciding(() => gate.changeTogether(acts, caller.facts));
    } catch (error) {
      await identities.remove(id);
      throw error;
    }
    await addressProof.send(id);
  };

  return {
    open: settings.registration,
    async register({ email, name, ...credential }, caller) {
      if (!settings.registration) throw new CodedError('CW-ACC-018');
      await credentials.check(credential, { email, name });
      await throttle.enter('a registration', caller.facts.ip);
      const made = await credentials.make(credential);
      const [code] = await Promise.all([
        make({ email, name }, made, caller).then(
          () => null,
          (error: unknown) => {
            if (isCoded(error) && error.code === 'CW-ACC-003') return 'CW-ACC-017' as const;
            throw error;
          },
        ),
        pause(LEAST),
      ]);
      await gate.note(noteOf(stranger(caller), 'registration', caller, code === null ? {} : { code }));
    },
  };
}
