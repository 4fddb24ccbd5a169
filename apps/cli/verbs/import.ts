import { CodedError } from '@chartwarden/errors';
import type { Api } from '../client.ts';
import { collectFiles, type Upload } from '../import/files.ts';
import { type ImportOptions, type ImportResult, importInto, type Target } from '../import/import-into.ts';
import { describeCounts } from '../import/import-state.ts';
import { isPacked, PACKED, patientsIn, planByPatient } from '../import/plan.ts';
import type { Outcome } from '../outcome.ts';
import { findPerson, listPeople, type Person } from '../people.ts';
import type { AddVerb } from '../program.ts';
import type { Shell } from '../shell.ts';
import { describe } from '../verb.ts';

interface Options {
  readonly person?: string;
  readonly newPerson?: boolean;
  readonly eachPatient?: boolean;
  readonly origin?: string;
  readonly yes?: boolean;
}

export const addImport: AddVerb = (program, run) => {
  describe(program.command('import <files...>'), {
    summary: 'take files into a record',
    about: `Reads FHIR R4 files (JSON, NDJSON, also inside .zip and .gz) and folders of them, shows what is new, newer, there already, refused or about somebody else, and asks before anything counts. Every file is kept byte for byte. Importing the same again changes nothing. To find out whose files they are, --new-person and --each-patient do not look into a .zip: unpack it first.`,
    examples: [
      ['import ~/Downloads/maya/*.json --person Maya', 'shows a preview and asks'],
      ['import export.ndjson.gz --person Maya --yes', 'does not ask'],
      ['import bundle.json --new-person', 'makes a person named as in the file'],
      ['import family.json --person Maya --new-person', 'whoever else it is about gets a record of their own'],
      ['import bulk-export/ --each-patient --yes', 'one person for every patient in the folder'],
    ],
  })
    .option('--person <person>', 'whose record it goes into: name or id')
    .option(
      '--new-person',
      'make a new person from the Patient in the files; with --person: whoever else they are about gets a record of their own',
    )
    .option('--each-patient', 'one person for each Patient in the files: the one of that name, or a new one')
    .option('--origin <name>', 'the hospital or portal that the files are from, when they do not say')
    .option('--yes', 'take in what was read without asking; never settles whose record it is')
    .action((files: string[], options: Options) => run('import', (shell) => importFiles(shell, files, options)));
};

async function importFiles(shell: Shell, paths: readonly string[], options: Options): Promise<Outcome> {
  const { person, newPerson = false, eachPatient = false, origin, yes = false } = options;
  if (eachPatient && (person !== undefined || newPerson))
    throw new CodedError('CW-CLI-001', '--each-patient goes without --person and --new-person');
  if (!eachPatient && person === undefined && !newPerson)
    throw new CodedError('CW-CLI-003', '--person NAME, --new-person or --each-patient');
  const files = collectFiles(paths);
  const api = await shell.api();
  const settings = { yes, ...(origin === undefined ? {} : { origin }) };
  if (eachPatient) {
    const { done, leftOut } = await forEachPatient(shell, api, files, settings);
    return tell(done, leftOut);
  }
  if (person === undefined) return tell(await forNewPerson(shell, api, files, settings));
  const target = { ...(await findPerson(api, person)), made: false };
  const someoneElse = newPerson ? { someoneElse: 'new-person' as const } : {};
  return tell(await importInto(shell, api, target, files, { ...settings, ...someoneElse }));
}

async function forNewPerson(
  shell: Shell,
  api: Api,
  files: readonly Upload[],
  settings: ImportOptions,
): Promise<readonly ImportResult[]> {
  const patients = await patientsIn(files);
  const name = patients[0]?.name ?? null;
  if (patients.length > 1)
    throw new CodedError('CW-CLI-012', `the files are about ${patients.length} people: use --each-patient`);
  if (name === null) throw new CodedError('CW-CLI-012', files.some(isPacked) ? PACKED : undefined);
  if (namesake(await listPeople(api), name) !== undefined) throw new CodedError('CW-CLI-015');
  const target = await makePerson(api, name);
  return intoNew(shell, api, target, files, { ...settings, someoneElse: 'yes' });
}

async function forEachPatient(
  shell: Shell,
  api: Api,
  files: readonly Upload[],
  settings: ImportOptions,
): Promise<{ readonly done: readonly ImportResult[]; readonly leftOut: readonly string[] }> {
  const { parts, leftOut } = await planByPatient(files);
  const nameless = parts.filter(({ patient }) => patient.name === null).length;
  if (nameless > 0) throw new CodedError('CW-CLI-012', `${nameless} patients have no name`);
  const people = await listPeople(api);
  const done: ImportResult[] = [];
  for (const { patient, files: parted, shared } of parts) {
    const name = patient.name ?? '';
    const there = namesake(people, name);
    const own = { ...settings, ...(shared ? { someoneElse: 'leave-out' as const } : {}) };
    done.push(
      ...(there === undefined
        ? await intoNew(shell, api, await makePerson(api, name), parted, own)
        : await importInto(shell, api, { id: there.id, name: there.name, made: false }, parted, own)),
    );
  }
  return { done, leftOut: leftOut.map(({ name }) => name) };
}

/** Says so when the new record stays empty. */
async function intoNew(
  shell: Shell,
  api: Api,
  target: Target,
  files: readonly Upload[],
  options: ImportOptions,
): Promise<readonly ImportResult[]> {
  try {
    return await importInto(shell, api, { ...target, made: true }, files, options);
  } catch (error) {
    shell.terminal.note(`${target.name} was added (${target.id}); the record is still empty.`);
    throw error;
  }
}

const namesake = (people: readonly Person[], name: string): Person | undefined =>
  people.find((one) => one.name.toLowerCase() === name.toLowerCase());

const makePerson = (api: Api, name: string): Promise<Target> =>
  api.json<Target>('POST', '/api/people', { body: { name, relation: 'custodian' } });

function tell(all: readonly ImportResult[], leftOut: readonly string[] = []): Outcome {
  const words = {
    imported: 'taken in',
    'nothing-new': 'nothing new',
    refused: 'nothing could be taken in',
    waiting: 'waits for an answer (in the browser, or by importing the files with --person)',
    elsewhere: 'nothing taken in, all of it was about somebody else',
  };
  return {
    exit: all.every(({ done }) => done === 'refused') || all.some(({ done }) => done === 'waiting') ? 1 : 0,
    document: {
      imports: all.map(({ person: { id, name, made }, done, state }) => ({
        person: { id, name, made },
        done,
        import: state.id,
        totals: state.totals,
        byType: state.byType,
        files: state.files,
        problems: state.problems,
        problemsTotal: state.problemsTotal,
      })),
      leftOut,
    },
    lines: [
      ...all.map(
        ({ person, done, state }) =>
          `${person.name}${person.made ? ' (new)' : ''}: ${words[done]}: ${describeCounts(state.totals)}.`,
      ),
      ...leftOut.map(
        (name) => `left out: ${name}: ${isPacked({ name }) ? PACKED : 'it holds no FHIR that could be read here'}.`,
      ),
    ],
  };
}
