import { ConflictError, type Db, type Statement } from '@chartwarden/db';

/** How far the log was looked through for what somebody should be told: one row. */
export function alertsStore(db: Db) {
  return {
    /** The sequence of the first line that was not looked at; null before the first time. */
    async place(): Promise<number | null> {
      const [row] = await db.all<{ seq: number }>('select seq from alert_place where id = 1');
      return row?.seq ?? null;
    },

    async begin(seq: number): Promise<void> {
      await db.batch([
        { sql: 'insert into alert_place (id, seq) values (1, ?) on conflict (id) do nothing', parameters: [seq] },
      ]);
    },

    /** Moves on together with what was found on the way; false when another process was there first: then nothing is written. */
    async moveOn(from: number, to: number, found: readonly Statement[]): Promise<boolean> {
      try {
        const move = {
          sql: 'update alert_place set seq = ? where id = 1 and seq = ?',
          parameters: [to, from],
          expect: 1,
        };
        await db.batch([move, ...found]);
        return true;
      } catch (error) {
        if (error instanceof ConflictError) return false;
        throw error;
      }
    },
  };
}
