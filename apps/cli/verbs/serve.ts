import { CodedError } from '@chartwarden/errors';
import type { AddVerb } from '../program.ts';
import { describe } from '../verb.ts';

export const addServe: AddVerb = (program, run) => {
  describe(program.command('serve'), {
    summary: 'start the server',
    about:
      'Starts the server on this data folder and keeps running until Ctrl+C. Where it listens is set by CHARTWARDEN_HOST and CHARTWARDEN_PORT (127.0.0.1:8800 unless said otherwise). Log lines are JSON on standard output.',
    examples: [
      ['serve', 'serves http://localhost:8800'],
      ['serve > chartwarden.log', 'keeps the log lines in a file; they never hold record content'],
    ],
    // The launcher starts the server before anything else is loaded; it comes here only with words it does not know.
  }).action(() => run('serve', () => Promise.reject(new CodedError('CW-CLI-001'))));
};
