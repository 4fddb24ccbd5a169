import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite } from '@chartwarden/db';
import { describeEngines } from '@chartwarden/db/testing';
import { CodedError } from '@chartwarden/errors';
import { coreMigrations, openCore } from '@chartwarden/gate';
import { openTestCore, type TestCore } from '@chartwarden/gate/testing';
import { openFileObjects } from '@chartwarden/objects';
import { keyringMigrations } from '@chartwarden/vault';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSealedPlace, type SealedPlace } from './keys/sealed-place.ts';
import { createOperate, type Operate } from './operate.service.ts';
import { observation, patient, quiet, testRoot } from './operate.testing.ts';

describeEngines('the operator', (engine) => {
  let test: TestCore;
  let folder: string;
  let sealed: SealedPlace;
  let operate: Operate;
  let busy: boolean;
  beforeEach(async () => {
    busy = false;
    test = await openTestCore(engine);
    folder = mkdtempSync(join(tmpdir(), 'chartwarden-operate-'));
    sealed = createSealedPlace({ backupDir: undefined, note: join(folder, 'note.json'), clock: test.clock });
    operate = createOperate({
      core: test.core,
      db: test.db,
      keyringDb: test.db,
      objects: test.objects,
      clock: test.clock,
      sealed,
      backupDirSet: false,
      disk: async () => ({ size: 1, kept: 1, free: 2 ** 40, growing: true }),
      secrets: [],
      origins: { default: 3 },
      witness: () => null,
      isolation: async () => ({ level: 'jail', explanation: 'In a jail.' }),
      mail: async () => ({ configured: true, late: 2 }),
      signOn: async () => [{ id: 'clinic', trouble: null }],
      deadJobs: async () => 0,
      nextRoot: undefined,
      cells: async () => 0,
      only: (work) => (busy ? Promise.reject(new CodedError('CW-OPS-013')) : work()),
      rehearsal: throwAway,
    });
  });
  afterEach(async () => {
    await test.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  async function throwAway() {
    const place = mkdtempSync(join(folder, 'rehearsal-'));
    const keyringDb = await openSqlite({
      file: join(place, 'keyring.db'),
      migrations: keyringMigrations,
      writer: 'inline',
    });
    let close = async (): Promise<void> => undefined;
    const open = async (steps?: readonly string[]) => {
      await close();
      const migrations = coreMigrations.filter(({ name }) => steps?.includes(name) ?? true);
      const db = await openSqlite({ file: join(place, 'copy.db'), migrations });
      close = () => db.close();
      return db;
    };
    const objects = await openFileObjects({ folder: join(place, 'objects') });
    return {
      folder: place,
      objects,
      keyringDb,
      clock: test.clock,
      openAt: open,
      reopen: () => open(),
      openCore: (db: Awaited<ReturnType<typeof open>>) =>
        openCore({
          db,
          keyringDb,
          objects,
          root: testRoot(),
          clock: test.clock,
          highWater: join(place, 'high-water'),
        }),
      async remove() {
        await close();
        await keyringDb.close();
        rmSync(place, { recursive: true, force: true });
      },
    };
  }

  async function filled() {
    const owner = await test.account('owner');
    const record = await test.person(owner, 'Quirina');
    await test.importAll(owner, record, [patient, observation('o1', '1.50'), observation('o2', '7')]);
    return { owner, record };
  }
  const stateOf = async (name: string) => (await operate.doctor(quiet)).checks.find((one) => one.name === name)?.state;

  it('is told of a missing sealed keyring, and of nothing else once a backup was taken and rehearsed', async () => {
    await filled();
    expect(await stateOf('keys.sealed')).toBe('problem');
    const done = await operate.backup(join(folder, 'a.backup'), quiet);
    expect(done.sealedKeyring).toBe(join(folder, 'chartwarden-keyring.age'));
    const rehearsed = await operate.rehearse(quiet);
    expect(rehearsed).toMatchObject({ passed: true, factsCompared: 3, problems: [] });
    const { healthy, checks } = await operate.doctor(quiet);
    expect(checks.filter((one) => one.state === 'problem')).toEqual([]);
    expect(healthy).toBe(true);
    expect(checks.find((one) => one.name === 'backup.rehearsed')?.state).toBe('ok');
    expect((await operate.past()).lastRehearsalPassed).toBe(test.clock.now());
  });

  it('is told of keys that no sealed keyring holds, and of keys it should no longer hold', async () => {
    const { owner, record } = await filled();
    await operate.backupKeys(join(folder, 'keys.age'));
    await test.person(owner, 'Tadeus');
    expect(await stateOf('keys.unsealed')).toBe('problem');
    await operate.backupKeys();
    expect(await stateOf('keys.unsealed')).toBeUndefined();
    await test.core.erasing.begin(owner, record, {}, []);
    await test.core.erasing.finish(record, null);
    expect(await stateOf('keys.not-destroyed')).toBe('problem');
    await operate.backupKeys();
    expect(await stateOf('keys.not-destroyed')).toBeUndefined();
  });

  it('is told when the sealed keyring still holds keys that were to be forgotten', async () => {
    await filled();
    await operate.backupKeys(join(folder, 'keys.age'));
    await operate.rotateKeys({ forgetOld: false }, quiet);
    const kept = readFileSync(join(folder, 'keys.age'));
    await operate.rotateKeys({ forgetOld: true }, quiet);
    expect(await stateOf('keys.not-destroyed')).toBeUndefined();
    writeFileSync(join(folder, 'keys.age'), kept);
    expect(await stateOf('keys.not-destroyed')).toBe('problem');
  });

  it('changes nothing when another process is open on the database', async () => {
    const { record } = await filled();
    busy = true;
    await expect(operate.rotateKeys({ forgetOld: false }, quiet)).rejects.toMatchObject({ code: 'CW-OPS-013' });
    expect(await test.core.keyring.epochs(record, 'data')).toEqual([1]);
    expect(await stateOf('keys.sealed')).toBe('problem');
  });

  it('fails a rehearsal when the sealed keyring is not there, and says so', async () => {
    await filled();
    expect(await operate.rehearse(quiet)).toMatchObject({ passed: false, factsCompared: 0 });
    expect(await stateOf('backup.rehearsed')).toBe('problem');
  });

  it('rotates the keys of every record and of the log, and says when the last backup went with its keys', async () => {
    const { owner, record } = await filled();
    await operate.backup(join(folder, 'a.backup'), quiet);
    const before = operate.ledgerKey().publicKey;
    const done = await operate.rotateKeys({ forgetOld: false }, quiet);
    expect(done).toMatchObject({ root: 'unchanged', records: 1 });
    expect(done.rows).toBeGreaterThan(3);
    expect(operate.ledgerKey().publicKey).not.toBe(before);
    expect(await test.core.keyring.epochs(record, 'data')).toEqual([2]);
    expect(await stateOf('backup.last')).toBe('ok');
    expect(await stateOf('keys.sealed')).toBe('ok');
    await operate.rotateKeys({ forgetOld: true }, quiet);
    expect(await stateOf('backup.last')).toBe('problem');
    await operate.backup(join(folder, 'b.backup'), quiet);
    expect((await operate.rehearse(quiet)).problems).toEqual([]);
    const page = await test.core.vault.read.page(await test.permit(owner, record, ['search']), { limit: 10 });
    expect(page.facts).toHaveLength(3);
    expect((await operate.verifyLedger(quiet)).verified).toBe(true);
  });

  it('finds nothing wrong with a record whose owner corrected, undid, renamed, withdrew and cancelled', async () => {
    const { owner, record } = await filled();
    const { vault } = test.core;
    const permit = (action: 'search' | 'update' | 'create' | 'delete') => test.permit(owner, record, [action]);
    const [fact] = (await vault.read.page(await permit('search'), { types: ['Observation'], limit: 1 })).facts;
    if (fact === undefined) throw new Error('no fact');
    const note = await vault.corrections.make(await permit('update'), fact.id, {
      kind: 'note',
      value: 'mine',
      reason: 'because',
    });
    await vault.corrections.undo(await permit('update'), fact.id, note.id, 'no');
    await vault.corrections.make(await permit('update'), fact.id, { kind: 'note', value: 'again', reason: 'because' });
    await vault.records.rename(await permit('update'), { name: 'Quirina Ada' });
    const newer = await test.importAll(owner, record, [observation('o1', '1.60'), observation('o3', '3')]);
    await vault.imports.withdraw(await permit('delete'), newer.id, 'wrong file');
    const staged = await test.stageAll(owner, record, [observation('o4', '4')]);
    await vault.imports.cancel(await permit('create'), staged.id, 'never mind');
    await vault.imports.sweep(await permit('delete'));
    await test.stageAll(owner, record, [observation('o5', '5')]);
    await operate.backupKeys(join(folder, 'keys.age'));
    const problems = async () => (await operate.doctor(quiet)).checks.filter((one) => one.state === 'problem');
    expect(await problems()).toEqual([]);
    await operate.rotateKeys({ forgetOld: false }, quiet);
    expect(await problems()).toEqual([]);
  });

  it('does not back up in the middle of a rotation', async () => {
    await filled();
    const [rotated, refused] = await Promise.allSettled([
      operate.rotateKeys({ forgetOld: false }, quiet),
      operate.backup(join(folder, 'a.backup'), quiet),
    ]);
    expect(rotated.status).toBe('fulfilled');
    expect(refused).toMatchObject({ status: 'rejected', reason: { code: 'CW-OPS-007' } });
  });

  it('exports a log that discloses no line about a person, and does not overwrite', async () => {
    await filled();
    const out = join(folder, 'log.jsonl');
    const done = await operate.exportLedger(out, quiet);
    const lines = readFileSync(out, 'utf8').trimEnd().split('\n');
    expect(lines.filter((line) => line.includes('"leaf"'))).toHaveLength(done.entries);
    expect(done.root).toMatch(/^[0-9a-f]{64}$/);
    expect(readFileSync(out, 'utf8')).not.toContain('"action":"create"');
    await expect(operate.exportLedger(out, quiet)).rejects.toMatchObject({ code: 'CW-OPS-001' });
  });
});
