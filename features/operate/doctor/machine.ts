import { lstatSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { type Examine, ok, problem, warning } from './types.ts';

const GIB = 1024 ** 3;

/** Where the settings come from. */
export const settings: Examine = async ({ origins }) => [
  ok(
    'config.origins',
    Object.entries(origins)
      .filter(([, count]) => count > 0)
      .map(([origin, count]) => `${count} from ${origin === 'default' ? 'the defaults' : origin}`)
      .join(', '),
  ),
];

/** Files that hold keys must be this user's alone. */
export const keyFiles: Examine = async ({ secrets }) =>
  secrets.flatMap(({ name, path, kind }) => {
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found === undefined || process.platform === 'win32') return [];
    const loose = (found.mode & (kind === 'folder' ? 0o077 : 0o177)) !== 0;
    if (found.isSymbolicLink()) return [problem(name, 'It is a link to another place. Put the file itself there.')];
    const mode = kind === 'folder' ? '700' : '600';
    return loose
      ? [problem(name, `Others on this machine may read it. Take that away: chmod ${mode}.`)]
      : [ok(name, 'Only this user may read it.')];
  });

export const diskSpace: Examine = async ({ dataFolder }) => {
  const { bavail, bsize } = await statfs(dataFolder);
  const free = bavail * bsize;
  const said = `${(free / GIB).toFixed(1)} GiB are free where the data folder is.`;
  if (free < 0.2 * GIB) return [problem('disk.space', `${said} Imports will stop. Make room.`)];
  return [free < 2 * GIB ? warning('disk.space', `${said} Make room before a large import.`) : ok('disk.space', said)];
};

export const importerIsolation: Examine = async ({ isolation }) => {
  const { level, explanation } = await isolation();
  return [level === 'guard' ? warning('sandbox.isolation', explanation) : ok('sandbox.isolation', explanation)];
};

export const jobs: Examine = async ({ deadJobs }) => {
  const dead = await deadJobs();
  return [
    dead === 0
      ? ok('jobs.failed', 'No background work has failed for good.')
      : warning('jobs.failed', `${dead} pieces of background work failed for good. The log of the server says why.`),
  ];
};
