import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeDatabase } from '../tests/support/databases.ts';
import {
  AnswerError,
  type Client,
  logIn,
  makePerson,
  problemsOf,
  startServer,
} from '../tests/support/running-server.ts';
import { makePostgresDisk } from './full-disk/postgres-disk.ts';
import { fill, inTurns, observations, outcome, shownFacts } from './full-disk/work.ts';
import type { Proof } from './runner/types.ts';

type Where = 'own' | 'shared';

/** Refused by name, or answered; a broken connection to the database is a refusal by name, too. */
const BY_NAME = /^done$|^5\d\d CW-(?!GEN-001)|^it /;

export const proof: Proof = {
  title:
    'When the disk of a PostgreSQL server is full, imports and then reads are refused by name, nothing acknowledged is lost, and all goes on when there is room again; on a disk shared with the data folder the room kept back serves the server, too',
  promises: ['O17'],
  needs: ['root', 'postgres'],
  takes: 'about three minutes',
  async run({ scratch, scale, settings, log }) {
    const full = scale === 'full';
    const rounds = Number(settings.rounds ?? (full ? 3 : 1));
    const reads = Number(settings.reads ?? (full ? 10_000 : 50));
    const wanted = (settings.disk ?? (full ? 'own,shared' : 'own')).split(',') as Where[];
    const failures: string[] = [];
    const figures: Record<string, number | string> = { rounds };
    for (const where of wanted) {
      const folder = join(scratch, where);
      mkdirSync(folder);
      const outcomes = new Map<string, number>();
      await fillAgainAndAgain({ where, folder, full, rounds, reads, failures, outcomes, log });
      for (const [what, times] of outcomes) figures[`${where} disk, ${what}`] = times;
    }
    return { failures, figures, notes: ['A tmpfs of 384 MiB; max_wal_size 64MB; disk.reserveMegabytes 64.'] };
  },
};

async function fillAgainAndAgain(parts: {
  readonly where: Where;
  readonly folder: string;
  readonly full: boolean;
  readonly rounds: number;
  readonly reads: number;
  readonly failures: string[];
  readonly outcomes: Map<string, number>;
  readonly log: (line: string) => void;
}): Promise<void> {
  const { where, folder, full, rounds, reads, failures, outcomes, log } = parts;
  const tell = (what: string, how: string): void => {
    outcomes.set(`${what}: ${how}`, (outcomes.get(`${what}: ${how}`) ?? 0) + 1);
    if (!BY_NAME.test(how)) failures.push(`${where} disk: a ${what} ended with ${how}`);
  };
  const disk = makePostgresDisk(384);
  try {
    const database = await makeDatabase(disk.url);
    const place = {
      folder,
      data: join(where === 'own' ? folder : disk.folder, 'chartwarden'),
      database: database.url,
      settings: { CHARTWARDEN_DISK_RESERVE_MEGABYTES: '64', CHARTWARDEN_LIMIT_REQUESTS_PER_MINUTE: '0' },
    };
    const server = await startServer(place);
    try {
      const client = await logIn(server);
      const person = await makePerson(client, 'Somebody');
      let known = 0;
      for (let round = 1; round <= rounds; round += 1) {
        if (round === 1) {
          await takeIn(client, person, known);
          known += 20;
        }
        fill(disk.folder, 100_000);
        const imported = await importOnce(client, person, known, full ? 20_000 : 4000);
        tell('import', imported);
        if (imported === 'done') failures.push(`${where} disk, round ${round}: an import was read on a full disk`);
        await inTurns(8, reads, async () => {
          const reading = shownFacts(client, person).then((shown) => {
            if (shown !== known) failures.push(`${where} disk: ${known} facts were acknowledged, ${shown} are shown`);
          });
          tell('read', await outcome(reading));
        });
        if (server.isOver()) failures.push(`${where} disk, round ${round}: Chartwarden ended by itself`);
        rmSync(join(disk.folder, 'filler'));
        if (await disk.mend()) tell('PostgreSQL stopped and was started again', 'done');
        const shown = await again(() => shownFacts(client, person));
        if (shown !== known)
          failures.push(`${where} disk: with room ${shown} facts are there, ${known} were acknowledged`);
        if (full && round < rounds) {
          // For a minute after the server said that it was full no import is taken.
          await again(() => takeIn(client, person, known), 90_000);
          known += 20;
        }
        log(`${where} disk, round ${round}: ${[...outcomes].map(([what, times]) => `${what} ${times}`).join(', ')}`);
      }
      failures.push(...(await problemsOf(place, server)).filter((one) => !one.startsWith('doctor: disk.space')));
      const unforeseen = server
        .output()
        .split('\n')
        .filter((line) => line.includes('"CW-GEN-001"'));
      for (const line of unforeseen.slice(0, 3)) log(line);
      await server.end('SIGTERM');
    } finally {
      if (!server.isOver()) await server.end('SIGKILL');
    }
  } finally {
    disk.remove();
  }
}

async function takeIn(client: Client, person: string, from: number): Promise<void> {
  const one = await client.read(person, [{ name: 'a.ndjson', bytes: observations(from, 20) }], 'Synthetic');
  await client.commit(one.id);
}

/** Whether an import is read; the job tries again for longer than anybody wants to wait. */
function importOnce(client: Client, person: string, from: number, patience: number): Promise<string> {
  const read = client.read(person, [{ name: 'b.ndjson', bytes: observations(from, 400) }], 'Synthetic');
  const ended = read.then(({ state }) => {
    if (state !== 'ready') throw new AnswerError(`import ${state}`, 507, 'CW-DB (the job failed)');
  });
  return Promise.race([outcome(ended), sleep(patience).then(() => 'it is tried again')]);
}

/** The first success within so many milliseconds; connections that broke are replaced one by one. */
async function again<T>(work: () => Promise<T>, patience = 30_000): Promise<T> {
  for (const until = performance.now() + patience; ; await sleep(500)) {
    try {
      return await work();
    } catch (error) {
      if (performance.now() > until) throw error;
    }
  }
}
