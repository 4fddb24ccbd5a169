import { randomInt } from 'node:crypto';
import { CodedError, isCoded } from '@chartwarden/errors';
import { type FactId, idFromBytes, idToBytes } from '@chartwarden/ids';
import { bodyOf, denied, guardOf, release, type VaultContext } from './context.ts';
import { derivedStore, type PieceRow, type RecordState } from './derived.store.ts';
import {
  ALWAYS,
  checkBuild,
  type DerivedPiece,
  derivedToken,
  openPiece,
  sealBuild,
  sealPiece,
} from './derived-pieces.ts';
import { factsStore } from './facts.store.ts';
import type { Grant, Permit } from './permit.ts';
import { isWhole } from './recall.ts';
import type { ScopeKeys } from './scope-keys.ts';
import { opened, type ServedFact, serve, visibleTo } from './serve.ts';
import { createTake } from './take.ts';
import { type Verdict, verdictsAmong } from './verdicts.ts';

/** Whoever works something out: is given every fact that counts, page by page, and then asked for what it made of them. */
export interface Deriving {
  readonly sections: readonly string[];
  /** Milliseconds: nothing is done when all sections are of the state of now and were begun since. */
  readonly unlessSince?: number;
  take(facts: readonly ServedFact[]): Promise<void>;
  /** Everything that was said about two facts, before the pieces are asked for. */
  said?(verdicts: readonly Verdict[]): void;
  pieces(): AsyncIterable<DerivedPiece>;
}

export interface DerivedQuery {
  readonly section: string;
  readonly names: readonly string[];
  /** Clinical time, milliseconds, inclusive. */
  readonly span?: { readonly from?: number; readonly to?: number };
  /** Milliseconds: what was built before does not count. */
  readonly notBefore?: number;
}

export interface DerivedAnswer {
  readonly builtAt: number;
  readonly bodies: readonly Buffer[];
}

/** What an engine is given to look through, inside the vault: nothing of it may leave but what {@link Engine} answers. */
export interface Inside {
  /** Another one whenever the pieces are others. */
  readonly build: string;
  readonly builtAt: number;
  /** False while something that the caller may see is not in the pieces yet; of anything else they are told nothing. */
  readonly isCurrent: boolean;
  pieces(): Promise<readonly Buffer[]>;
  /** Ids of the facts that may have any influence; null: all that the pieces tell of. */
  readonly allowed: ReadonlySet<FactId> | null;
}

/** Looks through what was worked out and names the facts that answer. `rest` leaves with them, after the entry. */
export type Engine<T> = (inside: Inside) => Promise<{ readonly facts: readonly FactId[]; readonly rest: T }>;

/** Facts taken at once and given to whoever works; bytes written in one transaction; pieces removed in one. */
const PAGE = { facts: 200, bytes: 16 * 1024 * 1024 };
const BATCH_BYTES = 256 * 1024;
const REMOVED = 20;

/**
 * The derived store (design 4.1, 5; ADR 0073): what is worked out of a record, kept encrypted. It holds content of many
 * facts at once, so it is read by grants of everything only; for any other the caller works from permitted facts. It
 * counts in the one state of the record of which it was made, and is never needed: it can be built again at any time.
 */
