import { bodyOf, guardOf, release, type VaultContext } from './context.ts';
import { createLines } from './export-lines.ts';
import { factsStore } from './facts.store.ts';
import type { Grant, Permit } from './permit.ts';
import { createPersonOf, type PersonOfRecord } from './person.ts';
import type { ScopeKeys } from './scope-keys.ts';
import { visibleTo } from './serve.ts';
import { createSince } from './since.ts';
import { all, type Condition } from './slice-sql.ts';

/** What of a record goes out in files by type. Times in milliseconds, inclusive. */
export interface BulkQuery {
  /** What came to count then or later. */
  readonly since?: number;
  /** What was stored by then. */
  readonly until: number;
}

export interface BulkFile {
  /** With the type Patient: whose record it is. */
  readonly person: PersonOfRecord | null;
  readonly count: number;
  /** Lines of NDJSON; read once. */
  readonly content: AsyncIterable<Uint8Array>;
}

/** Facts of one record in files by type (Bulk Data 2.0): counted first, and each file made when it is fetched. */
export function createBulk(context: VaultContext) {
  const { db, keyring, log, authority, recall } = context;
  const facts = factsStore(db);
  const lines = createLines(context);
  const personOf = createPersonOf(context);
  const storedSince = createSince(context);

  async function prepared(grant: Grant) {
    const keys = await keyring.load(grant.record);
    await recall.prepare(keys.scope);
    return keys;
  }

  async function storedWithin(keys: ScopeKeys, { since, until }: BulkQuery): Promise<Condition> {
    const upTo: Condition = { sql: 'v.stored_at <= ?', parameters: [until] };
    return since === undefined ? upTo : all([await storedSince(keys, since), upTo]);
  }

  /** Types of which there is anything, with how many; its line says that somebody asked. */
  async function bulkCounts(
    permit: Permit,
    types: readonly string[],
    query: BulkQuery,
  ): Promise<readonly { readonly type: string; readonly count: number }[]> {
    const grant = authority.claim(permit, 'export');
    const keys = await prepared(grant);
    const condition = all([visibleTo(recall, keys, grant), await storedWithin(keys, query)]);
    const counted = await facts.countByType(keys.scope, condition);
    const wanted = counted.filter(({ type }) => types.length === 0 || types.includes(type));
    await log.append({
      scope: grant.record,
      body: bodyOf(grant, 'export-draft', {
        count: wanted.reduce((sum, { count }) => sum + count, 0),
        detail: { what: 'bulk' },
      }),
      guard: guardOf(grant),
    });
    return wanted;
  }

  /** One file: the entry that names everything in it is durable before the first byte. Null when there is no such record. */
  async function bulkFile(permit: Permit, type: string, query: BulkQuery): Promise<BulkFile | null> {
    const grant = authority.claim(permit, 'export');
    const keys = await prepared(grant);
    const person = type === 'Patient' ? await personOf(grant, keys) : undefined;
    if (person === null) return null;
    const listed = await lines.list(keys, grant, type, 0, await storedWithin(keys, query));
    const ids = new Set([...(person?.patients ?? []).map((one) => one.id as string), ...listed.ids]);
    const named = person === undefined ? {} : { named: person.profile !== null };
    await release(log, grant, 'export', [type], [...ids], { what: 'bulk', ...named });
    return { person: person ?? null, count: listed.ids.length, content: lines.linesOf(keys, grant, listed) };
  }

  return { bulkCounts, bulkFile };
}
