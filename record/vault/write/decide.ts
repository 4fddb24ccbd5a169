import type { Statement } from '@chartwarden/db';
import { CodedError } from '@chartwarden/errors';
import { type FactId, newId } from '@chartwarden/ids';
import { denied, type VaultContext } from '../context.ts';
import { correctionsStore } from '../corrections.store.ts';
import { createLooking } from '../find/find.ts';
import type { FindQuery } from '../find/query.ts';
import { asksOnlyWhatIsSaid } from '../find/said.ts';
import { importsStore } from '../imports.store.ts';
import type { ServedFact } from '../serve.ts';
import type { WriteOp } from './ops.ts';
import type { Writing } from './prepare.ts';

/** What a write will do, and to which fact: known before anything of it is prepared. */
export type Decision = {
  readonly id: FactId;
  /** What was looked for may not have changed since. */
  readonly guards: readonly Statement[];
  readonly state: string;
} & (
  | { readonly kind: 'create' | 'update'; readonly bytes: Uint8Array; readonly ifMatch?: number }
  | { readonly kind: 'delete'; readonly ifMatch?: number }
  | { readonly kind: 'found'; readonly served: ServedFact }
);

const UNCONDITIONAL = { guards: [], state: '' } as const;

/**
 * Decides what writes do that depend on what is there (R4 http, 3.1.0.4.3, 3.1.0.7.1 and 3.1.0.8.1): looked for under the
 * same permit, and written only when nothing of the record moved since.
 */
export function createDeciding(context: VaultContext) {
  const { db, log, clock } = context;
  const look = createLooking(context);

  /** The only fact that fits, or none. Throws CW-VLT-021 when there are several. */
  async function only({ grant, keys, action }: Writing, query: FindQuery) {
    if (!grant.actions.includes('search')) throw new CodedError('CW-VLT-003', 'not a permit to search');
    // That a fact fits would say what the form leaves out.
    if (grant.form === 'metadata_only' && !asksOnlyWhatIsSaid(query, grant.record))
      return denied(log, grant, action, 'CW-GATE-005');
    const [imports, corrections] = [importsStore(db), correctionsStore(db)];
    const [commit, changes] = [await imports.lastCommit(keys.scope), await corrections.changes(keys.scope)];
    const found = await look(keys, grant, query);
    // It tells that there is something: not without a line.
    if (found.length > 1) return denied(log, grant, action, 'CW-VLT-021');
    const guards = [corrections.unmoved(keys.scope, changes), imports.unmoved(keys.scope, commit)];
    return { fact: found[0], still: { guards, state: `${commit}.${changes}` } };
  }

  return async function decide(by: Writing, op: WriteOp): Promise<Decision> {
    const minted = (): FactId => newId<FactId>(clock.now());
    if (op.kind === 'create') {
      const { bytes, ifNoneExist } = op;
      if (ifNoneExist === undefined) return { kind: 'create', id: minted(), bytes, ...UNCONDITIONAL };
      const { fact, still } = await only(by, ifNoneExist);
      return fact === undefined
        ? { kind: 'create', id: minted(), bytes, ...still }
        : { kind: 'found', id: fact.id, served: fact, ...still };
    }
    if ('id' in op) return { ...op, ...UNCONDITIONAL };
    const { fact, still } = await only(by, op.where);
    // R4 http, 3.1.0.4.3. The same for one that fits and for none: ids are not the client's to give.
    if (op.kind === 'update' && op.named !== undefined && op.named !== fact?.id) throw new CodedError('CW-VLT-022');
    if (fact !== undefined) return { ...op, id: fact.id, ...still };
    if (op.kind === 'delete' || !by.grant.actions.includes('create'))
      return denied(log, by.grant, by.action, 'CW-GEN-002');
    return { kind: 'create', id: minted(), bytes: op.bytes, ...still };
  };
}
