import type { Command } from 'commander';
import { createProgram } from './program.ts';

/** The page of every verb, from the help that the verbs print; `scripts/generate.ts` writes it, a test compares it. */
export const cliGenerators: readonly { readonly file: string; text(): string }[] = [
  { file: 'docs/reference/cli.md', text: cliPage },
];

const WIDTH = 100;

function cliPage(): string {
  const program = createProgram(() => Promise.resolve());
  const parts = commandsOf(program).map((command) => `## ${pathOf(command)}\n\n\`\`\`\n${helpOf(command)}\n\`\`\`\n`);
  return [
    '# Command line',
    '',
    '<!-- Generated from apps/cli. Change it there, then run: npm run generate -->',
    '',
    'Run a verb with `npx chartwarden VERB`. `--json` on every verb prints one document on standard output:',
    '`{"ok":true,"verb":"...", ...}`, or `{"ok":false,"verb":"...","error":{"code","message","detail?"}}`. Progress and',
    'questions go to standard error; without a terminal nothing is asked, and what is missing is named.',
    '',
    ...parts,
  ].join('\n');
}

const commandsOf = (command: Command): Command[] => [command, ...command.commands.flatMap(commandsOf)];

const pathOf = (command: Command): string =>
  command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;

const helpOf = (command: Command): string => command.configureHelp({ helpWidth: WIDTH }).helpInformation().trimEnd();
