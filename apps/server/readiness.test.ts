import { renameSync } from 'node:fs';
import { StorageError } from '@chartwarden/db';
import { afterEach, describe, expect, it } from 'vitest';
import { openTestApp, type TestApp } from '../../tests/support/open-test-app.ts';
import { readiness } from './readiness.ts';

let test: TestApp;
afterEach(() => test.close());

/** One look serves everybody for a second. */
const later = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1100));

describe('readiness', () => {
  it('ends while stored files cannot be reached and comes back, and strangers are told no more than that', async () => {
    test = await openTestApp();
    const ask = () => test.call(null, 'GET', '/readyz');
    expect(await ask()).toMatchObject({ status: 200, text: '{"status":"ready"}' });
    const { objects } = test.app.data;
    renameSync(objects, `${objects}-away`);
    await later();
    expect(await ask()).toMatchObject({ status: 503, text: '{"status":"not ready"}' });
    expect(test.logged.filter((line) => line.includes('http.not-ready')).join()).toContain('part.objects');
    renameSync(`${objects}-away`, objects);
    await later();
    expect((await ask()).status).toBe(200);
  });

  it('ends when the database takes no write, and when not even a line of the log has room', async () => {
    test = await openTestApp();
    const { core, db, reserve } = test.app;
    const parts = { core, db, reserve, keyringDb: db, objects: { reach: async () => undefined } };
    const failing = { ...db, batch: () => Promise.reject(new StorageError('an earlier write failed')) };
    await expect(readiness({ ...parts, db: failing }).database?.()).rejects.toThrow(StorageError);
    const diskWith = (kept: number, free: number) =>
      readiness({ ...parts, reserve: { ...reserve, state: () => ({ size: 1, kept, free, growing: false }) } }).disk?.();
    expect([diskWith(0, 4096), diskWith(4_000_000, 0), diskWith(0, 4_000_000)]).toEqual([false, true, true]);
    expect(await readiness(parts).database?.()).toBe(true);
  });
});
