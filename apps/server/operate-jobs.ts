import type { Core } from '@chartwarden/gate';
import type { RecordId } from '@chartwarden/ids';
import type { JobKind, Jobs } from '@chartwarden/jobs';
import { type Erasures, interruptedRotations, rotateRecord } from '@chartwarden/operate';

/** Removes what an erasure leaves, and carries on one that a crash cut off. */
const ERASE = 'operate.erase';
/** Finishes a key rotation that a crash cut off. */
const ROTATE = 'operate.rotate';

/** Ties the long works of `operate` to the queue: a crash interrupts them, and the next start carries on. */
export function createOperateJobs(core: Core) {
  let queue: Jobs | undefined;
  let erasures: Erasures | undefined;

  const kinds: Readonly<Record<string, JobKind>> = {
    [ERASE]: {
      maxAttempts: 100,
      run: async ({ ids }) => erasures?.carryOn(ids.erasure ?? ''),
    },
    [ROTATE]: {
      async run({ ids }) {
        await rotateRecord(core, ids.record as RecordId);
        await core.keysChanged();
      },
    },
  };

  return {
    kinds,
    use(jobs: Jobs) {
      queue = jobs;
      return {
        job: (erasure: string, record: RecordId) =>
          jobs.statement(ERASE, { erasure, record }, { key: `erase:${record}` }).statement,
        wake: () => jobs.wake(),
      };
    },
    carryOn(made: Erasures): void {
      erasures = made;
    },
    async resume(): Promise<void> {
      for (const record of await interruptedRotations(core))
        await queue?.enqueue(ROTATE, { record }, { key: `rotate:${record}`, once: true });
    },
  };
}
