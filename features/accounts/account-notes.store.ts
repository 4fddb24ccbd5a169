import { type Db, DuplicateError } from '@chartwarden/db';
import { type AccountId, idFromBytes, idToBytes } from '@chartwarden/ids';

/** One row of `account_notes`; `note` is an envelope under the account's key that holds name and value. */
export interface AccountNoteRow {
  readonly id: string;
  readonly account: AccountId;
  readonly nameToken: Buffer;
  readonly version: number;
  readonly note: Buffer;
}

export interface AccountNotesStore {
  /** The notes of an account under any of these tokens. */
  under(account: AccountId, nameTokens: readonly Uint8Array[]): Promise<AccountNoteRow[]>;
  ofAccount(account: AccountId): Promise<AccountNoteRow[]>;
  all(): Promise<AccountNoteRow[]>;
  /** False when the account has a note under that token. */
  insert(row: AccountNoteRow): Promise<boolean>;
  /** False when the row was changed or removed since `row` was read. */
  replace(row: AccountNoteRow, next: AccountNoteRow): Promise<boolean>;
  remove(row: AccountNoteRow): Promise<void>;
}

interface RawNote {
  note_id: Buffer;
  account_id: Buffer;
  name_token: Buffer;
  version: number;
  note: Buffer;
}

const SELECT = 'select note_id, account_id, name_token, version, note from account_notes';

export function createAccountNotesStore(db: Db): AccountNotesStore {
  const find = async (where: string, values: readonly Uint8Array[]): Promise<AccountNoteRow[]> =>
    (await db.all<RawNote>(`${SELECT} ${where}`, values)).map(fromRaw);
  return {
    under: (account, tokens) =>
      find(`where account_id = ? and name_token in (${tokens.map(() => '?').join(', ')})`, [
        idToBytes(account),
        ...tokens,
      ]),
    ofAccount: (account) => find('where account_id = ?', [idToBytes(account)]),
    all: () => find('', []),
    async insert({ id, account, nameToken, version, note }) {
      const sql = 'insert into account_notes (note_id, account_id, name_token, version, note) values (?, ?, ?, ?, ?)';
      try {
        await db.batch([{ sql, parameters: [idToBytes(id), idToBytes(account), nameToken, version, note] }]);
        return true;
      } catch (error) {
        if (error instanceof DuplicateError) return false;
        throw error;
      }
    },
    async replace(row, next) {
      const sql =
        'update account_notes set name_token = ?, version = ?, note = ? where note_id = ? and version = ? and note = ?';
      const parameters = [next.nameToken, next.version, next.note, idToBytes(row.id), row.version, row.note];
      return (await db.batch([{ sql, parameters }]))[0] === 1;
    },
    async remove(row) {
      await db.batch([{ sql: 'delete from account_notes where note_id = ?', parameters: [idToBytes(row.id)] }]);
    },
  };
}

const fromRaw = (row: RawNote): AccountNoteRow => ({
  id: idFromBytes(row.note_id),
  account: idFromBytes<AccountId>(row.account_id),
  nameToken: row.name_token,
  version: row.version,
  note: row.note,
});
