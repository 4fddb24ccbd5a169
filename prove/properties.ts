import fc from 'fast-check';
import { makeDatabase } from '../tests/support/databases.ts';
import { numbersFrom } from '../tests/support/random.ts';
import { interference, pathProblems, type Sweep, shownIn, sweep, unmonotone } from './properties/check.ts';
import { type Round, roundsOf, say } from './properties/rounds.ts';
import { reachOf } from './properties/state.ts';
import { doUnseen, workOut } from './properties/unseen.ts';
import { type Asked, unlisted, WAY_NAMES, WAYS, type Way, type WayName } from './properties/ways.ts';
import { openWorld, type PlacedFact, type World } from './properties/world.ts';
import type { Proof } from './runner/types.ts';

const NEEDS = Object.values(WAYS).map(({ need }) => need);
/** Facts asked about one by one in a round. */
const PICKED = 2;
const MOST_FAILURES = 5;

const keyOf = ({ method, path, body }: Asked): string => `${method} ${path} ${JSON.stringify(body ?? null)}`;

interface Counts {
  rounds: number;
  requests: number;
  /** Rounds in which something unseen was done. */
  unseen: number;
  permits: number;
  refusals: number;
  /** Entries that answers showed, one by one. */
  shown: number;
  /** Answers that were compared, by family: with what each way shows, before and after, narrow and wide. */
  readonly cases: Map<string, number>;
}

interface Size {
  readonly seed: number;
  readonly rounds: number;
  /** After which no further round begins. */
  readonly minutes: number;
  readonly ways: readonly WayName[];
}

/** One engine: so many rounds over one server, each three sweeps over every family. */
async function onEngine(world: World, { seed, rounds, ways, minutes }: Size, log: (line: string) => void) {
  const below = numbersFrom(seed);
  const failures: string[] = [];
  const counts: Counts = { rounds: 0, requests: 0, unseen: 0, permits: 0, refusals: 0, shown: 0, cases: new Map() };
  await world.get(world.reader, {
    method: 'POST', path: `/api/people/${world.record}/today/seen`, body: { upTo: 1, way: 'left' },
  }); // biome-ignore format: one request
  await workOut(world);
  const holders = new Map<string, readonly PlacedFact[]>();
  /** `times`: in how many properties these answers count. */
  const note = (all: Sweep, times = 0): Sweep => {
    for (const [name, list] of all) {
      counts.requests += list.length;
      counts.cases.set(name, (counts.cases.get(name) ?? 0) + times * list.length);
    }
    return all;
  };
  /** Asks the holder what a reader was asked, once. */
  async function learn(all: Sweep): Promise<(ask: Asked) => readonly PlacedFact[]> {
    for (const list of all.values())
      for (const { ask } of list) {
        if (holders.has(keyOf(ask))) continue;
        counts.requests += 1;
        holders.set(keyOf(ask), shownIn(world, await world.get(world.holder, ask)));
      }
    return (ask) => holders.get(keyOf(ask)) ?? [];
  }

  // A print takes as long as a hundred other answers.
  const waysOf = (turn: number) => ways.filter((name) => name !== 'print' || turn % 2 === 0);

  async function round({ said, unseen, more, from, turn }: Round): Promise<readonly string[]> {
    const kind = turn % 4 === 3 ? 'carer' : 'reader';
    const who = world[kind];
    const undo: (() => Promise<unknown>)[] = [];
    const picked = Array.from({ length: PICKED }, (_none, at) => world.facts[(from + at * 7) % world.facts.length]);
    const of = [...new Set(picked)].filter((one) => one !== undefined);
    const problems: string[] = [];
    try {
      if (unseen === 'has the chart worked out anew') await workOut(world);
      for (const one of said) undo.push(await say(world, one, who.account));
      const first = note(await sweep(world, who, of, turn, waysOf(turn)), 1);
      const whole = await learn(first);
      problems.push(...pathProblems(world, { said, who: kind, seen: first, whole, never: [] }));
      for (const list of first.values()) for (const { got } of list) counts.shown += shownIn(world, got).length;

      const reaches = NEEDS.map((need) => reachOf(said, need, kind));
      const done = await doUnseen(world, unseen, below, (fact) =>
        reaches.every((reach) => !reach.sees(fact as PlacedFact)),
      );
      if (done !== null) {
        undo.push(done.undo);
        counts.unseen += 1;
        const second = note(await sweep(world, who, of, turn, waysOf(turn)), 2);
        // Who looks after a record sees that somebody did something.
        const leaveOut = ({ namesOnly, forHolders }: Way): boolean =>
          kind === 'carer' && (namesOnly === true || forHolders === true);
        const found = interference(world, first, second, leaveOut).map((one) => `${unseen}: ${one}`);
        problems.push(...found, ...pathProblems(world, { said, who: kind, seen: second, whole, never: done.words }));
        await done.undo();
        undo.pop();
      }

      undo.push(await say(world, more, who.account));
      counts[more.effect === 'permit' ? 'permits' : 'refusals'] += 1;
      const third = note(await sweep(world, who, of, turn, waysOf(turn)), 2);
      const [narrow, wide] = more.effect === 'permit' ? [first, third] : [third, first];
      problems.push(
        ...unmonotone(world, narrow, wide).map((one) => `${more.effect}: ${one}`),
        ...pathProblems(world, { said: [...said, more], who: kind, seen: third, whole, never: [] }),
      );
    } finally {
      for (const back of undo.reverse()) await back();
    }
    counts.rounds += 1;
    if (counts.rounds % 50 === 0) log(`${counts.rounds} rounds, ${counts.requests} requests`);
    return [...new Set(problems)];
  }

  const until = performance.now() + minutes * 60_000;
  for (const [number, one] of fc.sample(roundsOf(world), { seed, numRuns: rounds }).entries()) {
    if (performance.now() > until) break;
    const problems = await round(one);
    if (problems.length > 0)
      failures.push(`round ${number}: ${problems.slice(0, 6).join('; ')}\n  of ${JSON.stringify(one)}`);
    if (failures.length >= MOST_FAILURES) break;
  }
  return { failures, counts };
}

