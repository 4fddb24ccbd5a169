import type { Db, ReserveState } from '@chartwarden/db';
import type { Core } from '@chartwarden/gate';
import type { Objects } from '@chartwarden/objects';
import type { Clock } from '@chartwarden/time';
import type { SealedPlace } from '../keys/sealed-place.ts';
import type { Report } from '../report.ts';

/** One finding: `name` is stable, `message` says what was found and what to do. Ids, never record content. */
export interface Check {
  readonly name: string;
  readonly state: 'ok' | 'warning' | 'problem';
  readonly message: string;
}

/** What the doctor looks at; the app knows the parts that are no record. */
export interface DoctorParts {
  readonly core: Core;
  readonly db: Db;
  readonly keyringDb: Db;
  readonly objects: Objects;
  readonly clock: Clock;
  readonly sealed: SealedPlace;
  /** True when `keys.backupDir` is set. */
  readonly backupDirSet: boolean;
  /** The disk of the data folder; bytes. */
  readonly disk: () => Promise<ReserveState>;
  /** Files and folders that hold secrets, with the permission bits that nobody else may have. */
  readonly secrets: readonly { readonly name: string; readonly path: string; readonly kind: 'file' | 'folder' }[];
  /** How many settings came from where. */
  readonly origins: Readonly<Record<string, number>>;
  readonly witness: () => string | null;
  readonly isolation: () => Promise<{ readonly level: 'jail' | 'network' | 'guard'; readonly explanation: string }>;
  /** Whether mail is configured, and how many messages have waited for more than an hour. */
  readonly mail: () => Promise<{ readonly configured: boolean; readonly late: number }>;
  /** Providers where people may sign in, and why nobody can there; null: they can. */
  readonly signOn: () => Promise<
    readonly {
      readonly id: string;
      readonly trouble: 'unreachable' | 'not-openid' | 'another-issuer' | 'no-endpoints' | 'no-pkce' | null;
    }[]
  >;
  /** Jobs that failed for good. */
  readonly deadJobs: () => Promise<number>;
}

/** One examination; several checks may come of it. */
export type Examine = (parts: DoctorParts, report: Report) => Promise<readonly Check[]>;

export const ok = (name: string, message: string): Check => ({ name, state: 'ok', message });
export const warning = (name: string, message: string): Check => ({ name, state: 'warning', message });
export const problem = (name: string, message: string): Check => ({ name, state: 'problem', message });
