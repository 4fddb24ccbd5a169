import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectRoot } from '../../scripts/project-files.ts';
import { makeMemoryDisk } from '../../tests/support/small-disk.ts';

/** A PostgreSQL server of the proof's own whose files stand on a disk of so many megabytes. */
export interface PostgresDisk {
  readonly url: string;
  /** The disk; this user may write there, too. */
  readonly folder: string;
  /** Starts the server again if it has stopped by itself; true when it had. */
  mend(): Promise<boolean>;
  remove(): void;
}

const script = join(projectRoot, 'scripts/postgres-cluster.sh');
const run = (program: string, ...words: string[]): string =>
  execFileSync(program, words, { encoding: 'utf8', cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] }).trim();

export function makePostgresDisk(megabytes: number): PostgresDisk {
  // Not in the proof's own folder, which PostgreSQL's user cannot enter.
  const place = mkdtempSync(join(tmpdir(), 'chartwarden-full-'));
  chmodSync(place, 0o755);
  const disk = makeMemoryDisk(join(place, 'disk'), megabytes);
  const cluster = join(disk.folder, 'cluster');
  mkdirSync(cluster);
  const remove = (): void => {
    try {
      // What did not even begin needs no end.
      if (existsSync(join(cluster, 'data'))) run(script, 'stop', cluster);
    } finally {
      disk.remove();
      rmSync(place, { recursive: true, force: true });
    }
  };
  const data = join(cluster, 'data');
  const asPostgres = (program: string, ...words: string[]): string =>
    run('runuser', '-u', 'postgres', '--', program, ...words);
  const bin = run('bash', '-c', "dirname $(find /usr/lib/postgresql -path '*/bin/pg_ctl' | sort -V | tail -n 1)");
  try {
    const url = run(script, 'start', cluster);
    // The default lets its own log grow to more than this disk has.
    for (const setting of ["max_wal_size = '64MB'", "min_wal_size = '32MB'"])
      run('psql', url, '-qc', `alter system set ${setting}`);
    run('psql', url, '-qc', 'select pg_reload_conf()');
    return {
      url,
      folder: disk.folder,
      async mend() {
        const isUp = (): boolean => {
          try {
            run('psql', url, '-qc', 'select 1');
            return true;
          } catch {
            return false;
          }
        };
        // After a panic it recovers by itself when it can.
        for (let tries = 0; tries < 10; tries += 1) {
          if (isUp()) return false;
          await sleep(500);
        }
        asPostgres(join(bin, 'pg_ctl'), 'restart', '-w', '-s', '-D', data, '-l', join(cluster, 'log'));
        return true;
      },
      remove,
    };
  } catch (error) {
    remove();
    throw error;
  }
}
