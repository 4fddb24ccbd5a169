import { readdirSync, readFileSync } from 'node:fs';
import { Client } from 'pg';

/** Milliseconds of CPU, user and system, used so far. */
export interface CpuMeter {
  read(): number;
}

/** This process with all its threads. */
export const ownCpu: CpuMeter = {
  read() {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
};

/** Linux counts process times in ticks of 1/100 s (USER_HZ, the same on every architecture Node runs on). */
const MS_PER_TICK = 10;

/** Processes by their ids, with the children they have waited for; a process that is gone counts as nothing. */
export const processCpu = (pids: () => readonly number[]): CpuMeter => ({
  read: () => pids().reduce((sum, pid) => sum + (readStat(pid)?.cpuMs ?? 0), 0),
});

/**
 * The PostgreSQL server at `url`: its postmaster and every process under it. Null when it does not run on this machine
 * or there is no /proc. A backend that ends between two readings is counted by its postmaster, which has waited for it.
 */
export async function postgresCpu(url: string): Promise<CpuMeter | null> {
  const backend = await backendPid(url);
  const postmaster = readStat(backend.pid)?.parent ?? backend.parent;
  const stat = postmaster === null ? null : readStat(postmaster);
  if (postmaster === null || stat === null || !stat.name.startsWith('postgres')) return null;
  return processCpu(() => [postmaster, ...childrenOf(postmaster)]);
}

async function backendPid(url: string): Promise<{ pid: number; parent: number | null }> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const pid = rows[0]?.pid ?? 0;
    // Read while the backend still lives: it is gone once the connection ends.
    return { pid, parent: readStat(pid)?.parent ?? null };
  } finally {
    await client.end();
  }
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((pid) => readStat(pid)?.parent === parent);
}

/** proc(5), /proc/PID/stat: fields 4 (ppid) and 14 to 17 (utime, stime, cutime, cstime). Null when there is none. */
function readStat(pid: number): { name: string; parent: number; cpuMs: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const name = text.slice(text.indexOf('(') + 1, text.lastIndexOf(')'));
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    return { name, parent: Number(fields[1]), cpuMs: ticks * MS_PER_TICK };
  } catch {
    return null;
  }
}