export const proof: Proof = {
  title:
    'Over HTTP, on both engines: what a reader may not see changes no byte of any answer; one permit more never hides and one refusal more never shows; and every way to an entry shows it, or does not, alike',
  promises: ['J3', 'E1', 'E5'],
  takes: 'half an hour on an idle machine',
  async run({ scale, seed, postgres, settings, log }) {
    const rounds = Number(settings.cases ?? (scale === 'full' ? 480 : 3));
    const engines = (settings.engines ?? 'sqlite,postgres')
      .split(',')
      .filter((one) => one !== 'postgres' || postgres !== null);
    const asked = WAY_NAMES.filter((name) => settings.ways === undefined || settings.ways.split(',').includes(name));
    const minutes = Number(settings.minutes ?? 1000);
    const failures: string[] = [];
    const figures: Record<string, number | string> = { seed, families: WAY_NAMES.length };
    for (const engine of engines) {
      // A print takes as long as all the rest, and is made of the same answers on both.
      const ways = scale === 'small' && engine === 'postgres' ? asked.filter((name) => name !== 'print') : asked;
      const database = engine === 'postgres' && postgres !== null ? await makeDatabase(postgres) : null;
      const world = await openWorld(database === null ? {} : { DATABASE_URL: database.url }, numbersFrom(seed));
      const started = performance.now();
      try {
        failures.push(...unlisted(world.app.app.http.routesTable()).map((one) => `${one}: of no family`));
        const found = await onEngine(world, { seed, rounds, ways, minutes }, (line) => log(`${engine}: ${line}`));
        failures.push(...found.failures.map((one) => `${engine}: ${one}`));
        const { cases, ...counts } = found.counts;
        for (const [name, count] of Object.entries(counts)) figures[`${engine}_${name}`] = count;
        const fewest = [...cases].sort(([, one], [, other]) => one - other);
        figures[`${engine}_cases`] = fewest.reduce((sum, [, count]) => sum + count, 0);
        figures[`${engine}_fewest_cases`] = fewest
          .slice(0, 3)
          .map(([name, count]) => `${name} ${count}`)
          .join(', ');
        figures[`${engine}_seconds`] = Math.round((performance.now() - started) / 1000);
      } finally {
        await world.close();
        await database?.drop();
      }
    }
    return { failures, figures };
  },
};
