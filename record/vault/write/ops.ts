import type { Statement } from '@chartwarden/db';
import type { FactId } from '@chartwarden/ids';
import type { FindQuery } from '../find/query.ts';
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
  /** What fits this is there already: one is the answer (`found`), several are refused (CW-VLT-021). Needs `search`. */
  readonly ifNoneExist?: FindQuery;
}

/** The one fact that is meant: by its id, or as the only one that fits (several: CW-VLT-021). Needs `search`. */
export type Target = { readonly id: FactId } | { readonly where: FindQuery };

export interface Change {
  readonly bytes: Uint8Array;
  /** The version that it stands on; another one now: CW-VLT-013. */
  readonly ifMatch?: number;
  /** The id that was sent along with a condition; of another fact than the one that fits: CW-VLT-022. */
  readonly named?: string;
}

/** One write of a transaction. `fullUrl`: the address by which others of the same transaction name it. */
export type WriteOp = { readonly fullUrl?: string } & (
  | ({ readonly kind: 'create' } & NewFact)
  | ({ readonly kind: 'update' } & Target & Change)
  | ({ readonly kind: 'delete'; readonly ifMatch?: number } & Target)
);

/** What one write needs to be written, and what it answers then. Nothing is written yet. */
export interface Prepared {
  readonly type: string;
  readonly id: FactId;
  /** The import on which a new version hangs. */
  readonly hangsOn?: number;
  /** What has to hold still; before everything else. */
  readonly guards?: readonly Statement[];
  readonly statements: readonly Statement[];
  readonly digests: readonly string[];
  /** What it stands on: the same again after a conflict means that the conflict was none of a race. */
  readonly state: string;
  readonly answer: () => Written | Removed;
}
