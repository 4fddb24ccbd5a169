import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite } from '@chartwarden/db';
import { describeEngines } from '@chartwarden/db/testing';
import { type AccountId, newId } from '@chartwarden/ids';
import { openFileObjects } from '@chartwarden/objects';
import { keyringMigrations, rootKeyFrom } from '@chartwarden/vault';
import { expect, it } from 'vitest';
import { coreMigrations, openCore } from './open-core.ts';

const REQUEST = { method: 'TEST', path: '/test' };

describeEngines('an erased person', (engine) => {
  it('is forgotten by every process that works on the database, their log included', async () => {
    const test = await engine.open(coreMigrations);
    const folder = mkdtempSync(join(tmpdir(), 'chartwarden-core-'));
    const keyring = { file: join(folder, 'keyring.db'), migrations: keyringMigrations, secureDelete: true };
    const keyringDb = await openSqlite({ ...keyring, writer: 'inline' });
    const objects = await openFileObjects({ folder: join(folder, 'objects') });
    const clock = { now: () => Date.UTC(2026, 0, 2) };
    const open = (name: string) =>
      openCore({
        db: test.db,
        keyringDb,
        objects,
        root: rootKeyFrom(Buffer.alloc(32, 7)),
        clock,
        highWater: join(folder, name),
      });
    const one = await open('one');
    // The embedded database has one process only.
    const other = test.db.engine === 'sqlite' ? one : await open('other');
    const account = newId<AccountId>();
    const owner = { kind: 'account', account, role: 'owner' } as const;
    const operator = { kind: 'operator', role: 'operator' } as const;
    const made = { account, capacity: 'operator' } as const;
    await one.gate.changeAccess(operator, { kind: 'account', state: 'active', ...made }, REQUEST);
    await one.gate.changeAccess(operator, { kind: 'role', role: 'owner', state: 'given', ...made }, REQUEST);
    const record = await one.people.create(owner, { name: 'Quirina', relation: 'self' }, REQUEST);
    const permit = () =>
      other.gate.permit({
        actor: owner,
        record,
        actions: ['read'],
        purpose: 'self',
        channel: 'api',
        request: REQUEST,
      });
    expect(await other.vault.records.profile(await permit())).toEqual({ name: 'Quirina' });

    await one.erasing.begin(owner, record, REQUEST, []);
    await one.erasing.finish(record, null);

    await expect(permit()).rejects.toMatchObject({ code: 'CW-GEN-002' });
    await expect(other.keyring.load(record)).rejects.toMatchObject({ code: 'CW-VLT-002' });
    for (const core of new Set([one, other]))
      expect((await core.ledger.reader.list(record, { limit: 50 })).map((entry) => entry.sealed)).toEqual(
        Array(4).fill(true),
      );
    for (const core of new Set([one, other])) await core.close();
    await keyringDb.close();
    await test.remove();
    rmSync(folder, { recursive: true, force: true });
  });
});
