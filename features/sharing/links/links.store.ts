import type { Db, Value } from '@chartwarden/db';
import { type AccountId, type EventId, idFromBytes, idToBytes, type RecordId } from '@chartwarden/ids';

/** One row of `share_links` without its content, which may be megabytes. Times in milliseconds since the epoch. */
export interface LinkRow {
  readonly id: string;
  readonly record: RecordId;
  readonly account: AccountId;
  readonly door: Buffer;
  readonly event: EventId;
  readonly madeAt: number;
  /** Null: until it is ended. */
  readonly expiresAt: number | null;
  /** Null: as often as somebody likes. */
  readonly openingsLeft: number | null;
  readonly triesLeft: number;
  readonly opened: number;
  readonly about: Buffer;
  /** Null: its content has not come yet, or was deleted. */
  readonly contentAt: number | null;
}

export interface LinksStore {
  byId(id: string): Promise<LinkRow | null>;
  byDoor(door: Uint8Array): Promise<LinkRow | null>;
  /** Oldest first. */
  ofRecord(record: RecordId): Promise<LinkRow[]>;
  ofAccount(account: AccountId): Promise<LinkRow[]>;
  all(): Promise<LinkRow[]>;
  insert(row: LinkRow): Promise<void>;
  content(id: string): Promise<Buffer | null>;
  setContent(id: string, content: Uint8Array, at: number): Promise<void>;
  dropContent(id: string): Promise<void>;
  /** Takes one of the tries that are left, before anything is compared. False when none is. */
  takeTry(id: string): Promise<boolean>;
  giveTryBack(id: string): Promise<void>;
  /** Takes one of the openings that are left. False when none is. */
  takeOpening(id: string): Promise<boolean>;
  putAbout(id: string, about: Uint8Array): Promise<void>;
  /** The same only where it is still what it was. */
  replaceAbout(row: LinkRow, about: Uint8Array): Promise<void>;
  remove(id: string): Promise<void>;
}

interface RawLink {
  link_id: Buffer;
  record_id: Buffer;
  account_id: Buffer;
  door: Buffer;
  event_id: Buffer;
  made_at: number;
  expires_at: number | null;
  openings_left: number | null;
  tries_left: number;
  opened: number;
  about: Buffer;
  content_at: number | null;
}

const COLUMNS =
  'link_id, record_id, account_id, door, event_id, made_at, expires_at, openings_left, tries_left, opened, about, content_at';

/** SQL over share links. What counts down does so in one conditional update, so that two at once never get the last one. */
export function createLinksStore(db: Db): LinksStore {
  const find = async (rest: string, values: readonly Value[] = []): Promise<LinkRow[]> =>
    (await db.all<RawLink>(`select ${COLUMNS} from share_links ${rest}`, values)).map(fromRaw);
  const run = async (sql: string, parameters: readonly Value[]): Promise<number> =>
    (await db.batch([{ sql, parameters }]))[0] ?? 0;
  return {
    byId: async (id) => (await find('where link_id = ?', [idToBytes(id)]))[0] ?? null,
    byDoor: async (door) => (await find('where door = ?', [door]))[0] ?? null,
    ofRecord: (record) => find('where record_id = ? order by made_at, link_id', [idToBytes(record)]),
    ofAccount: (account) => find('where account_id = ?', [idToBytes(account)]),
    all: () => find('order by made_at, link_id'),
    async insert(row) {
      await run(`insert into share_links (${COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, [
        ...[row.id, row.record, row.account].map(idToBytes),
        row.door,
        idToBytes(row.event),
        row.madeAt,
        row.expiresAt,
        row.openingsLeft,
        row.triesLeft,
        row.opened,
        row.about,
        row.contentAt,
      ]);
    },
    async content(id) {
      const rows = await db.all<{ content: Buffer | null }>('select content from share_links where link_id = ?', [
        idToBytes(id),
      ]);
      return rows[0]?.content ?? null;
    },
    async setContent(id, content, at) {
      await run('update share_links set content = ?, content_at = ? where link_id = ?', [content, at, idToBytes(id)]);
    },
    async dropContent(id) {
      await run('update share_links set content = null, content_at = null where link_id = ?', [idToBytes(id)]);
    },
    takeTry: async (id) =>
      (await run('update share_links set tries_left = tries_left - 1 where link_id = ? and tries_left > 0', [
        idToBytes(id),
      ])) === 1,
    async giveTryBack(id) {
      await run('update share_links set tries_left = tries_left + 1 where link_id = ?', [idToBytes(id)]);
    },
    takeOpening: async (id) =>
      (await run(
        `update share_links set opened = opened + 1, openings_left = openings_left - 1
          where link_id = ? and content is not null and (openings_left is null or openings_left > 0)`,
        [idToBytes(id)],
      )) === 1,
    async putAbout(id, about) {
      await run('update share_links set about = ? where link_id = ?', [about, idToBytes(id)]);
    },
    async replaceAbout(row, about) {
      await run('update share_links set about = ? where link_id = ? and about = ?', [
        about,
        idToBytes(row.id),
        row.about,
      ]);
    },
    async remove(id) {
      await run('delete from share_links where link_id = ?', [idToBytes(id)]);
    },
  };
}

const fromRaw = (row: RawLink): LinkRow => ({
  id: idFromBytes(row.link_id),
  record: idFromBytes<RecordId>(row.record_id),
  account: idFromBytes<AccountId>(row.account_id),
  door: row.door,
  event: idFromBytes<EventId>(row.event_id),
  madeAt: row.made_at,
  expiresAt: row.expires_at,
  openingsLeft: row.openings_left,
  triesLeft: row.tries_left,
  opened: row.opened,
  about: row.about,
  contentAt: row.content_at,
});
