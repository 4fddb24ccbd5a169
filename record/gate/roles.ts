import type { AccountId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import type { AccessState, AccountState } from './access-state.ts';
import { INSTANCE_ROLES, type InstanceRole } from './access-types.ts';

/**
 * What a role of the instance is for. None of it opens a record: whoever reads one holds it, was granted it, or works
 * for an organization that was (design 4.2: an owner or admin is not a reader).
 */
export const CAPABILITIES = [
  /** The state of the instance, its jobs, backups and settings. */
  'operate',
  /** Accounts that are no owners': invite, disable, give and take roles. */
  'accounts',
  /** Owners, too. */
  'owners',
  /** Lines of the log, without the records that they are about. */
  'audit',
  /** Makes a person's record, and holds it first. */
  'make-person',
  /** Makes an organization and names its first manager. */
  'make-organization',
  /** Takes access that a person offers for an emergency. */
  'break-glass',
] as const;
export type Capability = (typeof CAPABILITIES)[number];

/** One table, written by hand from the promises (O12, E1, J1): super admin is `owner`. */
export const ROLE_CAPABILITIES: Readonly<Record<InstanceRole, readonly Capability[]>> = {
  owner: ['operate', 'accounts', 'owners', 'audit', 'make-person', 'make-organization'],
  admin: ['operate', 'accounts', 'audit', 'make-person', 'make-organization'],
  auditor: ['audit'],
  practitioner: ['make-person', 'break-glass'],
  member: ['make-person'],
  demo: [],
};

/**
 * As which roles somebody with these may act: their own, and those that are for nothing for which theirs are not. A program
 * that only reads its owner's own record acts as a member. Nobody acts for showing who is not there for it.
 */
export const mayActAs = (has: readonly InstanceRole[]): readonly InstanceRole[] =>
  INSTANCE_ROLES.filter(
    (role) =>
      has.includes(role) ||
      (role !== 'demo' &&
        ROLE_CAPABILITIES[role].every((one) => has.some((own) => ROLE_CAPABILITIES[own].includes(one)))),
  );

/** True for an active account one of whose roles is for that. */
export const isFor = (account: AccountState | undefined, capability: Capability): boolean =>
  account?.status === 'active' && account.roles.some((role) => ROLE_CAPABILITIES[role].includes(capability));

/**
 * The account of an actor, as it acts: with no more roles than the actor says (a program's token may name fewer than its
 * account has). Undefined for whoever is no account.
 */
export function actingAccount(state: AccessState, { kind, account, roles }: Actor): AccountState | undefined {
  const found = kind === 'account' && account !== undefined ? state.accounts.get(account as AccountId) : undefined;
  if (found === undefined || roles === undefined) return found;
  return { ...found, roles: mayActAs(found.roles).filter((role) => roles.includes(role)) };
}

/** An account for showing sees made-up people, and nobody else. */
export const isForShow = ({ roles }: Pick<AccountState, 'roles'>): boolean =>
  roles.length > 0 && roles.every((role) => role === 'demo');

/** True for an actor of an account for showing, and for a program whose token names no other of its account's roles. */
export const actsForShow = (state: AccessState, { kind, account, roles }: Actor): boolean => {
  const found = kind === 'account' && account !== undefined ? state.accounts.get(account as AccountId) : undefined;
  return (
    found !== undefined && (isForShow(found) || (roles !== undefined && isForShow({ roles: roles as InstanceRole[] })))
  );
};
