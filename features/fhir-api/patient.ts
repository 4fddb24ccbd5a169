import { createHash } from 'node:crypto';
import { JsonTape } from '@chartwarden/fhir';
import type { RecordId } from '@chartwarden/ids';
import type { PersonOfRecord, ServedFact } from '@chartwarden/vault';
import type { Resource } from './answers.ts';

/** Elements that a person has as the newest received Patient that says them has them. */
const OF_NEWEST = [
  'extension', 'active', 'telecom', 'gender', 'birthDate', 'deceasedBoolean', 'deceasedDateTime', 'address',
  'maritalStatus', 'multipleBirthBoolean', 'multipleBirthInteger', 'contact', 'communication', 'generalPractitioner',
  'managingOrganization',
] as const; // biome-ignore format: one list in the order of the specification
/** Lists of which everything is kept. */
const OF_ALL = ['identifier', 'name'] as const;

/** Written member by member: what was received stands as it was received, "1.50" too. */
const tape = new JsonTape();

/**
 * The Patient that stands for a record (design 6): the name that the household uses, then what the received Patients say,
 * newest first. Each of those stays a fact of its own, and is linked to.
 */
export function composePatient(record: RecordId, { profile, createdAt, patients }: PersonOfRecord): Resource {
  const said = new Map<string, string>();
  const lists = new Map<string, string[]>(OF_ALL.map((name) => [name, []]));
  if (profile !== null) lists.get('name')?.push(JSON.stringify({ use: 'usual', text: profile.name }));
  if (profile?.birthDate !== undefined) said.set('birthDate', JSON.stringify(profile.birthDate));
  for (const one of patients) gather(one, said, lists);
  const members = [`"resourceType":"Patient"`, `"id":"${record}"`];
  const content = [
    ...OF_ALL.flatMap((name) => listOf(name, [...new Set(lists.get(name))])),
    ...OF_NEWEST.flatMap((name) => {
      const value = said.get(name);
      return value === undefined ? [] : [`"${name}":${value}`];
    }),
    ...listOf(
      'link',
      patients.map(({ id }) => `{"other":{"reference":"Patient/${id}"},"type":"seealso"}`),
    ),
  ];
  const version = createHash('sha256').update(content.join()).digest('hex').slice(0, 16);
  const storedAt = patients.reduce((latest, one) => Math.max(latest, one.storedAt), createdAt);
  const meta = `"meta":{"versionId":"${version}","lastUpdated":"${new Date(storedAt).toISOString()}"}`;
  const bytes = Buffer.from(`{${[...members, meta, ...content].join()}}`);
  return { type: 'Patient', id: record, version, storedAt, bytes };
}

const listOf = (name: string, items: readonly string[]): readonly string[] =>
  items.length === 0 ? [] : [`"${name}":[${items.join()}]`];

function gather({ bytes }: ServedFact, said: Map<string, string>, lists: ReadonlyMap<string, string[]>): void {
  tape.read(bytes);
  const last = tape.next(0);
  const known = new Set(said.keys());
  for (let at = 1; at < last; at = tape.next(at + 1)) {
    const name = tape.text(at) ?? '';
    const list = lists.get(name);
    if (list !== undefined) {
      const end = tape.next(at + 1);
      for (let item = at + 2; item < end; item = tape.next(item)) list.push(tape.source(item));
    } else if ((OF_NEWEST as readonly string[]).includes(name) && !known.has(choiceOf(name, known))) {
      said.set(name, tape.source(at + 1));
    }
  }
}

/** Of an element with a choice of types there is one: `deceasedBoolean` of one Patient goes not beside another's `deceasedDateTime`. */
const choiceOf = (name: string, known: ReadonlySet<string>): string => {
  const stem = /^(deceased|multipleBirth)/.exec(name)?.[1];
  return stem === undefined ? name : ([...known].find((one) => one.startsWith(stem)) ?? name);
};
