import type { Db, Statement } from '@chartwarden/db';

export interface KeyRow {
  readonly scope: Buffer;
  readonly purpose: string;
  readonly epoch: number;
  readonly key_id: Buffer;
  readonly wrapped: Buffer;
  readonly created_at: number;
  readonly used: number;
}

const COLUMNS = 'scope, purpose, epoch, key_id, wrapped, created_at, used';

/** The keyring's SQL. */
export function keyringStore(db: Db) {
  return {
    meta: async () =>
      (
        await db.all<{ generation: number; root_id: Buffer }>(
          'select generation, root_id from keyring_meta where id = 1',
        )
      )[0],
    keysOf: (scope: Buffer) =>
      db.all<KeyRow>(`select ${COLUMNS} from keys where scope = ? order by purpose, epoch`, [scope]),
    ledgerKeys: () => db.all<KeyRow>(`select ${COLUMNS} from keys where purpose = 'ledger' order by scope, epoch`),
    allKeys: () => db.all<KeyRow>(`select ${COLUMNS} from keys order by scope, purpose, epoch`),
    unfinishedRotations: () =>
      db.all<{ scope: Buffer }>(
        "select scope from keys where purpose = 'data' group by scope having count(*) > 1 order by scope",
      ),
    tombstones: () =>
      db.all<{ scope: Buffer; erased_at: number }>('select scope, erased_at from tombstones order by scope'),
    tombstone: async (scope: Buffer) =>
      (await db.all<{ erased_at: number }>('select erased_at from tombstones where scope = ?', [scope]))[0],
    start: (rootId: Buffer) =>
      db.batch([{ sql: 'insert into keyring_meta (id, generation, root_id) values (1, 1, ?)', parameters: [rootId] }]),
    /** Every change moves the generation, so that other processes drop what they have cached. */
    change: (statements: readonly Statement[]) =>
      db.batch([
        ...statements,
        { sql: 'update keyring_meta set generation = generation + 1 where id = 1', parameters: [], expect: 1 },
      ]),
    /** A counter only: the generation stays. */
    count: (row: Pick<KeyRow, 'scope' | 'purpose' | 'epoch'>, by: number) =>
      db.batch([
        {
          sql: 'update keys set used = used + ? where scope = ? and purpose = ? and epoch = ?',
          parameters: [by, row.scope, row.purpose, row.epoch],
          expect: 1,
        },
      ]),
    insert: (row: KeyRow): Statement => ({
      sql: `insert into keys (${COLUMNS}) values (?, ?, ?, ?, ?, ?, ?)`,
      parameters: [row.scope, row.purpose, row.epoch, row.key_id, row.wrapped, row.created_at, row.used],
    }),
    rewrap: (row: KeyRow, wrapped: Buffer): Statement => ({
      sql: 'update keys set wrapped = ? where scope = ? and purpose = ? and epoch = ?',
      parameters: [wrapped, row.scope, row.purpose, row.epoch],
      expect: 1,
    }),
    removeEpoch: (scope: Buffer, purpose: string, epoch: number): Statement => ({
      sql: 'delete from keys where scope = ? and purpose = ? and epoch = ?',
      parameters: [scope, purpose, epoch],
    }),
    setPurpose: (scope: Buffer, from: string, to: string, below: number): Statement => ({
      sql: 'update keys set purpose = ? where scope = ? and purpose = ? and epoch < ?',
      parameters: [to, scope, from, below],
    }),
    removeScope: (scope: Buffer, keep: string): Statement => ({
      sql: 'delete from keys where scope = ? and purpose <> ?',
      parameters: [scope, keep],
    }),
    bury: (scope: Buffer, now: number): Statement => ({
      sql: 'insert into tombstones (scope, erased_at) values (?, ?) on conflict do nothing',
      parameters: [scope, now],
    }),
    setRoot: (rootId: Buffer): Statement => ({
      sql: 'update keyring_meta set root_id = ? where id = 1',
      parameters: [rootId],
      expect: 1,
    }),
  };
}
