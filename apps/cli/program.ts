import { Command, type OutputConfiguration } from 'commander';
import type { Outcome } from './outcome.ts';
import type { Shell } from './shell.ts';
import { addBackup } from './verbs/backup.ts';
import { addDemo } from './verbs/demo.ts';
import { addDoctor } from './verbs/doctor.ts';
import { addExport } from './verbs/export.ts';
import { addImport } from './verbs/import.ts';
import { addKeys } from './verbs/keys.ts';
import { addLedger } from './verbs/ledger.ts';
import { addLogin } from './verbs/login.ts';
import { addPerson } from './verbs/person.ts';
import { addRestore } from './verbs/restore.ts';
import { addServe } from './verbs/serve.ts';
import { addSetup } from './verbs/setup.ts';

/** Runs the work of one verb, shows what came of it and keeps the exit code. */
export type Run = (verb: string, work: (shell: Shell) => Promise<Outcome>) => Promise<void>;

/** Adds a verb to the program. */
export type AddVerb = (program: Command, run: Run) => void;

/** In the order in which a newcomer meets them. */
const VERBS: readonly AddVerb[] = [
  addServe,
  addSetup,
  addLogin,
  addPerson,
  addImport,
  addExport,
  addLedger,
  addBackup,
  addRestore,
  addKeys,
  addDoctor,
  addDemo,
];

const ABOUT = `Keeps a family's health records on your own machine: encrypted, readable, shared only as you say.

Verbs work through the server when one is running on this data folder, and on the data folder itself otherwise.
The data folder is ./data, or what CHARTWARDEN_DATA says.
In the folder that you installed it in, write npx chartwarden.

First steps:
  $ chartwarden setup --owner you@example.org      the first account
  $ chartwarden person add "Maya"                  whose record it is
  $ chartwarden import ~/Downloads/*.json --person Maya
  $ chartwarden serve                              look at it in the browser

Exit codes: 0 done, 1 failed, 2 not understood, 3 not allowed (not logged in, or not yours to see).`;

/** `output` is where commander writes help and what it did not understand. */
export function createProgram(run: Run, output: OutputConfiguration = {}): Command {
  const program = new Command('chartwarden')
    .description(ABOUT)
    .helpCommand(false)
    .showHelpAfterError('(add --help to see how it is written)')
    .showSuggestionAfterError()
    .exitOverride()
    // Handed down to the verbs as they are added.
    .configureOutput(output);
  for (const add of VERBS) add(program, run);
  return program;
}
