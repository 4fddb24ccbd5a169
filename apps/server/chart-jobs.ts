import { createKept, type Kept, type SearchEngine } from '@chartwarden/chart';
import { isCoded } from '@chartwarden/errors';
import type { Gate } from '@chartwarden/gate';
import type { RecordId } from '@chartwarden/ids';
import type { JobKind, Jobs } from '@chartwarden/jobs';
import type { Sandbox } from '@chartwarden/sandbox';
import type { Clock } from '@chartwarden/time';
import type { Vault } from '@chartwarden/vault';

/** Works out the chart of a record anew. */
const DERIVE = 'chart.derive';
/** Milliseconds: changes that follow each other are worked out once. */
const SETTLED = 1_000;
/** Milliseconds in which what could not be worked out is left alone: each look asks for it again. */
const GIVEN_UP = 10 * 60_000;
const ATTEMPTS = 3;

/** Ties the chart's keeping to the queue. */
export function createChartJobs(parts: {
  readonly gate: Gate;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly sandbox: Pick<Sandbox, 'run'>;
  readonly engine: Pick<SearchEngine, 'forget'>;
}) {
  let queue: Jobs | undefined;
  const failed = new Map<RecordId, number>();
  const kept: Kept = createKept({
    ...parts,
    async enqueue(record) {
      if (parts.clock.now() < (failed.get(record) ?? 0) + GIVEN_UP) return;
      failed.delete(record);
      const options = { key: `derive:${record}`, once: true, runAt: parts.clock.now() + SETTLED };
      await queue?.enqueue(DERIVE, { record }, options);
    },
  });
  const kinds: Readonly<Record<string, JobKind>> = {
    [DERIVE]: {
      maxAttempts: ATTEMPTS,
      concurrency: 1,
      async run({ ids, signal, attempt }) {
        // An erased record is no record, to whoever asks for it: its words go, and there is nothing else to do for it.
        const isGone = (error: unknown): boolean => isCoded(error) && error.code === 'CW-GEN-002';
        const record = ids.record as RecordId;
        await kept.derive(record, signal).catch(async (error: unknown) => {
          if (!isGone(error)) {
            if (attempt >= ATTEMPTS && !signal.aborted) failed.set(record, parts.clock.now());
            throw error;
          }
          await parts.engine.forget(record);
        });
      },
    },
  };
  return {
    kept,
    kinds,
    use(jobs: Jobs): void {
      queue = jobs;
    },
  };
}
