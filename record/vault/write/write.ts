import { ConflictError, DuplicateError } from '@chartwarden/db';
import { CodedError } from '@chartwarden/errors';
import type { FactId } from '@chartwarden/ids';
import { createAlone } from '../alone.ts';
import { bodyOf, denied, guardOf, type VaultContext } from '../context.ts';
import type { FindQuery } from '../find/query.ts';
import type { Permit } from '../permit.ts';
import { isWhole } from '../recall.ts';
import { addressed, addressesOf } from './addresses.ts';
import { createDeciding, type Decision } from './decide.ts';
import { createLarge } from './large.ts';
import type { Change, NewFact, Prepared, Removed, WriteOp, Written } from './ops.ts';
import { createPreparing, type Writing } from './prepare.ts';
import { createStandings } from './standing.ts';
import { writeStore } from './write.store.ts';

/** How often a write looks again after another one came first. */
const ATTEMPTS = 8;
/** Writes of one transaction that fit into one append. */
const MOST_OPS = 100;
const MOST_BYTES_AT_ONCE = 32 * 1024 * 1024;
/** And of one that is staged. */
const MOST_STAGED = 10_000;
const MOST_STAGED_BYTES = 64 * 1024 * 1024;
/** Facts prepared before others are answered. */
const BREATH = 16;

/**
 * Writes over the API: one durable append of the ledger that holds the rows as well (design 4.2), all of a transaction
 * or nothing of it. Every function takes a permit of one use.
 */
