import { describeEngines } from '@chartwarden/db/testing';
import { newId } from '@chartwarden/ids';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Draft } from './approvals.ts';
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

  it('stands nowhere as it was given out', async () => {
    const token = await approve();
    const rows = await test.db.all<{ token_hash: Buffer; sealed: Buffer }>('select token_hash, sealed from approvals');
    for (const row of rows) {
      expect(row.token_hash.includes(Buffer.from(token))).toBe(false);
      expect(row.sealed.includes(Buffer.from(draft.run))).toBe(false);
    }
  });
});
