import type { SearchEngine } from '@chartwarden/chart';
import type { Gate } from '@chartwarden/gate';
import { newId, type RecordId } from '@chartwarden/ids';
import type { Jobs } from '@chartwarden/jobs';
import type { Vault } from '@chartwarden/vault';
import { expect, it } from 'vitest';
import { createChartJobs } from './chart-jobs.ts';

it('leaves alone for a while what could not be worked out in three attempts', async () => {
  let now = 1_000_000;
  const asked: string[] = [];
  const gate = { permit: async () => ({}) } as unknown as Gate;
  const broken = { derived: { build: () => Promise.reject(new Error('out of memory')) } } as unknown as Vault;
  const run = () => Promise.reject(new Error('no program is started'));
  const engine: Pick<SearchEngine, 'forget'> = { forget: async () => undefined };
  const chart = createChartJobs({ gate, vault: broken, clock: { now: () => now }, engine, sandbox: { run } });
  chart.use({
    enqueue: async (_kind: string, ids: { record: string }) => void asked.push(ids.record),
  } as unknown as Jobs);
  const record = newId(now) as RecordId;
  const other = newId(now) as RecordId;
  const work = (attempt: number, signal = new AbortController().signal) =>
    chart.kinds['chart.derive']?.run({ ids: { record }, signal, attempt, progress: () => undefined } as never);

  await expect(work(2)).rejects.toThrow('out of memory');
  await expect(work(3, AbortSignal.abort())).rejects.toThrow('out of memory');
  await chart.kept.outdated(record);
  expect(asked).toEqual([record]);
  await expect(work(3)).rejects.toThrow('out of memory');
  await chart.kept.outdated(record);
  await chart.kept.outdated(other);
  expect(asked).toEqual([record, other]);
  now += 10 * 60_000;
  await chart.kept.outdated(record);
  expect(asked).toEqual([record, other, record]);
});
