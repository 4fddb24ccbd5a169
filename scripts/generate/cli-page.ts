import type { Command, Option } from 'commander';
import { createProgram } from '../../apps/cli/program.ts';

/** docs/reference/cli.md: every verb with its words and options, as `--help` shows them. */
export function cliPage(): string {
  const program = createProgram(async () => undefined);
  const sections = verbsOf(program, 'chartwarden').map(([path, command]) => section(path, command));
  return `${intro}\n## chartwarden\n\n${fence(program.description())}\n${sections.join('\n')}`;
}

/** Every command that can be run, with the words that run it. */
function verbsOf(command: Command, path: string): [path: string, command: Command][] {
  return command.commands.flatMap((child) => {
    const own = `${path} ${child.name()}`;
    const itself: [string, Command][] = runsItself(child) ? [[own, child]] : [];
    return [...itself, ...verbsOf(child, own)];
  });
}

/** A verb without further verbs, or one with both, such as `backup` and `backup rehearse`. */
function runsItself(command: Command): boolean {
  const ownOptions = command.options.filter(({ long }) => long !== '--json');
  return command.commands.length === 0 || ownOptions.length > 0 || command.registeredArguments.length > 0;
}

function section(path: string, command: Command): string {
  const rows = command.options.filter((option) => !option.hidden).map(optionRow);
  const table = rows.length === 0 ? '' : `\n| option | what it does |\n| --- | --- |\n${rows.join('\n')}\n`;
  return `## ${path}\n\n${fence(`${path} ${command.usage()}`)}\n${words(command.description())}${table}`;
}

/** A description in sentences, its examples as they are typed. */
function words(description: string): string {
  const [about = '', examples] = description.split('\n\nExamples:\n');
  return `${about.trim()}\n${examples === undefined ? '' : `\n${fence(examples)}`}`;
}

const fence = (text: string): string => `\`\`\`\n${text.trimEnd()}\n\`\`\`\n`;

const optionRow = ({ flags, description }: Option): string =>
  `| \`${flags.replaceAll('|', '\\|')}\` | ${description.replaceAll('|', '\\|')} |`;

const intro = `# Command line

<!-- Generated from apps/cli. Change the verbs there, then run: npm run generate -->

\`npx chartwarden <verb>\`. With \`--json\` a verb prints one document on standard output; progress goes to standard error.
`;
