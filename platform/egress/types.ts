import type { ChildProcess } from 'node:child_process';
import type { ErrorCode } from '@chartwarden/errors';

/** One TCP destination. Exact host (a name or an address) and exact port; no wildcards. */
export interface TcpRule {
  readonly host: string;
  readonly port: number;
  /** A short word for screens and logs: `database`, `keyring`, `model`. */
  readonly purpose: string;
  /** Allows addresses outside the public internet (loopback, RFC 1918 ...). Needed for a literal private address too. */
  readonly private?: boolean;
}

/** One unix socket, by its absolute path. */
export interface UnixRule {
  readonly path: string;
  readonly purpose: string;
}

export type EgressRule = TcpRule | UnixRule;

/** An address other than loopback on which this process may listen. */
export interface ListenRule {
  readonly host: string;
  readonly port: number;
}

/** The kind of door that was tried. */
export type EgressWay =
  | 'tcp'
  | 'unix'
  | 'udp'
  | 'dns'
  | 'fetch'
  | 'listen'
  | 'process'
  | 'worker'
  | 'native'
  | 'inspector'
  | 'hooks'
  | 'claim';

/** What a listener learns of a refusal. Never what was to be sent; host names are cut to their last two labels. */
export interface Refusal {
  readonly way: EgressWay;
  readonly code: ErrorCode;
  /** `example.com:443`, `10.0.0.5:5432`, `a unix socket`; safe for a log line. */
  readonly target: string;
  /** 0 for the main thread, else the number of the worker thread. */
  readonly thread: number;
}

/** The open door, held by the wiring. Rules are added at run time only because the configuration says so. */
export interface EgressDoor {
  /** Adds a destination; the returned function takes it away again (open connections stay). @throws CW-EGR-011 */
  allow(rule: EgressRule): () => void;
  /** Adds an address to listen on. @throws CW-EGR-011 */
  allowListen(rule: ListenRule): void;
  /** The rules in force, for `doctor`. */
  rules(): readonly EgressRule[];
}

export interface EgressOptions {
  readonly allow: readonly EgressRule[];
  readonly listen?: readonly ListenRule[];
}

/** Standard streams of a sandboxed program: pipes only. */
export interface SandboxSpawnOptions {
  readonly cwd: string;
}

/** Starts a program with an empty environment and three pipes. @throws when the program cannot be started */
export type SpawnSandbox = (file: string, args: readonly string[], options: SandboxSpawnOptions) => ChildProcess;

/** What the first caller of `claimEgress` gets, and nobody after it. */
export interface EgressClaim {
  /** Opens the door for what the configuration lists. Once. @throws CW-EGR-009, CW-EGR-011 */
  openEgress(options: EgressOptions): EgressDoor;
  /** The one way to start another program; handed to platform/sandbox. Once. @throws CW-EGR-009 */
  takeSpawnSandbox(): SpawnSandbox;
  /** Called at each refusal, in this thread and in workers; refusals from before are handed over at once (at most 100). */
  onRefused(listener: (refusal: Refusal) => void): void;
}
