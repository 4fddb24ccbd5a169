import type { Priority } from '../types.ts';
import type { NumberedTexts, PackedBatch } from './batch-runner.ts';
import type { ConnectionSettings } from './connection.ts';
import type { WriteFailure } from './sqlite-errors.ts';
import type { SlowWrite } from './write-scheduler.ts';

/** What the thread is started with. */
export interface WriterSettings extends ConnectionSettings {
  readonly transactionTimeLimit: number;
  readonly slowWriteLimit: number;
  /** Pages in the log at which the checkpoint thread is asked to move it. */
  readonly longLogPages: number;
}

/** To the writer thread. `id` comes back with the answer. */
export type ToWriter =
  | {
      readonly t: 'batch';
      readonly id: number;
      readonly priority: Priority;
      readonly packed: PackedBatch;
      readonly texts?: NumberedTexts;
    }
  | { readonly t: 'begin'; readonly id: number; readonly priority: Priority; readonly transaction: number }
  | {
      readonly t: 'run';
      readonly id: number;
      readonly transaction: number;
      readonly sql: string;
      readonly packed: PackedBatch;
      readonly columns: number;
    }
  | { readonly t: 'end'; readonly id: number; readonly transaction: number; readonly keep: boolean }
  | { readonly t: 'checkpoint'; readonly id: number }
  | { readonly t: 'stop'; readonly id: number }
  | { readonly t: 'close'; readonly id: number };

/** One answer. Rows of an interactive statement come packed. */
export type Answer =
  | { readonly id: number; readonly changes: readonly number[] }
  | { readonly id: number; readonly failure: WriteFailure }
  | {
      readonly id: number;
      readonly columns: readonly string[];
      readonly packed: PackedBatch;
      readonly changes: number;
      readonly insertId: number | bigint;
    }
  | { readonly id: number; readonly done: true };

/** How a round of the checkpoint thread ended. */
export type CheckpointAnswer = { readonly ok: true } | { readonly ok: false; readonly failure: WriteFailure };

export type CopyAnswer = CheckpointAnswer;

export type FromWriter =
  | { readonly answers: readonly Answer[] }
  | { readonly slow: SlowWrite }
  | { readonly logIsLong: true }
  | { readonly ready: true };
