import type { Core } from '@chartwarden/gate';
import type { RecordId } from '@chartwarden/ids';
import type { JobKind, Jobs } from '@chartwarden/jobs';
import { type Erasures, finishRotation, interruptedRotations, type OperatePorts } from '@chartwarden/operate';

/** Removes what an erasure leaves, and carries on one that a crash cut off. */
const ERASE = 'operate.erase';
/** Finishes a key rotation that a crash cut off. */
const ROTATE = 'operate.rotate';

/** Ties the long works of `operate` to the queue: a crash interrupts them, and the next start carries on. */
export function createOperateJobs(core: Core, { cells, only }: Pick<OperatePorts, 'cells' | 'only'>) {
  let queue: Jobs | undefined;
  let erasures: Erasures | undefined;

  const kinds: Readonly<Record<string, JobKind>> = {
    [ERASE]: {
      maxAttempts: 100,
      run: async ({ ids }) => erasures?.carryOn(ids.erasure ?? ''),
    },
    [ROTATE]: {
      // Until the other processes on the database are gone, if there are any.
      maxAttempts: 100,
      run: ({ ids }) => only(async () => void (await finishRotation(core, cells, ids.scope ?? ''))),
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
      for (const scope of await interruptedRotations(core))
        await queue?.enqueue(ROTATE, { scope }, { key: `rotate:${scope}`, once: true });
    },
  };
}
