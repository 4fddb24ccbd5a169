import type { Config } from '@chartwarden/config';
import { CodedError } from '@chartwarden/errors';
import type { Clock } from '@chartwarden/time';
import { type Api, createApi } from './client.ts';
import type { LoginFile, SavedLogin } from './login-file.ts';
import type { Operator, Progress, Report, RestoreDone, RestoreInput } from './operator-api.ts';
import type { Terminal } from './terminal.ts';
import type { Connection } from './transport/connect.ts';

/** Everything from outside that verbs use; a test gives its own. */
export interface Outside {
  readonly terminal: Terminal;
  readonly clock: Clock;
  readonly config: Config;
  readonly logins: LoginFile;
  /** False when the settings say where the root key is. */
  readonly ownRootKey: boolean;
  /** `create` makes a data folder where there is none. */
  connect(create: boolean): Promise<Connection>;
  restore(input: RestoreInput, report: Report): Promise<RestoreDone>;
}

/** What one run of a verb works with. */
export interface Shell extends Outside {
  readonly json: boolean;
  /** Opened once, when first needed; a data folder is made only for who says `create`. */
  connection(create?: boolean): Promise<Connection>;
  /** The API as the saved login. Throws CW-CLI-002 when there is none. */
  api(): Promise<Api>;
  /** The API as nobody. */
  anonymous(): Promise<Api>;
  operator(): Promise<Operator>;
  /** Shows where a long act stands. */
  readonly report: Report;
  saveLogin(login: SavedLogin): void;
  /** The token of the saved login, or null. */
  login(): SavedLogin | null;
  close(): Promise<void>;
}

export function createShell(outside: Outside, json: boolean): Shell {
  const { terminal, logins, clock, config } = outside;
  const { data } = config.server;
  let opened: Promise<Connection> | undefined;
  const connection = (create = false): Promise<Connection> => {
    opened ??= outside.connect(create);
    return opened;
  };
  const login = (): SavedLogin | null => {
    const saved = logins.read(data);
    return saved !== null && saved.expires > clock.now() ? saved : null;
  };
  return {
    ...outside,
    json,
    login,
    connection,
    async api() {
      const saved = login();
      if (saved === null) throw new CodedError('CW-CLI-002');
      return createApi((await connection()).client, `Bearer ${saved.token}`, async (api) => {
        if (!terminal.interactive) return false;
        const password = await terminal.secret('This needs to be sure that it is you. Password:', 'login');
        await api.json('POST', '/api/session/confirm', { body: { password } });
        return true;
      });
    },
    anonymous: async () => createApi((await connection()).client),
    operator: async () => (await connection()).operator(),
    report: (progress) => terminal.progress(progressLine(progress)),
    saveLogin: (saved) => logins.save(data, saved),
    async close() {
      // What could not be opened has nothing to close; whoever asked for it was told.
      const connection = await opened?.catch(() => undefined);
      await connection?.close();
    },
  };
}

/** `checking facts: 1,200 of 5,000 facts (24 %)`. */
export function progressLine({ step, done, total, unit }: Progress): string {
  if (done === undefined) return step;
  const one = done === 1 && total === undefined;
  const noun = unit === undefined ? '' : ` ${unit === 'bytes' ? '' : one ? unit.replace(/s$/, '') : unit}`;
  const show = (value: number) => (unit === 'bytes' ? size(value) : value.toLocaleString('en-US'));
  if (total === undefined || total === 0) return `${step}: ${show(done)}${noun}`.trimEnd();
  return `${step}: ${show(done)} of ${show(total)}${noun.trimEnd()} (${Math.floor((done / total) * 100)} %)`;
}

/** `1.5 MB`; decimal units. */
export function size(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}

/** `1 fact`, `2 facts`. */
export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`;

/** `December 6, 2026 at 9:37 PM`, in the language and zone of whoever reads it. */
export const when = (time: number): string =>
  new Intl.DateTimeFormat(undefined, { dateStyle: 'long', timeStyle: 'short' }).format(time);
