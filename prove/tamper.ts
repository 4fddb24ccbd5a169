import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { numbersFrom } from '../tests/support/random.ts';
import type { Proof, ProofContext } from './runner/types.ts';
import {
  addRow,
  type Cell,
  cellsOf,
  flipped,
  removeRow,
  rowsOf,
  SEALED,
  setCell,
  TABLES,
  widthOf,
} from './tamper/cells.ts';
import { openPlace, opensAgain, type Place } from './tamper/place.ts';

export const proof: Proof = {
  title:
    'A flipped byte, a swapped ciphertext, a row of yesterday, a removed or an added row is refused at read or named by the doctor, and a revoked role put back is refused at the next start',
  promises: ['E3', 'O17'],
  takes: 'about an hour',
  async run(context) {
    const failures: string[] = [];
    const figures: Record<string, number> = {};
    const engines = context.postgres === null ? (['sqlite'] as const) : (['sqlite', 'postgres'] as const);
    for (const engine of engines) {
      const found = {
        failures,
        count: (name: string) => (figures[`${name}_${engine}`] = (figures[`${name}_${engine}`] ?? 0) + 1),
      };
      for (const attack of [flips, blobs, swaps, removals, additions, rollbacks, revoked]) {
        const place = await openPlace(engine, context.postgres, context.scratch);
        try {
          await attack(place, context, found);
        } finally {
          await place.remove();
        }
        context.log(`${engine}: ${attack.name} done, ${failures.length} failures`);
      }
    }
    const notes = [
      'Rows of the index are rebuilt and not vouched for; flips in them are not tried.',
      'A row added to the table of identities is not named: nobody without the keys can make one that is ever looked for.',
    ];
    if (context.postgres === null) notes.push('Not run on PostgreSQL: there is no server here.');
    return { failures, figures, notes };
  },
};

interface Found {
  readonly failures: string[];
  count(name: string): void;
}

/** Is the change refused when the owner reads, or named by the doctor? Says which. */
async function notice(
  place: Place,
  before: string,
  what: string,
  found: Found,
  shown: 'never' | 'until the doctor' = 'until the doctor',
): Promise<void> {
  const read = await place.readAll().then(
    (text) => (text === before ? 'same' : 'other'),
    () => 'refused',
  );
  if (read === 'refused') return found.count('refused_at_read');
  if (read === 'other' && shown === 'never') return void found.failures.push(`${what}: something else was shown`);
  const named = await place.named();
  if (named.length > 0) {
    found.count('named_by_doctor');
    // Shown as if it were true and only found later: right for rows of yesterday, wrong for changed bytes.
    if (read === 'other') found.count('shown_other_until_doctor');
    return;
  }
  found.failures.push(`${what}: ${read === 'same' ? 'nobody noticed' : 'something else was shown and nobody noticed'}`);
}

const nameOf = ({ table, column }: Cell): string => `${table}.${column}`;

/** A key or mark that is changed can hide a row until the doctor looks; what is shown of a row is never another. */
const shownFor = ({ table, column }: Cell): 'never' | 'until the doctor' =>
  SEALED[table] === column ? 'never' : 'until the doctor';

async function flips(place: Place, context: ProofContext, found: Found): Promise<void> {
  const { db } = place.test;
  const choose = numbersFrom(context.seed);
  const before = await place.readAll();
  const cells = await cellsOf(db);
  const all = cells.flatMap((cell) =>
    Array.from({ length: widthOf(cell.row[cell.column] ?? null) }, (_, at) => ({ cell, at })),
  );
  const tries = context.scale === 'full' ? Number(context.settings.flips ?? all.length) : 24;
  const chosen = tries >= all.length ? all : Array.from({ length: tries }, () => all[choose(all.length)]);
  for (const [done, one] of chosen.entries()) {
    if (one === undefined) continue;
    const { cell, at } = one;
    const value = cell.row[cell.column] ?? null;
    const changed = { ...cell, row: { ...cell.row, [cell.column]: flipped(value, at) } };
    await setCell(db, cell, flipped(value, at));
    await notice(place, before, `${nameOf(cell)} byte ${at}`, found, shownFor(cell));
    await setCell(db, changed, value);
    if (done % 500 === 499) context.log(`${done + 1} of ${chosen.length} flips`);
  }
}

async function blobs(place: Place, context: ProofContext, found: Found): Promise<void> {
  const before = await place.readAll();
  const folder = join(place.test.folder, 'objects');
  const choose = numbersFrom(context.seed);
  for (const shelf of readdirSync(folder).filter((name) => name.length === 2))
    for (const name of readdirSync(join(folder, shelf))) {
      const file = join(folder, shelf, name);
      const bytes = readFileSync(file);
      const tries = context.scale === 'full' ? bytes.length : 3;
      for (let n = 0; n < tries; n += 1) {
        const at = context.scale === 'full' ? n : choose(bytes.length);
        writeFileSync(file, flipped(bytes, at) as Buffer);
        await notice(place, before, `a stored file, byte ${at}`, found, 'never');
      }
      writeFileSync(file, bytes.subarray(0, -1));
      await notice(place, before, 'a stored file cut by a byte', found, 'never');
      writeFileSync(file, bytes);
    }
}

