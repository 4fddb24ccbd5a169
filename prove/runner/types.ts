/** What a proof may need beyond Node; a proof whose needs are not met is left out by name, never passed. */
export type ProofNeed = 'postgres' | 'chromium' | 'root';

/** What the runner hands to a proof. */
export interface ProofContext {
  /**
   * `full` is what docs/proofs.md reports; `small` is the cut that `npm test` runs on every change: the same code
   * path with fewer cases, at most a few seconds.
   */
  readonly scale: 'small' | 'full';
  /** Every random choice comes from this seed, so that a failure can be run again (`--seed N`). */
  readonly seed: number;
  /** An empty folder (0700) of the proof's own, removed afterwards. */
  readonly scratch: string;
  /** URL of the PostgreSQL server for proofs that need it; make databases of your own with `makeDatabase`. */
  readonly postgres: string | null;
  /** The folder of real test data, or null on a machine without it. */
  readonly data: string | null;
  /** What stood after `--set` on the command line, as in `--set kills=50`. */
  readonly settings: Readonly<Record<string, string>>;
  /** Progress, to stderr. Never record content. */
  log(line: string): void;
}

/** What a proof found out. */
export interface ProofResult {
  /** Every way in which the statement turned out false, in words; none means it held. */
  readonly failures: readonly string[];
  /** What was counted and measured, with the unit in the name: `kills`, `lost_rows`, `p99_ms`. */
  readonly figures: Readonly<Record<string, number | string>>;
  /** What the reader of the result has to know: what was not tried, on which kind of disk. */
  readonly notes?: readonly string[];
}

/** One proof: `prove/<name>.ts` exports it as `proof`. */
export interface Proof {
  /** The statement that is proved, as one sentence that could be false. */
  readonly title: string;
  /** The promises (docs/promises.md) it stands behind. */
  readonly promises: readonly string[];
  readonly needs?: readonly ProofNeed[];
  /** Roughly how long the full run takes, in words. */
  readonly takes: string;
  /** Throws only when it could not be carried out; a statement that turns out false is a failure in the result. */
  run(context: ProofContext): Promise<ProofResult>;
}
