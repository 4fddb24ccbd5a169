import { isCoded } from '@chartwarden/errors';
import type { DoctorDone } from '../operator-api.ts';
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

/** What stops a start is a finding, too: keys, access, log, a rollback, an unfinished restore, the database. */
const STOPS_A_START = /^CW-(VLT|GATE|LED|SRV|OPS|DB)-/;

async function examined(shell: Shell): Promise<DoctorDone> {
  try {
    return await (await shell.operator()).doctor({}, shell.report);
  } catch (error) {
    if (!isCoded(error) || !STOPS_A_START.test(error.code)) throw error;
    const message = `${error.code}: ${error.message}${error.detail === undefined ? '' : ` (${error.detail})`}`;
    return { healthy: false, checks: [{ name: 'start', state: 'problem', message }] };
  }
}

async function doctor(shell: Shell): Promise<Outcome> {
  const { healthy, checks } = await examined(shell);
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
