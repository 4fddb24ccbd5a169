import { demoHousehold, putHousehold } from '@chartwarden/demo';
import { CodedError } from '@chartwarden/errors';
import type { Outcome } from '../outcome.ts';
import type { AddVerb } from '../program.ts';
import { count, type Shell } from '../shell.ts';
import { describe } from '../verb.ts';

interface Options {
  readonly facts?: string;
  readonly until?: string;
}

/** Always the same household. */
const SEED = 1;
/** Ten years of sensor readings are not much more. */
const MOST_FACTS = 1_000_000;

export const addDemo: AddVerb = (program, run) => {
  describe(program.command('demo'), {
    summary: 'add a household that does not exist, to look around in',
    about:
      'Makes four people with ten years of records, by the same way that real files take: an adult with type 1 diabetes and a glucose sensor, a teenager with sensitive notes, a grandmother with twelve medicines from three hospitals that disagree, a healthy child. Everything in it is made up. When somebody of one of these names is there, nothing is made.',
    examples: [
      ['demo', 'about 5,000 facts, ending today'],
      ['demo --facts 50000', 'more readings of the glucose sensor, for load'],
      ['demo --until 2026-10-31 --json', 'the same records on every machine'],
    ],
  })
    .option('--facts <number>', 'about how many facts there shall be in all, up to 1000000')
    .option('--until <date>', 'the last day of the ten years, such as 2026-10-31; today when absent')
    .action((options: Options) => run('demo', (shell) => demo(shell, options)));
};

async function demo(shell: Shell, options: Options): Promise<Outcome> {
  const facts = options.facts === undefined ? undefined : factsFrom(options.facts);
  const until = options.until ?? new Date(shell.clock.now()).toISOString().slice(0, 10);
  const household = make(until, facts);
  const people = await putHousehold(await shell.api(), household, shell.report);
  const width = Math.max(...people.map(({ name }) => name.length));
  return {
    document: { until, facts: people.reduce((sum, one) => sum + one.facts, 0), people },
    lines: [
      ...people.map(
        ({ name, facts: number, imports }) =>
          `${name.padEnd(width)}  ${count(number, 'fact')} from ${count(imports, 'place')}`,
      ),
      'None of them exists. To look at them: chartwarden serve',
    ],
  };
}

function make(until: string, facts: number | undefined) {
  try {
    return demoHousehold({ seed: SEED, until, ...(facts === undefined ? {} : { facts }) });
  } catch (error) {
    if (error instanceof RangeError)
      throw new CodedError('CW-CLI-001', '--until takes a date of 2026 or later, such as 2026-10-31');
    throw error;
  }
}

function factsFrom(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < 1 || number > MOST_FACTS)
    throw new CodedError('CW-CLI-001', '--facts takes a whole number from 1 to 1000000');
  return number;
}
