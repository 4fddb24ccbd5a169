import { setImmediate as breathe } from 'node:timers/promises';
import { newId, type RecordId } from '@chartwarden/ids';
import type { Permit } from '@chartwarden/vault';
import { type BenchCore, syntheticFacts } from '../core/open-bench-core.ts';

/** Facts made at once: describing them is a tenth of the work and need not be in memory all at the same time. */
const MADE = 2000;
const STAGED = 100;

/** One import of so many observations into a record, staged and committed as intake does. */
export async function fillRecord(
  app: BenchCore,
  permit: () => Promise<Permit>,
  observations: number,
  progress: (done: number) => void = () => undefined,
): Promise<void> {
  const { imports } = app.core.vault;
  const one = await imports.begin(await permit());
  const bytes = (async function* () {
    yield Buffer.from(newId(), 'utf8');
  })();
  const source = await imports.addSource(await permit(), one.id, { name: 'bench', mediaType: 'text/plain', bytes });
  await imports.setState(await permit(), one.id, 'reading', {});
  for (let from = 0; from < observations; from += MADE) {
    const facts = syntheticFacts(Math.min(MADE, observations - from), from);
    for (let at = 0; at < facts.length; at += STAGED)
      await imports.stage(await permit(), one.id, source.id, facts.slice(at, at + STAGED));
    progress(from + facts.length);
    await breathe();
  }
  await imports.setState(await permit(), one.id, 'ready', {});
  await imports.commit(await permit(), one.id);
}

/** A person beside the bench's own. */
export const addPerson = (app: BenchCore, name: string): Promise<RecordId> =>
  app.core.people.create(app.actor, { name, relation: 'custodian' }, { method: 'BENCH', path: '/bench' });

/** Bytes of a table with its indexes, by name; on SQLite from its own accounting of pages. */
export async function tableSizes(app: BenchCore): Promise<Record<string, number>> {
  const rows =
    app.db.engine === 'postgres'
      ? await app.db.all<{ name: string; bytes: number }>(
          `select c.relname as name, pg_total_relation_size(c.oid)::bigint as bytes from pg_class c
           where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace order by 2 desc limit 6`,
        )
      : await app.db.all<{ name: string; bytes: number }>(
          `select m.tbl_name as name, sum(s.pgsize) as bytes from dbstat s join sqlite_master m on m.name = s.name
           group by m.tbl_name order by 2 desc limit 6`,
        );
  return Object.fromEntries(rows.map(({ name, bytes }) => [name, Number(bytes)]));
}
