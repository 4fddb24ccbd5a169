export type BenchEngine = 'sqlite' | 'postgres';

/** What the runner hands to a benchmark. */
export interface BenchContext {
  readonly engine: BenchEngine;
  /** An empty folder (0700) of the benchmark's own, removed afterwards: the data folder of the instance under test. */
  readonly scratch: string;
  /** The URL of an empty database on PostgreSQL, dropped afterwards; null on SQLite. */
  readonly databaseUrl: string | null;
  /** The folder of real test data, or null on a machine without it. */
  readonly data: string | null;
  /** What stood after `--set` on the command line, as in `--set facts=50000`. */
  readonly settings: Readonly<Record<string, string>>;
  /**
   * Runs `work` and gives its cost per operation: CPU of this process (worker threads included), of the named child
   * processes and of the database server, and wall time. `own` false leaves this process out: it is only a client.
   */
  measure(operations: number, work: () => Promise<void>, children?: readonly number[], own?: boolean): Promise<Cost>;
  /** Progress, to stderr. Never record content. */
  log(line: string): void;
}

/** What one operation cost. */
export interface Cost {
  readonly cpu_ms_per_op: number;
  readonly wall_ms_per_op: number;
  readonly operations: number;
}

/** Figures with their unit in the name; `cpu_ms_per_op` and `wall_ms_per_op` are the ones that are compared. */
export type Figures = Readonly<Record<string, number>>;

/** A figure of design section 7 and what it has to reach: at most this much. */
export type Aims = Readonly<Record<string, number>>;

/** One benchmark: `bench/<name>.ts` exports it as `bench`. */
export interface Bench {
  /** What is measured, in one sentence. */
  readonly title: string;
  /** What one operation is: "one resource imported: durable, encrypted, indexed". */
  readonly work: string;
  /** The engines it can run on; without `--engine` the first one is taken. */
  readonly engines: readonly BenchEngine[];
  /** Upper bounds per engine, shown beside the figures; a missed aim is said, it does not change the exit code. */
  readonly aims?: Readonly<Partial<Record<BenchEngine, Aims>>>;
  run(context: BenchContext): Promise<Figures>;
}
