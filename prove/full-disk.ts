import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { numbersFrom } from '../tests/support/random.ts';
import {
  AnswerError,
  logIn,
  makePerson,
  operate,
  problemsOf,
  type RunningServer,
  startServer,
} from '../tests/support/running-server.ts';
import { makeMemoryDisk } from '../tests/support/small-disk.ts';
import { fill, inTurns, observations, outcome, shownFacts } from './full-disk/work.ts';
import type { Proof } from './runner/types.ts';

const MIB = 1024 * 1024;

/** Whether the operator is told. */
async function isTold(place: Parameters<typeof operate>[0], server: RunningServer): Promise<boolean> {
  const { checks } = await operate<{ checks: { name: string; state: string }[] }>(place, server, 'doctor');
  return checks.some(({ name, state }) => name === 'disk.reserve' && state === 'problem');
}

export const proof: Proof = {
  title:
    'On a full disk the server refuses imports by name, answers every read while the room that it keeps back lasts, lets people log in, starts again, keeps everything that it acknowledged, and goes on when there is room again',
  promises: ['O17', 'J6'],
  needs: ['root'],
  takes: 'about three minutes',
  async run({ scratch, scale, seed, settings, log }) {
    const full = scale === 'full';
    const rounds = Number(settings.rounds ?? (full ? 10 : 1));
    const reads = Number(settings.reads ?? (full ? 500 : 100));
    const readsAtTheEnd = Number(settings.last ?? (full ? 10_000 : reads));
    const reserve = Number(settings.reserve ?? (full ? 64 : 8));
    const below = numbersFrom(seed);
    const failures: string[] = [];
    const outcomes = new Map<string, number>();
    const tell = (what: string, how: string): void =>
      void outcomes.set(`${what}: ${how}`, (outcomes.get(`${what}: ${how}`) ?? 0) + 1);
    const folder = join(scratch, 'place');
    mkdirSync(folder);
    const disk = makeMemoryDisk(join(scratch, 'disk'), reserve * 4 + 32);
    const place = {
      folder,
      data: join(disk.folder, 'data'),
      settings: {
        CHARTWARDEN_DISK_RESERVE_MEGABYTES: String(reserve),
        CHARTWARDEN_LIMIT_REQUESTS_PER_MINUTE: '0',
      },
    };
    let least = reserve * MIB;
    let server = await startServer(place);
    try {
      let client = await logIn(server);
      const person = await makePerson(client, 'Somebody');
      let known = 0;

      const readOnce = async (round: number): Promise<void> => {
        const now = shownFacts(client, person).then((shown) => {
          if (shown !== known) failures.push(`round ${round}: ${known} facts were acknowledged, ${shown} are shown`);
        });
        tell('reads', await outcome(now));
      };
      const startAgain = async (signal: NodeJS.Signals): Promise<void> => {
        await server.end(signal);
        server = await startServer(place);
        client = await logIn(server);
      };

      for (let round = 1; round <= rounds; round += 1) {
        const first = await client.read(person, [{ name: 'a.ndjson', bytes: observations(known, 20) }], 'Synthetic');
        await client.commit(first.id);
        known += 20;
        fill(disk.folder, 16_384 + below(300_000));

        const bytes = observations(known, 400);
        const imported = await outcome(
          client.read(person, [{ name: 'b.ndjson', bytes }], 'Synthetic').then((one) => {
            if (one.state !== 'ready') throw new AnswerError(`import ${one.state}`, 0, 'the import failed by itself');
          }),
        );
        tell('imports', imported);
        if (imported !== '507 CW-DB-006') failures.push(`round ${round}: an import ended with ${imported}`);

        const wanted = round === rounds ? readsAtTheEnd : reads;
        await inTurns(8, wanted, () => readOnce(round));
        // What was given up and not used yet is taken by somebody else, too.
        fill(disk.folder, 0, 'more');
        await inTurns(8, Math.ceil(wanted / 10), () => readOnce(round));
        if (server.isOver()) {
          log(server.output().split('\n').slice(-5).join('\n'));
          failures.push(`round ${round}: the server ended by itself`);
        }
        tell('logins', await outcome(logIn(server)));
        await startAgain(round % 2 === 0 ? 'SIGKILL' : 'SIGTERM');
        await inTurns(8, Math.ceil(wanted / 10), () => readOnce(round));
        // A server that ends well folds its log into its database, and that room is free again.
        fill(disk.folder, 0, 'rest');
        if (!(await isTold(place, server)))
          failures.push(`round ${round}: the doctor did not say that the disk is full`);
        tell('readyz', String((await fetch(`${server.url}/readyz`)).status));
        const kept = statSync(join(place.data, 'reserve'), { throwIfNoEntry: false })?.size ?? 0;
        least = Math.min(least, kept);

        rmSync(join(disk.folder, 'filler'));
        for (const name of ['more', 'rest']) rmSync(join(disk.folder, name));
        await readOnce(round);
        log(`round ${round}: import ${imported}, ${Math.round(kept / MIB)} MiB of the reserve left`);
      }
      for (const [what, times] of outcomes)
        if (/^(reads|logins): (?!done)|^readyz: (?!200)/.test(what)) failures.push(`${what}, ${times} times`);
      // That little room is left is so.
      failures.push(...(await problemsOf(place, server)).filter((one) => !one.startsWith('doctor: disk.space')));
      await server.end('SIGTERM');
      return {
        failures,
        figures: {
          rounds,
          facts_kept: known,
          ...Object.fromEntries(outcomes),
          reserve_mib: reserve,
          least_of_it_left_mib: Math.floor(least / MIB),
        },
        notes: [`A tmpfs of ${reserve * 4 + 32} MiB, SQLite; disk.reserveMegabytes ${reserve}.`],
      };
    } finally {
      if (!server.isOver()) await server.end('SIGKILL');
      disk.remove();
    }
  },
};
