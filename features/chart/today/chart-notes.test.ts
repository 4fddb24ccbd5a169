import { openTestSqlite } from '@chartwarden/db/testing';
import { openTestCore, type TestCore } from '@chartwarden/gate/testing';
import { type AccountId, newId, type RecordId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { notesInMemory } from '../chart.testing.ts';
import type { Chart } from '../index.ts';
import { openTestChart } from '../testing.ts';
import { pinsName } from './chart-notes.ts';

describe('what an account pinned', () => {
  let test: TestCore;
  let chart: Chart;
  let owner: Actor & { readonly account: AccountId };
  let record: RecordId;
  const notes = notesInMemory();
  const asking = (actor: Actor & { readonly account: AccountId }) => ({ actor, account: actor.account, request: {} });

  beforeEach(async () => {
    test = await openTestCore({ engine: 'sqlite', open: (migrations) => openTestSqlite(migrations) });
    owner = await test.account('owner');
    record = await test.person(owner, 'Quirina');
    ({ chart } = openTestChart(test, { accountNotes: notes }));
  });
  afterEach(() => test.remove());

  it('is kept in its order for one record, and is nothing before and after', async () => {
    const pins = [newId(), newId()];
    const other = await test.person(owner, 'Quetzal');
    expect(await chart.notes.get(asking(owner), record)).toEqual({ pins: null });
    expect(await chart.notes.put(asking(owner), record, { pins })).toEqual({ pins });
    expect(await chart.notes.get(asking(owner), record)).toEqual({ pins });
    expect(await chart.notes.get(asking(owner), other)).toEqual({ pins: null });
    await chart.notes.put(asking(owner), record, { pins: [] });
    expect(await chart.notes.get(asking(owner), record)).toEqual({ pins: [] });
    await chart.notes.put(asking(owner), record, { pins: null });
    expect(await chart.notes.get(asking(owner), record)).toEqual({ pins: null });
  });

  it('is for whoever may see the record, each their own', async () => {
    const stranger = await test.account('member');
    const nothing = { code: 'CW-GEN-002' };
    await expect(chart.notes.get(asking(stranger), record)).rejects.toMatchObject(nothing);
    await expect(chart.notes.put(asking(stranger), record, { pins: [newId()] })).rejects.toMatchObject(nothing);
    await expect(chart.notes.put(asking(owner), 'x', { pins: [] })).rejects.toMatchObject(nothing);
    expect(await notes.get(stranger.account, pinsName(record))).toBeNull();
  });

  it('is nothing where another version wrote what this one does not know', async () => {
    await notes.put(owner.account, pinsName(record), { pins: 'all' });
    expect(await chart.notes.get(asking(owner), record)).toEqual({ pins: null });
  });
});
