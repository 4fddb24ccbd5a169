import fc from 'fast-check';
import type { Below } from '../../tests/support/random-access.ts';
import { interference, pathProblems, type Sweep, shownIn, sweep, unmonotone } from './check.ts';
import { type Round, roundsOf, say } from './rounds.ts';
import { beginImport, endImport } from './several.ts';
import { linkReach, reachOf } from './state.ts';
import { doUnseen, workOut } from './unseen.ts';
import type { Asked, Turn, Way } from './way.ts';
import { WAYS, type WayName } from './ways.ts';
import type { PlacedFact, World } from './world.ts';

const NEEDS = Object.values(WAYS).map(({ need }) => need);
/** Facts asked about one by one in a round. */
const PICKED = 2;

const keyOf = ({ method, path, body }: Asked): string => `${method} ${path} ${JSON.stringify(body ?? null)}`;

export interface Counts {
  rounds: number;
  requests: number;
  /** Rounds in which something unseen was done. */
  unseen: number;
  permits: number;
  refusals: number;
  /** Entries that answers showed, one by one. */
  shown: number;
  /** Comparisons: with what each way shows, before and after, narrow and wide. */
  compared: number;
  /** Answers that were compared, by family; each is one case, however often it was compared. */
  readonly cases: Map<WayName, number>;
}

export const noCounts = (): Counts => ({
  rounds: 0, requests: 0, unseen: 0, permits: 0, refusals: 0, shown: 0, compared: 0, cases: new Map(),
}); // biome-ignore format: one list

/** So many rounds over one server, each of three sweeps over the families that want more. Gives what does not hold. */
export async function onServer(
  world: World,
  about: {
    readonly seed: number;
    readonly below: Below;
    readonly rounds: number;
    readonly counts: Counts;
    /** Families to ask; none: it is enough. */
    readonly wanted: () => readonly WayName[];
  },
): Promise<readonly string[]> {
  const { seed, below, counts, wanted } = about;
  await world.get(world.reader, {
    method: 'POST', path: `/api/people/${world.record}/today/seen`, body: { upTo: 1, way: 'left' },
  }); // biome-ignore format: one request
  await workOut(world);
  const holders = new Map<string, readonly PlacedFact[]>();
  /** `compared`: in how many properties these answers count. */
  const note = (all: Sweep, compared: number): Sweep => {
    for (const [name, list] of all) {
      counts.requests += list.length;
      counts.compared += compared * list.length;
      counts.cases.set(name, (counts.cases.get(name) ?? 0) + list.length);
    }
    return all;
  };
  /** Asks the holder what a reader was asked, once. */
  async function learn(all: Sweep): Promise<(ask: Asked) => readonly PlacedFact[]> {
    for (const list of all.values())
      for (const { ask } of list) {
        const question = ask.asHolder ?? ask;
        if (holders.has(keyOf(question)) || ask.fresh !== undefined) continue;
        counts.requests += 1;
        const got = await (question.via?.(world, world.holder) ?? world.get(world.holder, question));
        holders.set(keyOf(question), shownIn(world, got));
      }
    return (ask) => holders.get(keyOf(ask.asHolder ?? ask)) ?? [];
  }

  async function round({ said, unseen, more, links, from, turn }: Round, names: readonly WayName[]) {
    const kind = turn % 4 === 3 ? 'carer' : 'reader';
    const who = world[kind];
    const undo: (() => Promise<unknown>)[] = [];
    const picked = Array.from({ length: PICKED }, (_none, at) => world.facts[(from + at * 7) % world.facts.length]);
    const of = [...new Set(picked)].filter((one) => one !== undefined);
    const problems: string[] = [];
    try {
      if (unseen === 'has the chart worked out anew') await workOut(world);
      for (const one of said) undo.push(await say(world, one, who.account));
      const read = [...new Set([...of, ...world.facts.slice(turn % 40).slice(0, 4)])];
      const begun = names.includes('imports') ? await beginImport(world, who, read) : null;
      if (begun !== null) undo.push(() => endImport(world, begun));
      const about: Turn = { kind, of, turn, links, begun };
      const first = note(await sweep(world, who, about, names), 1);
      const whole = await learn(first);
      problems.push(...pathProblems(world, { said, who: kind, seen: first, whole, never: [] }));
      for (const list of first.values()) for (const { got } of list) counts.shown += shownIn(world, got).length;

      const reaches = [
        ...NEEDS.map((need) => reachOf(said, need, kind)),
        ...links.map((link) => linkReach(said, link, kind)),
      ];
      const done = await doUnseen(world, unseen, below, (fact) =>
        reaches.every((reach) => !reach.sees(fact as PlacedFact)),
      );
      if (done !== null) {
        undo.push(done.undo);
        counts.unseen += 1;
        const second = note(await sweep(world, who, about, names), 2);
        // Who looks after a record sees that somebody did something.
        const leaveOut = (way: Way, { need = way.need }: Asked): boolean =>
          kind === 'carer' &&
          (way.tellsWhole ? reachOf(said, need, kind).whole : way.namesOnly === true || way.forHolders === true);
        const found = interference(world, first, second, leaveOut).map((one) => `${unseen}: ${one}`);
        problems.push(...found, ...pathProblems(world, { said, who: kind, seen: second, whole, never: done.words }));
        await done.undo();
        undo.pop();
      }

      undo.push(await say(world, more, who.account));
      counts[more.effect === 'permit' ? 'permits' : 'refusals'] += 1;
      const third = note(await sweep(world, who, about, names), 2);
      const [narrow, wide] = more.effect === 'permit' ? [first, third] : [third, first];
      problems.push(
        ...unmonotone(world, narrow, wide).map((one) => `${more.effect}: ${one}`),
        ...pathProblems(world, { said: [...said, more], who: kind, seen: third, whole, never: [] }),
      );
    } finally {
      for (const back of undo.reverse()) await back();
    }
    counts.rounds += 1;
    return [...new Set(problems)];
  }

  const failures: string[] = [];
  for (const [number, one] of fc.sample(roundsOf(world), { seed, numRuns: about.rounds }).entries()) {
    const names = wanted();
    if (names.length === 0) break;
    const problems = await round(one, names);
    if (problems.length > 0)
      failures.push(`seed ${seed}, round ${number}: ${problems.slice(0, 6).join('; ')}\n  of ${JSON.stringify(one)}`);
  }
  return failures;
}
