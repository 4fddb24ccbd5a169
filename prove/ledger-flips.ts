import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type Db, openPostgres, openSqlite, type Value } from '@chartwarden/db';
import { newId } from '@chartwarden/ids';
import { type Ledger, ledgerMigrations, openLedger } from '@chartwarden/ledger';
import { createExportVerifier, verifyExport } from '@chartwarden/ledger-proof';
import { systemClock } from '@chartwarden/time';
import { createTestCipher, newCheckpointKey, person, readBy } from '../record/ledger/testing.ts';
import { makeDatabase } from '../tests/support/databases.ts';
import type { Proof, ProofContext } from './runner/types.ts';

type Below = (limit: number) => number;

function randomNumbers(seed: number): Below {
  let counter = 0;
  return (limit) => createHash('sha256').update(`${seed} ${counter++}`).digest().readUIntBE(0, 6) % limit;
}

/** A log of so many entries about five people and the instance, every fiftieth a step of the access chain. */
async function makeLog(
  context: ProofContext,
  name: string,
  entries: number,
  url?: string,
): Promise<{ db: Db; ledger: Ledger }> {
  const db =
    url === undefined
      ? await openSqlite({ file: join(context.scratch, `${name}.db`), migrations: ledgerMigrations })
      : await openPostgres({ url, migrations: ledgerMigrations });
  const key = newCheckpointKey();
  const ledger = await openLedger({
    db,
    clock: systemClock,
    cipher: createTestCipher(),
    keys: () => [key],
    highWater: join(context.scratch, `${name}.mark`),
  });
  const people = ['instance' as const, ...Array.from({ length: 5 }, person)];
  const append = (i: number) => {
    const scope = people[i % 6] ?? 'instance';
    const subject = scope === 'instance' ? newId() : scope;
    const access = { subject, digest: createHash('sha256').update(`${i}`).digest() };
    return ledger.append({
      ...readBy(scope, `account ${i % 7}`),
      ids: [newId(), newId()],
      ...(i % 50 === 0 && { access }),
    });
  };
  for (let from = 0; from < entries; from += 1000) {
    await Promise.all(Array.from({ length: Math.min(1000, entries - from) }, (_, i) => append(from + i)));
    await ledger.checkpoints.write();
  }
  return { db, ledger };
}

async function exportOf(ledger: Ledger): Promise<Buffer> {
  const lines: string[] = [];
  for await (const line of ledger.export((scope) => scope === 'instance')) lines.push(line);
  return Buffer.from(lines.join(''));
}

const flipped = (bytes: Uint8Array, below: Below): Buffer => {
  const copy = Buffer.from(bytes);
  const at = below(copy.length);
  copy[at] = (copy[at] as number) ^ (1 << below(8));
  return copy;
};

/** One random flip in the line of each entry; the verifier sees the changed line first and then the real one. */
async function flipEachLine(text: Buffer, pinned: string, below: Below): Promise<string[]> {
  const verifier = createExportVerifier(pinned);
  const failures: string[] = [];
  let entry = 0;
  for (let from = 0, end = text.indexOf('\n'); end >= 0; from = end + 1, end = text.indexOf('\n', from)) {
    const line = text.subarray(from, end);
    if (/"time":\d+\}$/.test(line.toString())) {
      const other = flipped(line, below);
      // A line feed in a line makes two of it: the first of them is what the verifier meets.
      const met = other.includes('\n') ? other.subarray(0, other.indexOf('\n')) : other;
      const failure = verifier.line(met);
      if (failure?.entry !== entry) failures.push(`export, entry ${entry}: a flip was named ${failure?.entry}`);
      entry += 1;
    }
    if (verifier.line(line) !== undefined) failures.push(`export: the real line ${entry} was refused`);
  }
  if (!(await verifier.end()).ok) failures.push('export: it does not verify unchanged');
  return failures;
}

async function flipEachByte(text: Buffer, pinned: string, below: Below): Promise<string[]> {
  const failures: string[] = [];
  for (let at = 0; at < text.length; at++) {
    const was = text[at] as number;
    text[at] = was ^ (1 << below(8));
    if ((await verifyExport([text], pinned)).ok) failures.push(`byte ${at} of the export may be ${text[at]}`);
    text[at] = was;
  }
  return failures;
}

const columns = [
  'seq',
  'time',
  'scope',
  'chain_count',
  'commitment',
  'body',
  'ids',
  'words',
  'access_seq',
  'access_subject',
  'access_digest',
];

