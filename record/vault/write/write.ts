import { ConflictError, DuplicateError } from '@chartwarden/db';
import { CodedError } from '@chartwarden/errors';
import { type FactId, newId } from '@chartwarden/ids';
import { bodyOf, denied, guardOf, type VaultContext } from '../context.ts';
import { urlIdentity } from '../identity.ts';
import type { Permit } from '../permit.ts';
import { isWhole } from '../recall.ts';
import { patientsOf } from './checks.ts';
import type { Change, NewFact, Prepared, Removed, WriteOp, Written } from './ops.ts';
import { createPreparing, type Writing } from './prepare.ts';
import { createStandings } from './standing.ts';
import { writeStore } from './write.store.ts';

/** How often a write looks again after another one came first. */
const ATTEMPTS = 8;
/** Writes of one transaction that fit into one append. */
const MOST_OPS = 100;
/** Facts prepared before others are answered. */
const BREATH = 16;
const MOST_TRANSACTION_BYTES = 32 * 1024 * 1024;

/**
 * Writes over the API: one durable append of the ledger that holds the rows as well (design 4.2), all of a transaction
 * or nothing of it. Every function takes a permit of one use.
 */
export function createWrites(context: VaultContext) {
  const { db, keyring, log, clock, authority, recall } = context;
  const store = writeStore(db);
  const standings = createStandings(context);
  const preparing = createPreparing(context, standings);

  /**
   * Looks again after another write came first. A second conflict on top of the same state is none of a race: a version
   * lies outside of what the grant may write (CW-GATE-003).
   */
  async function written(
    by: Writing,
    prepare: () => Promise<readonly Prepared[]>,
  ): Promise<readonly (Written | Removed)[]> {
    const { grant } = by;
    let before: string | undefined;
    for (let attempt = 1; ; attempt += 1) {
      const prepared = await prepare();
      const state = prepared.map((one) => one.state).join();
      try {
        await append(by, prepared);
        const targets = targetsIn(by, prepared);
        return prepared.map((one) => one.answer(targets));
      } catch (error) {
        if (!(error instanceof ConflictError || error instanceof DuplicateError)) throw error;
        if (state === before && !isWhole(grant)) return denied(log, grant, by.action, 'CW-GATE-003');
        if (attempt >= ATTEMPTS) throw new CodedError('CW-VLT-008', undefined, { cause: error });
        before = state;
        standings.forget(grant);
      }
    }
  }

  async function append({ grant, keys, action }: Writing, prepared: readonly Prepared[]): Promise<void> {
    await log.append({
      scope: grant.record,
      body: bodyOf(grant, action, {
        outcome: 'done',
        types: [...new Set(prepared.map(({ type }) => type))].sort(),
        count: prepared.length,
        digests: prepared.flatMap(({ digests }) => digests),
      }),
      ids: prepared.map(({ id }) => id),
      statements: [
        ...[...new Set(prepared.flatMap(({ hangsOn }) => hangsOn ?? []))].map((no) => store.counted(keys.scope, no)),
        ...prepared.flatMap(({ statements }) => statements),
      ],
      guard: guardOf(grant),
    });
    recall.forget(keys.scope);
  }

  const one = async (by: Writing, prepare: () => Promise<Prepared>): Promise<Written | Removed> =>
    (await written(by, async () => [await prepare()]))[0] as Written | Removed;

  const writing = async (permit: Permit, action: 'create' | 'update' | 'delete'): Promise<Writing> => {
    const grant = authority.claim(permit, action);
    return { grant, keys: await keyring.reserve(grant.record, 4), action };
  };

  /** A new fact under an id that is minted here. */
  async function create(permit: Permit, input: NewFact): Promise<Written> {
    const by = await writing(permit, 'create');
    return (await one(by, () => preparing.create(by, input))) as Written;
  }

  /**
   * Another content of a fact: its next version where it was written here, a correction over what came from elsewhere.
   * Throws CW-GEN-002 for a fact that this permit does not see, CW-VLT-013 when it is at another version than was asked
   * for, CW-VLT-014 when it would be about somebody else, CW-VLT-018 when it is of another type.
   */
  async function update(permit: Permit, id: FactId, input: Change): Promise<Written> {
    const by = await writing(permit, 'update');
    return (await one(by, () => preparing.update(by, id, input))) as Written;
  }

  /** Takes a fact away: its history stays, and what came from elsewhere is disowned, which can be undone. */
  async function remove(permit: Permit, id: FactId, input: { readonly ifMatch?: number } = {}): Promise<Removed> {
    const by = await writing(permit, 'delete');
    return (await one(by, () => preparing.remove(by, id, input.ifMatch))) as Removed;
  }

  /**
   * Several writes, all of them or none; answers in their order. Throws CW-VLT-019 for more than 100 or 32 MB of them,
   * CW-VLT-020 when two are about the same fact, and what the single ones throw.
   */
  async function transaction(permit: Permit, ops: readonly WriteOp[]): Promise<readonly (Written | Removed)[]> {
    const actions = [...new Set(ops.map(({ kind }) => kind))];
    const grant = authority.claim(permit, actions[0] ?? 'create');
    if (!actions.every((action) => grant.actions.includes(action))) throw new CodedError('CW-VLT-003');
    requireSize(ops);
    const keys = await keyring.reserve(grant.record, ops.length * 4);
    const within = newId(clock.now());
    const by: Writing = { grant, keys, action: 'transaction', within, patients: patientsOf(ops) };
    return written(by, async () => {
      const prepared: Prepared[] = [];
      for (const op of ops) {
        prepared.push(await prepareOp(by, op));
        // Others are answered meanwhile.
        if (prepared.length % BREATH === 0) await new Promise(setImmediate);
      }
      return prepared;
    });
  }

  function prepareOp(by: Writing, op: WriteOp): Promise<Prepared> {
    switch (op.kind) {
      case 'create':
        return preparing.create(by, op, op.fullUrl);
      case 'update':
        return preparing.update(by, op.id, op, op.fullUrl);
      case 'delete':
        return preparing.remove(by, op.id, op.ifMatch);
    }
  }

  return { create, update, remove, transaction };
}

function requireSize(ops: readonly WriteOp[]): void {
  const bytes = ops.reduce((sum, op) => sum + (op.kind === 'delete' ? 0 : op.bytes.length), 0);
  if (ops.length > MOST_OPS || bytes > MOST_TRANSACTION_BYTES) throw new CodedError('CW-VLT-019');
  const changed = ops.flatMap((op) => (op.kind === 'create' ? [] : [op.id]));
  // R4 http, 3.1.0.11.2: identities in one transaction do not overlap.
  if (new Set(changed).size < changed.length) throw new CodedError('CW-VLT-020');
}

/** Where the `urn:` addresses of a transaction lead. */
function targetsIn({ keys, grant, within }: Writing, prepared: readonly Prepared[]): ReadonlyMap<string, string> {
  if (within === undefined) return new Map();
  return new Map(
    prepared.flatMap(({ fullUrl, type, id }) =>
      fullUrl === undefined
        ? []
        : [
            [
              urlIdentity(keys, within, fullUrl).toString('latin1'),
              type === 'Patient' ? `Patient/${grant.record}` : `${type}/${id}`,
            ],
          ],
    ),
  );
}
