import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrations } from '@chartwarden/app-server';
import { type Db, openPostgres, openSqlite } from '@chartwarden/db';
import { describe, expect, it } from 'vitest';
import { makeDatabase } from '../support/databases.ts';
import { describeWithData, describeWithPostgres } from '../support/needs.ts';
import { type Json, personalStrings } from '../support/personal-strings.ts';
import { logIn, makePerson, startServer } from '../support/running-server.ts';
import { findIn, Needles } from '../support/search-bytes.ts';

/** Columns that hold clinical moments on purpose (design 4.1): a birth that is also an encounter is such a moment. */
const CLINICAL = new Set([
  'fact_versions.date_sort', 'fact_versions.date_high', 'fact_tokens.date_sort', 'fact_dates.low', 'fact_dates.high',
  'derived_pieces.low', 'derived_pieces.high',
]); // biome-ignore format: one list

/** A birth date as it could stand in a column: text, days, seconds or milliseconds since 1970. */
function dateForms(date: string): { readonly texts: readonly string[]; readonly isNumber: (value: number) => boolean } {
  const from = Date.parse(`${date}T00:00:00Z`);
  const within = (value: number, unit: number): boolean => value * unit >= from && value * unit < from + 86_400_000;
  return {
    texts: [date, date.replaceAll('-', ''), date.split('-').reverse().join('.'), new Date(from).toISOString()],
    isNumber: (value) =>
      within(value, 86_400_000) ||
      within(value, 1000) ||
      within(value, 1) ||
      value === Number(date.replaceAll('-', '')),
  };
}

const TABLES = {
  sqlite: "select name from sqlite_master where type = 'table'",
  postgres: "select tablename as name from pg_tables where schemaname = 'public'",
};

interface Column {
  readonly table: string;
  readonly column: string;
  readonly value: unknown;
}

async function* columnsOf(db: Db): AsyncGenerator<Column> {
  for (const { name: table } of await db.all<{ name: string }>(TABLES[db.engine]))
    for (const row of await db.all<Record<string, unknown>>(`select * from "${table}"`))
      for (const [column, value] of Object.entries(row)) yield { table, column, value };
}

function readBundles(folder: string) {
  const bundles = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const files = bundles.map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
  const resources = files.flatMap(({ bytes }) =>
    (JSON.parse(bytes.toString('utf8')) as { entry: { resource: Json }[] }).entry.map((entry) => entry.resource),
  );
  const births = resources.flatMap((one) => (one.resourceType === 'Patient' ? [String(one.birthDate)] : []));
  return { files, births, personal: new Set([...personalStrings(resources), ...bundles]) };
}

describeWithData('the six real bundles', (data) => {
  async function check(database: string | undefined): Promise<void> {
    const { files, births, personal } = readBundles(join(data, 'fhir-synthea-r4'));
    const folder = mkdtempSync(join(tmpdir(), 'chartwarden-real-'));
    const place = { folder, data: join(folder, 'data'), ...(database === undefined ? {} : { database }) };
    try {
      const server = await startServer(place);
      try {
        const client = await logIn(server);
        for (const file of files) {
          const person = await makePerson(client, file.name.split('_').slice(0, 2).join(' '));
          const ready = await client.read(person, [file], 'Synthea');
          expect((await client.commit(ready.id)).state).toBe('committed');
          await client.json('GET', `/api/people/${person}/facts?limit=1000`);
        }
      } finally {
        await server.end('SIGTERM');
      }
      const needles = new Needles(personal);
      expect(personal.size).toBeGreaterThanOrEqual(500);
      expect(births).toHaveLength(6);
      expect(findIn(folder, needles)).toEqual([]);
      const lines = server.output().split('\n');
      expect(lines.filter((line) => needles.in(Buffer.from(line)).size > 0)).toEqual([]);

      const db =
        database === undefined
          ? await openSqlite({ file: join(place.data, 'chartwarden.db'), migrations, writer: 'inline' })
          : await openPostgres({ url: database, migrations });
      const wrong = new Set<string>();
      const seen = new Set<string>();
      const forms = births.map(dateForms);
      for await (const { table, column, value } of columnsOf(db)) {
        const name = `${table}.${column}`;
        seen.add(name);
        if (value instanceof Uint8Array || typeof value === 'string')
          for (const text of needles.asIs(Buffer.from(value as Uint8Array))) wrong.add(`${name}: ${text}`);
        if (CLINICAL.has(name)) continue;
        const number = typeof value === 'bigint' ? Number(value) : value;
        for (const form of forms) {
          if (typeof value === 'string' && form.texts.some((text) => value.includes(text)))
            wrong.add(`${name}: ${value}`);
          if (typeof number === 'number' && form.isNumber(number)) wrong.add(`${name}: ${number}`);
        }
      }
      await db.close();
      expect([...wrong]).toEqual([]);
      for (const column of CLINICAL) expect(seen).toContain(column);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  it('leave none of their personal strings in any file, and no birth date in any column (sqlite)', async () => {
    await check(undefined);
  }, 180_000);

  describeWithPostgres('on PostgreSQL', (serverUrl) => {
    it('leave no personal string and no birth date in any column, and nothing in a file', async () => {
      const database = await makeDatabase(serverUrl);
      try {
        await check(database.url);
      } finally {
        await database.drop();
      }
    }, 180_000);
  });
});

describe('the search for birth dates', () => {
  it('knows a date as text, days, seconds and milliseconds', () => {
    const { texts, isNumber } = dateForms('1961-02-03');
    expect(texts).toContain('19610203');
    const at = Date.UTC(1961, 1, 3, 12);
    expect([at, at / 1000, Math.floor(at / 86_400_000), 19_610_203].every(isNumber)).toBe(true);
    expect([0, at + 86_400_000, 1961].some(isNumber)).toBe(false);
  });
});
