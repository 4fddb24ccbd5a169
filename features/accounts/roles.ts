import type { InstanceRole } from '@chartwarden/gate';
import { z } from 'zod';

/** From wide to narrow: the role that stands in the ledger when an account has several. */
export const ROLES = [
  'owner',
  'admin',
  'auditor',
  'practitioner',
  'member',
  'demo',
] as const satisfies readonly InstanceRole[];

export const ROLE = z.enum(ROLES);
