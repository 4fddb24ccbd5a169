import { createHash, randomBytes } from 'node:crypto';
import type { Db } from '@chartwarden/db';
import { CodedError, type ErrorCode } from '@chartwarden/errors';
import { INSTANCE_ID, idFromBytes, idToBytes, newId } from '@chartwarden/ids';
import type { Actor, Ledger } from '@chartwarden/ledger';
import type { Clock } from '@chartwarden/time';
import { isNewest, type Keyring, openRow, sealRow } from '@chartwarden/vault';
import type { Access } from './access.ts';
import { type ApprovalRow, approvalsStore } from './approvals.store.ts';
import { deciding } from './gate.ts';

/** Anything with consequences, as the exact bytes that would be done or sent (design 1, draft). */
export interface Draft {
  /** What it is: `erase`, `export`, `share`, `send`, `agent-write`. */
  readonly kind: string;
  readonly record?: string;
  readonly bytes: Uint8Array;
  /** The run (import, model run, agent session) it belongs to. */
  readonly run: string;
}

interface SealedApproval {
  readonly kind: string;
  readonly digest: string;
  readonly account: string;
  readonly role: string;
  readonly run: string;
  readonly record?: string;
}

/** SHA-256 (hex) of what is approved: kind, record and bytes. */
export const draftDigest = (draft: Draft): string =>
  createHash('sha256')
    .update(`${draft.kind}\n${draft.record ?? ''}\n`)
    .update(draft.bytes)
    .digest('hex');

const placeOf = (row: Omit<ApprovalRow, 'sealed' | 'used_at'>) => ({
  table: 'approvals',
  row: row.approval_id,
  version: 1,
  clear: [row.token_hash, row.expires_at],
});

const hashOf = (token: string): Buffer => createHash('sha256').update(`chartwarden approval ${token}`).digest();

/**
 * Approvals (design 4.2, promise M3): an opaque single-use token, stored hashed, bound to the SHA-256 of the exact
 * bytes, approver, role, run and expiry, and consumed by one conditional update. The access chain remembers the use
 * (ADR 0063): a row that was set back opens nothing.
 */
export function createApprovals(parts: {
  readonly db: Db;
  readonly keyring: Keyring;
  readonly ledger: Ledger;
  readonly access: Access;
  readonly clock: Clock;
}) {
  const { db, keyring, ledger, access, clock } = parts;
  const store = approvalsStore(db);

  /** Approves a draft as it was shown. Resolves with the token; `lifetime` in milliseconds. */
  async function approve(actor: Actor, draft: Draft, lifetime: number): Promise<string> {
    if (actor.account === undefined) throw new CodedError('CW-GATE-007', 'only an account approves');
    const keys = await keyring.reserve(INSTANCE_ID, 1);
    const token = randomBytes(32).toString('base64url');
    const columns = {
      approval_id: idToBytes(newId(clock.now())),
      token_hash: hashOf(token),
      expires_at: clock.now() + lifetime,
    };
    const digest = draftDigest(draft);
    const sealed: SealedApproval = {
      kind: draft.kind,
      digest,
      account: actor.account,
      role: actor.role,
      run: draft.run,
      ...(draft.record === undefined ? {} : { record: draft.record }),
    };
    const row = { ...columns, used_at: null, sealed: sealRow(keys, placeOf(columns), sealed) };
    await ledger.append({
      scope: 'instance',
      body: {
        actor,
        action: 'approve',
        outcome: 'done',
        payload: digest,
        detail: { kind: draft.kind, run: draft.run },
      },
      statements: [store.insert(row)],
    });
    return token;
  }

  /**
   * Uses an approval up for exactly these bytes. Refuses distinctly: unknown (CW-GATE-015), another role or account
   * (CW-GATE-013), another run (CW-GATE-014), altered bytes (CW-GATE-010), expired (CW-GATE-011), used (CW-GATE-012), account no longer active
   * (CW-GATE-007).
   */
  const consume = (actor: Actor, token: string, draft: Draft): Promise<void> =>
    deciding(() => use(actor, token, draft));

  async function use(actor: Actor, token: string, draft: Draft): Promise<void> {
    const row = await store.byToken(hashOf(token));
    const refuse = async (code: ErrorCode): Promise<never> => {
      await ledger.append({
        scope: 'instance',
        body: { actor, action: 'use-approval', outcome: 'refused', code, payload: draftDigest(draft) },
      });
      throw new CodedError(code);
    };
    if (row === undefined) return refuse('CW-GATE-015');
    const keys = await keyring.load(INSTANCE_ID);
    const approved = openRow<SealedApproval>(keys, placeOf(row), row.sealed);
    if (approved.account !== actor.account || approved.role !== actor.role) return refuse('CW-GATE-013');
    if (approved.run !== draft.run) return refuse('CW-GATE-014');
    if (approved.digest !== draftDigest(draft)) return refuse('CW-GATE-010');
    const approval = idFromBytes(row.approval_id);
    if (row.used_at !== null || (await access.refresh()).usedApprovals.has(approval)) return refuse('CW-GATE-012');
    if (row.expires_at <= clock.now()) return refuse('CW-GATE-011');
    try {
      const detail = { kind: draft.kind, run: draft.run };
      await access.change(
        actor,
        { kind: 'approval', approval, capacity: 'self' },
        {},
        {
          statements: [store.use(row, clock.now())],
          digests: [],
          says: { action: 'use-approval', payload: approved.digest, detail },
        },
      );
    } catch (error) {
      // Somebody used it in the same moment: the conditional update changed no row, and nothing was written.
      if (error instanceof Error && error.name === 'ConflictError') return refuse('CW-GATE-012');
      throw error;
    }
  }

  /**
   * Uses an approval up without doing what it approved, whoever gave it: the caller knows that the actor may. Nothing
   * happens to one that is used or too old.
   */
  async function withdraw(actor: Actor, token: string): Promise<void> {
    const row = await store.byToken(hashOf(token));
    if (row === undefined || row.used_at !== null || row.expires_at <= clock.now()) return;
    const approval = idFromBytes(row.approval_id);
    if ((await access.refresh()).usedApprovals.has(approval)) return;
    await access.change(
      actor,
      { kind: 'approval', approval, capacity: 'self' },
      {},
      { statements: [store.use(row, clock.now())], digests: [], says: { action: 'withdraw-approval' } },
    );
  }

  /** Moves what is under an older key of the instance to its newest. Resolves with how many there were. */
  async function reseal(): Promise<number> {
    const keys = await keyring.load(INSTANCE_ID);
    const old = (await store.all()).filter((row) => !isNewest(keys, row.sealed));
    for (const row of old) {
      const place = placeOf(row);
      await db.batch([store.reseal(row, sealRow(keys, place, openRow(keys, place, row.sealed)))]);
    }
    return old.length;
  }

  return {
    approve,
    consume,
    withdraw,
    reseal,
    /** Approvals that expired before a time (milliseconds); that they were given and used stays in the log. */
    old: async (before: number) => ({ things: await store.old(before), of: 0 }),
    async forget(before: number): Promise<number> {
      const [removed = 0] = await db.batch([store.forget(Math.min(before, clock.now()))]);
      return removed;
    },
  };
}

export type Approvals = ReturnType<typeof createApprovals>;
