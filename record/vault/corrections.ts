import { ConflictError, type RunStatement } from '@chartwarden/db';
import { CodedError } from '@chartwarden/errors';
import { type FactId, idFromBytes, idToBytes, newId } from '@chartwarden/ids';
import { bodyOf, denied, guardOf, type VaultContext } from './context.ts';
import {
  CORRECTION_KINDS, type Correction, type CorrectionKind, type CorrectionRow, correctionDigest, correctionPlace, correctionsOf, correctionsStore, openCorrection, type SealedCorrection,
} from './corrections.store.ts'; // biome-ignore format: one list
import { factsStore } from './facts.store.ts';
import { importsStore } from './imports.store.ts';
import { type Rebuilt, rebuild } from './overlay.ts';
import type { Grant, Permit, View } from './permit.ts';
import { sealRow } from './rows.ts';
import type { ScopeKeys } from './scope-keys.ts';
import { all, currentCondition, grantCondition } from './slice-sql.ts';

export interface NewCorrection {
  readonly kind: CorrectionKind;
  /** Which element, when the kind leaves a choice (`component[1].valueQuantity`). */
  readonly path?: string;
  readonly value?: unknown;
  readonly reason: string;
}

/** Corrections: what a person says about a fact, laid over it, with its reason, and undone as easily (promise O2). */
export function createCorrections(context: VaultContext) {
  const { db, keyring, log, clock, authority, recall } = context;
  const store = correctionsStore(db);

  async function write(
    grant: Grant,
    keys: ScopeKeys,
    factId: Buffer,
    action: string,
    row: CorrectionRow,
    statement: ReturnType<typeof store.insert>,
  ): Promise<void> {
    const laid = await lay(context, grant, keys, factId, row, statement);
    if (laid === null) return denied(log, grant, 'correct', 'CW-GEN-002');
    try {
      await log.append({
        scope: grant.record,
        body: bodyOf(grant, action, { outcome: 'done', types: [laid.type], count: 1, digests: laid.digests }),
        ids: [idFromBytes(factId)],
        statements: laid.statements,
        guard: guardOf(grant),
      });
      recall.forget(keys.scope);
    } catch (error) {
      if (error instanceof ConflictError) throw new CodedError('CW-VLT-008', undefined, { cause: error });
      throw error;
    }
  }

  /** Lays a correction over a fact. Throws CW-VLT-009 when it does not fit the fact, CW-GEN-002 when there is no such fact. */
  async function make(permit: Permit, id: FactId, input: NewCorrection): Promise<Correction> {
    const grant = authority.claim(permit, 'update');
    if (!CORRECTION_KINDS.includes(input.kind) || input.reason.trim() === '')
      throw new CodedError('CW-VLT-009', 'a correction has a kind and a reason');
    const keys = await keyring.reserve(grant.record, 4);
    const row = newCorrection(keys, grant, idToBytes(id), clock.now(), {
      kind: input.kind,
      ...(input.path === undefined ? {} : { path: input.path }),
      ...(input.value === undefined ? {} : { value: input.value }),
      reason: input.reason,
    });
    await write(grant, keys, row.fact_id, 'correct', row, store.insert(keys.scope, row));
    return correctionIn(keys, row);
  }

  /** Takes a correction back; both stay in the history. */
  async function undo(permit: Permit, id: FactId, correction: string, reason: string): Promise<Correction> {
    const grant = authority.claim(permit, 'update');
    const keys = await keyring.reserve(grant.record, 4);
    const wanted = idToBytes(correction);
    const found = (await store.ofFact(keys.scope, idToBytes(id))).find((row) => row.correction_id.equals(wanted));
    if (found === undefined || openCorrection(keys, found) === null)
      return denied(log, grant, 'correct-undo', 'CW-GEN-002');
    if (found.undone_at !== null) throw new CodedError('CW-VLT-009', 'it was undone already');
    const { id: _id, at: _at, undoneAt: _undoneAt, ...before } = correctionIn(keys, found);
    const columns = { ...found, undone_at: clock.now(), row_version: found.row_version + 1 };
    const row = { ...columns, sealed: sealRow(keys, correctionPlace(columns), { ...before, undoReason: reason }) };
    await write(grant, keys, found.fact_id, 'correct-undo', row, store.update(keys.scope, row));
    return correctionIn(keys, row);
  }

  return { make, undo };
}

/**
 * What must be written so that a correction (new, or taken back) is laid over what counts of its fact now; a conflict when
 * an import counts since. Null when whoever asks sees no such fact. Throws CW-FHIR-060 to 064 when it does not fit.
 */
export async function lay(
  { db, clock }: Pick<VaultContext, 'db' | 'clock'>,
  grant: Grant,
  keys: ScopeKeys,
  factId: Buffer,
  row: CorrectionRow,
  statement: RunStatement,
): Promise<(Rebuilt & { readonly type: string }) | null> {
  const facts = factsStore(db);
  const imports = importsStore(db);
  const unmoved = imports.unmoved(keys.scope, await imports.lastCommit(keys.scope));
  const current = async (view: View) =>
    (
      await facts.versions(keys.scope, factId, all([currentCondition(keys.scope, view), grantCondition(keys, grant)]))
    )[0];
  const base = await current('received');
  // Holders alone see, and so can bring back, what was disowned.
  const isSeen = grant.custody || (await current('effective')) !== undefined;
  if (base === undefined || !isSeen) return null;
  const history = await facts.heads(keys.scope, [factId]);
  const opened = correctionIn(keys, row);
  const others = (await correctionsOf(db, keys, factId)).filter((one) => one.id !== opened.id);
  const corrections = [...others, opened].sort((a, b) => a.at - b.at);
  const must = opened.undoneAt === null ? opened.id : undefined;
  const built = await rebuild(db, keys, base, history, corrections, clock.now(), must);
  return {
    ...built,
    type: base.type,
    statements: [unmoved, statement, ...built.statements],
    digests: [correctionDigest(keys, row), ...built.digests],
  };
}

/** The row of a new correction. */
export function newCorrection(
  keys: ScopeKeys,
  grant: Grant,
  factId: Buffer,
  now: number,
  said: Omit<SealedCorrection, 'by'>,
): CorrectionRow {
  const columns = {
    correction_id: idToBytes(newId(now)),
    fact_id: factId,
    made_at: now,
    undone_at: null,
    row_version: 1,
  };
  const sealed: SealedCorrection = { ...said, by: grant.account ?? grant.actor.kind };
  return { ...columns, sealed: sealRow(keys, correctionPlace(columns), sealed) };
}

/** What was written as a correction, or was looked at before. */
function correctionIn(keys: ScopeKeys, row: CorrectionRow): Correction {
  const correction = openCorrection(keys, row);
  if (correction === null) throw new CodedError('CW-VLT-009', 'a verdict is no correction');
  return correction;
}
