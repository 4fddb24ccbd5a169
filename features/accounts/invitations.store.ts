import type { Db, Statement } from '@chartwarden/db';
import { idFromBytes, idToBytes } from '@chartwarden/ids';

/** One open invitation; `content` is an envelope under the instance key. What was taken or cancelled has no row. */
export interface InvitationRow {
  readonly id: string;
  readonly tokenDigest: Buffer;
  readonly version: number;
  readonly madeAt: number;
  readonly expiresAt: number;
  readonly content: Buffer;
}

export interface InvitationsStore {
  byToken(tokenDigest: Uint8Array): Promise<InvitationRow | null>;
  byId(id: string): Promise<InvitationRow | null>;
  /** Oldest first. */
  all(): Promise<InvitationRow[]>;
  insert(row: InvitationRow): Promise<void>;
  /** Another token or envelope in the place of this very one. False when somebody was faster. */
  replace(row: InvitationRow, next: InvitationRow): Promise<boolean>;
  /** Removes this very one within a transaction of the caller's, which fails when it is not there. */
  removing(row: Pick<InvitationRow, 'id' | 'version'>): Statement;
  /** True for exactly one caller. */
  remove(row: Pick<InvitationRow, 'id' | 'version'>): Promise<boolean>;
  sweep(expiredBefore: number): Promise<void>;
}

interface RawInvitation {
  invitation_id: Buffer;
  token_digest: Buffer;
  version: number;
  made_at: number;
  expires_at: number;
  content: Buffer;
}

const COLUMNS = 'invitation_id, token_digest, version, made_at, expires_at, content';

export function createInvitationsStore(db: Db): InvitationsStore {
  const find = async (rest: string, values: readonly Uint8Array[] = []): Promise<InvitationRow[]> =>
    (await db.all<RawInvitation>(`select ${COLUMNS} from account_invitations ${rest}`, values)).map(fromRaw);
  const run = async (sql: string, parameters: readonly (number | Uint8Array)[]): Promise<number> =>
    (await db.batch([{ sql, parameters }]))[0] ?? 0;
  return {
    byToken: async (digest) => (await find('where token_digest = ?', [digest]))[0] ?? null,
    byId: async (id) => (await find('where invitation_id = ?', [idToBytes(id)]))[0] ?? null,
    all: () => find('order by made_at, invitation_id'),
    async insert(row) {
      await run(`insert into account_invitations (${COLUMNS}) values (?, ?, ?, ?, ?, ?)`, [
        idToBytes(row.id),
        row.tokenDigest,
        row.version,
        row.madeAt,
        row.expiresAt,
        row.content,
      ]);
    },
    async replace(row, next) {
      const changed = await run(
        `update account_invitations set token_digest = ?, version = ?, expires_at = ?, content = ?
          where invitation_id = ? and version = ? and content = ?`,
        [next.tokenDigest, next.version, next.expiresAt, next.content, idToBytes(row.id), row.version, row.content],
      );
      return changed === 1;
    },
    removing: (row) => ({ ...removal(row), expect: 1 }),
    async remove(row) {
      return (await db.batch([removal(row)]))[0] === 1;
    },
    async sweep(expiredBefore) {
      await run('delete from account_invitations where expires_at < ?', [expiredBefore]);
    },
  };
}

const removal = ({ id, version }: Pick<InvitationRow, 'id' | 'version'>) => ({
  sql: 'delete from account_invitations where invitation_id = ? and version = ?',
  parameters: [idToBytes(id), version],
});

const fromRaw = (row: RawInvitation): InvitationRow => ({
  id: idFromBytes(row.invitation_id),
  tokenDigest: row.token_digest,
  version: row.version,
  madeAt: row.made_at,
  expiresAt: row.expires_at,
  content: row.content,
});
