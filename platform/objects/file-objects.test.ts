import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepRoomFor, type Objects, openFileObjects } from './index.ts';

const address = (text: string): string => createHash('sha256').update(text).digest('hex');

async function read(content: AsyncIterable<Uint8Array> | null): Promise<string | null> {
  if (content === null) return null;
  const parts: Uint8Array[] = [];
  for await (const part of content) parts.push(part);
  return Buffer.concat(parts).toString();
}

async function* stream(...parts: string[]): AsyncIterable<Uint8Array> {
  for (const part of parts) yield Buffer.from(part);
}

describe('objects in a folder', () => {
  let folder: string;
  let objects: Objects;

  beforeEach(async () => {
    folder = join(mkdtempSync(join(tmpdir(), 'chartwarden-objects-')), 'objects');
    objects = await openFileObjects({ folder });
  });
  afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

  it('gives back what was put, whole or in pieces', async () => {
    expect(await objects.put(address('a'), Buffer.from('one'))).toEqual({ existed: false });
    expect(await objects.put(address('b'), stream('tw', 'o'))).toEqual({ existed: false });
    expect(await read(await objects.get(address('a')))).toBe('one');
    expect(await read(await objects.get(address('b')))).toBe('two');
    const large = Buffer.alloc(200_001, 7);
    await objects.put(address('c'), large);
    expect(await read(await objects.get(address('c')))).toBe(large.toString());
    expect(await objects.size(address('c'))).toBe(200_001);
  });

  it('keeps what an address has and does not read the second content', async () => {
    await objects.put(address('a'), Buffer.from('one'));
    let readFrom = false;
    const second = (async function* () {
      readFrom = true;
      yield Buffer.from('two');
    })();
    expect(await objects.put(address('a'), second)).toEqual({ existed: true });
    expect(readFrom).toBe(false);
    expect(await read(await objects.get(address('a')))).toBe('one');
  });

  it('lets one of several writers of the same address win', async () => {
    const puts = ['one', 'two', 'three'].map((text) => objects.put(address('a'), stream(text)));
    const existed = (await Promise.all(puts)).map((put) => put.existed);
    expect(existed).toEqual([false, true, true]);
    expect(await read(await objects.get(address('a')))).toBe('one');
  });

  it('tries the next writer of an address when the first one fails', async () => {
    const broken = (async function* () {
      yield Buffer.from('half');
      throw new Error('connection lost');
    })();
    const puts = [
      objects.put(address('a'), broken),
      ...['two', 'three'].map((text) => objects.put(address('a'), stream(text))),
    ];
    const outcomes = await Promise.allSettled(puts);
    expect(outcomes[0]).toMatchObject({ status: 'rejected' });
    expect(outcomes[1]).toEqual({ status: 'fulfilled', value: { existed: false } });
    expect(outcomes[2]).toEqual({ status: 'fulfilled', value: { existed: true } });
    expect(await read(await objects.get(address('a')))).toBe('two');
  });

  it('knows what is not there', async () => {
    expect(await objects.get(address('a'))).toBeNull();
    expect(await objects.has(address('a'))).toBe(false);
    expect(await objects.size(address('a'))).toBeNull();
    expect(await objects.writtenAt(address('a'))).toBeNull();
    expect(await objects.delete(address('a'))).toBe(false);
  });

  it('lists every address and forgets deleted ones', async () => {
    const addresses = ['a', 'b', 'c', 'd'].map(address);
    for (const one of addresses) await objects.put(one, Buffer.from('x'));
    expect(await objects.delete(address('b'))).toBe(true);
    const listed: string[] = [];
    for await (const one of objects.list()) listed.push(one);
    expect(listed.sort()).toEqual(addresses.filter((one) => one !== address('b')).sort());
  });

  it('gives an object another address', async () => {
    await objects.put(address('staged'), Buffer.from('one'));
    const written = await objects.writtenAt(address('staged'));
    expect(Math.abs((written ?? 0) - Date.now())).toBeLessThan(60_000);
    expect(await objects.rename(address('staged'), address('final'))).toBe(true);
    expect(await objects.writtenAt(address('final'))).toBe(written);
    expect(await objects.has(address('staged'))).toBe(false);
    expect(await read(await objects.get(address('final')))).toBe('one');
    expect(await objects.rename(address('staged'), address('final'))).toBe(false);
    expect(await read(await objects.get(address('final')))).toBe('one');
    await expect(objects.rename(address('final'), '../out')).rejects.toThrow(RangeError);
  });

  it('leaves nothing behind when the content breaks off', async () => {
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

  it.each(['', 'abc', '../../../../etc/passwd', `${'a'.repeat(64)}/x`, 'A'.repeat(64), `${'a'.repeat(63)}g`])(
    'refuses %j as an address',
    async (bad) => {
      await expect(objects.put(bad, Buffer.from('x'))).rejects.toThrow(RangeError);
      await expect(objects.get(bad)).rejects.toThrow(RangeError);
      await expect(objects.delete(bad)).rejects.toThrow(RangeError);
      expect(readdirSync(folder)).toEqual(['unfinished']);
    },
  );

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
