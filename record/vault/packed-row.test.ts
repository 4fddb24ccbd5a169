import { randomBytes } from 'node:crypto';
import { describeEngines, type TestDb } from '@chartwarden/db/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { factsStore } from './facts.store.ts';
import type { VersionRow } from './rows.ts';
import { vaultMigrations } from './vault.migrations.ts';

describeEngines('a page of rows', (engine) => {
  let test: TestDb;
  const record = randomBytes(16);
  const always = { sql: '1 = 1', parameters: [] };
  const row: VersionRow = {
    fact_id: randomBytes(16), version: 1, type: 'Observation', layer: 0, import_no: 1, stored_at: 5, upstream_at: null,
    date_sort: 7, date_high: 8, content_tag: randomBytes(16), label_set: randomBytes(8), origin_token: randomBytes(8),
    superseded_by: null, covered: 0, retired: 0,
  held_by: null, marks_mac: randomBytes(8), row_version: 1, body: randomBytes(300),
  }; // biome-ignore format: as in the table

  beforeEach(async () => {
    test = await engine.open(vaultMigrations);
    await test.db.batch([factsStore(test.db).insertVersions(record, [row])]);
  });
  afterEach(() => test.remove());

  const page = () => factsStore(test.db).page(record, {}, always, null, 10);

  it('holds every column as it was written', async () => {
    const [{ as_of, ...found } = row, ...others] = await page();
    expect(found).toEqual(row);
    expect(others).toEqual([]);
  });

  it('refuses a byte that moved from one column into the next', async () => {
    const bytes = Buffer.concat([row.content_tag, row.label_set]);
    const sql = 'update fact_versions set content_tag = ?, label_set = ? where record_id = ?';
    await test.db.batch([{ sql, parameters: [bytes.subarray(0, 15), bytes.subarray(15), record] }]);
    await expect(page()).rejects.toMatchObject({ code: 'CW-VLT-001' });
  });
});
