import { createKept, type Kept, type SearchEngine } from '@chartwarden/chart';
import { isCoded } from '@chartwarden/errors';
import type { Gate } from '@chartwarden/gate';
import type { RecordId } from '@chartwarden/ids';
import type { JobKind, Jobs } from '@chartwarden/jobs';
import type { Clock } from '@chartwarden/time';
import type { Vault } from '@chartwarden/vault';

/** Works out the chart of a record anew. */
const DERIVE = 'chart.derive';
/** Milliseconds: changes that follow each other are worked out once. */
const SETTLED = 1_000;

/** Ties the chart's keeping to the queue. */
export function createChartJobs(parts: {
  readonly gate: Gate;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly engine: Pick<SearchEngine, 'forget'>;
}) {
  let queue: Jobs | undefined;
  const kept: Kept = createKept({
    ...parts,
    async enqueue(record) {
      const options = { key: `derive:${record}`, once: true, runAt: parts.clock.now() + SETTLED };
      await queue?.enqueue(DERIVE, { record }, options);
    },
  });
  const kinds: Readonly<Record<string, JobKind>> = {
    [DERIVE]: {
      maxAttempts: 3,
      concurrency: 1,
      async run({ ids, signal }) {
        // An erased record is no record: its words go, and there is nothing else to do for it.
        const isGone = (error: unknown): boolean => isCoded(error) && error.code === 'CW-GATE-002';
        const record = ids.record as RecordId;
        await kept.derive(record, signal).catch(async (error: unknown) => {
          if (!isGone(error)) throw error;
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
