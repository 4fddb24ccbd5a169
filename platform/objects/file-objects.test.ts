import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepRoomFor, type Objects, openFileObjects } from './index.ts';
import { addressOf as address, describeObjects, readAll as read } from './testing.ts';

const newFolder = (): string => join(mkdtempSync(join(tmpdir(), 'chartwarden-objects-')), 'objects');
const removeFolder = (folder: string): void => rmSync(join(folder, '..'), { recursive: true, force: true });

describeObjects('objects in a folder', async () => {
  const folder = newFolder();
  return { objects: await openFileObjects({ folder }), remove: () => removeFolder(folder) };
});

describe('the folder of objects', () => {
  let folder: string;
  let objects: Objects;

  beforeEach(async () => {
    folder = newFolder();
    objects = await openFileObjects({ folder });
  });
  afterEach(() => removeFolder(folder));

  it('leaves no file behind when the content breaks off', async () => {
    const broken = (async function* () {
      yield Buffer.from('half');
      throw new Error('connection lost');
    })();
    await expect(objects.put(address('a'), broken)).rejects.toThrow('connection lost');
    expect(await objects.has(address('a'))).toBe(false);
    expect(readdirSync(join(folder, 'unfinished'))).toEqual([]);
    expect(await objects.put(address('a'), Buffer.from('whole'))).toEqual({ existed: false });
  });

  it('removes what a crash left unfinished when it is opened', async () => {
    await objects.put(address('a'), Buffer.from('kept'));
    const left = join(folder, 'unfinished', 'abc');
    writeFileSync(left, 'half');
    objects = await openFileObjects({ folder });
    expect(existsSync(left)).toBe(false);
    expect(await read(await objects.get(address('a')))).toBe('kept');
  });

  it('leaves for a day what may be another process’s that has the same folder', async () => {
    const [fresh, old] = ['fresh', 'old'].map((name) => join(folder, 'unfinished', name)) as [string, string];
    for (const path of [fresh, old]) writeFileSync(path, 'half');
    const yesterday = Date.now() / 1000 - 86_500;
    utimesSync(old, yesterday, yesterday);
    await openFileObjects({ folder, shared: { now: () => Date.now() } });
    expect([existsSync(fresh), existsSync(old)]).toEqual([true, false]);
  });

  it('lets nobody else read files and folders', async () => {
    const mask = process.umask(0);
    try {
      await objects.put(address('a'), Buffer.from('x'));
    } finally {
      process.umask(mask);
    }
    const shelf = join(folder, address('a').slice(0, 2));
    expect(statSync(shelf).mode & 0o777).toBe(0o700);
    expect(statSync(join(shelf, address('a'))).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('names the code of a failing disk, never the path', async () => {
    await objects.put(address('a'), Buffer.from('x'));
    const shelf = join(folder, address('b').slice(0, 2));
    writeFileSync(shelf, 'a file where a folder should be');
    chmodSync(shelf, 0o600);
    const failing = objects.put(address('b'), Buffer.from('x'));
    await expect(failing).rejects.toMatchObject({ name: 'ObjectStorageError' });
    await expect(failing).rejects.not.toThrow(folder);
  });

  it('take nothing new while the disk is nearly full, also in the middle of an object, and give what they have', async () => {
    let grows = true;
    const kept = keepRoomFor(objects, async () => grows);
    await kept.put(address('a'), Buffer.from('one'));
    async function* filling(): AsyncIterable<Uint8Array> {
      yield Buffer.from('a piece');
      grows = false;
      yield Buffer.from('too much');
    }
    await expect(kept.put(address('b'), filling())).rejects.toMatchObject({ code: 'CW-DB-006' });
    await expect(kept.put(address('c'), Buffer.from('x'))).rejects.toMatchObject({ code: 'CW-DB-006' });
    expect(await Promise.all(['a', 'b', 'c'].map((one) => kept.has(address(one))))).toEqual([true, false, false]);
    expect(readdirSync(join(folder, 'unfinished'))).toEqual([]);
    expect(await read(await kept.get(address('a')))).toBe('one');
    expect(await kept.delete(address('a'))).toBe(true);
  });
});
