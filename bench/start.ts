import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { observation } from '../tests/support/observation.ts';
import { logIn, makePerson, type ServerPlace, startServer } from '../tests/support/running-server.ts';
import { processCpu } from './runner/cpu.ts';
import type { Bench, Figures } from './runner/types.ts';

const FACTS = 20_000;

/** Resident memory of a process, MB; from Linux' /proc. */
function megabytes(pid: number, name: 'VmRSS' | 'VmHWM'): number {
  const kilobytes = new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Math.round((Number(kilobytes ?? 0) * 1024) / 1e6);
}

export const bench: Bench = {
  title: 'Starting the server, and what its main process holds: at rest, and after a large import and reads',
  work: 'one start from nothing to ready, the first and a later one; 20,000 facts taken in, 400 pages of 100 read by 8',
  engines: ['sqlite', 'postgres'],
  aims: {
    sqlite: { first_start_cpu_s: 4, start_cpu_s: 1.5, idle_mb: 160, loaded_mb: 300 },
    postgres: { first_start_cpu_s: 4, start_cpu_s: 1.5, idle_mb: 160, loaded_mb: 300 },
  },
  run: async (context) => {
    const place: ServerPlace = {
      folder: context.scratch,
      data: join(context.scratch, 'data'),
      ...(context.databaseUrl === null ? {} : { database: context.databaseUrl }),
      // As `npm start` starts it (deploy/README.md).
      settings: { NODE_OPTIONS: '--disable-sigusr1 --max-semi-space-size=16' },
    };
    const figures: Record<string, number> = {};
    const seconds = (pid: number): number => Number((processCpu(() => [pid]).read() / 1000).toPrecision(3));

    const first = await startServer(place);
    figures.first_start_cpu_s = seconds(first.pid);
    await first.end('SIGTERM');
    const server = await startServer(place);
    figures.start_cpu_s = seconds(server.pid);
    figures.idle_mb = megabytes(server.pid, 'VmRSS');

    const client = await logIn(server);
    const person = await makePerson(client, 'Bench');
    const lines = Array.from({ length: FACTS }, (_, at) => observation(at)).join('\n');
    const read = await client.read(person, [{ name: 'large.ndjson', bytes: Buffer.from(lines) }], 'bench');
    await client.commit(read.id, 'bench');
    let left = 400;
    const reader = async (): Promise<void> => {
      while (left-- > 0) await client.json('GET', `/api/people/${person}/facts?limit=100`);
    };
    await Promise.all(Array.from({ length: 8 }, reader));
    figures.loaded_mb = megabytes(server.pid, 'VmRSS');
    figures.highest_mb = megabytes(server.pid, 'VmHWM');
    await server.end('SIGTERM');
    return figures satisfies Figures;
  },
};
