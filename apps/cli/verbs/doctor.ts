import type { Outcome } from '../outcome.ts';
import type { AddVerb } from '../program.ts';
import type { Shell } from '../shell.ts';
import { describe } from '../verb.ts';

export const addDoctor: AddVerb = (program, run) => {
  describe(program.command('doctor'), {
    summary: 'check everything and say what is wrong',
    about:
      'Looks at settings, keys, database, stored files, log, witness and backups, and names every row that was changed, removed or rolled back. Changes nothing, shows no record content.',
    examples: [
      ['doctor', 'exit code 1 when there is a problem'],
      ['doctor --json', 'for monitoring'],
    ],
  }).action(() => run('doctor', doctor));
};

const MARK = { ok: 'ok      ', warning: 'warning ', problem: 'PROBLEM ' };

async function doctor(shell: Shell): Promise<Outcome> {
  const { healthy, checks } = await (await shell.operator()).doctor({}, shell.report);
  const problems = checks.filter(({ state }) => state === 'problem').length;
  return {
    exit: healthy ? 0 : 1,
    document: { healthy, checks },
    lines: [
      ...checks.map(({ state, name, message }) => `${MARK[state]} ${name}: ${message}`),
      '',
      healthy ? 'Everything that must hold, holds.' : `${problems} of ${checks.length} checks found a problem.`,
    ],
  };
}
