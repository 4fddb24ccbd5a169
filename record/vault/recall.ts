import type { Db } from '@chartwarden/db';
import { idFromBytes, type RecordId } from '@chartwarden/ids';
import { importsStore } from './imports.store.ts';
import type { Grant } from './permit.ts';
import { isWholeSlice } from './permit.ts';

interface Known {
  hidden: readonly number[] | undefined;
  asOf: string | undefined;
  targets: Record<'effective' | 'received', Map<string, string | null>>;
}

/** Targets remembered for one record and view. */
const MOST_TARGETS = 50_000;
const MOST_RECORDS = 256;

/** True for a grant of everything in full: the person's own, or whoever looks after the record. */
export const isWhole = (grant: Grant): boolean =>
  grant.within === undefined &&
  grant.alsoIn === undefined &&
  grant.inFull === undefined &&
  grant.deny.length === 0 &&
  grant.form === 'full_source_allowed' &&
  grant.allow.some(isWholeSlice);

/**
 * True for whoever holds the whole record: files and imports as such are theirs. A file is as it was received, with what the
 * person disowned or corrected since, so that no consent, however wide, hands it out (design 1, view).
 */
export const holdsWhole = (grant: Grant): boolean => grant.holds && isWhole(grant);

/**
 * What this process remembers of a record between reads: which imports do not count, and where references lead. With
 * one process on the database (SQLite) every change passes here and makes it forget. With several, every statement
 * looks for itself which imports count, and its rows tell the state in which they were read: where references lead is
 * remembered for one state.
 */
export interface Recall {
  /** Brings the hidden imports into memory; before a statement that uses {@link Recall.hidden}. */
  prepare(record: Buffer): Promise<void>;
  /** Import numbers that do not count; null: the statement must ask. Take it in the same turn in which the statement runs. */
  hidden(record: Buffer): readonly number[] | null;
  /**
   * Identity to served reference (null: stays as written), for whole grants; null: nothing is remembered. `asOf`: the
   * state in which the rows were read, where rows have one.
   */
  targets(grant: Grant, record: Buffer, asOf: string | undefined): Map<string, string | null> | null;
  /** Something of this record changed. */
  forget(record: Buffer): void;
}

/** @param changed told of every change that this process makes to what counts in a record */
export function createRecall(db: Db, changed?: (record: RecordId) => void): Recall {
  const known = new Map<string, Known>();
  const remembers = db.engine === 'sqlite';
  let changes = 0;

  function of(record: Buffer): Known {
    const name = record.toString('latin1');
    let found = known.get(name);
    if (found === undefined) {
      found = { hidden: undefined, asOf: undefined, targets: { effective: new Map(), received: new Map() } };
      if (known.size >= MOST_RECORDS) known.delete(known.keys().next().value ?? '');
      known.set(name, found);
    }
    return found;
  }

  return {
    async prepare(record) {
      if (!remembers || of(record).hidden !== undefined) return;
      const before = changes;
      const hidden = await importsStore(db).hidden(record);
      if (changes === before) of(record).hidden = hidden;
    },
    hidden: (record) => (remembers ? (of(record).hidden ?? null) : null),
    targets(grant, record, asOf) {
      if (!isWhole(grant) || (!remembers && asOf === undefined)) return null;
      const one = of(record);
      if (one.asOf !== asOf) Object.assign(one, { asOf, targets: { effective: new Map(), received: new Map() } });
      const { targets } = one;
      // A new map: whoever is in the middle of a page keeps theirs.
      if (targets[grant.view].size > MOST_TARGETS) targets[grant.view] = new Map();
      return targets[grant.view];
    },
    forget(record) {
      changes += 1;
      known.delete(record.toString('latin1'));
      changed?.(idFromBytes<RecordId>(record));
    },
  };
}
