import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRefusals } from './refusals.ts';
import { createTestClock } from './testing.ts';
import type { Append } from './types.ts';

let appended: Append[];
let clock: ReturnType<typeof createTestClock>;
const create = () =>
  createRefusals({
    clock,
    append: async (append) => {
      appended.push(append);
      return { seq: 0, time: 0, accessSeq: 0 };
    },
    failed: (error) => {
      throw error;
    },
  });

beforeEach(() => {
  vi.useFakeTimers();
  appended = [];
  clock = createTestClock();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('refusals of strangers', () => {
  it('are one entry per source and minute, with a count for each code', async () => {
    const refusals = create();
    for (let i = 0; i < 500; i++) refusals.refused({ source: '192.0.2.1', code: 'CW-HTTP-001', channel: 'web' });
    refusals.refused({ source: '192.0.2.1', code: 'CW-HTTP-002', channel: 'web' });
    refusals.refused({ source: '192.0.2.2', code: 'CW-HTTP-001' });
    expect(appended).toEqual([]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(appended.map((one) => one.body)).toEqual([
      {
        actor: { kind: 'anonymous', role: 'none' },
        action: 'request',
        outcome: 'refused',
        code: 'CW-HTTP-001',
        count: 501,
        ip: '192.0.2.1',
        channel: 'web',
        detail: { minute: clock.time, 'CW-HTTP-001': 500, 'CW-HTTP-002': 1 },
      },
      expect.objectContaining({ ip: '192.0.2.2', count: 1 }),
    ]);
  });

  it('of the next minute are entries of their own', async () => {
    const refusals = create();
    refusals.refused({ source: '192.0.2.1', code: 'CW-HTTP-001' });
    clock.time += 60_000;
    refusals.refused({ source: '192.0.2.1', code: 'CW-HTTP-001' });
    await refusals.flush();
    expect(appended.map((one) => one.body.detail?.minute)).toEqual([clock.time - 60_000, clock.time]);
  });

  it('from very many sources are gathered under one', async () => {
    const refusals = create();
    for (let i = 0; i < 5000; i++) refusals.refused({ source: `source ${i}`, code: 'CW-HTTP-001' });
    await refusals.flush();
    expect(appended).toHaveLength(1001);
    expect(appended.at(-1)?.body).toMatchObject({ ip: 'other', count: 4000 });
  });
});
