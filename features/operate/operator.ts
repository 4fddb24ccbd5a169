import type { Actor } from '@chartwarden/ledger';

/** Whoever stands at the shell: sets up, checks, backs up, rotates; never reads a record (design 4.2). */
export const OPERATOR: Actor = { kind: 'operator', role: 'operator' };
