import type { Db, Statement } from '@chartwarden/db';
import { CodedError } from '@chartwarden/errors';
import { type Core, channelOf, type Draft, deciding, draftDigest } from '@chartwarden/gate';
import { idFromBytes, idToBytes, isId, newId, type RecordId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import type { Clock } from '@chartwarden/time';
import type { ErasurePlan } from '@chartwarden/vault';
import type { Asking } from '../asking.ts';
import { type ErasureRow, erasuresStore } from './erasures.store.ts';

/** What a person sees before they decide; `digest` is that of the exact bytes that were shown. */
export interface ErasureDraft {
  readonly id: string;
  readonly digest: string;
  readonly person: { readonly id: string; readonly name: string };
  readonly counts: { readonly facts: number; readonly sources: number; readonly bytes: number };
  readonly statement: string;
}

export interface ErasureReceipt {
  readonly record: string;
  /** Milliseconds. */
  readonly at: number;
  /** The receipt's line in the log. */
  readonly seq: number;
}

export interface ErasurePorts {
  readonly core: Core;
  readonly db: Db;
  readonly clock: Clock;
  /** A job that calls `carryOn`, as a statement: it comes into being with the erasure or not at all. */
  readonly job: (erasure: string, record: RecordId) => Statement;
  readonly wake: () => void;
}

/** A draft is good for so long. */
const LIFETIME = 15 * 60_000;

export const STATEMENT =
  'The keys of this record are destroyed. From then on nobody can read it, here or in a backup, and nobody can undo it. ' +
  'One thing cannot be reached from here: whoever kept both an old backup and an old copy of the sealed keyring can still read what that backup holds.';

/** Erasing a person: a draft with what would be lost, an approval of exactly that, then keys, rows and files (design 5). */
export function createErasures(ports: ErasurePorts) {
  const { core, db, clock } = ports;
  const { gate, vault, approvals, erasing, ledger } = core;
  const store = erasuresStore(db);
  const running = new Map<string, Promise<ErasureReceipt | null>>();

  const permit = (who: Asking, record: RecordId, action: 'read' | 'delete') =>
    gate.permit({
      actor: who.actor,
      record,
      actions: [action],
      purpose: gate.purposeOf(who.account, record),
      channel: channelOf(who.actor),
      request: who.request,
    });

  /** The draft as it stands now: made again at the approval, so that what is approved is what would be done. */
  async function current(who: Asking, id: string, record: RecordId) {
    const { addresses, ...counts } = await vault.erasure.plan(await permit(who, record, 'delete'));
    const name = (await vault.records.profile(await permit(who, record, 'read')))?.name ?? '';
    const shown = { id, person: { id: record, name }, counts, statement: STATEMENT };
    const draft: Draft = { kind: 'erase', record, run: id, bytes: Buffer.from(JSON.stringify(shown), 'utf8') };
    return { shown: { ...shown, digest: draftDigest(draft) }, draft, addresses };
  }

  const draft = (who: Asking, person: string): Promise<ErasureDraft> =>
    deciding(async () => {
      if (!isId(person)) throw new CodedError('CW-GEN-002');
      const record = person as RecordId;
      const id = newId(clock.now());
      const { shown } = await current(who, id, record);
      const row = rowOf(id, record, who.account, shown.counts, clock.now() + LIFETIME);
      await store.add(row, clock.now());
      return shown;
    });

  /** Erases what was shown. Throws CW-OPS-009 when that is no longer what is there, CW-GATE-011 when it is too late. */
  async function approve(who: Asking, id: string, digest: string): Promise<ErasureReceipt> {
    const row = isId(id) ? await store.get(idToBytes(id)) : undefined;
    if (row === undefined || idFromBytes(row.account_id) !== who.account) {
      const tried = { action: 'erase', outcome: 'refused', code: 'CW-GEN-002', purpose: 'operate' } as const;
      await gate.note({ actor: who.actor, ...tried, ...who.request });
      throw new CodedError('CW-GEN-002');
    }
    if (row.addresses !== null) throw new CodedError('CW-GATE-012');
    if (row.expires_at <= clock.now()) throw new CodedError('CW-GATE-011');
    const record = idFromBytes<RecordId>(row.record_id);
    const { draft: now, shown, addresses } = await current(who, id, record);
    if (shown.digest !== digest) throw new CodedError('CW-OPS-009');
    const token = await approvals.approve(who.actor, now, 60_000);
    await approvals.consume(who.actor, token, now);
    await erasing.begin(who.actor, record, who.request, [
      store.approve(row.erasure_id, addresses),
      ports.job(id, record),
    ]);
    const receipt = await destroyKeys(id);
    ports.wake();
    if (receipt === null) throw new CodedError('CW-GEN-001');
    return receipt;
  }

  /**
   * Erases what an approval showed that the caller has used up, in the name of whoever gave it. Throws CW-GATE-007 when
   * they do not hold the record any more.
   */
  async function carryOut(actor: Actor, record: RecordId, plan: ErasurePlan): Promise<ErasureReceipt | null> {
    const id = newId(clock.now());
    const { addresses, ...counts } = plan;
    await store.add(rowOf(id, record, actor.account ?? '', counts, clock.now() + LIFETIME), clock.now());
    await erasing.begin(actor, record, {}, [store.approve(idToBytes(id), addresses), ports.job(id, record)]);
    const receipt = await destroyKeys(id);
    ports.wake();
    return receipt;
  }

  /** Keys and receipt; the job and the request that began it meet here. */
  function destroyKeys(id: string): Promise<ErasureReceipt | null> {
    const under = running.get(id);
    if (under !== undefined) return under;
    const work = (async () => {
      const row = await store.get(idToBytes(id));
      if (row === undefined || row.addresses === null) return null;
      const record = idFromBytes<RecordId>(row.record_id);
      if (row.receipt_seq !== null) return { record, seq: row.receipt_seq, at: row.receipt_at ?? 0 };
      const lost = { facts: row.facts, sources: row.sources, bytes: row.size };
      const placed = await erasing.finish(record, lost);
      // Null: a crash came between the receipt and this row; the keys are gone, and the receipt is in the log.
      if (placed === null) return null;
      await store.receipt(row.erasure_id, placed.seq, placed.time);
      return { record, seq: placed.seq, at: placed.time };
    })().finally(() => running.delete(id));
    running.set(id, work);
    return work;
  }

  /** The job: carries on whatever came between, removes rows and files, and then its own row. */
  async function carryOn(id: string): Promise<void> {
    const row = await store.get(idToBytes(id));
    if (row === undefined || row.addresses === null) return;
    const record = idFromBytes<RecordId>(row.record_id);
    await erasing.mustBeErased(record);
    await destroyKeys(id);
    const rows = await vault.erasure.removeRemains(record, row.addresses === '' ? [] : row.addresses.split('\n'));
    await ledger.append({
      scope: 'instance',
      body: {
        actor: { kind: 'system', role: 'system' },
        record,
        action: 'erase-remains',
        outcome: 'done',
        count: rows,
      },
      statements: [store.remove(row.erasure_id)],
    });
  }

  return { draft, approve, carryOut, carryOn };
}

const rowOf = (
  id: string,
  record: RecordId,
  account: string,
  { facts, sources, bytes }: ErasureDraft['counts'],
  expires: number,
): ErasureRow => ({
  erasure_id: idToBytes(id),
  record_id: idToBytes(record),
  account_id: idToBytes(account),
  expires_at: expires,
  facts,
  sources,
  size: bytes,
  addresses: null,
  receipt_seq: null,
  receipt_at: null,
});

export type Erasures = ReturnType<typeof createErasures>;
