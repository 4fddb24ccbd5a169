import type { Db } from '@chartwarden/db';
import type { Core, GateRequest } from '@chartwarden/gate';
import type { RecordId } from '@chartwarden/ids';
import type { Clock } from '@chartwarden/time';
import type { Places, Who } from '../places.ts';
import type { BulkRow } from './bulk.store.ts';

export interface BulkPorts extends Pick<Core, 'gate' | 'vault' | 'approvals'> {
  readonly places: Places;
  /** Where resources stand, without a slash at the end. */
  readonly base: () => string;
  readonly db: Db;
  readonly clock: Clock;
  /** A job that calls `run` with this id. */
  readonly startBulk: (id: string) => Promise<void>;
}

/** What was asked for. Times in milliseconds. */
export interface Wanted {
  readonly records: readonly RecordId[];
  readonly types: readonly string[];
  readonly since: number | null;
  /** The address that was asked, with what was understood of it. */
  readonly request: string;
}

/** What there was when the job looked. */
export interface Made {
  /** The time of the export: of what was stored later nothing goes out. */
  readonly until: number;
  readonly files: { readonly type: string; readonly record: RecordId; readonly count: number }[];
}

export const wantedIn = (row: BulkRow): Wanted => JSON.parse(row.asked) as Wanted;
export const madeIn = (row: BulkRow): Made | null => (row.made === null ? null : (JSON.parse(row.made) as Made));

export const exporting = (who: Who, record: RecordId): GateRequest => ({
  actor: who.actor,
  record,
  actions: ['export'],
  purpose: 'export',
  channel: 'export',
  request: who.request,
});
