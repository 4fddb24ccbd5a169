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
  UNIQUE,
  widthOf,
} from './tamper/cells.ts';
import { openPlace, opensAgain, type Place } from './tamper/place.ts';

export const proof: Proof = {
  title:
    'A flipped byte, a swapped ciphertext, a row of yesterday, a removed or an added row is refused at read or named by the doctor, and a revoked role put back is refused at the next start',
  promises: ['E3', 'O17'],
  takes: 'half an hour for each engine (--set engine=sqlite for one of them)',
  async run(context) {
    const failures: string[] = [];
    const figures: Record<string, number> = {};
    const wanted = context.settings.engine;
    const engines = context.postgres === null ? (['sqlite'] as const) : (['sqlite', 'postgres'] as const);
    for (const engine of engines) {
      if (wanted !== undefined && wanted !== engine) continue;
      const found = {
        failures,
        count: (name: string) => (figures[`${name}_${engine}`] = (figures[`${name}_${engine}`] ?? 0) + 1),
      };
      const make = (): Promise<Place> => openPlace(engine, context.postgres, context.scratch);
      for (const [name, attack] of Object.entries(ATTACKS)) {
        // What is noticed is the same on both: the small cut takes on the second what reads and writes cells and rows.
        if (context.scale === 'small' && engine === 'postgres' && !AGAIN.has(name)) continue;
        await attack(make, context, found);
        context.log(`${engine}: ${name} done, ${failures.length} failures`);
      }
    }
    const notes = ['Rows of the index are rebuilt and not vouched for; flips in them are not tried.'];
    if (context.postgres === null) notes.push('Not run on PostgreSQL: there is no server here.');
    return { failures, figures, notes };
  },
};

interface Found {
  readonly failures: string[];
  count(name: string): void;
}

/** Nothing that the owner reads comes from these: only the doctor looks at them. */
const UNREAD: ReadonlySet<string> = new Set(['ledger_entries', 'import_batches']);

