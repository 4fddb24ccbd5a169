import { mkdtempSync, rmSync, statfsSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Db, type DiskReserve, keepRoom, openDiskReserve, StorageError } from '../index.ts';

const MIB = 1024 * 1024;
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chartwarden-reserve-'));
  file = join(folder, 'reserve');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (size: number, told: number[] = []): DiskReserve =>
  openDiskReserve({ file, size, changed: ({ kept }) => void told.push(kept) });

/** A file as long as a full disk's reserve would be, without the room: less than a piece of it is free on this machine. */
function aFullDisk(): number {
  const { blocks, bsize } = statfsSync(folder);
  const size = 64 * Math.ceil((blocks * bsize) / MIB) * MIB;
  writeFileSync(file, '');
  truncateSync(file, size);
  return size;
}

describe('the reserve on the disk', () => {
  it('is made of noise before anything large is written, and readable by this user only', async () => {
    const reserve = open(2 * MIB);
    expect(reserve.state()).toMatchObject({ kept: 0, growing: false });
    expect(await reserve.mayGrow()).toBe(true);
    const { size, mode, blocks } = statSync(file);
    expect([size, mode & 0o777]).toEqual([2 * MIB, 0o600]);
    expect(blocks * 512).toBeGreaterThanOrEqual(2 * MIB);
    await reserve.close();
  });

  it('is given up piece by piece on a full disk, until nothing is left', async () => {
    const size = aFullDisk();
    const told: number[] = [];
    const reserve = open(size, told);
    expect(await reserve.mayGrow()).toBe(false);
    let given = 0;
    while (await reserve.makeRoom()) given += 1;
    // The first piece goes at the start.
    expect(given).toBe(15);
    expect(told.length).toBe(16);
    expect(reserve.state()).toMatchObject({ kept: 0, growing: false });
    await reserve.close();
  });

  it('gives nothing up while there is room: then it is another disk that is full', async () => {
    const reserve = open(MIB);
    await reserve.mayGrow();
    expect(await reserve.makeRoom()).toBe(true);
    expect(reserve.state().kept).toBe(MIB);
    await reserve.close();
  });

  it('is made smaller when the setting is, and 0 keeps nothing back and lets everything grow', async () => {
    writeFileSync(file, Buffer.alloc(MIB));
    const reserve = open(0);
    expect(statSync(file).size).toBe(0);
    expect(await reserve.mayGrow()).toBe(true);
    expect(await reserve.makeRoom()).toBe(false);
    await reserve.close();
  });
});

/** A database whose disk is full for the first so many batches. */
function fullFor(times: number, engine: Db['engine'] = 'sqlite') {
  let left = times;
  let asked = 0;
  const batch: Db['batch'] = async () => {
    asked += 1;
    if (left-- > 0) throw new StorageError('no room', { full: true });
    return [1];
  };
  return { db: { engine, batch } as unknown as Db, asked: () => asked };
}

function reserveThat(grows: boolean, pieces: number): DiskReserve & { left(): number } {
  let left = pieces;
  return {
    state: () => ({ size: 1, kept: left, free: 0, growing: grows }),
    mayGrow: async () => grows,
    makeRoom: async () => left-- > 0,
    watch: () => undefined,
    close: async () => undefined,
    left: () => left,
  };
}

const ROWS = { table: 'notes', columns: { id: 'bigint' }, rows: [[1]] } as const;
const REMOVAL = { sql: 'delete from notes', parameters: [] };

describe('a database that keeps room', () => {
  let now = 0;
  const clock = { now: () => now };

  it('refuses rows of imports without trying while the reserve is not whole, and takes everything else', async () => {
    const { db, asked } = fullFor(0);
    const kept = keepRoom(db, reserveThat(false, 0), clock);
    await expect(kept.batch([ROWS], { priority: 'bulk' })).rejects.toMatchObject({ code: 'CW-DB-006' });
    expect(asked()).toBe(0);
    expect(await kept.batch([REMOVAL], { priority: 'bulk' })).toEqual([1]);
    expect(await kept.batch([ROWS], { priority: 'ledger' })).toEqual([1]);
    expect(await kept.batch([ROWS])).toEqual([1]);
  });

  it('writes a line of the log with a piece of the reserve, and once without', async () => {
    const reserve = reserveThat(false, 3);
    expect(await keepRoom(fullFor(1).db, reserve, clock).batch([ROWS], { priority: 'ledger' })).toEqual([1]);
    expect(reserve.left()).toBe(3);
    expect(await keepRoom(fullFor(3).db, reserve, clock).batch([ROWS], { priority: 'ledger' })).toEqual([1]);
    expect(reserve.left()).toBe(1);
  });

  it('says that the disk is full when nothing is left to give up', async () => {
    const { db } = fullFor(100);
    const writing = keepRoom(db, reserveThat(true, 2), clock).batch([ROWS], { priority: 'ledger' });
    await expect(writing).rejects.toThrow(StorageError);
  });

  it('tries no other failure again', async () => {
    const broken = { engine: 'sqlite', batch: () => Promise.reject(new StorageError('fsync failed')) } as never as Db;
    await expect(keepRoom(broken, reserveThat(true, 2), clock).batch([ROWS])).rejects.toThrow('fsync failed');
  });

  it('takes no imports for a minute after a PostgreSQL server was full', async () => {
    const { db, asked } = fullFor(1, 'postgres');
    const kept = keepRoom(db, reserveThat(true, 0), clock);
    await expect(kept.batch([ROWS], { priority: 'bulk' })).rejects.toMatchObject({ code: 'CW-DB-006' });
    await expect(kept.batch([ROWS], { priority: 'bulk' })).rejects.toMatchObject({ code: 'CW-DB-006' });
    expect(asked()).toBe(1);
    now += 61_000;
    expect(await kept.batch([ROWS], { priority: 'bulk' })).toEqual([1]);
  });
});
