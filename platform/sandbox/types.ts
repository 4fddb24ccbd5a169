import type { SpawnSandbox } from '@chartwarden/egress';

/** What one piece of work may cost. Beyond any of these the program is killed and the work fails with its own code. */
export interface SandboxLimits {
  /** JavaScript heap, MiB. */
  readonly heapMb: number;
  /** Memory outside the heap (buffers), MiB; held by the kernel where `prlimit` exists. */
  readonly buffersMb: number;
  /** Time of one job, ms; the server's own time (handling a message, reading the file) does not count. */
  readonly deadlineMs: number;
  /** Time without any progress of the program, ms, counted likewise. */
  readonly idleMs: number;
  /** All bytes that the program may send during one job, frames included. */
  readonly maxOutputBytes: number;
  /** Bytes of one message's body. */
  readonly maxMessageBytes: number;
  /** Bytes of one message's JSON header. */
  readonly maxHeaderBytes: number;
}

/** One job for a program. */
export interface SandboxJob {
  /** Plain JSON, handed to the importer as it is. */
  readonly job?: unknown;
  /** The file's bytes; read no faster than the program takes them. */
  readonly input: AsyncIterable<Uint8Array>;
  /** The same bytes from the beginning, for a program that asks for them again; without it, none does. */
  readonly again?: () => AsyncIterable<Uint8Array>;
  /**
   * One message. `header` is JSON from untrusted code: check its shape. `bytes` is a view: copy it to keep it for long.
   * While a returned promise is pending the program is held back.
   */
  readonly onMessage: (header: unknown, bytes: Uint8Array) => void | Promise<void>;
  readonly limits?: Partial<Omit<SandboxLimits, 'heapMb' | 'buffersMb' | 'maxMessageBytes' | 'maxHeaderBytes'>>;
  /** Ends the job and the program. */
  readonly signal?: AbortSignal;
}

/** What a finished job cost, the first one with the start of the program; the program's own account (`cpuMicros`, `peakRssKb`, `refusals`) is not to be trusted for security. */
export interface SandboxOutcome {
  readonly inputBytes: number;
  readonly messages: number;
  readonly outputBytes: number;
  readonly stderrBytes: number;
  readonly cpuMicros: number;
  readonly peakRssKb: number;
  /** Ways out that the guard in the program refused. */
  readonly refusals: number;
}

/** One program that does several jobs, one after another: for the files of one import into one record, never more. */
export interface SandboxSession {
  /** @throws CodedError CW-SBX-002 ... 009, or the code the importer threw. After a CW-SBX error the session is over. */
  run(job: SandboxJob): Promise<SandboxOutcome>;
  /** Ends the program; safe to call at any time. */
  close(): Promise<void>;
  readonly isOver: boolean;
}

export interface ProgramOptions {
  /** Absolute path of the importer's TypeScript entry module; it calls `serve` of `@chartwarden/sandbox/child.ts`. */
  readonly entry: string;
  readonly limits?: Partial<SandboxLimits>;
  /** False: no spare is kept after it, whatever the sandbox does otherwise. */
  readonly warm?: boolean;
}

export interface Sandbox {
  /** One job in a program of its own. @throws as {@link SandboxSession.run} */
  run(job: SandboxJob & ProgramOptions): Promise<SandboxOutcome>;
  /** A program for several jobs of one import. @throws CW-SBX-001 */
  open(program: ProgramOptions): Promise<SandboxSession>;
  /** Starts a spare program ahead of time, so that the next `run` or `open` with these options does not wait for it. */
  prepare(program: ProgramOptions): Promise<void>;
  /** What stands between an importer and the machine; for `doctor`. Detected once, by trying. */
  status(): Promise<SandboxStatus>;
  /** Ends spare programs. Running work goes on. */
  close(): Promise<void>;
}

/**
 * - `jail`: own mount, process, network, IPC and host-name namespaces; the file system holds the code and nothing else.
 * - `network`: an empty network namespace; files are held back by Node's permission model only.
 * - `guard`: Node's permission model and the preloaded guard only.
 */
export type IsolationLevel = 'jail' | 'network' | 'guard';

export interface SandboxStatus {
  readonly level: IsolationLevel;
  /** The program runs with no_new_privs and without any capability. */
  readonly noNewPrivileges: boolean;
  /** The kernel holds memory, file size and core dumps. */
  readonly kernelLimits: boolean;
  /** One sentence for `doctor`. */
  readonly explanation: string;
}

export interface SandboxOptions {
  /** The capability of `claimEgress().takeSpawnSandbox()`. */
  readonly spawn: SpawnSandbox;
  /** The project's folder; code folders are named from here. */
  readonly root: string;
  /** Folders below `root` whose code importers may read; kernel, platform/sandbox, platform/egress and node_modules are always there. */
  readonly code: readonly string[];
  /** A folder for the compiled code of importers, shown to them read-only in a jail; without one each compiles anew. */
  readonly cache?: string;
  /** The Node program to run; the one that runs this process unless said otherwise. */
  readonly node?: string;
  /** After each use a spare program is started and kept for `warmMs` (default 5 minutes). */
  readonly warm?: boolean;
  readonly warmMs?: number;
  /** Tests only: use a lower level than the machine allows. */
  readonly atMost?: IsolationLevel;
}
