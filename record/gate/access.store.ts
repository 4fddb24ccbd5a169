import type { Db, RunStatement } from '@chartwarden/db';

export interface AccessRow {
  readonly access_seq: number;
  readonly event_id: Buffer;
  readonly kind: string;
  readonly subject: Buffer;
  readonly made_at: number;
  readonly sealed: Buffer;
}

const COLUMNS = 'access_seq, event_id, kind, subject, made_at, sealed';

/** SQL over access events. They are only ever added. */
export function accessStore(db: Db) {
  return {
    after: (seq: number, limit: number) =>
      db.all<AccessRow>(`select ${COLUMNS} from access_events where access_seq > ? order by access_seq limit ?`, [
        seq,
        limit,
      ]),
    of: (subject: Buffer) =>
      db.all<AccessRow>(`select ${COLUMNS} from access_events where subject = ? order by access_seq`, [subject]),
  };
}

export const insertAccess = (row: AccessRow): RunStatement => ({
  sql: `insert into access_events (${COLUMNS}) values (?, ?, ?, ?, ?, ?)`,
  parameters: [row.access_seq, row.event_id, row.kind, row.subject, row.made_at, row.sealed],
});
