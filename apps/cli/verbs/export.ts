import { mkdirSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { CodedError } from '@chartwarden/errors';
import type { Outcome } from '../outcome.ts';
import { findPerson } from '../people.ts';
import type { AddVerb } from '../program.ts';
import { count, type Shell } from '../shell.ts';
import { unpack } from '../unpack.ts';
import { describe } from '../verb.ts';

interface Options {
  readonly person: string;
  readonly out: string;
  readonly asReceived?: boolean;
}

export const addExport: AddVerb = (program, run) => {
  describe(program.command('export'), {
    summary: 'write a record to a folder of files',
    about:
      'Writes the facts of a record as FHIR (one file per type, one resource per line, corrections applied) and every file as it was received. With --as-received only the received files, byte for byte. The files are not encrypted: keep them as you would keep paper.',
    examples: [
      ['export --person Maya --out maya', 'into the new folder maya'],
      ['export --person Maya --out maya --as-received', 'exactly the files that came in'],
    ],
  })
    .requiredOption('--person <person>', 'name or id')
    .requiredOption('--out <folder>', 'a new or empty folder')
    .option('--as-received', 'only the files as they came, without corrections')
    .action((options: Options) => run('export', (shell) => write(shell, options)));
};

async function write(shell: Shell, { person: wanted, out, asReceived }: Options): Promise<Outcome> {
  const folder = resolve(out);
  refuseFilled(folder);
  const api = await shell.api();
  const person = await findPerson(api, wanted);
  const view = asReceived ? 'received' : 'effective';
  const bytes = await api.bytes('GET', `/api/people/${person.id}/export`, { query: { view } });
  makeFolder(folder);
  const manifest = await unpack(bytes, folder, (done) => shell.report({ step: 'writing', done, unit: 'bytes' }));
  const { facts, sources, files } = manifest;
  return {
    document: { person, view, out: folder, facts, sources, files },
    lines: [
      asReceived
        ? `${count(sources, 'file')} of ${person.name} as received are in ${folder}.`
        : `${count(facts, 'fact')} and ${count(sources, 'file')} of ${person.name} are in ${folder}.`,
      'They are not encrypted. manifest.json holds their SHA-256.',
    ],
  };
}

function refuseFilled(folder: string): void {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return;
    throw new CodedError('CW-CLI-008', folder, { cause: error });
  }
  if (names.length > 0) throw new CodedError('CW-CLI-008', folder);
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new CodedError('CW-CLI-007', folder, { cause: error });
  }
}
