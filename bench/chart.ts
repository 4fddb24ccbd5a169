import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SearchInput } from '@chartwarden/chart';
import { textsOf } from '@chartwarden/chart';
import { parseWithDigits } from '@chartwarden/fhir';
import type { FactId } from '@chartwarden/ids';
import { logIn, makePerson, type ServerPlace, startServer } from '../tests/support/running-server.ts';
import { fill, readings, settled } from './chart/fill.ts';
import { processCpu } from './runner/cpu.ts';
import type { Bench, BenchContext } from './runner/types.ts';
import { ownFacts } from './search/own-facts.ts';
import { variedQueries } from './search/varied-queries.ts';

const SECTIONS = ['problems', 'medicines', 'allergies', 'immunizations', 'results', 'vitals', 'visits'];
const SMALL = 10_000;
const QUERIES = 200;

const rounded = (value: number): number => Number(value.toPrecision(3));
const at = (times: readonly number[], share: number): number =>
  rounded(
    times.toSorted((one, other) => one - other)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0,
  );

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

const megabytes = (pid: number, name: 'VmRSS' | 'VmHWM'): number => {
  const found = new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Math.round((Number(found ?? 0) * 1024) / 1e6);
};

/** Resident memory of everything that a process has started, in MB. */
function startedBy(pid: number): number {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
    return children.reduce((sum, child) => sum + megabytes(Number(child), 'VmRSS') + startedBy(Number(child)), 0);
  } catch {
    // It has ended meanwhile.
    return 0;
  }
}

/** Looks while the work goes on; resolves with the highest that was seen. */
async function highest(look: () => number, work: () => Promise<unknown>): Promise<number> {
  let most = 0;
  const timer = setInterval(() => {
    most = Math.max(most, look());
  }, 100);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  return most;
}

async function run(context: BenchContext) {
  const place: ServerPlace = {
    folder: context.scratch,
    data: join(context.scratch, 'data'),
    ...(context.databaseUrl === null ? {} : { database: context.databaseUrl }),
    settings: { NODE_OPTIONS: '--disable-sigusr1 --max-semi-space-size=16' },
  };
  const own = [...ownFacts(Number(context.settings.facts ?? 50_000))];
  const sensor = [...readings(Number(context.settings.readings ?? 100_000))];
  const figures: Record<string, number> = {};
  let server = await startServer(place);
  const cpu = () => processCpu(() => [server.pid]).read() / 1000;
  let client = await logIn(server);
  const person = await makePerson(client, 'Bench');
  await fill(client, person, own, SMALL * 5);
  await settled(client, person);

  // Built once more, with nothing else to do: a small file makes what is kept out of date.
  await server.end('SIGTERM');
  server = await startServer(place);
  client = await logIn(server);
  // From here on the highest is that of the building.
  writeFileSync(`/proc/${server.pid}/clear_refs`, '5');
  const before = cpu();
  figures.program_highest_mb = await highest(
    () => startedBy(server.pid),
    async () => {
      figures.derive_wall_s = rounded(
        (await timed(async () => {
          await fill(client, person, [(own[0] as string).replace('own-0', 'own-more')], 1);
          await settled(client, person);
        })) / 1000,
      );
    },
  );
  figures.derive_cpu_s = rounded(cpu() - before);
  figures.server_highest_mb = megabytes(server.pid, 'VmHWM');
  await server.end('SIGTERM');

  server = await startServer(place);
  client = await logIn(server);
  const list = (name: string) => client.json('GET', `/api/people/${person}/chart/${name}`);
  const today = () => client.json('GET', `/api/people/${person}/today`);
  figures.today_first_after_start_ms = rounded(await timed(today));
  const home: number[] = [];
  for (let round = 0; round < 20; round += 1) home.push(await timed(today));
  figures.today_p50_ms = at(home, 0.5);
  figures.today_p95_ms = at(home, 0.95);
  figures.first_list_after_start_ms = rounded(await timed(() => list('results')));
  for (const name of SECTIONS) {
    const times: number[] = [];
    for (let round = 0; round < 20; round += 1) times.push(await timed(() => list(name)));
    figures[`${name}_p50_ms`] = at(times, 0.5);
    figures[`${name}_p95_ms`] = at(times, 0.95);
    figures[`${name}_kb`] = Math.round(
      (await (await client.send('GET', `/api/people/${person}/chart/${name}`)).text()).length / 1000,
    );
  }

  const inputs = own.slice(0, 5_000).map((text, index): SearchInput => {
    const resource = parseWithDigits(text);
    return { id: `${index}` as FactId, type: '', date: null, sources: [], labels: [], texts: textsOf(resource) };
  });
  const search = (words: string) => client.json('POST', `/api/people/${person}/search`, { words });
  figures.first_search_after_start_ms = rounded(await timed(() => search('result')));
  const searches: number[] = [];
  const suggestions: number[] = [];
  const searchCpu = cpu();
  for (const words of variedQueries(inputs, QUERIES)) searches.push(await timed(() => search(words)));
  figures.search_cpu_ms = rounded(((cpu() - searchCpu) * 1000) / QUERIES);
  for (const words of variedQueries(inputs, QUERIES / 2))
    suggestions.push(await timed(() => client.json('POST', `/api/people/${person}/search/suggest`, { words })));
  figures.search_p50_ms = at(searches, 0.5);
  figures.search_p95_ms = at(searches, 0.95);
  figures.suggest_p95_ms = at(suggestions, 0.95);

  if (sensor.length > 0) {
    await fill(client, person, sensor, SMALL * 5);
    await settled(client, person);
    const vitals = await client.json<{ analytes: readonly { id: string }[] }>(
      'GET',
      `/api/people/${person}/chart/vitals`,
    );
    figures.vitals_with_sensor_ms = rounded(await timed(() => list('vitals')));
    const ids = vitals.analytes.map((one) => one.id);
    const opened: number[] = [];
    for (const id of ids)
      opened.push(
        await timed(() =>
          client.send('GET', `/api/people/${person}/chart/vitals/${id}`).then((answer) => answer.text()),
        ),
      );
    figures.whole_series_ms = rounded(Math.max(...opened));
    figures.loaded_mb = megabytes(server.pid, 'VmRSS');
    figures.highest_mb = megabytes(server.pid, 'VmHWM');
  }
  await server.end('SIGTERM');
  return figures;
}

export const bench: Bench = {
  title:
    'The chart of a person with 50,000 facts over HTTP: its sections as they are kept, its search, and building them',
  work: 'one list of a section, one search of 20 hits; then 100,000 sensor readings more, and the whole series of them',
  engines: ['sqlite', 'postgres'],
  aims: {
    sqlite: { search_p95_ms: 100, today_first_after_start_ms: 1000, today_p95_ms: 150 },
    postgres: { search_p95_ms: 100, today_first_after_start_ms: 1000, today_p95_ms: 150 },
  },
  run,
};
