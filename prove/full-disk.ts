import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { numbersFrom } from '../tests/support/random.ts';
import {
  AnswerError,
  type Client,
  logIn,
  makePerson,
  problemsOf,
  startServer,
} from '../tests/support/running-server.ts';
import { makeMemoryDisk } from '../tests/support/small-disk.ts';
import type { Proof } from './runner/types.ts';

const observations = (from: number, count: number): Buffer =>
  Buffer.from(
    Array.from({ length: count }, (_, at) =>
      JSON.stringify({
        resourceType: 'Observation',
        id: `o${from + at}`,
        status: 'final',
        code: { text: 'Body weight' },
        effectiveDateTime: '2020-01-02',
        note: [{ text: 'x'.repeat(400) }],
      }),
    ).join('\n'),
  );

const count = async (client: Client, person: string): Promise<number> => {
  const { types } = await client.json<{ types: { count: number }[] }>('GET', `/api/people/${person}/types`);
  return types.reduce((sum, one) => sum + one.count, 0);
};

/** Fills what is free but for some bytes. */
function fill(folder: string, leave: number): string {
  const { bavail, bsize } = statfsSync(folder);
  const file = join(folder, 'filler');
  try {
    writeFileSync(file, Buffer.alloc(Math.max(0, bavail * bsize - leave)));
  } catch (error) {
    // The server wrote meanwhile: then it is fuller still.
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
  return file;
}

/** How a request ended, in a word that stands in the result. */
const outcome = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof AnswerError ? `${error.status} ${error.code}` : `no answer: ${error}`),
  );

export const proof: Proof = {
  title:
    'On a full disk the server refuses imports by name, keeps everything that it acknowledged, shows it as long as a log line still fits, and goes on when there is room again',
  promises: ['O17', 'J6'],
  needs: ['root'],
  takes: 'about a minute',
  async run({ scratch, scale, seed, settings, log }) {
    const rounds = Number(settings.rounds ?? (scale === 'full' ? 10 : 1));
    const below = numbersFrom(seed);
    const failures: string[] = [];
    const outcomes = new Map<string, number>();
    const tell = (what: string, how: string): void =>
      void outcomes.set(`${what}: ${how}`, (outcomes.get(`${what}: ${how}`) ?? 0) + 1);
    const folder = join(scratch, 'place');
    mkdirSync(folder);
    const disk = makeMemoryDisk(join(scratch, 'disk'), 48);
    const place = { folder, data: join(disk.folder, 'data') };
    let server = await startServer(place);
    try {
      let client = await logIn(server);
      const person = await makePerson(client, 'Somebody');
      let known = 0;
      for (let round = 1; round <= rounds; round += 1) {
        const first = await client.read(person, [{ name: 'a.ndjson', bytes: observations(known, 20) }], 'Synthetic');
        await client.commit(first.id);
        known += 20;
        const filler = fill(disk.folder, 16_384 + below(300_000));
        let imported = 'done';
        for (let tries = 0; tries < 20 && imported === 'done'; tries += 1) {
          const bytes = observations(known, 400);
          const ready = client.read(person, [{ name: 'b.ndjson', bytes }], 'Synthetic').then(async (one) => {
            if (one.state !== 'ready') throw new AnswerError(`import ${one.state}`, 0, 'the import failed by itself');
            await client.commit(one.id);
          });
          imported = await outcome(ready);
          if (imported === 'done') known += 400;
        }
        tell('import', imported);
        if (imported === 'done') failures.push(`round ${round}: imports never refused on a full disk`);
        if (/ CW-GEN-001$|no answer/.test(imported)) failures.push(`round ${round}: an import ended with ${imported}`);
        const reading = await outcome(
          count(client, person).then((now) => {
            if (now !== known) failures.push(`round ${round}: ${known} facts were acknowledged and ${now} are shown`);
          }),
        );
        tell('read', reading);
        if (reading !== 'done' && !/^50[37] CW-/.test(reading))
          failures.push(`round ${round}: a read ended with ${reading}`);
        if (server.isOver()) failures.push(`round ${round}: the server ended`);
        rmSync(filler);
        if (round % 2 === 0 || server.isOver()) {
          await server.end('SIGKILL');
          server = await startServer(place);
          client = await logIn(server);
        }
        const after = await count(client, person);
        if (after !== known)
          failures.push(`round ${round}: ${known} facts were acknowledged, ${after} are there with room`);
        log(`round ${round}: import ${imported}, read ${reading}`);
      }
      // That little room is left is so.
      failures.push(...(await problemsOf(place, server)).filter((one) => !one.startsWith('doctor: disk.space')));
      await server.end('SIGTERM');
      return {
        failures,
        figures: { rounds, facts_kept: known, ...Object.fromEntries(outcomes) },
        notes: ['tmpfs of 48 MB, SQLite; the web app and PostgreSQL were not tried.'],
      };
    } finally {
      if (!server.isOver()) await server.end('SIGKILL');
      disk.remove();
    }
  },
};
