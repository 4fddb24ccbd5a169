import { ConflictError, DuplicateError, type Statement } from '@chartwarden/db';
import { CodedError } from '@chartwarden/errors';
import { type FactId, idFromBytes, idToBytes, newId } from '@chartwarden/ids';
import { bringsApart } from '../brought.ts';
import { bodyOf, denied, guardOf, type VaultContext } from '../context.ts';
import { factsStore } from '../facts.store.ts';
import { broughtOrigin, OWN_ORIGIN } from '../identity.ts';
import type { Grant, Permit } from '../permit.ts';
import { isWhole } from '../recall.ts';
import { marksMac, marksOf } from '../rows.ts';
import type { ScopeKeys } from '../scope-keys.ts';
import { opened, type ServedFact, serveWritten, visibleTo } from '../serve.ts';
import { described, requireSamePerson, writeCondition } from './checks.ts';
import { type Composed, compose } from './compose.ts';
import { createStandings } from './standing.ts';
import { type CurrentVersion, writeStore } from './write.store.ts';

/** What became of a write, and the fact as it is served to whoever wrote it. */
export interface Written {
  readonly id: FactId;
  readonly version: number;
  readonly outcome: 'created' | 'updated' | 'unchanged' | 'found';
  readonly served: ServedFact;
}

const ATTEMPTS = 5;

type WriteAction = 'create' | 'update' | 'delete';

/**
 * Single writes: a new fact, or a new version of one that was written here, each with one durable append of the ledger
 * that holds its rows as well (design 4.2). Every function takes a permit of one use.
 */
export function createWrites(context: VaultContext) {
  const { db, keyring, log, clock, authority, recall } = context;
  const facts = factsStore(db);
  const store = writeStore(db);
  const standings = createStandings(context);

  /**
   * Tries again what lost a race against another write. `seen` is told what the work stands on: a second conflict over
   * the same is none of a race, but that of a version outside of what the grant may write (CW-GATE-003).
   */
  async function again<T>(
    grant: Grant,
    action: WriteAction,
    work: (seen: (state: string) => void) => Promise<T>,
  ): Promise<T> {
    let before: string | undefined;
    for (let attempt = 1; ; attempt += 1) {
      let state: string | undefined;
      try {
        return await work((one) => {
          state = one;
        });
      } catch (error) {
        if (!(error instanceof ConflictError || error instanceof DuplicateError)) throw error;
        if (state !== undefined && state === before && !isWhole(grant))
          return denied(log, grant, action, 'CW-GATE-003');
        if (attempt >= ATTEMPTS) throw new CodedError('CW-VLT-008', undefined, { cause: error });
        before = state;
        standings.forget(grant);
      }
    }
  }

  /** One durable append with the rows. A conflict when the version lies where the grant does not write. */
  async function append(
    grant: Grant,
    keys: ScopeKeys,
    action: WriteAction,
    one: Composed,
    more: readonly Statement[] = [],
  ): Promise<void> {
    const { row } = one;
    await log.append({
      scope: grant.record,
      body: bodyOf(grant, action, { outcome: 'done', types: [row.type], count: 1, digests: [one.digest] }),
      ids: [idFromBytes(row.fact_id)],
      statements: [
        store.counted(keys.scope, row.import_no),
        ...more,
        ...one.statements,
        ...(isWhole(grant) ? [] : [store.within(keys.scope, row, writeCondition(keys, grant))]),
      ],
      guard: guardOf(grant),
    });
    recall.forget(keys.scope);
  }

  const written = (
    keys: ScopeKeys,
    grant: Grant,
    one: Composed,
    outcome: Written['outcome'],
    targets: ReadonlyMap<string, string | null> = new Map(),
  ): Written => ({
    id: idFromBytes<FactId>(one.row.fact_id),
    version: one.row.version,
    outcome,
    served: serveWritten(keys, grant, one, targets),
  });

  /** A new fact under an id that is minted here. */
  async function create(permit: Permit, input: { readonly bytes: Uint8Array }): Promise<Written> {
    const grant = authority.claim(permit, 'create');
    const fact = described(input.bytes);
    requireSamePerson(grant, fact);
    const keys = await keyring.reserve(grant.record, 2);
    return again(grant, 'create', async (seen) => {
      const standing = await standings.of(grant, keys);
      seen(String(standing.importNo));
      const now = clock.now();
      const one = compose(facts, keys, now, standing, {
        factId: idToBytes(newId(now)),
        version: 1,
        origin: originOf(grant),
        fact,
        bytes: input.bytes,
      });
      await append(grant, keys, 'create', one);
      return written(keys, grant, one, 'created');
    });
  }

  /** What whoever asks sees of a fact now. Throws CW-GEN-002, after its line, when that is nothing. */
  async function seenNow(grant: Grant, keys: ScopeKeys, id: FactId, action: WriteAction): Promise<CurrentVersion> {
    await recall.prepare(keys.scope);
    const [row] = await store.versions(keys.scope, idToBytes(id), visibleTo(recall, keys, grant));
    return row ?? denied(log, grant, action, 'CW-GEN-002');
  }

  /**
   * Another content of a fact that was written here: its next version. Throws CW-GEN-002 for a fact that this permit does
   * not see, CW-VLT-013 when it is not at the version that was asked for, CW-VLT-018 when the type is another one.
   */
  async function update(
    permit: Permit,
    id: FactId,
    input: { readonly bytes: Uint8Array; readonly ifMatch?: number },
  ): Promise<Written> {
    const grant = authority.claim(permit, 'update');
    const fact = described(input.bytes);
    requireSamePerson(grant, fact);
    const keys = await keyring.reserve(grant.record, 2);
    return again(grant, 'update', async (seen) => {
      const row = await seenNow(grant, keys, id, 'update');
      if (input.ifMatch !== undefined && input.ifMatch !== row.version) throw new CodedError('CW-VLT-013');
      if (fact.type !== row.type) throw new CodedError('CW-VLT-018');
      const standing = await standings.of(grant, keys);
      seen(`${standing.importNo} ${row.version}`);
      const now = clock.now();
      const { header } = opened(keys, row);
      const one = compose(facts, keys, now, standing, {
        factId: row.fact_id,
        version: row.last + 1,
        origin: header.o ?? OWN_ORIGIN,
        fact,
        bytes: input.bytes,
      });
      const marks = { ...marksOf(row), superseded_by: standing.importNo };
      await append(grant, keys, 'update', one, [facts.mark(keys.scope, row, marks, marksMac(keys, row, marks))]);
      return written(keys, grant, one, 'updated');
    });
  }

  return { create, update };
}

/** Where what somebody writes has its ids from: here; apart, for whoever was granted a part. */
const originOf = (grant: Grant): string =>
  bringsApart(grant) ? broughtOrigin(grant.account ?? grant.actor.kind, OWN_ORIGIN) : OWN_ORIGIN;
