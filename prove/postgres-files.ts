import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Client } from 'pg';
import { makeDatabase } from '../tests/support/databases.ts';
import { type Json, personalStrings } from '../tests/support/personal-strings.ts';
import { logIn, makePerson, startServer } from '../tests/support/running-server.ts';
import { filesBelow, findIn, Needles } from '../tests/support/search-bytes.ts';
import type { Proof, ProofContext } from './runner/types.ts';

const CLUSTER = resolve(import.meta.dirname, '../scripts/postgres-cluster.sh');
const PLANTED = 'Zebrafink planted by the proof itself';

/** A cluster of its own, so that what is found in its files can come from nowhere else. */
async function withCluster<T>(use: (url: string, folder: string) => Promise<T>): Promise<T> {
  const place = mkdtempSync(join(tmpdir(), 'chartwarden-files-'));
  const folder = join(place, 'cluster');
  // PostgreSQL does not run as root: its user has to get to its folder.
  execFileSync('chmod', ['711', place]);
  const cluster = (action: string): string => execFileSync('bash', [CLUSTER, action, folder], { encoding: 'utf8' });
  try {
    const url = cluster('start').trim();
    try {
      return await use(url, folder);
    } finally {
      cluster('stop');
    }
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

async function onDatabase(url: string, statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

async function search({ scale, scratch, data, log }: ProofContext, folder: string, server: string) {
  const all = readdirSync(join(data ?? '', 'fhir-synthea-r4')).filter((name) => name.endsWith('.json'));
  const files = all
    .map((name) => ({ name, bytes: readFileSync(join(data ?? '', 'fhir-synthea-r4', name)) }))
    .sort((a, b) => a.bytes.length - b.bytes.length)
    .slice(0, scale === 'full' ? 6 : 1);
  const resources = files.flatMap(({ bytes }) =>
    (JSON.parse(bytes.toString('utf8')) as { entry: { resource: Json }[] }).entry.map((entry) => entry.resource),
  );
  const texts = new Set([...personalStrings(resources), ...files.map((file) => file.name)]);
  const needles = new Needles([...texts, PLANTED]);
  // Words that every cluster holds before anything was written (names of time zones, of functions).
  const before = new Set(findIn(folder, needles).map((one) => one.slice(one.indexOf(': ') + 2)));

  const database = await makeDatabase(server);
  const place = join(scratch, 'place');
  mkdirSync(place);
  const running = await startServer({ folder: place, data: join(place, 'data'), database: database.url });
  try {
    const client = await logIn(running);
    for (const file of files) {
      const person = await makePerson(client, file.name.split('_').slice(0, 2).join(' '));
      const ready = await client.read(person, [file], 'Synthea');
      if ((await client.commit(ready.id)).state !== 'committed') throw new Error('an import was not committed');
      await client.json('GET', `/api/people/${person}/facts?limit=1000`);
    }
    // While the server runs: what is in memory only comes to the files, and temporary files are still there.
    await onDatabase(database.url, ['checkpoint']);
    const found = findIn(folder, needles).filter((one) => !before.has(one.slice(one.indexOf(': ') + 2)));
    log(`${filesBelow(folder).length} files searched for ${texts.size} texts`);
    // The search has to find what is there.
    await onDatabase(database.url, [`create table planted as select '${PLANTED}'::text as words`, 'checkpoint']);
    const planted = findIn(folder, new Needles([PLANTED]));
    const control = ['base/', 'pg_wal/'].filter((part) => !planted.some((one) => one.includes(part)));
    return { found, control, texts: texts.size, before: before.size, files: filesBelow(folder).length };
  } finally {
    await running.end('SIGTERM');
  }
}

export const proof: Proof = {
  title:
    'No personal text of the real bundles stands in any file of the PostgreSQL server that keeps them: tables, write-ahead log, temporary files, its log',
  promises: ['O17'],
  needs: ['postgres'],
  takes: 'two minutes',
  async run(context) {
    if (context.data === null)
      return { failures: [], figures: { texts: 0 }, notes: ['The real test data is not on this machine.'] };
    return withCluster(async (url, folder) => {
      const { found, control, ...figures } = await search(context, folder, url);
      return {
        failures: [
          ...found.map((one) => `found in ${one}`),
          ...control.map((part) => `the search does not find a planted text in ${part}`),
        ],
        figures,
        notes: ['Values that PostgreSQL itself compresses (TOAST) are not unpacked: everything long is ciphertext.'],
      };
    });
  },
};
