import { randomBytes } from 'node:crypto';
import { createWriteStream, openAsBlob, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { observation } from '../tests/support/observation.ts';
import {
  AnswerError,
  type Client,
  logIn,
  makePerson,
  type RunningServer,
  startServer,
} from '../tests/support/running-server.ts';
import type { Bench } from './runner/types.ts';

const MB = 1024 * 1024;

const statusOf = (pid: number | string): string => {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    // It ended in this moment.
    return '';
  }
};
const kilobytes = (status: string, name: string): number =>
  Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0);

/** A process and what descends from it: the importer runs in programs of its own. */
function family(pid: number): readonly number[] {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), kilobytes(statusOf(name), 'PPid')]),
  );
  const own = new Set([pid]);
  for (let before = 0; before < own.size; ) {
    before = own.size;
    for (const [child, parent] of parents) if (own.has(parent)) own.add(child);
  }
  return [...own].filter((one) => one !== pid);
}

/** CPU of a process and of the children that it waited for, in seconds (proc(5), /proc/pid/stat: ticks of 10 ms). */
function cpuOf(pid: number): { readonly own: number; readonly children: number } {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  const ticks = (at: number): number => Number(fields[at]) / 100;
  return { own: ticks(11) + ticks(12), children: ticks(13) + ticks(14) };
}

/** Does it, and says what it cost the server: CPU, and the most memory of the process and of its programs. */
async function cost(server: RunningServer, work: () => Promise<unknown>) {
  // Linux: the high-water mark begins anew.
  writeFileSync(`/proc/${server.pid}/clear_refs`, '5');
  const before = cpuOf(server.pid);
  const from = performance.now();
  let program = 0;
  let isOver = false;
  const watch = (async () => {
    for (; !isOver; await sleep(100))
      for (const pid of family(server.pid)) program = Math.max(program, kilobytes(statusOf(pid), 'VmHWM'));
  })();
  await work().finally(() => {
    isOver = true;
  });
  await watch;
  const after = cpuOf(server.pid);
  const round = (value: number): number => Number(value.toPrecision(3));
  return {
    cpu_s: round(after.own - before.own),
    programs_cpu_s: round(after.children - before.children),
    wall_s: round((performance.now() - from) / 1000),
    peak_mb: Math.round(kilobytes(statusOf(server.pid), 'VmHWM') / 1024),
    programs_peak_mb: Math.round(program / 1024),
  };
}

const named = <T extends object>(prefix: string, figures: T): Record<string, number> =>
  Object.fromEntries(Object.entries(figures).map(([name, value]) => [`${prefix}_${name}`, value as number]));

async function bring(client: Client, person: string, name: string, body: Uint8Array | Blob): Promise<string> {
  const { id } = await client.json<{ id: string }>('POST', `/api/people/${person}/imports`, {});
  const answer = await fetch(`${client.url}/api/imports/${id}/files?name=${name}`, {
    method: 'PUT',
    headers: { 'x-chartwarden': '1', 'x-chartwarden-cli': '1', authorization: `Bearer ${client.token}` },
    body: body as Blob,
  });
  if (!answer.ok) throw new Error(`${name}: ${answer.status} ${await answer.text()}`);
  return id;
}

async function take(client: Client, id: string): Promise<void> {
  await client.json('POST', `/api/imports/${id}/read`, { origin: 'bench' });
  for (; ; await sleep(200)) {
    const state = await client.state(id).then(
      (one) => one.state,
      (error: unknown) => {
        // A machine that has much else to do says so; the import goes on.
        if (error instanceof AnswerError && error.status === 503) return 'reading';
        throw error;
      },
    );
    if (state === 'failed') throw new Error('it could not be read');
    if (state === 'ready') break;
  }
  await client.commit(id, 'bench');
}

const entriesOf = async (client: Client, person: string): Promise<number> => {
  const { types } = await client.json<{ types: readonly { readonly count: number }[] }>(
    'GET',
    `/api/people/${person}/types`,
  );
  return types.reduce((sum, { count }) => sum + count, 0);
};

export const bench: Bench = {
  title: 'Everything about a person as one archive, and a record made from it in another instance',
  work: 'an archive of 50,000 entries and a file of 150 MB that does not pack: approved and fetched; then taken in',
  engines: ['sqlite', 'postgres'],
  run: async (context) => {
    const facts = Number(context.settings.facts ?? 50_000);
    const size = Number(context.settings.mb ?? 150) * MB;
    const start = (name: string, database: string | null) =>
      startServer({
        folder: join(context.scratch, name),
        data: join(context.scratch, name, 'data'),
        ...(database === null ? {} : { database }),
        // As `npm start` starts it (deploy/README.md).
        settings: {
          NODE_OPTIONS: '--disable-sigusr1 --max-semi-space-size=16',
          CHARTWARDEN_LIMIT_REQUESTS_PER_MINUTE: '0',
        },
      });
    const file = join(context.scratch, 'everything.zip');

    const here = await start('here', context.databaseUrl);
    const client = await logIn(here);
    const person = await makePerson(client, 'Bench');
    const lines = Array.from({ length: facts }, (_, at) => observation(at)).join('\n');
    await take(client, await bring(client, person, 'large.ndjson', Buffer.from(lines)));
    // A film of an operation: nothing in it is read, and it does not get smaller.
    const film = await client.json<{ id: string }>('POST', `/api/people/${person}/imports`, {});
    await client.json('PUT', `/api/imports/${film.id}/files?name=film.mp4`, randomBytes(size));
    await client.json('PUT', `/api/imports/${film.id}/files?name=one.ndjson`, Buffer.from(observation(facts)));
    await take(client, film.id);
    const draft = await client.json<{ id: string; digest: string }>('POST', `/api/people/${person}/archives`, {});
    await client.json('POST', `/api/archives/${draft.id}/approve`, { digest: draft.digest });
    const out = await cost(here, async () => {
      const answer = await client.send('GET', `/api/archives/${draft.id}/file`);
      await pipeline(Readable.fromWeb(answer.body as never), createWriteStream(file));
    });
    await here.end('SIGTERM');

    const there = await start('there', null);
    const other = await logIn(there);
    const empty = await makePerson(other, 'Bench');
    const id = await bring(other, empty, 'everything.zip', await openAsBlob(file));
    const into = await cost(there, () => take(other, id));
    const entries = await entriesOf(other, empty);
    await there.end('SIGTERM');
    if (entries !== facts + 1) throw new Error(`${entries} entries of ${facts + 1} came back`);
    const { size: zip } = statSync(file);
    return { archive_mb: Math.round(zip / MB), entries, ...named('out', out), ...named('in', into) };
  },
};
