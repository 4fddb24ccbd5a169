import { INSTANCE_ROLES, type InstanceRole } from '@chartwarden/gate';
import { z } from 'zod';

export const ROLE = z.enum(INSTANCE_ROLES);

/** The role that stands in the ledger when an account has several: the widest; they are listed from wide to narrow. */
export const topRole = (roles: readonly InstanceRole[]): string =>
  INSTANCE_ROLES.find((candidate) => roles.includes(candidate)) ?? 'none';
