import { describeEngines } from '@chartwarden/db/testing';
import { newId } from '@chartwarden/ids';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Draft, draftDigest } from './approvals.ts';
import { openTestCore, type TestCore } from './testing.ts';

const MINUTE = 60_000;

describeEngines('an approval', (engine) => {
  let test: TestCore;
  let owner: Awaited<ReturnType<TestCore['account']>>;
  let draft: Draft;
  beforeEach(async () => {
    test = await openTestCore(engine);
    owner = await test.account('owner');
    draft = { kind: 'send', record: newId(), bytes: Buffer.from('exactly these bytes'), run: 'run-1' };
  });
  afterEach(() => test.remove());

  const approve = () => test.core.approvals.approve(owner, draft, MINUTE);
  const refusal = (code: string) => expect.objectContaining({ code });

  it('lets exactly the bytes through that were shown, once', async () => {
    const token = await approve();
    await test.core.approvals.consume(owner, token, draft);
    await expect(test.core.approvals.consume(owner, token, draft)).rejects.toEqual(refusal('CW-GATE-012'));
  });

  it('refuses one altered byte, another record or another kind', async () => {
    const token = await approve();
    const altered = Buffer.from(draft.bytes);
    altered[3] = (altered[3] ?? 0) ^ 1;
    for (const other of [{ bytes: altered }, { record: newId() }, { kind: 'export' }]) {
      await expect(test.core.approvals.consume(owner, token, { ...draft, ...other })).rejects.toEqual(
        refusal('CW-GATE-010'),
      );
    }
    // A refusal uses nothing up.
    await test.core.approvals.consume(owner, token, draft);
  });

  it('refuses another role, another account and another run, each by its own code', async () => {
    const token = await approve();
    const other = await test.account('member');
    await expect(test.core.approvals.consume({ ...owner, role: 'admin' }, token, draft)).rejects.toEqual(
      refusal('CW-GATE-013'),
    );
    await expect(test.core.approvals.consume(other, token, draft)).rejects.toEqual(refusal('CW-GATE-013'));
    await expect(test.core.approvals.consume(owner, token, { ...draft, run: 'run-2' })).rejects.toEqual(
      refusal('CW-GATE-014'),
    );
  });

  it('refuses one that is over, and one that never was', async () => {
    const token = await approve();
    test.clock.advance(MINUTE);
    await expect(test.core.approvals.consume(owner, token, draft)).rejects.toEqual(refusal('CW-GATE-011'));
    await expect(test.core.approvals.consume(owner, `${token}x`, draft)).rejects.toEqual(refusal('CW-GATE-015'));
  });

  it('is used by one of many who try at once', async () => {
    const token = await approve();
    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, () => test.core.approvals.consume(owner, token, draft)),
    );
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    for (const one of tries) if (one.status === 'rejected') expect(one.reason).toEqual(refusal('CW-GATE-012'));
  });

  it('is not used again after its row was set back, also by another start of the server', async () => {
    const token = await approve();
    await test.core.approvals.consume(owner, token, draft);
    const [row] = await test.db.all<{ approval_id: Buffer }>('select approval_id from approvals');
    const again = async () => {
      await test.db.batch([{ sql: 'update approvals set used_at = null', parameters: [] }]);
      await expect(test.core.approvals.consume(owner, token, draft)).rejects.toEqual(refusal('CW-GATE-012'));
    };
    expect(row).toBeDefined();
    await again();
    await test.reopen();
    await again();
    // The line of its use still says what was used.
    const lines = await test.core.ledger.reader.list('instance', { limit: 50 });
    const used = lines.flatMap((one) => (one.sealed || one.body.action !== 'use-approval' ? [] : [one.body]));
    expect(used.filter((body) => body.outcome === 'done')).toMatchObject([
      { payload: draftDigest(draft), detail: { kind: 'send', run: 'run-1' } },
    ]);
    expect(used.filter((body) => body.code === 'CW-GATE-012')).toHaveLength(2);
  });

  it('is used by nobody after the event of its use was removed from the chain', async () => {
    const token = await approve();
    await test.core.approvals.consume(owner, token, draft);
    await test.db.batch([
      { sql: 'delete from access_events where kind = ?', parameters: ['approval'] },
      { sql: 'update approvals set used_at = null', parameters: [] },
    ]);
    await expect(test.reopen()).rejects.toMatchObject({ code: 'CW-GATE-009' });
  });

  it('is used by nobody whose account was disabled meanwhile', async () => {
    const other = await test.account('member');
    const token = await test.core.approvals.approve(other, draft, MINUTE);
    const ends = { kind: 'account', account: other.account, state: 'disabled', capacity: 'staff' } as const;
    await test.core.gate.changeAccess(owner, ends, {});
    await expect(test.core.approvals.consume(other, token, draft)).rejects.toEqual(refusal('CW-GATE-007'));
  });

  it('stands nowhere as it was given out', async () => {
    const token = await approve();
    const rows = await test.db.all<{ token_hash: Buffer; sealed: Buffer }>('select token_hash, sealed from approvals');
    for (const row of rows) {
      expect(row.token_hash.includes(Buffer.from(token))).toBe(false);
      expect(row.sealed.includes(Buffer.from(draft.run))).toBe(false);
    }
  });
});
