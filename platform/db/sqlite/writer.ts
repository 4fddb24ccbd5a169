import type { Priority, Statement, Value } from '../types.ts';
import type { StatementResult } from './write-core.ts';

/** An interactive transaction that holds the writer. */
export interface OpenTransaction {
  run(sql: string, parameters: readonly Value[]): Promise<StatementResult>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
}

/** Whoever writes: a thread of its own, or this thread. Rejects with the errors of types.ts. */
export interface Writer {
  batch(statements: readonly Statement[], priority: Priority): Promise<number[]>;
  begin(priority: Priority): Promise<OpenTransaction>;
  close(): Promise<void>;
}
