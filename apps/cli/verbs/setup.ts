import { resolve } from 'node:path';
import { CodedError } from '@chartwarden/errors';
import { createApi } from '../client.ts';
import { readPasswordFile, refuseExisting, writePrivate } from '../files.ts';
import type { SetupDone, SetupInput } from '../operator-api.ts';
import type { Outcome } from '../outcome.ts';
import type { AddVerb } from '../program.ts';
import { type Shell, when } from '../shell.ts';
import { describe } from '../verb.ts';

/** The part of `GET /api/setup` that is used here. */
interface State {
  readonly needed: boolean;
  readonly suggestedWitness: string | null;
}

interface Options {
  readonly owner: string;
  readonly name?: string;
  readonly passwordFile?: string;
  readonly witness?: string;
  readonly kit?: string;
}

export const addSetup: AddVerb = (program, run) => {
  describe(program.command('setup'), {
    summary: 'make the first account, or a new way in for its owner',
    about: `Makes the owner's account on a fresh data folder, shows the recovery kit, and logs this command line in. Without a password and without a terminal it prints a link, good once and for 15 minutes, with which the browser finishes.

Run again for an owner who lost the password, it ends their sessions and prints such a link. Only the operator can do this: the user whose data folder it is.`,
    examples: [
      ['setup --owner you@example.org', 'asks for everything else'],
      [
        'setup --owner you@example.org --password-file pw.txt --witness /mnt/usb/witness --kit kit.txt',
        'asks nothing; put kit.txt away from this machine afterwards',
      ],
    ],
  })
    .requiredOption('--owner <email>', "the owner's e-mail address")
    .option('--name <name>', 'how the owner wants to be called')
    .option('--password-file <file>', 'a file whose first line is the password (15 characters or more)')
    .option('--witness <folder>', 'a folder outside the data folder that keeps checkpoints of the log, or "none"')
    .option('--kit <file>', 'write the recovery kit to this new file instead of showing it')
    .action((options: Options) => run('setup', (shell) => setup(shell, options)));
};

async function setup(shell: Shell, options: Options): Promise<Outcome> {
  const { terminal } = shell;
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(options.owner))
    throw new CodedError('CW-CLI-001', `"${options.owner}" is not an e-mail address, such as you@example.org`);
  if (options.kit !== undefined) refuseExisting(options.kit);
  const given = options.passwordFile === undefined ? undefined : readPasswordFile(options.passwordFile);
  await shell.connection(true);
  const state = await (await shell.anonymous()).json<State>('GET', '/api/setup');
  if (!state.needed || (given === undefined && !terminal.interactive)) return link(shell, options.owner, state);

  const short = options.owner.split('@')[0] ?? options.owner;
  const name =
    options.name ??
    (terminal.interactive ? await terminal.ask('How do you want to be called?', '--name', short) : short);
  const witness = await chooseWitness(shell, options.witness, state);
  const done = await makeOwner(
    shell,
    { email: options.owner, name, ...(witness === undefined ? {} : { witness }) },
    given,
  );
  shell.saveLogin({ token: done.token, account: done.account.id, expires: done.expires });
  const confirmed = await keepKit(shell, done, options.kit);
  return {
    document: {
      done: 'owner',
      account: done.account,
      witness: done.witness,
      kit: { file: options.kit === undefined ? null : resolve(options.kit), confirmed },
      login: shell.logins.file,
    },
    lines: [
      `${done.account.name} is the owner of this Chartwarden, and this command line is logged in.`,
      done.witness === null
        ? 'No second place keeps checkpoints of the log: whoever controls this machine could rewrite it unnoticed.'
        : `Checkpoints of the log are kept in ${done.witness}.`,
      ...(options.kit === undefined
        ? []
        : [`The recovery kit is in ${options.kit}. Print it, then take the file off this machine.`]),
      ...(confirmed ? [] : ['The browser shows the recovery kit at the first login.']),
      'Next: chartwarden person add NAME',
    ],
  };
}

