import type { Db, Value } from '@chartwarden/db';
import { VERSION_COLUMNS } from './facts.store.ts';
import type { VersionRow } from './rows.ts';
import type { Condition } from './slice-sql.ts';

/** A version without its body, and how large that is. */
export interface SizedKey {
  readonly fact_id: Buffer;
  readonly version: number;
  readonly size: number;
}

/** Facts listed at once. */
const LISTED = 5000;

const marks = (count: number): string => Array.from({ length: count }, () => '?').join(', ');

/** SQL over everything that counts of a record, in the order of its facts. Every statement filters on `record_id`. */
export function archiveStore(db: Db) {
  const where = (condition: Condition): string => `v.record_id = ? and (${condition.sql})`;
  const of = (record: Buffer, condition: Condition): readonly Value[] => [record, ...condition.parameters];
  return {
    /** Every fact that the condition, asked anew for each page, lets through, and their types. */
    async everyFact(record: Buffer, condition: () => Condition) {
      const ids: Buffer[] = [];
      const types = new Set<string>();
      for (let after: Buffer = Buffer.alloc(0); ; ) {
        const now = condition();
        const page = await db.all<{ fact_id: Buffer; type: string }>(
          `select distinct v.fact_id as fact_id, v.type as type from fact_versions v
           where ${where(now)} and v.fact_id > ? order by v.fact_id limit ?`,
          [...of(record, now), after, LISTED],
        );
        for (const row of page) {
          ids.push(row.fact_id);
          types.add(row.type);
        }
        const last = page.at(-1);
        if (last === undefined || page.length < LISTED) return { ids, types };
        after = last.fact_id;
      }
    },
    /** Versions that the condition lets through, after one fact, by fact. */
    current: (record: Buffer, condition: Condition, after: Buffer, limit: number) =>
      db.all<{ fact_id: Buffer; version: number }>(
        `select v.fact_id as fact_id, v.version as version from fact_versions v
         where ${where(condition)} and v.fact_id > ? order by v.fact_id limit ?`,
        [...of(record, condition), after, limit],
      ),
    countVersions: async (record: Buffer, condition: Condition): Promise<number> =>
      (
        await db.all<{ n: number }>(
          `select count(*) as n from fact_versions v where ${where(condition)}`,
          of(record, condition),
        )
      )[0]?.n ?? 0,
    /** Versions of these facts, by fact and number. */
    sizes: (record: Buffer, facts: readonly Buffer[], condition: Condition) =>
      db.all<SizedKey>(
        `select v.fact_id as fact_id, v.version as version, length(v.body) as size from fact_versions v
         where ${where(condition)} and v.fact_id in (${marks(facts.length)}) order by v.fact_id, v.version`,
        [...of(record, condition), ...facts],
      ),
    /** Some of them with their bodies. */
    versions: (record: Buffer, keys: readonly SizedKey[]) =>
      db.all<VersionRow>(
        `select ${VERSION_COLUMNS} from fact_versions where record_id = ?
         and (${keys.map(() => '(fact_id = ? and version = ?)').join(' or ')}) order by fact_id, version`,
        [record, ...keys.flatMap((key) => [key.fact_id, key.version])],
      ),
  };
}
