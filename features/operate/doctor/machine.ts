import { lstatSync } from 'node:fs';
import { serverSettings } from '../operate.store.ts';
import { type Check, type Examine, ok, problem, warning } from './types.ts';

const MIB = 1024 ** 2;
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

export const diskSpace: Examine = async ({ disk }) => {
  const { size, kept, free, growing } = await disk();
  const said = `${inMebibytes(free)} are free where the data folder is.`;
  const space =
    free < 0.2 * GIB
      ? problem('disk.space', `${said} Make room.`)
      : free < 2 * GIB
        ? warning('disk.space', `${said} Make room before a large import.`)
        : ok('disk.space', said);
  return [space, reserveOf(size, kept, growing)];
};

const reserveOf = (size: number, kept: number, growing: boolean): Check => {
  if (size === 0)
    return warning(
      'disk.reserve',
      'Nothing is kept back: on a full disk nothing can be read. Set disk.reserveMegabytes.',
    );
  const said = `${inMebibytes(kept)} of ${inMebibytes(size)} are kept back for the log.`;
  if (growing) return ok('disk.reserve', said);
  return problem('disk.reserve', `${said} Imports are refused, and records can be read while that lasts. Make room.`);
};

const inMebibytes = (bytes: number): string =>
  bytes < 10 * GIB ? `${Math.floor(bytes / MIB)} MiB` : `${(bytes / GIB).toFixed(1)} GiB`;

/** What a PostgreSQL server has to do so that an acknowledged write outlives a power cut. */
const DURABLE: Readonly<Record<string, string>> = {
  fsync: 'a power cut can destroy the whole database',
  full_page_writes: 'a power cut can leave half-written pages',
  synchronous_commit: 'a power cut loses what was acknowledged last',
};

export const durability: Examine = async ({ db, keyringDb }) => {
  const checks: Check[] = [];
  for (const [name, one] of Object.entries({ postgres: db, 'postgres-keyring': keyringDb })) {
    if (one.engine !== 'postgres') continue;
    const off = (await serverSettings(one.all, Object.keys(DURABLE))).filter(({ setting }) => setting === 'off');
    checks.push(
      ...off.map((row) =>
        problem(`${name}.${row.name}`, `${row.name} is off on the server: ${DURABLE[row.name]}. Switch it on.`),
      ),
    );
    if (off.length === 0)
      checks.push(ok(`${name}.durable`, 'The server keeps what it acknowledges through a power cut.'));
  }
  return checks;
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

export const stored: Examine = async ({ objects }) => {
  await objects.reach();
  return [ok('objects.store', 'The place of stored files takes requests.')];
};

export const mail: Examine = async (parts) => {
  const { configured, late } = await parts.mail();
  if (late > 0)
    return [
      warning(
        'mail.late',
        configured
          ? `${late} messages have waited for more than an hour: the mail server does not take them. The log says why.`
          : `${late} messages wait, and no mail server is configured any more. Set mail.host, or hand the links out yourself.`,
      ),
    ];
  return configured ? [ok('mail.late', 'No message waits for the mail server.')] : [];
};

const SIGN_ON_TROUBLES = {
  unreachable:
    'it does not answer within ten seconds, or its certificate is not trusted. Is the issuer in the settings its address, and can this server reach it?',
  'not-openid':
    'what stands there is no OpenID provider. Is the issuer in the settings the one that the provider names?',
  'another-issuer':
    'it says that it is another issuer than the one in the settings. They have to agree to the letter; take what the provider says in its own documentation.',
  'no-endpoints': 'it does not say where to log in and where to get tokens.',
  'no-pkce':
    'it does not take PKCE with S256, without which nobody is signed in here. See whether it can be turned on there.',
} as const;

/** Whether people could sign in at each provider of the settings. */
export const signOn: Examine = async (parts) =>
  (await parts.signOn()).map(({ id, trouble }) =>
    trouble === null
      ? ok(`sign-on.${id}`, `People can sign in at ${id}.`)
      : warning(`sign-on.${id}`, `Nobody can sign in at ${id}: ${SIGN_ON_TROUBLES[trouble]}`),
  );