/** Asks again when a typed password is refused; one from a file is an answer. */
async function makeOwner(
  shell: Shell,
  owner: Omit<SetupInput, 'password'>,
  given: string | undefined,
): Promise<SetupDone> {
  const operator = await shell.operator();
  for (;;) {
    const password = given ?? (await askPassword(shell));
    try {
      return await operator.setup({ ...owner, password }, shell.report);
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      if (given !== undefined || (code !== 'CW-ACC-006' && code !== 'CW-ACC-007')) throw error;
      shell.terminal.note(message);
    }
  }
}

/** `undefined` lets the server take the place it suggests. */
async function chooseWitness(
  { terminal }: Shell,
  given: string | undefined,
  { suggestedWitness }: State,
): Promise<string | null | undefined> {
  if (given !== undefined) return given === 'none' ? null : resolve(given);
  if (!terminal.interactive) return undefined;
  const answer = await terminal.ask(
    'A folder, best on another disk, that keeps checkpoints of the log ("none" for no such place):',
    '--witness',
    suggestedWitness ?? 'none',
  );
  return answer === 'none' ? null : resolve(answer);
}

async function askPassword({ terminal }: Shell): Promise<string> {
  for (;;) {
    const password = await terminal.secret('A password of 15 characters or more:', '--password-file');
    if ((await terminal.secret('The same again:', '--password-file')) === password) return password;
    terminal.note('The two are not the same. Once more.');
  }
}

/** Writes the kit, or shows it and asks for its last group. True when the person has it. */
async function keepKit(shell: Shell, { kit, token }: SetupDone, file: string | undefined): Promise<boolean> {
  const { terminal } = shell;
  if (file === undefined && !terminal.interactive) return false;
  if (file === undefined) {
    terminal.note(`\n${kit.text}\n`);
    terminal.note(
      'This is the only key to your records. Write it down or print it, and keep it away from this machine.',
    );
  } else {
    writePrivate(file, kit.text);
  }
  const api = createApi((await shell.connection()).client, `Bearer ${token}`);
  for (;;) {
    const lastGroup = file === undefined ? await askLastGroup(shell) : lastOf(kit.words);
    if (lastGroup === null) return false;
    try {
      await api.json('POST', '/api/setup/kit-confirmed', { body: { lastGroup } });
      return true;
    } catch (error) {
      if (file !== undefined || (error as { code?: string }).code !== 'CW-ACC-008') throw error;
      terminal.note((error as Error).message);
    }
  }
}

/** Null when the person stops: the account stands, and the browser asks for the kit again. */
async function askLastGroup({ terminal }: Shell): Promise<string | null> {
  try {
    for (;;) {
      const answer = await terminal.ask('Type the last group of the recovery kit:', '--kit');
      if (answer.trim() !== '') return answer;
    }
  } catch (error) {
    if ((error as { code?: string }).code === 'CW-CLI-004') return null;
    throw error;
  }
}

const lastOf = (words: string): string => /([^\s-]+)[\s-]*$/.exec(words)?.[1] ?? '';

async function link(shell: Shell, email: string, { needed }: State): Promise<Outcome> {
  const operator = await shell.operator();
  const { terminal } = shell;
  if (!needed && terminal.interactive) {
    const sure = await terminal.confirm(`End every session of ${email} and make a link for a new password?`, '--owner');
    if (!sure) throw new CodedError('CW-CLI-004');
  }
  const { purpose, url, expires, sessionsEnded } = await operator.setupLink({ email }, shell.report);
  const until = when(expires);
  return {
    document: { done: 'link', purpose, url, expires, sessionsEnded },
    lines: [
      purpose === 'first-run'
        ? `Open this link in a browser before ${until} to finish the set-up. It works once:`
        : `Sessions ended: ${sessionsEnded}. Open this link in a browser before ${until} to set a new password. It works once:`,
      '',
      `  ${url}`,
      '',
      'The server must be running: chartwarden serve',
    ],
  };
}
