import { makeDatabase } from '../tests/support/databases.ts';
import { numbersFrom } from '../tests/support/random.ts';
import { type Counts, noCounts, onServer } from './properties/on-server.ts';
import { unlisted } from './properties/routes.ts';
import { WAY_NAMES, type WayName } from './properties/ways.ts';
import { openWorld } from './properties/world.ts';
import type { Proof } from './runner/types.ts';

/** Rounds over one server: a log, and the history of who may what, get longer with each, and cost more than the rest. */
const ROUNDS = 16;
const MOST_FAILURES = 5;

interface Size {
  readonly seed: number;
  /** Answers of each family that are compared at least. */
  readonly cases: number;
  readonly rounds: number;
  /** After which no further round begins. */
  readonly minutes: number;
  readonly ways: readonly WayName[];
}

/** One engine: server after server, until each family has its number. The first has this seed, the next one more. */
async function onEngine(url: () => Promise<string | null>, size: Size, log: (line: string) => void) {
  const counts: Counts = noCounts();
  const failures: string[] = [];
  const until = performance.now() + size.minutes * 60_000;
  const isMore = (): boolean => counts.rounds < size.rounds && performance.now() < until;
  const wanted = (): readonly WayName[] =>
    isMore() ? size.ways.filter((name) => (counts.cases.get(name) ?? 0) < size.cases) : [];
  let seed = size.seed;
  for (; wanted().length > 0 && failures.length < MOST_FAILURES; seed += 1) {
    const address = await url();
    const below = numbersFrom(seed);
    const world = await openWorld(address === null ? {} : { DATABASE_URL: address }, below);
    try {
      if (seed === size.seed)
        failures.push(...unlisted(world.app.app.http.routesTable()).map((one) => `${one}: of no family`));
      const rounds = Math.min(ROUNDS, size.rounds - counts.rounds);
      const found = await onServer(world, { seed, below, rounds, counts, wanted });
      for (const one of found) log(one);
      failures.push(...found);
    } finally {
      await world.close();
    }
    log(`to seed ${seed}: ${counts.rounds} rounds, ${counts.requests} requests, ${failures.length} failures`);
  }
  return { failures, counts, seeds: `${size.seed} to ${seed - 1}` };
}

export const proof: Proof = {
  title:
    'Over HTTP, on both engines: what a reader may not see changes no byte of any answer; one permit more never hides and one refusal more never shows; and every way to an entry shows it, or does not, alike',
  promises: ['J3', 'E1', 'E5'],
  takes: 'half an hour on an idle machine',
  async run({ scale, seed, postgres, settings, log }) {
    const isFull = scale === 'full';
    const engines = (settings.engines ?? 'sqlite,postgres')
      .split(',')
      .filter((one) => one !== 'postgres' || postgres !== null);
    const size: Size = {
      seed,
      cases: Number(settings.cases ?? 1000),
      rounds: Number(settings.rounds ?? (isFull ? 100_000 : 2)),
      minutes: Number(settings.minutes ?? 1000),
      ways: WAY_NAMES.filter((name) => settings.ways === undefined || settings.ways.split(',').includes(name)),
    };
    const failures: string[] = [];
    const figures: Record<string, number | string> = { seed, families: WAY_NAMES.length };
    for (const engine of engines) {
      const drops: (() => Promise<void>)[] = [];
      const url = async (): Promise<string | null> => {
        for (const drop of drops.splice(0)) await drop();
        if (engine !== 'postgres' || postgres === null) return null;
        const database = await makeDatabase(postgres);
        drops.push(() => database.drop());
        return database.url;
      };
      const started = performance.now();
      const before = process.cpuUsage();
      try {
        const found = await onEngine(url, size, (line) => log(`${engine}: ${line}`));
        failures.push(...found.failures.map((one) => `${engine}: ${one}`));
        const { cases, ...counts } = found.counts;
        figures[`${engine}_seeds`] = found.seeds;
        for (const [name, count] of Object.entries(counts)) figures[`${engine}_${name}`] = count;
        const fewest = [...cases].sort(([, one], [, other]) => one - other);
        figures[`${engine}_cases`] = fewest.reduce((sum, [, count]) => sum + count, 0);
        figures[`${engine}_cases_by_family`] = fewest.map(([name, count]) => `${name} ${count}`).join(', ');
        figures[`${engine}_seconds`] = Math.round((performance.now() - started) / 1000);
        const { user, system } = process.cpuUsage(before);
        figures[`${engine}_cpu_seconds`] = Math.round((user + system) / 1e6);
      } finally {
        for (const drop of drops) await drop();
      }
    }
    return { failures, figures };
  },
};
