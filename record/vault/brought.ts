import { CodedError } from '@chartwarden/errors';
import type { SourceId } from '@chartwarden/ids';
import { denied, type EntryLog } from './context.ts';
import { broughtOrigin, isOwn } from './identity.ts';
import type { Import } from './import-rows.ts';
import type { Grant, Permit, PermitAuthority } from './permit.ts';
import { holdsWhole, isWhole } from './recall.ts';
import type { StagedFact } from './staging.ts';

/**
 * What somebody brings who does not hold the whole record stands apart (ADR 0093): it is compared with what they brought
 * before and with nothing else, so that no count, no outcome and no version number tells them of what they do not see, and
 * it replaces nothing of anybody else's.
 */
export const bringsApart = (grant: Grant): boolean => grant.actor.kind === 'account' && !holdsWhole(grant);

/** Somebody's own imports, for whoever brings; all of them, for whoever holds the record. */
export const isOpenTo = (grant: Grant, { details }: Pick<Import, 'details'>): boolean =>
  !bringsApart(grant) || details.by === grant.account;

/**
 * A file as it was received: any of them for whoever holds the record. Whoever brought one as somebody who was granted a
 * part knows what is in it and may have it again, for themselves, as long as it counts, they see entries in full, and
 * nothing was refused to them that may stand in it.
 */
export const mayHaveFile = (grant: Grant, brought: Import | undefined, id: SourceId): boolean =>
  holdsWhole(grant) ||
  (brought?.details.apart === true &&
    brought.state === 'committed' &&
    brought.details.by === grant.account &&
    grant.form === 'full_source_allowed' &&
    grant.within === undefined &&
    grant.alsoIn === undefined &&
    grant.deny.every(({ sources }) => sources !== undefined && !sources.includes(id)));

/** Throws CW-GEN-002, after its line, for an import that is not theirs to touch. */
export async function requireOpen(log: EntryLog, grant: Grant, found: Pick<Import, 'details'>): Promise<void> {
  if (isOpenTo(grant, found)) return;
  await denied(log, grant, 'import', 'CW-GEN-002');
}

/**
 * Throws CW-VLT-007 where somebody goes on with what they began when they saw the whole record: it was compared with
 * everything, and has to be read again, apart.
 */
export function requireApart(grant: Grant, { details }: Pick<Import, 'details'>): void {
  if (bringsApart(grant) && !details.apart) throw new CodedError('CW-VLT-007', 'it must be read again');
}

/**
 * The same facts, under names of their own where they stand apart. No file says that something was written here: only a
 * write does, and an archive that brings a whole record back.
 */
export const named = (staged: readonly StagedFact[], { apart, by }: Import['details']): readonly StagedFact[] =>
  staged.map((one) => {
    const origin = isOwn(one.origin) ? null : one.origin;
    return apart ? { ...one, origin: broughtOrigin(by, origin) } : origin === one.origin ? one : { ...one, origin };
  });

/** Takes permits for what is done with imports. */
export const createClaims = (authority: Pick<PermitAuthority, 'claim'>, log: EntryLog) => ({
  /** Whoever may add brings files; taking away is for who sees the whole record. */
  async claim(permit: Permit, action: 'create' | 'delete'): Promise<Grant> {
    const grant = authority.claim(permit, action);
    if (action === 'delete' && !isWhole(grant)) return denied(log, grant, 'import', 'CW-GATE-003');
    return grant;
  },
  /** To bring a record back is for whoever holds it. */
  async claimWhole(permit: Permit, action: 'create'): Promise<Grant> {
    const grant = authority.claim(permit, action);
    return bringsApart(grant) ? denied(log, grant, 'import', 'CW-GATE-003') : grant;
  },
});
