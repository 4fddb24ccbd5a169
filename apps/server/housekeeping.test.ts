import { expect, it, vi } from 'vitest';
import { createHousekeeping } from './housekeeping.ts';

const AGES = { teen: 14, adult: 18 };

it('goes on with the rest when one of the things to be swept up fails, and says each that did', async () => {
  const broken = new Error('one row of many cannot be read');
  const done: string[] = [];
  const does = (what: string) => async () => {
    done.push(what);
    return 0;
  };
  const failed: unknown[] = [];
  const housekeeping = createHousekeeping({
    core: {
      access: { state: () => ({ records: new Map() }) },
      growing: { act: does('growing'), soon: async () => [] },
      vault: { strays: { remove: does('files') } },
    } as never,
    accounts: { sweep: () => Promise.reject(broken), notes: {}, tell: does('tell') } as never,
    links: { sweep: () => Promise.reject(broken) },
    leavings: { act: does('leavings') },
    retention: { act: () => Promise.reject(broken) },
    log: {
      info: () => undefined,
      warn: (_event: string, _more: object, error: unknown) => failed.push(error),
    } as never,
    ages: AGES,
  });
  housekeeping.start();
  await vi.waitFor(() => expect(done).toEqual(['growing', 'leavings']));
  housekeeping.stop();
  expect(failed).toEqual([broken, broken, broken]);
});