export function createDerived(context: VaultContext) {
  const { db, keyring, log, clock, authority, recall } = context;
  const store = derivedStore(db);
  const facts = factsStore(db);
  const take = createTake(context);

  /**
   * Works out sections anew from everything that counts. One entry in the log; nothing leaves the process. What is
   * there already is used until all of the new is. Resolves with how many facts it was made of, null when nothing was to do.
   */
  async function build(permit: Permit, work: Deriving, signal?: AbortSignal): Promise<number | null> {
    const grant = authority.claim(permit, 'search');
    if (grant.channel !== 'system') throw new CodedError('CW-VLT-003', 'not a permit of the system');
    const keys = await keyring.load(grant.record);
    const state = await store.state(keys.scope);
    const at = clock.now();
    if (await isThere(keys, work, state)) return null;
    const count = await eachFact(keys, grant, work, signal);
    work.said?.(await verdictsAmong(db, keys, grant, null));
    await log.append({
      scope: grant.record,
      body: bodyOf(grant, 'derive', { outcome: 'done', count }),
      guard: guardOf(grant),
    });
    const number = newBuild();
    const written = new Map<string, number>(work.sections.map((section) => [section, 0]));
    let batch: PieceRow[] = [];
    let bytes = 0;
    const write = async (): Promise<void> => {
      signal?.throwIfAborted();
      const rows = batch;
      [batch, bytes] = [[], 0];
      // Asked again each time: after an erasure there are no keys, and nothing more is written.
      await keyring.reserve(grant.record, rows.length);
      await db.batch(
        rows.map((row) => store.insert(keys.scope, row)),
        { priority: 'bulk' },
      );
    };
    for await (const piece of work.pieces()) {
      batch.push(sealPiece(keys, number, piece));
      bytes += piece.body.length;
      written.set(piece.section, (written.get(piece.section) ?? 0) + 1);
      if (bytes >= BATCH_BYTES) await write();
    }
    await write();
    for (const [section, pieces] of written) {
      const row = { section: derivedToken(keys, 'section', section), build: number, ...state, built_at: at };
      await keyring.reserve(grant.record, 1);
      await db.batch(store.choose(keys.scope, sealBuild(keys, row), pieces));
    }
    await removeOthers(context, keys.scope);
    return count;
  }

  async function isThere(keys: ScopeKeys, work: Deriving, state: RecordState): Promise<boolean> {
    const { unlessSince } = work;
    if (unlessSince === undefined) return false;
    const heads = await store.builds(keys.scope);
    return work.sections.every((name) => {
      const token = derivedToken(keys, 'section', name);
      const head = heads.find((one) => one.section.equals(token));
      return head?.commits === state.commits && head.changes === state.changes && head.built_at >= unlessSince;
    });
  }

  async function eachFact(keys: ScopeKeys, grant: Grant, work: Deriving, signal?: AbortSignal): Promise<number> {
    let count = 0;
    let after: Parameters<typeof take>[3] = null;
    do {
      signal?.throwIfAborted();
      await recall.prepare(keys.scope);
      const { served, next } = await take(keys, grant, {}, after, PAGE);
      count += served.length;
      if (served.length > 0) await work.take(served);
      after = next;
      await new Promise(setImmediate);
    } while (after !== null);
    return count;
  }

  /**
   * What was opened. Null: it is not what was written, or stands under a key that is gone. Then nothing that was worked out
   * of this record counts any more, and all of it is worked out again: nothing is lost with it.
   */
  async function orForget<T>(keys: ScopeKeys, openIt: () => T): Promise<T | null> {
    try {
      return openIt();
    } catch (error) {
      if (!isCoded(error) || (error.code !== 'CW-VLT-001' && error.code !== 'CW-VLT-011')) throw error;
      await db.batch([store.forget(keys.scope)]);
      return null;
    }
  }

  /** The build of a section that counts, and its pieces of these names, sealed. Null: none was built. Releases nothing. */
  async function find(keys: ScopeKeys, { section, names, span }: DerivedQuery) {
    const tokens = names.map((name) => derivedToken(keys, 'name', name));
    const { from = ALWAYS.low, to = ALWAYS.high } = span ?? {};
    const rows = await store.read(keys.scope, derivedToken(keys, 'section', section), tokens, { low: from, high: to });
    const [head] = rows;
    if (head === undefined || (await orForget(keys, () => checkBuild(keys, head) ?? true)) === null) return null;
    const order = (row: { readonly name: Buffer }): number => tokens.findIndex((name) => name.equals(row.name));
    const pieces = rows
      .flatMap((row) => (row.body === null ? [] : [{ ...row, sealed: row.body }]))
      .toSorted((one, other) => order(one) - order(other) || one.piece - other.piece);
    const isCurrent = head.commits === head.now_commits && head.changes === head.now_changes;
    return { build: head.build, commits: head.commits, builtAt: head.built_at, isCurrent, pieces };
  }

  /**
   * Pieces by name, those that touch the span, in order. Null: there is nothing that may be used, because nothing was
   * built yet, the record has changed since, or it is older than `notBefore`. Undefined: there never is for this grant,
   * which is narrower than the record. Names every fact whose content stands in them.
   */
  async function read(permit: Permit, query: DerivedQuery): Promise<DerivedAnswer | null | undefined> {
    const grant = authority.claim(permit, 'search');
    if (!isWhole(grant) || grant.view !== 'effective') return undefined;
    const keys = await keyring.load(grant.record);
    const found = await find(keys, query);
    if (found === null || !found.isCurrent || found.builtAt < (query.notBefore ?? 0)) return null;
    const pieces = await orForget(keys, () => found.pieces.map((row) => openPiece(keys, row)));
    if (pieces === null) return null;
    const ids = new Set(pieces.flatMap((one) => one.facts));
    const types = pieces.flatMap((one) => one.types);
    await release(log, grant, 'search', types, [...ids], { section: query.section });
    return { builtAt: found.builtAt, bodies: pieces.map((one) => one.body) };
  }

  /**
   * Lets an engine look through a section and opens the facts that it names, in its order, as far as the grant lets
   * them through. It may answer any grant: what is not allowed has to have no influence, which is the engine's part.
   * Null when the section was never built.
   */
  async function search<T>(
    permit: Permit,
    query: DerivedQuery,
    engine: Engine<T>,
  ): Promise<{ readonly facts: readonly ServedFact[]; readonly rest: T } | null> {
    const grant = authority.claim(permit, 'search');
    // That a search finds a fact would say what the form leaves out.
    if (grant.form !== 'full_source_allowed') return denied(log, grant, 'search', 'CW-GATE-005');
    const keys = await keyring.load(grant.record);
    await recall.prepare(keys.scope);
    const found = await find(keys, { ...query, names: [] });
    if (found === null) return null;
    const isAll = isWhole(grant) && grant.view === 'effective';
    const told = isAll && found.isCurrent ? null : await toldTo(keys, grant, found);
    const answer = await engine({
      build: `${grant.record}/${found.build}`,
      builtAt: found.builtAt,
      isCurrent: isAll ? found.isCurrent : told?.isAll === true,
      allowed: told?.facts ?? null,
      pieces: async () => {
        const again = await find(keys, query);
        // Built anew meanwhile, or damaged: what is allowed was worked out for the build before.
        const bodies =
          again?.build === found.build &&
          (await orForget(keys, () => again.pieces.map((row) => openPiece(keys, row).body)));
        if (!bodies) throw new CodedError('CW-VLT-008');
        return bodies;
      },
    });
    const rows = await facts.current(keys.scope, answer.facts.map(idToBytes), visibleTo(recall, keys, grant));
    const served = await serve(
      { facts, recall },
      keys,
      grant,
      rows.map((row) => opened(keys, row)),
    );
    const byId = new Map(served.map((one) => [one.id, one]));
    const list = answer.facts.flatMap((id) => byId.get(id) ?? []);
    const types = list.map((one) => one.type);
    await release(
      log,
      grant,
      'search',
      types,
      list.map((one) => one.id),
      { section: query.section },
    );
    return { facts: list, rest: answer.rest };
  }

  /** Facts that the grant lets through in the version of which the pieces tell, and whether these are all of them. */
  async function toldTo(keys: ScopeKeys, grant: Grant, found: { readonly commits: number; readonly builtAt: number }) {
    const build = { commits: found.commits, built_at: found.builtAt };
    const rows = await store.visible(keys.scope, visibleTo(recall, keys, grant), build);
    const told = rows.filter((row) => Number(row.told) === 1);
    const facts: ReadonlySet<FactId> = new Set(told.map((row) => idFromBytes<FactId>(row.fact_id)));
    return { facts, isAll: told.length === rows.length };
  }

  return { build, read, search };
}

/**
 * A number that no build of any record ever had, also none that is forgotten: an engine that holds one open under its
 * number never takes another for it, and a piece of an old one never opens in a new one.
 */
const newBuild = (): number => randomInt(1, 2 ** 48 - 1);

/** Drops what was worked out of a record: what stands under keys that are going to be destroyed would not open. */
export async function forgetDerived(context: Pick<VaultContext, 'db'>, record: Buffer): Promise<void> {
  await context.db.batch([derivedStore(context.db).forget(record)]);
  await removeOthers(context, record);
}

async function removeOthers({ db }: Pick<VaultContext, 'db'>, record: Buffer): Promise<void> {
  const statement = derivedStore(db).removeOthers(record, REMOVED);
  for (;;) {
    const [removed = 0] = await db.batch([statement], { priority: 'bulk' });
    if (removed < REMOVED) return;
    await new Promise(setImmediate);
  }
}
