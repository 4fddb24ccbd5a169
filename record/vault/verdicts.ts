import { ConflictError, type Db } from '@chartwarden/db';
import { CodedError } from '@chartwarden/errors';
import { type FactId, idFromBytes, idToBytes, newId } from '@chartwarden/ids';
import { bodyOf, guardOf, type VaultContext } from './context.ts';
import {
  type CorrectionRow, correctionDigest, correctionPlace, correctionsStore, openSaid, type SealedVerdict, VERDICTS, type VerdictWord,
} from './corrections.store.ts'; // biome-ignore format: one list
import { factsStore } from './facts.store.ts';
import { importsStore } from './imports.store.ts';
import type { Grant, Permit } from './permit.ts';
import { sealRow } from './rows.ts';
import type { ScopeKeys } from './scope-keys.ts';
import type { ServedFact } from './serve.ts';
import { all, currentCondition, grantCondition } from './slice-sql.ts';

/** What somebody said about two facts. */
export interface Verdict {
  readonly id: string;
  readonly verdict: VerdictWord;
  readonly facts: readonly [FactId, FactId];
  readonly at: number;
  /** Null while it stands. */
  readonly undoneAt: number | null;
  /** Who said it and why; for holders, and for whoever said it. */
  readonly said?: { readonly by: string; readonly reason?: string; readonly undoReason?: string };
}

export interface NewVerdict {
  readonly verdict: VerdictWord;
  readonly facts: readonly [FactId, FactId];
  readonly reason?: string;
}

/**
 * What a person says about two facts of one type: the same thing, or not. Nothing that is served changes by it; what
 * shows facts asks for it. Written with its line in the ledger, and taken back as easily.
 */
export function createVerdicts(context: VaultContext) {
  const { db, keyring, log, clock, authority } = context;
  const store = correctionsStore(db);
  const facts = factsStore(db);
  const imports = importsStore(db);

  /** The type of both facts. Throws CW-GEN-002 when the grant does not let both through, as if there were none. */
  async function typeOfBoth(keys: ScopeKeys, grant: Grant, pair: readonly [Buffer, Buffer]): Promise<string> {
    const condition = all([currentCondition(keys.scope, 'effective'), grantCondition(keys, grant)]);
    const [one, other] = await Promise.all(
      pair.map(async (id) => (await facts.versions(keys.scope, id, condition))[0]),
    );
    if (one === undefined || other === undefined) throw new CodedError('CW-GEN-002');
    if (one.type !== other.type || pair[0].equals(pair[1]))
      throw new CodedError('CW-VLT-009', 'a verdict is about two facts of one type');
    return one.type;
  }

  async function write(
    grant: Grant,
    keys: ScopeKeys,
    action: 'verdict' | 'verdict-undo',
    row: CorrectionRow,
    sealed: SealedVerdict,
    statement: ReturnType<typeof store.insert>,
  ): Promise<Verdict> {
    const unmoved = imports.unmoved(keys.scope, await imports.lastCommit(keys.scope));
    const type = await typeOfBoth(keys, grant, [row.fact_id, idToBytes(sealed.with)]);
    const opened = verdictIn(keys, grant, row);
    if (opened === null) throw new CodedError('CW-GEN-002');
    try {
      await log.append({
        scope: grant.record,
        body: bodyOf(grant, action, {
          outcome: 'done',
          types: [type],
          count: 2,
          digests: [correctionDigest(keys, row)],
          detail: { verdict: sealed.verdict },
        }),
        ids: opened.facts,
        statements: [unmoved, statement],
        guard: guardOf(grant),
      });
    } catch (error) {
      if (error instanceof ConflictError) throw new CodedError('CW-VLT-008', undefined, { cause: error });
      throw error;
    }
    return opened;
  }

  /** Throws CW-VLT-009 when the two are not of one type, CW-GEN-002 when one of them is not to be seen. */
  async function say(permit: Permit, { verdict, facts: pair, reason }: NewVerdict): Promise<Verdict> {
    const grant = authority.claim(permit, 'update');
    if (!VERDICTS.includes(verdict)) throw new CodedError('CW-VLT-009', 'no such verdict');
    const keys = await keyring.reserve(grant.record, 1);
    const at = clock.now();
    const columns = {
      correction_id: idToBytes(newId(at)),
      fact_id: idToBytes(pair[0]),
      made_at: at,
      undone_at: null,
      row_version: 1,
    };
    const said = reason === undefined ? {} : { reason };
    const sealed: SealedVerdict = { kind: 'verdict', verdict, with: pair[1], by: byOf(grant), ...said };
    const row = { ...columns, sealed: sealRow(keys, correctionPlace(columns), sealed) };
    return write(grant, keys, 'verdict', row, sealed, store.insert(keys.scope, row));
  }

  /** Takes a verdict back; both stay in the history. Throws CW-GEN-002 when there is none to see. */
  async function undo(permit: Permit, verdict: string, reason?: string): Promise<Verdict> {
    const grant = authority.claim(permit, 'update');
    const keys = await keyring.reserve(grant.record, 1);
    const found = await store.one(keys.scope, idToBytes(verdict));
    const said = found && openSaid(keys, found);
    if (found === undefined || said?.kind !== 'verdict') throw new CodedError('CW-GEN-002');
    const { id: _id, at: _at, undoneAt, ...before } = said;
    // First whether there is one to see: that it was undone is for whoever sees both.
    await typeOfBoth(keys, grant, [found.fact_id, idToBytes(said.with)]);
    if (undoneAt !== null) throw new CodedError('CW-VLT-009', 'it was undone already');
    const columns = { ...found, undone_at: clock.now(), row_version: found.row_version + 1 };
    const sealed: SealedVerdict = { ...before, ...(reason === undefined ? {} : { undoReason: reason }) };
    const row = { ...columns, sealed: sealRow(keys, correctionPlace(columns), sealed) };
    return write(grant, keys, 'verdict-undo', row, sealed, store.update(keys.scope, row));
  }

  return { say, undo };
}

const byOf = (grant: Grant): string => grant.account ?? grant.actor.kind;

function verdictIn(keys: ScopeKeys, grant: Grant, row: CorrectionRow): Verdict | null {
  const found = openSaid(keys, row);
  if (found.kind !== 'verdict') return null;
  const { id, at, undoneAt, verdict, by, reason, undoReason } = found;
  const why = { ...(reason === undefined ? {} : { reason }), ...(undoReason === undefined ? {} : { undoReason }) };
  return {
    id,
    verdict,
    facts: [idFromBytes<FactId>(row.fact_id), found.with as FactId],
    at,
    undoneAt,
    ...(grant.custody || by === grant.account ? { said: { by, ...why } } : {}),
  };
}

/**
 * What was said about any two of these facts, oldest first, taken back or not; `null`: about any. Of facts that are not
 * among them nothing is told.
 */
export async function verdictsAmong(
  db: Db,
  keys: ScopeKeys,
  grant: Grant,
  facts: readonly ServedFact[] | null,
): Promise<readonly Verdict[]> {
  if (grant.form !== 'full_source_allowed') return [];
  const rows = await correctionsStore(db).all(keys.scope);
  if (rows.length === 0) return [];
  const among = facts && new Set<string>(facts.map((one) => one.id));
  const isAmong = (id: string): boolean => among === null || among.has(id);
  return rows
    .filter((row) => isAmong(idFromBytes(row.fact_id)))
    .flatMap((row) => verdictIn(keys, grant, row) ?? [])
    .filter((one) => isAmong(one.facts[1]))
    .sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1));
}
