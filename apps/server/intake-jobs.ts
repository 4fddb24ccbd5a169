import type { Accounts } from '@chartwarden/accounts';
import { isCoded } from '@chartwarden/errors';
import type { Core, Gate } from '@chartwarden/gate';
import type { AccountId, ImportId, RecordId } from '@chartwarden/ids';
import type { Intake, IntakePorts, Progress, ReadJob } from '@chartwarden/intake';
import type { JobKind, Jobs, RunningJob } from '@chartwarden/jobs';

/** The two kinds of reading jobs: with and without taking in what was read. */
const READ = 'intake.read';
const READ_AND_COMMIT = 'intake.read-and-commit';
const ATTEMPTS = 3;

/** Ties intake to the queue: ids go in, and whoever started the job is asked for again at the gate. */
export function createIntakeJobs(gate: Gate) {
  const progress = new Map<ImportId, Progress>();
  const running = new Map<ImportId, string>();
  let queue: Jobs | undefined;

  const jobs = (): Jobs => {
    if (queue === undefined) throw new Error('the queue is not open yet');
    return queue;
  };

  const ports: Pick<IntakePorts, 'enqueue' | 'progressOf' | 'stop'> = {
    async enqueue(job) {
      const ids = { record: job.record, import: job.import, account: job.account };
      const id = await jobs().enqueue(job.thenCommit ? READ_AND_COMMIT : READ, ids, { key: `import:${job.record}` });
      running.set(job.import, id);
    },
    progressOf: (id) => progress.get(id),
    async stop(id) {
      const job = running.get(id);
      if (job !== undefined) await jobs().cancel(job);
      running.delete(id);
    },
  };

  const kind = (intake: Intake, thenCommit: boolean): JobKind => ({
    maxAttempts: ATTEMPTS,
    async run(job: RunningJob) {
      const account = job.ids.account as AccountId;
      const role = gate.account(account).roles[0] ?? 'member';
      const read: ReadJob = {
        record: job.ids.record as RecordId,
        import: job.ids.import as ImportId,
        account,
        role,
        thenCommit,
      };
      const who = { actor: { kind: 'account' as const, account, role, client: 'job' }, account, request: {} };
      try {
        await intake.run(read, who, job.signal, (now) => {
          progress.set(read.import, now);
          job.progress({ ...now });
        });
      } catch (error) {
        const code = isCoded(error) ? error.code : 'CW-GEN-001';
        const isFinal = (isCoded(error) && error.row.status < 500) || job.attempt >= ATTEMPTS;
        // The right may be what was lost: then nothing is written, and the next look at the import tells.
        if (isFinal && !job.signal.aborted) await intake.fail(read, who, code).catch(() => undefined);
        throw error;
      } finally {
        progress.delete(read.import);
        running.delete(read.import);
      }
    },
  });

  return {
    ports,
    kinds: (intake: Intake): Readonly<Record<string, JobKind>> => ({
      [READ]: kind(intake, false),
      [READ_AND_COMMIT]: kind(intake, true),
    }),
    use(jobsNow: Jobs): void {
      queue = jobsNow;
    },
  };
}

/** Leaves a notice for everybody who holds a record, but for whoever brought something into it. */
export async function tellHolders(
  { access }: Pick<Core, 'access'>,
  { tell }: Pick<Accounts, 'tell'>,
  record: RecordId,
  by: AccountId,
): Promise<void> {
  for (const { holder } of access.state().records.get(record)?.custody ?? [])
    if (holder.kind === 'account' && holder.id !== by) await tell(holder.id as AccountId, 'files-brought');
}
