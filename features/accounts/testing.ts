import type { Core, InstanceRole } from '@chartwarden/gate';
import type { AccountId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import { createAccountsStore } from './accounts.store.ts';
import { createIdentities } from './identity.ts';
import { createPasswords } from './password.ts';
import type { AccountsPorts } from './ports.ts';

/** An account that can log in, made by an owner without the screens for it. */
export async function addAccount(
  ports: Pick<AccountsPorts, 'db' | 'clock'> & { readonly core: Pick<Core, 'gate' | 'sealed'> },
  by: Actor,
  account: { readonly email: string; readonly name: string; readonly password: string; readonly role: InstanceRole },
): Promise<AccountId> {
  const { db, clock, core } = ports;
  const identities = createIdentities(createAccountsStore(db), { db, clock, sealed: core.sealed, gate: core.gate });
  const hash = await createPasswords().hash(account.password);
  const { id } = await identities.create({ email: account.email, name: account.name }, hash);
  const capacity = 'staff' as const;
  await core.gate.changeAccess(by, { kind: 'account', account: id, state: 'active', capacity }, {});
  await core.gate.changeAccess(by, { kind: 'role', account: id, role: account.role, state: 'given', capacity }, {});
  return id;
}
