import { createWriteStream, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CodedError } from '@chartwarden/errors';
import { refuseExisting } from '../files.ts';
import type { Outcome } from '../outcome.ts';
import { findPerson } from '../people.ts';
import type { AddVerb } from '../program.ts';
import { count, type Shell, size } from '../shell.ts';
import { unpack } from '../unpack.ts';
import { describe } from '../verb.ts';

interface Options {
  readonly person: string;
  readonly out: string;
  readonly asReceived?: boolean;
  readonly yes?: boolean;
}

interface Draft {
  readonly id: string;
  readonly digest: string;
  readonly whole: boolean;
  readonly facts: number;
  readonly versions: number;
  readonly sources: number;
  readonly corrections: number;
  readonly bytes: number;
}

export const addExport: AddVerb = (program, run) => {
  describe(program.command('export'), {
    summary: 'write a record to a folder of files, or everything about a person to one archive',
    about:
      'With --out NAME.zip: everything about a person in one archive that another Chartwarden can take in: entries with every version, files as received, corrections, who was given what, the log with its proof, and a page to read. With --out FOLDER: the facts of a record as FHIR (one file per type, one resource per line, corrections applied) and every file as it was received; with --as-received only the received files, byte for byte. Nothing of it is encrypted: keep it as you would keep paper.',
    examples: [
      ['export --person Maya --out maya.zip', 'everything about Maya, after asking'],
      ['export --person Maya --out maya', 'into the new folder maya'],
      ['export --person Maya --out maya --as-received', 'exactly the files that came in'],
    ],
  })
    .requiredOption('--person <person>', 'name or id')
    .requiredOption('--out <place>', 'a new .zip, or a new or empty folder')
    .option('--as-received', 'only the files as they came, without corrections')
    .option('--yes', 'do not ask before anything is written')
    .action((options: Options) =>
      run('export', (shell) =>
        /\.zip$/i.test(options.out) ? writeArchive(shell, options) : writeFolder(shell, options),
      ),
    );
};

async function writeArchive(shell: Shell, { person: wanted, out, asReceived, yes }: Options): Promise<Outcome> {
  if (asReceived) throw new CodedError('CW-CLI-001', '--as-received writes a folder');
  const file = resolve(out);
  refuseExisting(file);
  const api = await shell.api();
  const person = await findPerson(api, wanted);
  const draft = await api.json<Draft>('POST', `/api/people/${person.id}/archives`, { body: {} });
  const { facts, versions, sources, corrections, bytes } = draft;
  shell.terminal.note(
    draft.whole
      ? `${person.name}: ${count(facts, 'entry', 'entries')} in ${count(versions, 'version')}, ${count(sources, 'file')} (${size(bytes)}), ${count(corrections, 'correction')}, consents and log would go into ${file}.`
      : `${person.name}: the ${count(facts, 'entry', 'entries')} that you were given would go into ${file}.`,
  );
  shell.terminal.note('It is not encrypted: whoever has it can read it.');
  if (!yes && !(await shell.terminal.confirm('Write it?', '--yes'))) throw new CodedError('CW-CLI-004');
  await api.json('POST', `/api/archives/${draft.id}/approve`, { body: { digest: draft.digest } });
  const answer = await api.bytes('GET', `/api/archives/${draft.id}/file`);
  let written = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const piece of answer) {
      written += piece.length;
      shell.report({ step: 'writing', done: written, unit: 'bytes' });
      yield piece;
    }
  }
  try {
    await pipeline(counted, createWriteStream(file, { flags: 'wx', mode: 0o600 }));
  } catch (error) {
    // What was cut off has no directory and does not open: nobody should take it for a copy.
    if ((error as { code?: string }).code !== 'EEXIST') rmSync(file, { force: true });
    if (error instanceof CodedError) throw error;
    const isHere = typeof (error as { code?: unknown }).code === 'string' && 'path' in (error as object);
    throw new CodedError(isHere ? 'CW-CLI-007' : 'CW-CLI-010', isHere ? file : 'it was cut off', { cause: error });
  }
  return {
    document: { person, out: file, bytes: written, whole: draft.whole, facts, versions, sources, corrections },
    lines: [`Everything about ${person.name} is in ${file} (${size(written)}).`, 'It is not encrypted.'],
  };
}

async function writeFolder(shell: Shell, { person: wanted, out, asReceived, yes }: Options): Promise<Outcome> {
  const folder = resolve(out);
  refuseFilled(folder);
  const api = await shell.api();
  const person = await findPerson(api, wanted);
  const view = asReceived ? 'received' : 'effective';
  const kind = asReceived ? 'files' : 'entries';
  const draft = await api.json<Draft>('POST', `/api/people/${person.id}/archives`, { body: { kind } });
  const files = `${count(draft.sources, 'file')} (${size(draft.bytes)})`;
  const what = asReceived ? files : `${count(draft.facts, 'entry', 'entries')} and ${files}`;
  shell.terminal.note(`${person.name}: ${what} would go into ${folder}. They are not encrypted.`);
  // A script that names the folder has said what it wants; a person is asked.
  if (!yes && shell.terminal.interactive && !(await shell.terminal.confirm('Write it?', '--yes')))
    throw new CodedError('CW-CLI-004');
  await api.json('POST', `/api/archives/${draft.id}/approve`, { body: { digest: draft.digest } });
  const bytes = await api.bytes('GET', `/api/archives/${draft.id}/file`);
  makeFolder(folder);
  const manifest = await unpack(bytes, folder, (done) => shell.report({ step: 'writing', done, unit: 'bytes' }));
  const { facts, sources } = manifest;
  return {
    document: { person, view, out: folder, facts, sources, files: manifest.files },
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