/** Flips one bit of a random column of an entry; returns the statement that puts it back. */
async function flipRow(db: Db, seq: number, size: number, below: Below) {
  const [row] = await db.all<Record<string, Value>>(`select ${columns.join()} from ledger_entries where seq = ?`, [
    seq,
  ]);
  const held = columns.filter((name) => row?.[name] !== null);
  const column = held[below(held.length)] ?? 'time';
  const was = row?.[column] ?? null;
  // A sequence that another entry has cannot be given; one beyond all of them can.
  const bit = column === 'seq' ? 30 : column === 'access_seq' ? 20 : below(20);
  const other =
    was instanceof Uint8Array
      ? flipped(was, below)
      : Number(was) + (Math.floor(Number(was) / 2 ** bit) % 2 ? -1 : 1) * 2 ** bit;
  const at = column === 'seq' ? Number(other) : seq;
  await db.batch([
    { sql: `update ledger_entries set ${column} = ? where seq = ?`, parameters: [other, seq], expect: 1 },
  ]);
  return {
    column,
    back: { sql: `update ledger_entries set ${column} = ? where seq = ?`, parameters: [was, at], expect: 1 },
    size,
  };
}

/** One random flip in each row, twenty rows at a time: each of them must be named, and the first of them first. */
async function flipEachRow(db: Db, ledger: Ledger, rounds: number, below: Below): Promise<string[]> {
  const { size } = ledger.head();
  const order = Array.from({ length: size }, (_, i) => i);
  for (let i = size - 1; i > 0; i--) {
    const j = below(i + 1);
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
  const failures: string[] = [];
  for (let round = 0; round < rounds; round++) {
    const chosen = order.slice(round * 20, round * 20 + 20).sort((a, b) => a - b);
    const changes: Awaited<ReturnType<typeof flipRow>>[] = [];
    for (const seq of chosen) changes.push(await flipRow(db, seq, size, below));
    const { problems } = await ledger.verify();
    const named = new Set(problems.map((problem) => problem.seq));
    for (const [i, seq] of chosen.entries())
      if (!named.has(seq)) failures.push(`database, entry ${seq}: a flip of ${changes[i]?.column} was not named`);
    if (problems[0]?.seq !== chosen[0])
      failures.push(`database: the first bad entry is ${chosen[0]}, named was ${problems[0]?.seq}`);
    await db.batch(changes.map((change) => change.back));
  }
  if ((await ledger.verify()).problems.length > 0)
    failures.push('database: it does not verify after all flips were undone');
  return failures;
}

/** Rows of one log are flipped in so many rounds; each of them reads the whole log. */
const LOG = 2000;

export const proof: Proof = {
  title: 'A flipped bit in any entry of the ledger, in the database or in an export, is found and its entry named',
  promises: ['E4'],
  takes: 'ten minutes',
  run: async (context) => {
    const { scale, seed, settings, log, postgres } = context;
    const isFull = scale === 'full';
    const entries = Number(settings.entries ?? (isFull ? 20_000 : 300));
    const below = randomNumbers(seed);
    const { db, ledger } = await makeLog(context, 'large', entries);
    const large = await exportOf(ledger);
    const failures = await flipEachLine(large, ledger.verifierKey(), below);
    log(`${entries} lines of an export flipped`);
    const small = await makeLog(context, 'small', isFull ? 100 : 3);
    const text = await exportOf(small.ledger);
    failures.push(...(await flipEachByte(text, small.ledger.verifierKey(), below)));
    log(`${text.length} bytes of an export flipped`);
    for (const one of [small.ledger, small.db]) await one.close();

    // Some in the large log; each row in logs of a few tiles, which are read in a tenth of the time.
    const inLarge = Number(settings.rounds ?? (isFull ? 25 : 4));
    failures.push(...(await flipEachRow(db, ledger, inLarge, below)));
    for (const one of [ledger, db]) await one.close();
    log(`${inLarge * 20} rows of ${entries} flipped`);
    const figures = { export_lines_flipped: entries, export_bytes_flipped: text.length };
    const rows = { large: Math.min(entries, inLarge * 20), sqlite: 0, postgres: 0 };
    const flipAll = async (engine: 'sqlite' | 'postgres', at: number, url?: string): Promise<void> => {
      const size = Math.min(LOG, entries);
      const rounds = Number(settings.rounds ?? (isFull ? Math.ceil(size / 20) : 2));
      const one = await makeLog(context, `${engine}-${at}`, size, url);
      failures.push(
        ...(await flipEachRow(one.db, one.ledger, rounds, below)).map((what) => `${engine} ${at}, ${what}`),
      );
      for (const part of [one.ledger, one.db]) await part.close();
      rows[engine] += Math.min(size, rounds * 20);
      log(`${engine}: ${rows[engine]} rows flipped`);
    };
    for (let at = 0; at < (isFull ? Math.ceil(entries / LOG) : 1); at++) await flipAll('sqlite', at);
    if (postgres !== null) {
      const database = await makeDatabase(postgres);
      try {
        await flipAll('postgres', 0, database.url);
      } finally {
        await database.drop();
      }
    }
    return {
      failures,
      figures: {
        ...figures,
        rows_flipped_in_large: rows.large,
        rows_flipped_sqlite: rows.sqlite,
        rows_flipped_postgres: rows.postgres,
      },
      notes: postgres === null ? ['Not run on PostgreSQL: there is no server here.'] : [],
    };
  },
};
