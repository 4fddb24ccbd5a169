import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeEngines } from '@chartwarden/db/testing';
import { openTestCore, type TestCore } from '@chartwarden/gate/testing';
import type { RecordId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkRecords } from '../doctor/check-records.ts';
import {
  backUp,
  factsOf,
  observation,
  patient,
  quiet,
  type RestoredCopy,
  restoreCopy,
  sealedNow,
} from '../operate.testing.ts';
import { finishRotation, interruptedRotations, rotateData } from './rotate-keys.ts';

const none = async (): Promise<number> => 0;
const GLUCOSE = { param: 'Observation.code', system: 'http://loinc.org', code: '2345-7' };

describeEngines('a backup from before a key rotation', (engine) => {
  let test: TestCore;
  let owner: Actor;
  let record: RecordId;
  let folder: string;
  let file: string;
  let copy: RestoredCopy | undefined;
  beforeEach(async () => {
    test = await openTestCore(engine);
    folder = mkdtempSync(join(tmpdir(), 'chartwarden-old-backup-'));
    file = join(folder, 'old.backup');
    owner = await test.account('owner');
    record = await test.person(owner, 'Quirina');
    await test.importAll(owner, record, [patient, observation('o1', '1.50'), observation('o2', '7')]);
    await backUp(test, file);
  });
  afterEach(async () => {
    await copy?.remove();
    copy = undefined;
    await test.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const glucose = async (at: Pick<TestCore, 'core'>): Promise<number> => {
    const request = { actor: owner, record, purpose: 'self', channel: 'browser', request: {} } as const;
    const permit = await at.core.gate.permit({ ...request, actions: ['search'] });
    return (await at.core.vault.read.page(permit, { code: GLUCOSE, limit: 10 })).facts.length;
  };

  it('comes back whole with the newest sealed keyring, and is then moved to the newest keys', async () => {
    const before = await factsOf(test.core, owner, record);
    await rotateData(test.core, none, false, quiet);
    await test.importAll(owner, record, [observation('o3', '9')]);
    await rotateData(test.core, none, false, quiet);
    copy = await restoreCopy(engine, file, await sealedNow(test.core, 1));
    expect(copy.problems).toEqual([]);
    expect(await factsOf(copy.core, owner, record)).toEqual(before);
    expect(await glucose(copy)).toBe(2);

    const waiting = await interruptedRotations(copy.core);
    expect(waiting).toContain(record);
    for (const scope of waiting) await finishRotation(copy.core, none, scope);
    expect(await interruptedRotations(copy.core)).toEqual([]);
    expect(await copy.core.keyring.epochs(record, 'data')).toEqual([3]);
    expect(await factsOf(copy.core, owner, record)).toEqual(before);
    expect(await glucose(copy)).toBe(2);
    for await (const { findings } of checkRecords(copy.core, quiet)) expect(findings).toEqual([]);
    expect((await copy.core.ledger.verify()).problems).toEqual([]);
  });

  it('is refused with its reason once the old keys were forgotten; one taken afterwards is not', async () => {
    const before = await factsOf(test.core, owner, record);
    const kept = await sealedNow(test.core, 1);
    await rotateData(test.core, none, false, quiet);
    const done = await rotateData(test.core, none, true, quiet);
    // Two epochs and two generations of the record, two epochs each of the instance; the account of the test has no keys.
    expect(done).toMatchObject({ records: 1, forgotten: 6 });
    const sealed = await sealedNow(test.core, 2);
    await expect(restoreCopy(engine, file, sealed)).rejects.toMatchObject({ code: 'CW-OPS-012' });
    expect(await factsOf(test.core, owner, record)).toEqual(before);

    const newer = join(folder, 'newer.backup');
    await backUp(test, newer);
    copy = await restoreCopy(engine, newer, sealed);
    expect(copy.problems).toEqual([]);
    expect(await factsOf(copy.core, owner, record)).toEqual(before);
    await copy.remove();
    // What we say: only for somebody who kept an old sealed keyring.
    copy = await restoreCopy(engine, file, kept);
    expect(await factsOf(copy.core, owner, record)).toEqual(before);
  });

  it('brings nobody back who was erased, whether before or after the rotation', async () => {
    const other = await test.person(owner, 'Tadeus');
    await test.importAll(owner, other, [observation('o9', '9')]);
    // A line of the instance: the log's access state is checked by the last line that can still be read.
    await test.account('member');
    const later = join(folder, 'later.backup');
    await backUp(test, later);
    const erase = async (one: RecordId) => {
      await test.core.erasing.begin(owner, one, {}, []);
      await test.core.erasing.finish(one, null);
    };
    await erase(record);
    await rotateData(test.core, none, false, quiet);
    await erase(other);
    expect((await test.core.keyring.export()).keys.filter((row) => row.purpose.startsWith('data')).length).toBe(2);
    copy = await restoreCopy(engine, later, await sealedNow(test.core, 1));
    expect(copy.problems).toEqual([]);
    expect(copy.erasedAgain).toBe(2);
    for (const one of [record, other])
      await expect(factsOf(copy.core, owner, one)).rejects.toMatchObject({ code: 'CW-GEN-002' });
  });
});
