import type { Db } from '@chartwarden/db';
import { describeEngines } from '@chartwarden/db/testing';
import { openTestCore, type TestCore } from '@chartwarden/gate/testing';
import type { RecordId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkRecords } from '../doctor/check-records.ts';
import { factsOf, observation, patient, quiet } from '../operate.testing.ts';
import { finishRotation, interruptedRotations, rotateData, rotateScope } from './rotate-keys.ts';

const none = async (): Promise<number> => 0;

describeEngines('a key rotation', (engine) => {
  let test: TestCore;
  let owner: Actor;
  let record: RecordId;
  beforeEach(async () => {
    test = await openTestCore(engine);
    owner = await test.account('owner');
    record = await test.person(owner, 'Quirina');
    await test.importAll(owner, record, [patient, observation('o1', '1.50'), observation('o2', '7')]);
  });
  afterEach(() => test.remove());

  const findings = async (): Promise<unknown[]> => {
    const found: unknown[] = [];
    for await (const { findings: own } of checkRecords(test.core, quiet)) found.push(...own);
    return found;
  };

  /** The process dies at its `n`-th write to the database. */
  async function dieAt(n: number, work: () => Promise<unknown>): Promise<boolean> {
    const db = test.db;
    const batch = db.batch;
    let writes = 0;
    const dying: Db['batch'] = (statements, options) => {
      // Entries of the ledger pass: what is cut off is the work, at any of its steps.
      if (options?.priority === 'bulk') writes += 1;
      if (writes >= n) return Promise.reject(new Error('the process dies here'));
      return batch.call(db, statements, options);
    };
    Object.assign(db, { batch: dying });
    try {
      await work();
      return false;
    } catch {
      return true;
    } finally {
      Object.assign(db, { batch });
    }
  }

  it('goes on where it was cut off, at whichever step; reads go on meanwhile, and no old key is left', async () => {
    const before = await factsOf(test.core, owner, record);
    let cuts = 0;
    for (let at = 1; at < 20; at += 1) {
      const died = await dieAt(at, () => rotateScope(test.core, none, record));
      if (!died) break;
      cuts += 1;
      await test.reopen();
      expect(await interruptedRotations(test.core)).toEqual([record]);
      expect(await factsOf(test.core, owner, record)).toEqual(before);
      await finishRotation(test.core, none, record);
      expect(await interruptedRotations(test.core)).toEqual([]);
      const finished = await test.core.keyring.epochs(record, 'data');
      expect(finished).toHaveLength(1);
      // As a second job does that an earlier crash left.
      expect(await finishRotation(test.core, none, record)).toBe(0);
      expect(await test.core.keyring.epochs(record, 'data')).toEqual(finished);
      expect(await factsOf(test.core, owner, record)).toEqual(before);
      expect(await findings()).toEqual([]);
    }
    expect(cuts).toBeGreaterThan(3);
  });

  it('says that a record is in the middle of one, rather than that it was tampered with', async () => {
    await dieAt(3, () => rotateScope(test.core, none, record));
    await test.reopen();
    for (const found of await findings()) expect(found).not.toMatchObject({ kind: 'added' });
    await rotateData(test.core, none, false, quiet);
    expect(await findings()).toEqual([]);
  });
});
