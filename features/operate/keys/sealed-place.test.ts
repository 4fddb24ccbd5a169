import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Db, openSqlite } from '@chartwarden/db';
import { newId } from '@chartwarden/ids';
import { Keyring, keyringMigrations, rootKeyFrom } from '@chartwarden/vault';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSealedPlace, SEALED_KEYRING, type SealedPlace } from './sealed-place.ts';

const clock = { now: () => 1_700_000_000_000 };
const rootOf = (byte: number) => rootKeyFrom(Buffer.alloc(32, byte));

let folder: string;
let db: Db;
let keyring: Keyring;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'chartwarden-sealed-'));
  db = await openSqlite({ file: join(folder, 'keyring.db'), migrations: keyringMigrations, writer: 'inline' });
  keyring = await Keyring.open(db, rootOf(1), clock, rootOf(2));
});
afterEach(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

const placeIn = (backupDir?: string): SealedPlace =>
  createSealedPlace({ backupDir, note: join(folder, 'note.json'), clock });

describe('the sealed keyring', () => {
  it('holds every key and tombstone, opens with its root key only, and shows neither', async () => {
    const [person, erased] = [newId(), newId()];
    await keyring.create(person);
    await keyring.create(erased);
    await keyring.destroy(erased, { keepLedger: false });
    const place = placeIn(folder);
    const file = (await place.renew(keyring)) ?? '';
    const found = await place.read(keyring);
    expect({ keys: found?.keys, tombstones: found?.tombstones }).toEqual(await keyring.export());
    expect(found?.tombstones).toHaveLength(1);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file).includes(found?.keys[0]?.key_id ?? 'none')).toBe(false);
    const strange = await openSqlite({ file: join(folder, 'k2.db'), migrations: keyringMigrations, writer: 'inline' });
    const other = await Keyring.open(strange, rootOf(3), clock);
    await expect(place.read(other)).rejects.toMatchObject({ code: 'CW-OPS-003' });
    await strange.close();
  });

  it('fills an empty keyring, whose keys then open what they opened before', async () => {
    const person = newId();
    await keyring.create(person);
    const place = placeIn(folder);
    await place.renew(keyring);
    const empty = await openSqlite({ file: join(folder, 'k3.db'), migrations: keyringMigrations, writer: 'inline' });
    const filled = await Keyring.open(empty, rootOf(1), clock);
    await filled.import((await place.read(filled)) ?? { keys: [], tombstones: [] });
    const [before, after] = [await keyring.load(person), await filled.load(person)];
    expect(after.token('a').equals(before.token('a'))).toBe(true);
    await empty.close();
  });

  it('is one file, replaced whole; nothing half remains beside it', async () => {
    const place = placeIn(folder);
    await place.renew(keyring);
    await keyring.create(newId());
    await place.renew(keyring);
    expect(readdirSync(folder).filter((name) => name.includes('.age'))).toEqual([SEALED_KEYRING]);
    expect((await place.read(keyring))?.keys).toHaveLength(4);
  });

  it('is remembered where it was written last when the settings name no place, and moves from there', async () => {
    const place = placeIn();
    expect(await place.renew(keyring)).toBeNull();
    expect(await place.moveTo(keyring, join(folder, 'a.age'))).toBe(0);
    await keyring.create(newId());
    expect(await place.renew(keyring)).toBe(join(folder, 'a.age'));
    await place.moveTo(keyring, join(folder, 'b.age'));
    expect(readdirSync(folder).filter((name) => name.endsWith('.age'))).toEqual(['b.age']);
  });

  it('is whole in the middle of a root rotation and opens with the root key that the keyring is at', async () => {
    const person = newId();
    await keyring.create(person);
    const place = placeIn(folder);
    await keyring.rotateRoot(rootOf(2));
    await place.renew(keyring);
    const empty = await openSqlite({ file: join(folder, 'k4.db'), migrations: keyringMigrations, writer: 'inline' });
    const filled = await Keyring.open(empty, rootOf(2), clock);
    await filled.import((await place.read(filled)) ?? { keys: [], tombstones: [] });
    await filled.load(person);
    await empty.close();
  });

  it('of another instance is never overwritten: a lost one may be restored with it', async () => {
    const place = placeIn(folder);
    const file = (await place.renew(keyring)) ?? '';
    const before = readFileSync(file);
    const fresh = await openSqlite({ file: join(folder, 'k5.db'), migrations: keyringMigrations, writer: 'inline' });
    const other = await Keyring.open(fresh, rootOf(5), clock);
    const anew = createSealedPlace({ backupDir: folder, note: join(folder, 'new-note.json'), clock });
    await expect(anew.renew(other)).rejects.toMatchObject({ code: 'CW-OPS-015' });
    await expect(anew.moveTo(other, file)).rejects.toMatchObject({ code: 'CW-OPS-015' });
    expect(readFileSync(file)).toEqual(before);
    await fresh.close();
  });

  it('of another instance stays where it is when ours moves away from there', async () => {
    const stick = join(folder, 'stick.age');
    const place = placeIn();
    await place.moveTo(keyring, stick);
    // Another instance's disk stands there now.
    const fresh = await openSqlite({ file: join(folder, 'k6.db'), migrations: keyringMigrations, writer: 'inline' });
    const other = await Keyring.open(fresh, rootOf(6), clock);
    rmSync(stick);
    await createSealedPlace({ backupDir: undefined, note: join(folder, 'other.json'), clock }).moveTo(other, stick);
    const before = readFileSync(stick);
    await expect(place.renew(keyring)).rejects.toMatchObject({ code: 'CW-OPS-015' });
    await place.moveTo(keyring, join(folder, 'home.age'));
    expect(readFileSync(stick)).toEqual(before);
    expect(await place.renew(keyring)).toBe(join(folder, 'home.age'));
    await fresh.close();
  });

  it('can be moved beside a folder that holds another one', async () => {
    const fresh = await openSqlite({ file: join(folder, 'k7.db'), migrations: keyringMigrations, writer: 'inline' });
    const other = await Keyring.open(fresh, rootOf(7), clock);
    await createSealedPlace({ backupDir: folder, note: join(folder, 'other.json'), clock }).renew(other);
    const before = readFileSync(join(folder, SEALED_KEYRING));
    const place = placeIn(folder);
    const target = join(mkdtempSync(join(folder, 'usb-')), 'k.age');
    await place.moveTo(keyring, target);
    expect(readFileSync(join(folder, SEALED_KEYRING))).toEqual(before);
    // And again after the next root key.
    await keyring.rotateRoot(rootOf(2));
    const sealed = readFileSync(target);
    await place.moveTo(keyring, target);
    expect(readFileSync(target)).not.toEqual(sealed);
    await fresh.close();
  });

  it('is renewed on two disks in turn, also across a new root key', async () => {
    const place = placeIn(folder);
    const file = (await place.renew(keyring)) ?? '';
    const first = readFileSync(file);
    rmSync(file);
    await place.renew(keyring);
    await keyring.rotateRoot(rootOf(2));
    await place.renew(keyring);
    writeFileSync(file, first);
    expect(await place.renew(keyring)).toBe(file);
  });

  it.each(['', '{"file":', 'null'])('is renewed when its note says %j', async (text) => {
    const place = placeIn(folder);
    await place.renew(keyring);
    writeFileSync(join(folder, 'note.json'), text);
    const file = (await place.renew(keyring)) ?? '';
    writeFileSync(file, '');
    expect(await place.renew(keyring)).toBe(file);
    expect((await place.read(keyring))?.keys).toEqual((await keyring.export()).keys);
  });

  it('that is damaged is refused by name', async () => {
    const place = placeIn(folder);
    const file = (await place.renew(keyring)) ?? '';
    const bytes = readFileSync(file);
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 3) ^ 1, bytes.length - 3);
    writeFileSync(file, bytes);
    await expect(place.read(keyring)).rejects.toMatchObject({ code: 'CW-OPS-003' });
  });

  it('that cannot be written says so by the code of the operating system, not by path', async () => {
    const place = placeIn(join(folder, 'not-there'));
    const failure: unknown = await place.renew(keyring).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'CW-OPS-002', detail: 'ENOENT' });
  });
});

describe('a root rotation', () => {
  it('that was finished counts before the root keys are swapped, and with either order of them', async () => {
    const before = newId();
    await keyring.create(before);
    await keyring.rotateRoot(rootOf(2));
    const again = await Keyring.open(db, rootOf(1), clock, rootOf(2));
    const after = newId();
    await again.create(after);
    const swapped = await Keyring.open(db, rootOf(2), clock);
    await swapped.load(before);
    await swapped.load(after);
    await expect(Keyring.open(db, rootOf(1), clock)).rejects.toMatchObject({ code: 'CW-VLT-004' });
  });
});
