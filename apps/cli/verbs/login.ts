import { createApi } from '../client.ts';
import { readPasswordFile } from '../files.ts';
import type { Outcome } from '../outcome.ts';
import type { AddVerb } from '../program.ts';
import { type Shell, when } from '../shell.ts';
import { describe } from '../verb.ts';

interface Options {
  readonly email?: string;
  readonly passwordFile?: string;
}

interface Answer {
  readonly account: { readonly id: string; readonly email: string; readonly name: string };
  readonly token: string;
  readonly expires: number;
}

export const addLogin: AddVerb = (program, run) => {
  describe(program.command('login'), {
    summary: 'log this command line in',
    about:
      'Asks for e-mail address and password and saves the login in your configuration folder, readable by you only (CHARTWARDEN_LOGIN_FILE says where else). Everything that reads or changes a record needs it.',
    examples: [
      ['login', 'asks for both'],
      ['login --email you@example.org --password-file pw.txt', 'asks nothing'],
    ],
  })
    .option('--email <email>', 'your e-mail address')
    .option('--password-file <file>', 'a file whose first line is the password')
    .action((options: Options) => run('login', (shell) => login(shell, options)));

  describe(program.command('logout'), {
    summary: 'end the saved login',
    about: 'Ends the session on the server and removes the saved login of this data folder.',
    examples: [['logout', 'this command line can read nothing any more']],
  }).action(() => run('logout', logout));
};

async function login(shell: Shell, options: Options): Promise<Outcome> {
  const { terminal } = shell;
  const email = options.email ?? (await terminal.ask('E-mail address:', '--email'));
  const password =
    options.passwordFile === undefined
      ? await terminal.secret('Password:', '--password-file')
      : readPasswordFile(options.passwordFile);
  const { account, token, expires } = await (await shell.anonymous()).json<Answer>('POST', '/api/login', {
    body: { email, password },
  });
  await endSaved(shell);
  shell.saveLogin({ token, account: account.id, expires });
  return {
    document: { account, expires, login: shell.logins.file },
    lines: [`Logged in as ${account.name} until ${when(expires)}.`],
  };
}

async function logout(shell: Shell): Promise<Outcome> {
  const ended = await endSaved(shell);
  return { document: { ended }, lines: [ended ? 'Logged out.' : 'Nobody was logged in.'] };
}

/** True when there was one. A session that is over already is as good as ended. */
async function endSaved(shell: Shell): Promise<boolean> {
  const saved = shell.login();
  if (saved === null) return false;
  const api = createApi((await shell.connection()).client, `Bearer ${saved.token}`);
  await api.json('POST', '/api/logout').catch((error: { code?: string }) => {
    if (error.code !== 'CW-ACC-001') throw error;
  });
  shell.logins.forget(shell.config.server.data);
  return true;
}
