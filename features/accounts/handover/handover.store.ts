import type { Db, Statement } from '@chartwarden/db';
import { idFromBytes, idToBytes } from '@chartwarden/ids';

/** The one offer that waits; `content` is an envelope under the instance key. */
export interface HandoverRow {
  readonly id: string;
  readonly madeAt: number;
  readonly expiresAt: number;
  readonly content: Buffer;
}

export interface HandoverStore {
  get(): Promise<HandoverRow | null>;
  /** False when one waits that is not over yet. */
  insert(row: HandoverRow, now: number): Promise<boolean>;
  /** Removes this very one within a transaction of the caller's, which fails when it is not there. */
  removing(id: string): Statement;
  replaceContent(row: HandoverRow, content: Buffer): Promise<void>;
}

interface Raw {
  handover_id: Buffer;
  made_at: number;
  expires_at: number;
  content: Buffer;
}

/** There is one place for an offer: its number is the key. */
const PLACE = 1;

export function createHandoverStore(db: Db): HandoverStore {
  return {
    async get() {
      const [row] = await db.all<Raw>('select handover_id, made_at, expires_at, content from account_handover');
      if (row === undefined) return null;
      const { handover_id, made_at, expires_at, content } = row;
      return { id: idFromBytes(handover_id), madeAt: made_at, expiresAt: expires_at, content };
    },
    async insert({ id, madeAt, expiresAt, content }, now) {
      const [, added] = await db.batch([
        { sql: 'delete from account_handover where expires_at <= ?', parameters: [now] },
        {
          sql: `insert into account_handover (place, handover_id, made_at, expires_at, content)
            values (?, ?, ?, ?, ?) on conflict (place) do nothing`,
          parameters: [PLACE, idToBytes(id), madeAt, expiresAt, content],
        },
      ]);
      return added === 1;
    },
    removing: (id) => ({
      sql: 'delete from account_handover where handover_id = ?',
      parameters: [idToBytes(id)],
      expect: 1,
    }),
    async replaceContent({ id, content: before }, content) {
      await db.batch([
        {
          sql: 'update account_handover set content = ? where handover_id = ? and content = ?',
          parameters: [content, idToBytes(id), before],
        },
      ]);
    },
  };
}
