import type { Gate } from '@chartwarden/gate';
import type { RecordId } from '@chartwarden/ids';
import type { Sandbox } from '@chartwarden/sandbox';
import type { Clock } from '@chartwarden/time';
import type { Vault } from '@chartwarden/vault';
import { createDeriving } from './derive.ts';

/** Half a day, milliseconds: what time alone changes (a supply that ended) is worked out anew after it. */
export const FRESH = 12 * 3_600_000;

/** What the chart keeps of a record between looks: its sections and its text index, worked out by a job. */
export interface Kept {
  /** What is kept of this record does not, or soon will not, count any more: a job is asked for, unless one waits already. */
  outdated(record: RecordId): Promise<void>;
  /** The job: works everything out anew where it has to. Resolves with the number of facts, null when nothing was to do. */
  derive(record: RecordId, signal: AbortSignal): Promise<number | null>;
}

export function createKept(parts: {
  readonly gate: Gate;
  readonly vault: Vault;
  readonly clock: Clock;
  /** With `features/chart` among its code. */
  readonly sandbox: Pick<Sandbox, 'run'>;
  /** Queues the job that calls `derive`; nothing when one waits for this record. */
  readonly enqueue: (record: RecordId) => Promise<void>;
}): Kept {
  const { gate, vault, clock, sandbox, enqueue } = parts;
  return {
    outdated: enqueue,
    async derive(record, signal) {
      const permit = await gate.permit({
        actor: { kind: 'system', role: 'system' },
        record,
        actions: ['search'],
        purpose: 'operate',
        channel: 'system',
        request: {},
      });
      const work = createDeriving(sandbox, clock.now(), clock.now() - FRESH);
      try {
        return await vault.derived.build(permit, work, signal);
      } finally {
        await work.end();
      }
    },
  };
}
