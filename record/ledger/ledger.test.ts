import { ConflictError, type Db, DuplicateError, type MigrationStep } from '@chartwarden/db';
import { idToBytes, newId } from '@chartwarden/ids';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeWriters, type TestDb } from '../../platform/db/testing.ts';
import { AccessMovedError, foldAccess, type Ledger, ledgerMigrations } from './index.ts';
import { createPlace, operator, type Place, person, readBy } from './testing.ts';

const things: MigrationStep = {
  name: '0002-things',
  up: async (db, engine) => {
    const bytes = engine === 'postgres' ? 'bytea' : 'blob';
    await sql.raw(`create table things (id ${bytes} primary key, n bigint not null)`).execute(db);
  },
};
const thing = (id: string, n: number) =>
  ({ table: 'things', columns: { id: 'bytea', n: 'bigint' }, rows: [[idToBytes(id), n]] }) as const;

describeWriters('the ledger', ({ open, engine }) => {
  let test: TestDb;
  let place: Place;
  let ledger: Ledger;
  let db: Db;

  beforeEach(async () => {
    test = await open([...ledgerMigrations, things]);
    db = test.db;
    place = createPlace();
    ledger = await place.open(db);
  });
  afterEach(async () => {
    await ledger.close();
    await test.remove();
    place.remove();
  });

  const count = async (table: string): Promise<number> =>
    (await db.all<{ c: number }>(`select count(*) as c from ${table}`))[0]?.c ?? -1;
  const clean = async () => expect((await ledger.verify()).problems).toEqual([]);

  it('gives entries their places in the order in which they were appended', async () => {
    const someone = person();
    const placed = await Promise.all([1, 2, 3].map(() => ledger.append(readBy(someone))));
    expect(placed.map((one) => one.seq)).toEqual([0, 1, 2]);
    expect(ledger.head().size).toBe(3);
    expect((await ledger.refresh()).root).toEqual(ledger.head().root);
    await clean();
  });

  it('shows a person the lines about their record only, newest first and by pages', async () => {
    const [one, two] = [person(), person()];
    for (let i = 0; i < 5; i++) await ledger.append(readBy(one, `account ${i}`));
    await ledger.append(readBy(two, 'somebody else'));
    const first = await ledger.reader.list(one, { limit: 3 });
    const next = await ledger.reader.list(one, { limit: 3, before: first.at(-1)?.seq ?? 0 });
    const accounts = [...first, ...next].map((entry) => !entry.sealed && entry.body.actor.account);
    expect(accounts).toEqual(['account 4', 'account 3', 'account 2', 'account 1', 'account 0']);
  });

  it('finds entries by actor, action, type and outcome together', async () => {
    const someone = person();
    await ledger.append(readBy(someone, 'anna', { types: ['Observation', 'Condition'] }));
    await ledger.append(readBy(someone, 'anna', { outcome: 'refused', code: 'CW-GATE-001' }));
    await ledger.append(readBy(someone, 'ben', { action: 'search', types: ['Condition'] }));
    const found = async (words: object) => (await ledger.reader.search(words, { limit: 10 })).map((entry) => entry.seq);
    expect(await found({ actor: 'anna' })).toEqual([1, 0]);
    expect(await found({ actor: 'anna', outcome: 'refused' })).toEqual([1]);
    expect(await found({ type: 'Condition' })).toEqual([2, 0]);
    expect(await found({ type: 'Condition', action: 'search' })).toEqual([2]);
    expect(await found({ actor: 'ben', action: 'read' })).toEqual([]);
    expect(await found({})).toEqual([2, 1, 0]);
  });

  it('finds lines of full tiles and after them just as it would one by one', async () => {
    const people = [person(), person(), person()];
    const lines = Array.from({ length: 700 }, (_, i) => {
      const scope = i < 300 && i % 90 === 0 ? people[2] : people[i % 2];
      const types = i % 7 === 0 ? ['Condition', 'Observation'] : ['Observation'];
      const outcome = i % 101 === 0 ? ('refused' as const) : ('permitted' as const);
      return readBy(scope ?? 'instance', `account ${i % 3}`, { types, outcome });
    });
    await Promise.all(lines.map((one) => ledger.append(one)));
    const matching = (holds: (one: (typeof lines)[number]) => boolean, before: number, limit: number): number[] =>
      lines
        .flatMap((one, seq) => (holds(one) && seq < before ? [seq] : []))
        .reverse()
        .slice(0, limit);
    for (const before of [1, 255, 256, 257, 300, 511, 512, 513, 699, 700, 9999]) {
      for (const limit of [1, 5, 400]) {
        const page = { before, limit };
        for (const scope of people)
          expect((await ledger.reader.list(scope, page)).map((one) => one.seq)).toEqual(
            matching((one) => one.scope === scope, before, limit),
          );
        expect((await ledger.reader.search({ outcome: 'refused' }, page)).map((one) => one.seq)).toEqual(
          matching((one) => one.body.outcome === 'refused', before, limit),
        );
        const both = { actor: 'account 1', type: 'Condition', outcome: 'permitted' };
        const isBoth = ({ body: { actor, types, outcome } }: (typeof lines)[number]) =>
          actor.account === 'account 1' && types?.length === 2 && outcome === 'permitted';
        expect((await ledger.reader.search(both, page)).map((one) => one.seq)).toEqual(matching(isBoth, before, limit));
        const part = { before, least: 250, skip: 7, limit };
        const later = matching(isBoth, before, 700).filter((seq) => seq >= 250);
        expect((await ledger.reader.searchIn(both, part)).map((one) => one.seq)).toEqual(later.slice(7, 7 + limit));
        expect(await ledger.reader.count(both, part)).toBe(later.length);
        // Each of these words is in every part of the log, and no line has both.
        const none = { outcome: 'refused', action: 'never' };
        expect([await ledger.reader.search(none, page), await ledger.reader.count(none, part)]).toEqual([[], 0]);
        expect((await ledger.reader.search({}, page)).map((one) => one.seq)).toEqual(
          matching(() => true, before, limit),
        );
      }
    }
    // The index of an older version is made anew from the entries.
    for (const { name, up } of ledgerMigrations.slice(1))
      await db.transaction((tx) => up(tx as never, engine)).catch((error) => expect.fail(`${name}: ${error}`));
    await clean();
  });

  it('keeps the released ids beside the line, bound by their hash', async () => {
    const ids = Array.from({ length: 300 }, () => newId());
    const { seq } = await ledger.append({ ...readBy(person()), ids });
    expect(await ledger.reader.ids(seq)).toEqual(ids);
    const { seq: other } = await ledger.append({ ...readBy(person()), ids: ['Patient/1', 'ü'] });
    expect(await ledger.reader.ids(other)).toEqual(['Patient/1', 'ü']);
    await clean();
  });

  it('answers 64 at once and keeps every record\u2019s own chain whole', async () => {
    const people = Array.from({ length: 7 }, person);
    const appends = Array.from({ length: 1000 }, (_, i) => readBy(people[i % 7] ?? 'instance'));
    const placed = await Promise.all(appends.map((one) => ledger.append(one)));
    expect(new Set(placed.map((one) => one.seq)).size).toBe(1000);
    await clean();
    // And again from what is stored, as after a restart.
    await ledger.close();
    db = await test.reopen();
    ledger = await place.open(db);
    expect(ledger.startup()).toEqual({ mark: 'same', witness: 'same', sound: true });
    expect((await ledger.append(readBy('instance'))).seq).toBe(1000);
    await clean();
  });

  describe('statements that go along', () => {
    it('become durable with their entry', async () => {
      const id = newId();
      await ledger.append({
        ...readBy('instance'),
        statements: [thing(id, 1)],
        statementsAt: ({ seq }) => [{ sql: 'update things set n = ? where n = 1', parameters: [seq + 100], expect: 1 }],
      });
      expect(await db.all('select n from things')).toEqual([{ n: 100 }]);
    });

    it('that fail reject their own append and no other of the same commit', async () => {
      const taken = newId();
      await ledger.append({ ...readBy('instance'), statements: [thing(taken, 0)] });
      const nothing = { sql: 'update things set n = 5 where n = 77', parameters: [], expect: 1 };
      const results = await Promise.allSettled([
        ledger.append({ ...readBy('instance'), statements: [thing(newId(), 1)] }),
        ledger.append({ ...readBy('instance'), statements: [nothing] }),
        ledger.append({ ...readBy('instance'), statements: [thing(newId(), 2)] }),
        ledger.append({ ...readBy('instance'), statements: [thing(taken, 3)] }),
        ledger.append({ ...readBy('instance'), statements: [thing(newId(), 4)] }),
      ]);
      expect(results.map((one) => (one.status === 'fulfilled' ? one.value.seq : one.reason.constructor))).toEqual([
        1,
        ConflictError,
        2,
        DuplicateError,
        3,
      ]);
      expect(await count('things')).toBe(4);
      expect(await count('ledger_entries')).toBe(4);
      await clean();
    });

    it('and steps of access, of several entries at once, stand together or not at all', async () => {
      const [one, two] = [person(), person()];
      const digest = Buffer.alloc(32, 1);
      const step = (subject: string, n: number) => ({
        ...readBy(subject as typeof one),
        access: { subject, digest },
        statements: [thing(newId(), n)],
      });
      const nothing = { sql: 'update things set n = 5 where n = 77', parameters: [], expect: 1 };
      const { accessSeq } = ledger.head();
      const guard = { subjects: [one, two], accessSeq };
      await expect(ledger.appendAll([step(one, 1), { ...step(two, 2), statements: [nothing] }])).rejects.toThrow();
      const results = await Promise.allSettled([
        ledger.appendAll([step(one, 3), { ...step(two, 4), body: { n: 1n } as never }]),
        ledger.appendAll([{ ...step(one, 5), guard }, step(two, 6)]),
        ledger.appendAll([{ ...step(one, 7), guard }, step(two, 8)]),
        ledger.append(readBy(one)),
      ]);
      expect(results.map((result) => result.status)).toEqual([
        'rejected', 'fulfilled', 'rejected', 'fulfilled',
      ]); // biome-ignore format: one list
      expect(results[1]).toMatchObject({ value: [{ seq: 0, accessSeq: 1 }, { seq: 1, accessSeq: 2 }] }); // biome-ignore format: one line
      expect((await db.all<{ n: number }>('select n from things order by n')).map(({ n }) => n)).toEqual([5, 6]);
      expect((await ledger.accessChain()).problem).toBeUndefined();
      expect([ledger.head().accessSeq, ledger.head().size]).toEqual([2, 3]);
      await clean();
    });
  });

  describe('access', () => {
    const digest = (n: number): Buffer => Buffer.alloc(32, n);

    it('is a chain of its own that the head carries', async () => {
      const someone = person();
      await ledger.append({ ...readBy(someone), access: { subject: someone, digest: digest(1) } });
      await ledger.append(readBy(someone));
      const { accessSeq } = await ledger.append({
        ...readBy(someone),
        accessAt: (seq) => ({ subject: someone, digest: digest(seq) }),
      });
      expect(accessSeq).toBe(2);
      expect(ledger.head()).toMatchObject({ accessSeq: 2, accessDigest: foldAccess([digest(1), digest(2)]) });
      const chain = await ledger.accessChain();
      expect(chain.problem).toBeUndefined();
      expect(chain.steps.map((step) => [step.accessSeq, step.seq, step.subject])).toEqual([
        [1, 0, someone],
        [2, 2, someone],
      ]);
      await clean();
    });

    it('that moved for a subject refuses a release decided before, in the same commit too', async () => {
      const [one, two] = [person(), person()];
      const { accessSeq } = ledger.head();
      const guarded = (subject: string) => ({ ...readBy(one), guard: { subjects: [subject], accessSeq } });
      const results = await Promise.allSettled([
        ledger.append(guarded(one)),
        ledger.append({ ...readBy(one), access: { subject: one, digest: digest(1) } }),
        ledger.append(guarded(one)),
        ledger.append(guarded(two)),
      ]);
      expect(results.map((result) => result.status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
      await expect(ledger.append(guarded(one))).rejects.toBeInstanceOf(AccessMovedError);
      const now = { subjects: [one], accessSeq: ledger.head().accessSeq };
      await ledger.append({ ...readBy(one), guard: now });
      await clean();
    });

    it('set back in the head row is contradicted by what the last entry says', async () => {
      const someone = person();
      await ledger.append({ ...readBy(someone), access: { subject: someone, digest: digest(1) } });
      await ledger.append({ ...readBy(someone), access: { subject: someone, digest: digest(2) } });
      await db.batch([
        { sql: 'update ledger_entries set access_seq = null where seq = 1', parameters: [] },
        { sql: 'update ledger_head set access_seq = 1, access_digest = ?', parameters: [foldAccess([digest(1)])] },
      ]);
      await ledger.close();
      db = await test.reopen();
      ledger = await place.open(db);
      expect(ledger.startup()).toMatchObject({ sound: false });
      expect((await ledger.accessChain()).problem).toBe('the last entry was written under another state of access');
    });

    it('is vouched for by the last line that can be read, when what follows is of somebody erased', async () => {
      const [one, two] = [person(), person()];
      await ledger.append({ ...readBy(one), access: { subject: one, digest: digest(1) } });
      await ledger.append({ ...readBy(two), access: { subject: two, digest: digest(2) } });
      place.cipher.erased.add(two);
      expect(await ledger.accessChain()).not.toHaveProperty('problem');
      // A step that changed a living person's access is none of the erased's.
      await db.batch([
        {
          sql: 'update ledger_entries set access_subject = (select access_subject from ledger_entries where seq = 0) where seq = 1',
          parameters: [],
        },
      ]);
      expect((await ledger.accessChain()).problem).toBe('the last entry was written under another state of access');
    });
  });

  it('whose last entry was changed is not sound when it is opened', async () => {
    await ledger.append(readBy('instance'));
    const [row] = await db.all<{ body: Buffer }>('select body from ledger_entries where seq = 0');
    const body = Buffer.from(row?.body ?? '').fill(7, 20, 24);
    await ledger.close();
    await db.batch([{ sql: 'update ledger_entries set body = ? where seq = 0', parameters: [body] }]);
    ledger = await place.open(db);
    expect(ledger.startup()).toMatchObject({ access: 'the last entry was changed', sound: false });
  });

  it('raises the keyring generation with an entry about keys', async () => {
    await ledger.append({ ...readBy('instance'), keysChanged: true });
    await ledger.append(readBy('instance'));
    expect(ledger.head().keyringGeneration).toBe(1);
    expect((await ledger.refresh()).keyringGeneration).toBe(1);
  });

  it('says when the clock went back, and its own times never do', async () => {
    const start = place.clock.time;
    await ledger.append(readBy('instance'));
    place.clock.time = start - 3_600_000;
    const { time } = await ledger.append(readBy('instance'));
    await ledger.append(readBy('instance'));
    expect(time).toBe(start);
    const steps = await ledger.reader.search({ action: 'clock' }, { limit: 10 });
    expect(steps).toMatchObject([{ body: { detail: { from: start, to: start - 3_600_000 } } }]);
    await clean();
  });

  it('keeps the lines of an erased person in their places, unreadable', async () => {
    const [one, two] = [person(), person()];
    await ledger.append({ ...readBy(one), access: { subject: one, digest: Buffer.alloc(32, 1) } });
    await ledger.append(readBy(two));
    place.cipher.erased.add(one);
    expect(await ledger.reader.list(one, { limit: 5 })).toMatchObject([{ seq: 0, sealed: true }]);
    await expect(ledger.append(readBy(one))).rejects.toThrow('destroyed');
    await ledger.append(readBy(two));
    expect(await ledger.verify()).toEqual({ entries: 3, sealed: 1, problems: [] });
    expect((await ledger.accessChain()).problem).toBeUndefined();
  });

  it('goes on under another key after a rotation that the old key signed', async () => {
    await ledger.append(readBy('instance'));
    const before = ledger.verifierKey();
    const next = createPlace().keys[0];
    if (next === undefined) throw new Error('no key');
    place.keys.push(next);
    await ledger.checkpoints.rotate(next, operator);
    expect(ledger.verifierKey()).not.toBe(before);
    await ledger.append(readBy('instance'));
    await ledger.checkpoints.write();
    await clean();
    await ledger.close();
    db = await test.reopen();
    ledger = await place.open(db);
    expect(ledger.startup()).toMatchObject({ witness: 'same', sound: true });
    await clean();
  });
});
