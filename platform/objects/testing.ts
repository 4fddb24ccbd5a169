import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Objects } from './index.ts';

export const addressOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const address = addressOf;

export async function readAll(content: AsyncIterable<Uint8Array> | null): Promise<string | null> {
  if (content === null) return null;
  const parts: Uint8Array[] = [];
  for await (const part of content) parts.push(part);
  return Buffer.concat(parts).toString();
}
const read = readAll;

export async function* streamOf(...parts: (string | Uint8Array)[]): AsyncIterable<Uint8Array> {
  for (const part of parts) yield Buffer.from(part);
}
const stream = streamOf;

export async function allOf<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of stream) all.push(one);
  return all;
}

/** A fresh store of one test. */
export interface TestObjects {
  readonly objects: Objects;
  remove(): Promise<void> | void;
}

/** What every store of objects keeps to, whatever it is made of. */
export function describeObjects(name: string, open: () => Promise<TestObjects>): void {
  describe(name, () => {
    let test: TestObjects;
    let objects: Objects;
    beforeEach(async () => {
      test = await open();
      objects = test.objects;
    });
    afterEach(() => test.remove());

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
      await expect(objects.reach()).resolves.toBeUndefined();
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
      expect(await objects.put(address('a'), Buffer.from('whole'))).toEqual({ existed: false });
    });

    it('gives pieces of 64 KiB at most, and lets go when nobody reads on', async () => {
      await objects.put(address('a'), Buffer.alloc(300_000, 1));
      const sizes: number[] = [];
      for await (const piece of (await objects.get(address('a'))) ?? []) {
        sizes.push(piece.length);
        if (sizes.length === 3) break;
      }
      expect(Math.max(...sizes)).toBeLessThanOrEqual(65_536);
      expect(await objects.delete(address('a'))).toBe(true);
    });

    it.each(['', 'abc', '../../../../etc/passwd', `${'a'.repeat(64)}/x`, 'A'.repeat(64), `${'a'.repeat(63)}g`])(
      'refuses %j as an address',
      async (bad) => {
        await expect(objects.put(bad, Buffer.from('x'))).rejects.toThrow(RangeError);
        await expect(objects.get(bad)).rejects.toThrow(RangeError);
        await expect(objects.delete(bad)).rejects.toThrow(RangeError);
        for await (const one of objects.list()) expect.unreachable(one);
      },
    );
  });
}
