import type { Db, Statement } from '@chartwarden/db';
import { idFromBytes, idToBytes } from '@chartwarden/ids';

/** A message that waits; `content` is an envelope under the instance key. What was sent has no row. */
export interface OutboxRow {
  readonly id: string;
  readonly madeAt: number;
  readonly content: Buffer;
}

export interface OutboxStore {
  /** In one transaction with these, the job that sends it among them. */
  insert(row: OutboxRow, also: readonly Statement[]): Promise<void>;
  byId(id: string): Promise<OutboxRow | null>;
  all(): Promise<OutboxRow[]>;
  reseal(row: OutboxRow, content: Uint8Array): Promise<void>;
  remove(id: string): Promise<void>;
  madeBefore(time: number): Promise<number>;
  sweep(madeBefore: number): Promise<void>;
}

interface RawMail {
  mail_id: Buffer;
  made_at: number;
  content: Buffer;
}

export function createOutboxStore(db: Db): OutboxStore {
  const find = async (rest: string, values: readonly Uint8Array[] = []): Promise<OutboxRow[]> =>
    (await db.all<RawMail>(`select mail_id, made_at, content from account_outbox ${rest}`, values)).map(fromRaw);
  const run = async (sql: string, parameters: readonly (number | Uint8Array)[]): Promise<void> => {
    await db.batch([{ sql, parameters }]);
  };
  return {
    async insert({ id, madeAt, content }, also) {
      const sql = 'insert into account_outbox (mail_id, made_at, content) values (?, ?, ?)';
      await db.batch([{ sql, parameters: [idToBytes(id), madeAt, content] }, ...also]);
    },
    byId: async (id) => (await find('where mail_id = ?', [idToBytes(id)]))[0] ?? null,
    all: () => find(''),
    reseal: (row, content) =>
      run('update account_outbox set content = ? where mail_id = ? and content = ?', [
        content,
        idToBytes(row.id),
        row.content,
      ]),
    remove: (id) => run('delete from account_outbox where mail_id = ?', [idToBytes(id)]),
    async madeBefore(time) {
      const [row] = await db.all<{ mails: number }>('select count(*) as mails from account_outbox where made_at < ?', [
        time,
      ]);
      return row?.mails ?? 0;
    },
    sweep: (madeBefore) => run('delete from account_outbox where made_at < ?', [madeBefore]),
  };
}

const fromRaw = (row: RawMail): OutboxRow => ({
  id: idFromBytes(row.mail_id),
  madeAt: row.made_at,
  content: row.content,
});
