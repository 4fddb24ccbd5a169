import { type Capability, INSTANCE_ROLES, type InstanceRole, ROLE_CAPABILITIES } from '@chartwarden/gate';
import { z } from 'zod';

export const ROLE = z.enum(INSTANCE_ROLES);

/** The role that stands in the ledger when an account has several: the widest; they are listed from wide to narrow. */
export const topRole = (roles: readonly InstanceRole[]): string =>
  INSTANCE_ROLES.find((candidate) => roles.includes(candidate)) ?? 'none';

/** True when one of the roles is for that, by the one table of the gate. */
export const areFor = (roles: readonly InstanceRole[], capability: Capability): boolean =>
  roles.some((role) => ROLE_CAPABILITIES[role].includes(capability));

/** What it takes to make or change somebody who is this. */
export const forMaking = (role: InstanceRole): Capability => (role === 'owner' ? 'owners' : 'accounts');