export function createWrites(context: VaultContext) {
  const { db, keyring, log, authority, recall } = context;
  const store = writeStore(db);
  const standings = createStandings(context);
  const preparing = createPreparing(context, standings);
  const decide = createDeciding(context);
  const createMany = createLarge(context);
  /** Writes on a condition of one record wait for each other: each would be the other's conflict. */
  const alone = createAlone();

  async function claim(permit: Permit, ops: readonly WriteOp[], action: Writing['action']): Promise<Writing> {
    const actions = [...new Set(ops.map(({ kind }) => kind))];
    const grant = authority.claim(permit, actions[0] ?? 'create');
    if (!actions.every((one) => grant.actions.includes(one))) throw new CodedError('CW-VLT-003');
    return { grant, keys: await keyring.reserve(grant.record, ops.length * 4), action };
  }

  async function write(by: Writing, ops: readonly WriteOp[]): Promise<readonly (Written | Removed)[]> {
    const isConditional = ops.some((op) => 'where' in op || ('ifNoneExist' in op && op.ifNoneExist !== undefined));
    return isConditional ? alone(by.keys.scope, () => untilWritten(by, ops)) : untilWritten(by, ops);
  }

  /**
   * Looks again after another write came first. A second conflict on top of the same state is none of a race: a version
   * lies outside of what the grant may write (CW-GATE-003).
   */
  async function untilWritten(by: Writing, ops: readonly WriteOp[]): Promise<readonly (Written | Removed)[]> {
    const { grant } = by;
    let before: string | undefined;
    for (let attempt = 1; ; attempt += 1) {
      const prepared = await prepareAll(by, ops);
      const state = prepared.map((one) => one.state).join();
      try {
        await append(by, prepared);
        return prepared.map((one) => one.answer());
      } catch (error) {
        if (!(error instanceof ConflictError || error instanceof DuplicateError)) throw error;
        if (state === before && !isWhole(grant)) return denied(log, grant, by.action, 'CW-GATE-003');
        if (attempt >= ATTEMPTS) throw new CodedError('CW-VLT-008', undefined, { cause: error });
        before = state;
        standings.forget(grant);
      }
    }
  }

  async function prepareAll(by: Writing, ops: readonly WriteOp[]): Promise<readonly Prepared[]> {
    const decisions: Decision[] = [];
    for (const op of ops) decisions.push(await decide(by, op));
    const changed = decisions.filter(({ kind }) => kind !== 'create').map(({ id }) => id);
    // R4 http, 3.1.0.11.2: identities in one transaction do not overlap.
    if (new Set(changed).size < changed.length) throw new CodedError('CW-VLT-020');
    const addresses = addressesOf(by.grant.record, ops, decisions);
    const prepared: Prepared[] = [];
    for (const decision of decisions) {
      const { guards, state } = decision;
      const one = await prepareOne(by, decision, addresses);
      prepared.push({ ...one, guards, state: `${one.state} ${state}` });
      // Others are answered meanwhile.
      if (prepared.length % BREATH === 0) await new Promise(setImmediate);
    }
    return prepared;
  }

  function prepareOne(by: Writing, one: Decision, addresses: ReadonlyMap<string, string>): Promise<Prepared> {
    switch (one.kind) {
      case 'create':
        return preparing.create(by, { bytes: addressed(one.bytes, addresses) }, one.id);
      case 'update':
        return preparing.update(by, one.id, { ...one, bytes: addressed(one.bytes, addresses) });
      case 'delete':
        return preparing.remove(by, one.id, one.ifMatch);
      case 'found':
        return preparing.found(one.served);
    }
  }

  async function stage(by: Writing, ops: readonly WriteOp[]): Promise<readonly (Written | Removed)[]> {
    const decisions: Decision[] = [];
    for (const op of ops) decisions.push(await decide(by, op));
    const addresses = addressesOf(by.grant.record, ops, decisions);
    const bytesOf = (one: Decision) => addressed('bytes' in one ? one.bytes : new Uint8Array(), addresses);
    return createMany(by, decisions.length, (at, standing) => {
      const one = decisions[at] as Decision;
      return preparing.create(by, { bytes: bytesOf(one) }, one.id, standing);
    });
  }

  async function append({ grant, keys, action }: Writing, prepared: readonly Prepared[]): Promise<void> {
    const hangOn = new Set(prepared.flatMap(({ hangsOn }) => hangsOn ?? []));
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
        ...prepared.flatMap(({ guards }) => guards ?? []),
        ...[...hangOn].map((importNo) => store.counted(keys.scope, importNo)),
        ...prepared.flatMap(({ statements }) => statements),
      ],
      guard: guardOf(grant),
    });
    recall.forget(keys.scope);
  }

  /** First of all, as for a single one: what else is wrong is told of no fact that is not seen. */
  async function requireSeen(by: Writing, ops: readonly WriteOp[]): Promise<void> {
    if (isWhole(by.grant)) return;
    for (const op of ops) if ('id' in op) await preparing.seen(by, op.id);
  }

  async function one(permit: Permit, op: WriteOp): Promise<Written | Removed> {
    const by = await claim(permit, [op], op.kind);
    const [only] = await write(by, [op]);
    return only as Written | Removed;
  }

  return {
    /** A new fact under an id that is minted here; with `ifNoneExist` the one that there is. */
    create: async (permit: Permit, input: NewFact) => (await one(permit, { kind: 'create', ...input })) as Written,

    /**
     * Another content of a fact: its next version where it was written here, a correction over what came from elsewhere.
     * Throws CW-GEN-002 for a fact that this permit does not see, CW-VLT-013 when it is at another version than was asked
     * for, CW-VLT-014 when it would be about somebody else, CW-VLT-018 when it is of another type.
     */
    update: async (permit: Permit, id: FactId, input: Change) =>
      (await one(permit, { kind: 'update', id, ...input })) as Written,

    /** The same for the only fact that fits; a new one where none does, which needs `create`, too. */
    updateWhere: async (permit: Permit, where: FindQuery, input: Change) =>
      (await one(permit, { kind: 'update', where, ...input })) as Written,

    /** Takes a fact away: its history stays, and what came from elsewhere is disowned, which can be undone. */
    remove: async (permit: Permit, id: FactId, input: { readonly ifMatch?: number } = {}) =>
      (await one(permit, { kind: 'delete', id, ...input })) as Removed,

    /** The same for the only fact that fits. Throws CW-GEN-002 when none does. */
    removeWhere: async (permit: Permit, where: FindQuery) => (await one(permit, { kind: 'delete', where })) as Removed,

    /**
     * Several writes, all of them or none; answers in their order. Up to 100 of 32 MB are one append; more of them, up to
     * 10,000 of 64 MB, may only be new facts without a condition. Throws CW-VLT-019 for what is beyond, CW-VLT-020 when two
     * are about the same fact, and what the single ones throw.
     */
    async transaction(permit: Permit, ops: readonly WriteOp[]): Promise<readonly (Written | Removed)[]> {
      const by = await claim(permit, ops, 'transaction');
      await requireSeen(by, ops);
      const bytes = ops.reduce((sum, op) => sum + (op.kind === 'delete' ? 0 : op.bytes.length), 0);
      if (ops.length <= MOST_OPS && bytes <= MOST_BYTES_AT_ONCE) return write(by, ops);
      const isNew = ops.every((op) => op.kind === 'create' && op.ifNoneExist === undefined);
      if (!isNew || ops.length > MOST_STAGED || bytes > MOST_STAGED_BYTES) throw new CodedError('CW-VLT-019');
      return stage(by, ops);
    },
  };
}
