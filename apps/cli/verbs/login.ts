import { type Api, createApi } from '../client.ts';
import { readPasswordFile } from '../files.ts';
import type { Outcome } from '../outcome.ts';
import type { AddVerb } from '../program.ts';
import { type Shell, when } from '../shell.ts';
import { describe } from '../verb.ts';

interface Options {
  readonly email?: string;
  readonly passwordFile?: string;
  readonly code?: string;
}

interface LoggedIn {
  readonly account: { readonly id: string; readonly email: string; readonly name: string };
  readonly token: string;
  readonly expires: number;
}

interface SecondStep {
  readonly second: { readonly token: string };
}

export const addLogin: AddVerb = (program, run) => {
  describe(program.command('login'), {
    summary: 'log this command line in',
    about:
      'Asks for e-mail address and password, and for a code where your login has a second step, and saves the login in your configuration folder, readable by you only (CHARTWARDEN_LOGIN_FILE says where else). Everything that reads or changes a record needs it.',
    examples: [
      ['login', 'asks for both'],
      ['login --email you@example.org --password-file pw.txt', 'asks nothing'],
    ],
  })
    .option('--email <email>', 'your e-mail address')
    .option('--password-file <file>', 'a file whose first line is the password')
    .option('--code <code>', 'the code of your authenticator app, or a recovery code')
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
  const api = await shell.anonymous();
  const answer = await api.json<LoggedIn | SecondStep>('POST', '/api/login', { body: { email, password } });
  const { account, token, expires } = 'second' in answer ? await secondStep(shell, api, answer, options) : answer;
  await endSaved(shell);
  shell.saveLogin({ token, account: account.id, expires });
  return {
    document: { account, expires, login: shell.logins.file },
    lines: [`Logged in as ${account.name} until ${when(expires)}.`],
  };
}

/** The password was right, and the account wants a code as well. */
async function secondStep({ terminal }: Shell, api: Api, { second }: SecondStep, options: Options): Promise<LoggedIn> {
  const given = options.code ?? (await terminal.ask('Code of your app, or a recovery code:', '--code'));
  const code = given.replace(/[\s-]/g, '');
  const body = { token: second.token, ...(/^[0-9]{6}$/.test(code) ? { code } : { recovery: given }) };
  return api.json<LoggedIn>('POST', '/api/login/second-step', { body });
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
