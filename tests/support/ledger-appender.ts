import { join } from 'node:path';
import { openSqlite } from '@chartwarden/db';
import { ledgerMigrations, openLedger } from '@chartwarden/ledger';
import { systemClock } from '@chartwarden/time';
import { createTestCipher, newCheckpointKey, person, readBy } from '../../record/ledger/testing.ts';

/**
 * Appends to a ledger without end, sixteen at a time, and prints the sequence of every acknowledged entry: started and
 * killed by tests and proofs. Arguments: the database file and the folder of the mark.
 */
const [file = '', folder = ''] = process.argv.slice(2);
const db = await openSqlite({ file, migrations: ledgerMigrations });
const key = newCheckpointKey('appender');
const ledger = await openLedger({
  db,
  clock: systemClock,
  cipher: createTestCipher(),
  keys: () => [key],
  highWater: join(folder, 'mark'),
  interval: 50,
});
const people = Array.from({ length: 5 }, person);
await Promise.all(
  Array.from({ length: 16 }, async (_, i) => {
    for (;;) {
      const { seq } = await ledger.append(readBy(people[i % 5] ?? 'instance'));
      process.stdout.write(`${seq}\n`);
    }
  }),
);
