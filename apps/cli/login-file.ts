import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { CodedError } from '@chartwarden/errors';

/** One saved login. */
export interface SavedLogin {
  readonly token: string;
  readonly account: string;
  /** Milliseconds. */
  readonly expires: number;
}

/** Where the command line keeps its logins, one per data folder; only its user can read it. */
export interface LoginFile {
  readonly file: string;
  /** Throws CW-CLI-013 when others can read the file. */
  read(data: string): SavedLogin | null;
  save(data: string, login: SavedLogin): void;
  forget(data: string): void;
}

type Kept = Record<string, SavedLogin>;

/** `CHARTWARDEN_LOGIN_FILE`, or `chartwarden/login.json` in the user's configuration folder (XDG Base Directory). */
export function loginFileName(configured: string | undefined, env: Record<string, string | undefined>): string {
  if (configured !== undefined) return configured;
  const xdg = env.XDG_CONFIG_HOME;
  // XDG Base Directory, "Basics": a relative path is to be ignored.
  const folder = xdg?.startsWith('/')
    ? xdg
    : process.platform === 'win32' && env.APPDATA
      ? env.APPDATA
      : join(homedir(), '.config');
  return join(folder, 'chartwarden', 'login.json');
}

export function createLoginFile(file: string): LoginFile {
  const all = (): Kept => {
    const found = statSync(file, { throwIfNoEntry: false });
    if (found === undefined) return {};
    if (process.platform !== 'win32' && (found.mode & 0o077) !== 0) throw new CodedError('CW-CLI-013', file);
    return parse(readFileSync(file, 'utf8'));
  };
  const write = (logins: Kept): void => {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const text = JSON.stringify({ version: 1, logins }, null, 2);
    const temporary = `${file}.${process.pid}.new`;
    writeFileSync(temporary, `${text}\n`, { mode: 0o600, flag: 'wx' });
    renameSync(temporary, file);
  };
  return {
    file,
    read: (data) => all()[data] ?? null,
    save(data, login) {
      write({ ...all(), [data]: login });
    },
    forget(data) {
      const { [data]: gone, ...rest } = all();
      if (gone === undefined) return;
      if (Object.keys(rest).length === 0) rmSync(file);
      else write(rest);
    },
  };
}

/** What somebody else put there counts as no login. */
function parse(text: string): Kept {
  try {
    const { version, logins } = JSON.parse(text) as { version?: unknown; logins?: unknown };
    if (version !== 1 || typeof logins !== 'object' || logins === null) return {};
    return Object.fromEntries(Object.entries(logins as Kept).filter(([, login]) => isLogin(login)));
  } catch {
    return {};
  }
}

const isLogin = (value: unknown): value is SavedLogin => {
  const login = value as Partial<SavedLogin> | null;
  return typeof login?.token === 'string' && typeof login.account === 'string' && typeof login.expires === 'number';
};