async function swaps(place: Place, context: ProofContext, found: Found): Promise<void> {
  const { db } = place.test;
  const before = await place.readAll();
  const sealed = (await cellsOf(db)).filter(({ table, column }) => SEALED[table] === column);
  const choose = numbersFrom(context.seed);
  const pairs = sealed.flatMap((one, i) => sealed.slice(i + 1).map((other) => [one, other] as const));
  const tries = context.scale === 'full' ? pairs.length : 8;
  for (let n = 0; n < tries; n += 1) {
    const [one, other] = pairs[tries === pairs.length ? n : choose(pairs.length)] ?? [];
    if (one === undefined || other === undefined) continue;
    const [a, b] = [one.row[one.column] ?? null, other.row[other.column] ?? null];
    await setCell(db, one, b);
    await setCell(db, other, a);
    await notice(place, before, `${nameOf(one)} and ${nameOf(other)} swapped`, found, 'never');
    await setCell(db, one, a);
    await setCell(db, other, b);
  }
}

async function removals(place: Place, context: ProofContext, found: Found): Promise<void> {
  const { db } = place.test;
  const before = await place.readAll();
  for (const table of Object.keys(TABLES)) {
    const rows = await rowsOf(db, table);
    for (const row of context.scale === 'full' ? rows : rows.slice(-1)) {
      await removeRow(db, table, row);
      await notice(place, before, `a row of ${table} removed`, found);
      await addRow(db, table, row);
    }
  }
}

async function additions(place: Place, _context: ProofContext, found: Found): Promise<void> {
  const { db } = place.test;
  const before = await place.readAll();
  for (const [table, key] of Object.entries(TABLES)) {
    // A row of identities that nobody with the keys made is never looked for: it changes nothing.
    if (table === 'facts') continue;
    const last = key.at(-1) ?? '';
    const row = (await rowsOf(db, table)).at(-1) ?? {};
    const value = row[last] ?? null;
    // A copy of a real row under another key, as somebody would make who cannot encrypt.
    const copy: Record<string, unknown> = {
      ...row,
      [last]: value instanceof Uint8Array ? flipped(value, 3) : Number(value) + 1,
    };
    for (const unique of ['import_id', 'commit_seq', 'event_id', 'access_seq'])
      if (unique !== last && copy[unique] != null)
        copy[unique] = copy[unique] instanceof Uint8Array ? flipped(copy[unique], 5) : Number(copy[unique]) + 1000;
    await addRow(db, table, copy as typeof row);
    await notice(place, before, `a row of ${table} added`, found);
    await removeRow(db, table, copy as typeof row);
  }
}

/** Rows of yesterday with their own, valid ciphertexts. */
async function rollbacks(place: Place, _context: ProofContext, found: Found): Promise<void> {
  const { test, owner, record } = place;
  const { db, core } = test;
  const yesterday = new Map<string, Awaited<ReturnType<typeof rowsOf>>>();
  const tables = ['records', 'imports', 'sources', 'fact_versions', 'corrections'];
  for (const table of tables) yesterday.set(table, await rowsOf(db, table));
  await core.vault.records.rename(await test.permit(owner, record, ['update']), { name: 'Quirina Ada' });
  const system = { kind: 'system', role: 'system' } as const;
  const request = {
    actor: system,
    record,
    actions: ['update'],
    purpose: 'operate',
    channel: 'system',
    request: {},
  } as const;
  await core.vault.rotation.rotate(await core.gate.permit(request));
  const before = await place.readAll();
  for (const table of tables)
    for (const old of yesterday.get(table) ?? []) {
      const now = (await rowsOf(db, table)).find((row) =>
        (TABLES[table] ?? []).every((name) => Buffer.from(String(row[name])).equals(Buffer.from(String(old[name])))),
      );
      if (now === undefined) continue;
      await removeRow(db, table, now);
      await addRow(db, table, old);
      await notice(place, before, `yesterday's row of ${table}`, found);
      await removeRow(db, table, old);
      await addRow(db, table, now);
    }
}

/** A role that was taken is put back by removing its last event, with and without the head row set back along. */
async function revoked(place: Place, _context: ProofContext, found: Found): Promise<void> {
  const { test, owner } = place;
  const { db, core } = test;
  const member = await test.account('admin');
  const head = (await rowsOf(db, 'ledger_head'))[0] ?? {};
  const by = { capacity: 'operator' } as const;
  await core.gate.changeAccess(
    owner,
    { kind: 'role', account: member.account, role: 'admin', state: 'taken', ...by },
    {},
  );
  const last = (await rowsOf(db, 'access_events')).find((row) => row.access_seq === core.access.state().seq) ?? {};
  await removeRow(db, 'access_events', last);
  const named = await place.named();
  if (!named.some((one) => one.includes('was removed')))
    found.failures.push('a role put back: the doctor does not name it');
  else found.count('named_by_doctor');
  for (const setBack of [false, true]) {
    if (setBack)
      await db.batch([
        {
          sql: 'update ledger_head set access_seq = ?, access_digest = ?',
          parameters: [head.access_seq ?? null, head.access_digest ?? null],
        },
      ]);
    const opened = await opensAgain(place);
    if (opened === 'refuses') found.count('refused_before_decision');
    else found.failures.push(`a role put back${setBack ? ' with the head set back' : ''}: decided on it`);
  }
}
