import type { Command } from 'commander';

export interface VerbText {
  /** One line for the list of verbs. */
  readonly summary: string;
  /** What it does, in sentences. */
  readonly about: string;
  /** Command lines without `chartwarden`, each with what it does. */
  readonly examples: readonly (readonly [command: string, what: string])[];
}

/** Gives a verb its words and its `--json`. */
export function describe(command: Command, { summary, about, examples }: VerbText): Command {
  const lines = examples.map(([line, what]) => `  $ chartwarden ${line}\n      ${what}`);
  return command
    .summary(summary)
    .description(`${about}\n\nExamples:\n${lines.join('\n')}`)
    .option('--json', 'print one JSON document on standard output; progress goes to standard error')
    .helpCommand(false);
}
