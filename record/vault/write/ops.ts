import type { Statement } from '@chartwarden/db';
import type { FactId } from '@chartwarden/ids';
import type { ServedFact } from '../serve.ts';

/** What became of a write, and the fact as it is served to whoever wrote it. */
export interface Written {
  readonly id: FactId;
  readonly version: number;
  readonly outcome: 'created' | 'updated' | 'unchanged' | 'found';
  readonly served: ServedFact;
}

/** What was taken away, and the version that says so; of what came from elsewhere the one that was disowned. */
export interface Removed {
  readonly id: FactId;
  readonly version: number;
  readonly outcome: 'deleted';
}

export interface NewFact {
  readonly bytes: Uint8Array;
}

export interface Change {
  readonly bytes: Uint8Array;
  /** The version that it stands on; another one now: CW-VLT-013. */
  readonly ifMatch?: number;
}

/** One write of a transaction. `fullUrl`: the `urn:` by which others of the same transaction name it. */
export type WriteOp = { readonly fullUrl?: string } & (
  | ({ readonly kind: 'create' } & NewFact)
  | ({ readonly kind: 'update'; readonly id: FactId } & Change)
  | { readonly kind: 'delete'; readonly id: FactId; readonly ifMatch?: number }
);

/** What one write needs to be written, and what it answers then. Nothing is written yet. */
export interface Prepared {
  readonly type: string;
  readonly id: FactId;
  readonly fullUrl?: string;
  /** The import on which a new version hangs. */
  readonly hangsOn?: number;
  readonly statements: readonly Statement[];
  readonly digests: readonly string[];
  /** What it stands on: the same again after a conflict means that the conflict was none of a race. */
  readonly state: string;
  /** Where references of the same transaction lead, by the name of their identity. */
  readonly answer: (targets: ReadonlyMap<string, string | null>) => Written | Removed;
}
