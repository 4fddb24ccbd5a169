import { CodedError } from '@chartwarden/errors';
import type { Outcome } from '../outcome.ts';
import { findPerson, listPeople } from '../people.ts';
import type { AddVerb } from '../program.ts';
import { count, type Shell, size } from '../shell.ts';
import { describe } from '../verb.ts';

interface Draft {
  readonly id: string;
  readonly digest: string;
  readonly person: { readonly id: string; readonly name: string };
  readonly counts: { readonly facts: number; readonly sources: number; readonly bytes: number };
  readonly statement: string;
}

interface Receipt {
  readonly receipt: { readonly record: string; readonly at: number; readonly seq: number };
}

export const addPerson: AddVerb = (program, run) => {
  const person = describe(program.command('person'), {
    summary: 'add, list or erase the people whose records are kept',
    about: 'A person is whose record it is: you, a child, a parent. A person needs no login.',
    examples: [
      ['person add "Maya Lindqvist"', 'an empty record that you look after'],
      ['person list', 'who there is, with ids'],
    ],
  });

  describe(person.command('add <name>'), {
    summary: 'make a person and their empty record',
    about: 'Makes a person whose record you look after.',
    examples: [
      ['person add "Maya Lindqvist" --self', 'your own record'],
      ['person add "Ben" --json', 'prints the new id'],
    ],
  })
    .option('--self', 'this is your own record')
    .action((given: string, options: { self?: boolean }) =>
      run('person add', async (shell) => {
        const name = given.trim();
        if (name === '' || name.length > 200) throw new CodedError('CW-CLI-001', 'a name has 1 to 200 characters');
        const relation = options.self ? 'self' : 'custodian';
        const api = await shell.api();
        const known = (await listPeople(api)).some((one) => plainName(one.name) === plainName(name));
        if (known) throw new CodedError('CW-CLI-017');
        const made = await api.json<object>('POST', '/api/people', { body: { name, relation } });
        return {
          document: { person: made },
          lines: [`${name} has a record now.`, `Next: chartwarden import FILES --person "${name}"`],
        };
      }),
    );

  describe(person.command('list'), {
    summary: 'list the people you have to do with',
    about: 'Lists everybody whose record you hold or were given access to.',
    examples: [['person list', 'names, ids, what you are to them']],
  }).action(() => run('person list', list));

  describe(person.command('erase <person>'), {
    summary: 'destroy a record for good',
    about:
      "Destroys the keys of a person's record, so that nothing of it can be read any more, here or in a backup without an old keyring. Shows first what would be lost. It cannot be undone.",
    examples: [
      ['person erase Maya', 'asks for the name once more'],
      ['person erase 0198c0de-0000-7000-8000-000000000000 --yes', 'asks nothing'],
    ],
  })
    .option('--yes', 'do not ask')
    .action((wanted: string, options: { yes?: boolean }) =>
      run('person erase', (shell) => erase(shell, wanted, options.yes === true)),
    );
};

const plainName = (name: string): string => name.normalize('NFC').toLowerCase();

/** As the browser says it. */
const RELATIONS: Readonly<Record<string, string>> = { self: 'your own record', custodian: 'in your care' };

async function list(shell: Shell): Promise<Outcome> {
  const people = await listPeople(await shell.api());
  const width = Math.max(0, ...people.map(({ name }) => name.length));
  return {
    document: { people },
    lines:
      people.length === 0
        ? ['Nobody yet. Begin with: chartwarden person add NAME']
        : people.map(({ id, name, relation }) => `${name.padEnd(width)}  ${id}  ${RELATIONS[relation] ?? relation}`),
  };
}

async function erase(shell: Shell, wanted: string, yes: boolean): Promise<Outcome> {
  const api = await shell.api();
  const { id } = await findPerson(api, wanted);
  const draft = await api.json<Draft>('POST', `/api/people/${id}/erasure`, { body: {} });
  const { facts, sources, bytes } = draft.counts;
  shell.terminal.note(
    `${draft.person.name}: ${count(facts, 'fact')} from ${count(sources, 'file')} (${size(bytes)}) would be destroyed.`,
  );
  shell.terminal.note(draft.statement);
  if (!yes) {
    const typed = await shell.terminal.ask(`Type the name "${draft.person.name}" to erase this record:`, '--yes');
    if (typed.trim() !== draft.person.name) throw new CodedError('CW-CLI-004');
  }
  const { receipt } = await api.json<Receipt>('POST', `/api/erasures/${draft.id}/approve`, {
    body: { digest: draft.digest },
  });
  return {
    document: { person: draft.person, counts: draft.counts, receipt },
    lines: [`The record is erased. Its receipt is line ${receipt.seq} of the log.`],
  };
}