/** Is the change refused when the owner reads, or named by the doctor? Says which. */
async function notice(
  place: Place,
  before: string,
  what: string,
  found: Found,
  shown: 'never' | 'until the doctor' | 'nowhere' = 'until the doctor',
): Promise<void> {
  const read =
    shown === 'nowhere'
      ? 'same'
      : await place.readAll().then(
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
const shownFor = ({ table, column }: Cell): 'never' | 'until the doctor' | 'nowhere' =>
  UNREAD.has(table) ? 'nowhere' : SEALED[table] === column ? 'never' : 'until the doctor';

/** Each look adds to the log, and the doctor reads all of it: after so many tries goes on with a place made anew. */
const TRIES_PER_PLACE = 150;

type MakePlace = () => Promise<Place>;

/** Tries `list(place)` or `tries` of it, chosen at random. Places are made alike: the same number stands for the same thing in each. */
async function tryAll<T>(
  make: MakePlace,
  context: ProofContext,
  tries: number,
  list: (place: Place) => Promise<readonly T[]>,
  attempt: (place: Place, one: T, before: string) => Promise<void>,
): Promise<void> {
  const choose = numbersFrom(context.seed);
  let chosen: readonly number[] | undefined;
  let length = 0;
  for (let done = 0; chosen === undefined || done < chosen.length; done += TRIES_PER_PLACE) {
    const place = await make();
    try {
      const all = await list(place);
      if (chosen === undefined) {
        length = all.length;
        chosen = tries < length ? Array.from({ length: tries }, () => choose(length)) : [...all.keys()];
      }
      if (all.length !== length) throw new Error(`two places differ: ${length} and ${all.length} things to try`);
      const before = await place.readAll();
      for (const at of chosen.slice(done, done + TRIES_PER_PLACE)) await attempt(place, all[at] as T, before);
    } finally {
      await place.remove();
    }
    if (done % 1500 === 0) context.log(`${done} of ${chosen.length}`);
  }
}

async function flips(make: MakePlace, context: ProofContext, found: Found): Promise<void> {
  const tries = Number(context.settings.flips ?? (context.scale === 'full' ? Number.POSITIVE_INFINITY : 12));
  const list = async ({ test }: Place) =>
    (await cellsOf(test.db)).flatMap((cell) =>
      Array.from({ length: widthOf(cell.row[cell.column] ?? null) }, (_, at) => ({ cell, at })),
    );
  await tryAll(make, context, tries, list, async (place, { cell, at }, before) => {
    const { db } = place.test;
    const value = cell.row[cell.column] ?? null;
    const other = flipped(value, at, UNIQUE.has(cell.column));
    await setCell(db, cell, other);
    await notice(place, before, `${nameOf(cell)} byte ${at}`, found, shownFor(cell));
    await setCell(db, { ...cell, row: { ...cell.row, [cell.column]: other } }, value);
    found.count('flips');
  });
}

async function blobs(make: MakePlace, context: ProofContext, found: Found): Promise<void> {
  const list = async ({ test }: Place) => {
    const folder = join(test.folder, 'objects');
    const files = readdirSync(folder)
      .filter((name) => name.length === 2)
      .flatMap((shelf) => readdirSync(join(folder, shelf)).map((name) => join(folder, shelf, name)))
      .map((file) => ({ file, size: readFileSync(file).length }))
      .sort((a, b) => a.size - b.size);
    // The last one of each file stands for its cut.
    return files.flatMap(({ file, size }) => Array.from({ length: size + 1 }, (_, at) => ({ file, at })));
  };
  const tries = Number(context.settings.files ?? (context.scale === 'full' ? Number.POSITIVE_INFINITY : 4));
  await tryAll(make, context, tries, list, async (place, { file, at }, before) => {
    const bytes = readFileSync(file);
    writeFileSync(file, at < bytes.length ? (flipped(bytes, at) as Buffer) : bytes.subarray(0, -1));
    await notice(place, before, `a stored file, byte ${at} of ${bytes.length}`, found, 'never');
    writeFileSync(file, bytes);
    found.count('file_flips');
  });
}

async function swaps(make: MakePlace, context: ProofContext, found: Found): Promise<void> {
  const list = async ({ test }: Place) => {
    const sealed = (await cellsOf(test.db)).filter(({ table, column }) => SEALED[table] === column);
    return sealed.flatMap((one, i) => sealed.slice(i + 1).map((other) => [one, other] as const));
  };
  const tries = Number(context.settings.swaps ?? (context.scale === 'full' ? Number.POSITIVE_INFINITY : 4));
  await tryAll(make, context, tries, list, async (place, [one, other], before) => {
    const { db } = place.test;
    const isUnread = UNREAD.has(one.table) && UNREAD.has(other.table);
    const [a, b] = [one.row[one.column] ?? null, other.row[other.column] ?? null];
    await setCell(db, one, b);
    await setCell(db, other, a);
    await notice(place, before, `${nameOf(one)} and ${nameOf(other)} swapped`, found, isUnread ? 'nowhere' : 'never');
    await setCell(db, one, a);
    await setCell(db, other, b);
    found.count('swaps');
  });
}

/** An attack that needs few tries has one place. */
const inOne =
  (attack: (place: Place, context: ProofContext, found: Found) => Promise<void>) =>
  async (make: MakePlace, context: ProofContext, found: Found): Promise<void> => {
    const place = await make();
    try {
      await attack(place, context, found);
    } finally {
      await place.remove();
    }
  };

async function removals(place: Place, context: ProofContext, found: Found): Promise<void> {
  const { db } = place.test;
  const before = await place.readAll();
  // Listed before anything is tried: each look adds lines to the log.
  const all = await Promise.all(Object.keys(TABLES).map(async (table) => ({ table, rows: await rowsOf(db, table) })));
  for (const { table, rows } of all) {
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
  const by = { capacity: 'staff' } as const;
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

/** Attacks of the small cut on the second engine. */
const AGAIN: ReadonlySet<string> = new Set(['flips', 'additions', 'revoked']);

const ATTACKS = {
  flips,
  blobs,
  swaps,
  removals: inOne(removals),
  additions: inOne(additions),
  rollbacks: inOne(rollbacks),
  revoked: inOne(revoked),
};
