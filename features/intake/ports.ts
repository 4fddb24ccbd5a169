import type { Gate, People } from '@chartwarden/gate';
import type { AccountId, ImportId, RecordId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import type { Sandbox } from '@chartwarden/sandbox';
import type { Import, RequestFacts, Source, Vault } from '@chartwarden/vault';
import type { Progress } from './report.ts';

/** Who asks, and with what request. */
export interface Asking {
  readonly actor: Actor;
  readonly account: AccountId;
  readonly request: RequestFacts;
}

/** An import with its files. */
export type Listed = Import & { readonly sources: readonly Source[] };

/** What a reading job carries: ids only. Whoever started it is asked for again when it runs. */
export interface ReadJob {
  readonly record: RecordId;
  readonly import: ImportId;
  readonly account: AccountId;
  readonly role: string;
  /** Take it in as soon as it is read: every question was answered. */
  readonly thenCommit: boolean;
}

export interface IntakePorts {
  readonly gate: Gate;
  readonly vault: Vault;
  /** Makes a person for entries that are about somebody else. */
  readonly people: People;
  readonly sandbox: Sandbox;
  /** Absolute path of the importer that runs in the sandbox. */
  readonly importer: string;
  /** Queues a reading job; one at a time for a record. */
  readonly enqueue: (job: ReadJob) => Promise<void>;
  /** Where a running job stands, when it runs in this process. */
  readonly progressOf: (id: ImportId) => Progress | undefined;
  readonly stop: (id: ImportId) => Promise<void>;
  readonly nameOf: (account: AccountId) => Promise<string | null>;
  /** Tells whoever holds a record that somebody else brought something into it. */
  readonly brought: (record: RecordId, by: AccountId) => Promise<void>;
}
