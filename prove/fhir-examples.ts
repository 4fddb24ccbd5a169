import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { keptTypes } from '@chartwarden/fhir';
import { type Client, makePerson } from '../tests/support/running-server.ts';
import { type Example, fixtures } from './fhir-examples/fixtures.ts';
import { aboutPerson, withoutOurs } from './fhir-examples/same-bytes.ts';
import { openHttpPlace } from './fhir-http/place.ts';
import type { Proof } from './runner/types.ts';

const folders = ['fhir-r4-official-examples', 'fhir-us-core'];

/** Examples that are not what R4 says: their reference leads to a type that it may not have, or a narrative has no text. */
const DEPART: ReadonlySet<string> = new Set([
  'fhir-r4-official-examples/DeviceUseStatement-example.json',
  'fhir-r4-official-examples/MedicationRequest-medrx0301.json',
  'fhir-us-core/diagnosticreport-cbc.json',
]);

/** What became of a file. */
interface Went {
  readonly name: string;
  readonly type: string;
  /** The code of the refusal; absent: it was written and came back. */
  readonly code?: string;
}

export const proof: Proof = {
  title:
    'Every example of the standard and of US Core, of a type that is kept and as R4 has it, is created over the FHIR API and read back byte for byte but for id, meta and references; every other one is refused by name',
  promises: ['J5'],
  takes: 'about a minute; with --set engine=postgres a little more',
  run: async ({ scale, data, settings, scratch, postgres, log }) => {
    const isPostgres = settings.engine === 'postgres';
    if (isPostgres && postgres === null) throw new Error('there is no PostgreSQL here');
    if (scale === 'full' && data === null)
      return { failures: [], figures: { files: 0 }, notes: ['The real test data is not on this machine.'] };
    const files = scale === 'small' || data === null ? fixtures : filesIn(data);
    const failures: string[] = [];
    const went: Went[] = [];
    const place = await openHttpPlace(scratch, isPostgres ? postgres : null);
    try {
      const person = await makePerson(place.client, 'Example');
      const { token } = await place.client.json<{ token: string }>('POST', '/api/auth/token', {});
      for (const one of files) {
        const outcome = await roundTrip(place.client, token, person, one, failures);
        if (scale === 'small' && outcome.code !== one.code) failures.push(`${one.name}: ${outcome.code ?? 'taken'}`);
        went.push(outcome);
      }
    } finally {
      await place.close();
    }
    log(`${went.length} files`);
    return { failures, figures: figuresOf(went), notes: notesOf(went, isPostgres ? 'PostgreSQL' : 'SQLite') };
  },
};

const filesIn = (data: string): readonly Example[] =>
  folders.flatMap((folder) =>
    readdirSync(join(data, folder))
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => ({ name: `${folder}/${name}`, text: readFileSync(join(data, folder, name), 'utf8') })),
  );

/** Creates what a file says and reads it back. A Patient goes in as an entry: by itself it would make a person. */
async function roundTrip(
  { url }: Client,
  token: string,
  person: string,
  example: Example,
  failures: string[],
): Promise<Went> {
  const { name, text } = example;
  const { resourceType: type } = JSON.parse(text) as { resourceType: string };
  const sent = aboutPerson(text, person);
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/fhir+json',
    'x-chartwarden-person': person,
    prefer: 'return=minimal',
  };
  const fhir = `${url}/fhir/R4`;
  const isEntry = type === 'Patient';
  const body = isEntry
    ? `{"resourceType":"Bundle","type":"transaction","entry":[{"resource":${sent},"request":{"method":"POST","url":"Patient"}}]}`
    : sent;
  const answer = await patiently(() => fetch(isEntry ? fhir : `${fhir}/${type}`, { method: 'POST', headers, body }));
  const said = await answer.text();
  const isKept = keptTypes.includes(type);
  if (!answer.ok) {
    const code = /CW-[A-Z]+-\d{3}/.exec(said)?.[0] ?? '';
    // Where it departs from R4 by what the server says, in which elements.
    const where = [...said.matchAll(/"expression":\["([^"]+)"/g)].map(([, one]) => one).join(', ');
    if (answer.status >= 500 || code === '') failures.push(`${name}: ${answer.status}`);
    if (isKept && example.code === undefined && !DEPART.has(name)) failures.push(`${name}: ${code}`);
    return { name: where === '' ? name : `${name} (${where})`, type, code };
  }
  if (!isKept) failures.push(`${name}: ${type} is not kept, and was taken`);
  const made = isEntry
    ? ((JSON.parse(said) as { entry: { response: { location: string } }[] }).entry[0]?.response.location ?? '')
    : (answer.headers.get('location') ?? '');
  const path = /[A-Za-z]+\/[^/]+(?=\/_history\/)/.exec(made)?.[0] ?? '';
  const read = await patiently(() => fetch(`${fhir}/${path}`, { headers: { authorization: `Bearer ${token}` } }));
  const back = await read.text();
  if (read.status !== 200) failures.push(`${name}: read back with ${read.status}`);
  else if (withoutOurs(back) !== withoutOurs(sent)) failures.push(`${name}: came back otherwise`);
  return { name, type };
}

/** A machine that has much else to do sends work away before it is begun, and says to try again. */
async function patiently(send: () => Promise<Response>): Promise<Response> {
  for (let tries = 0; ; tries += 1) {
    const answer = await send();
    if (answer.status !== 503 || tries >= 20) return answer;
    await answer.arrayBuffer();
    await sleep(500);
  }
}

const figuresOf = (went: readonly Went[]): Record<string, number> => ({
  files: went.length,
  written_and_read_back: went.filter(({ code }) => code === undefined).length,
  refused_type_not_kept: went.filter(({ type, code }) => code !== undefined && !keptTypes.includes(type)).length,
  refused_of_a_kept_type: went.filter(({ type, code }) => code !== undefined && keptTypes.includes(type)).length,
});

/** Types that are not kept with how many, and by name every file of a type that is kept and was refused. */
function notesOf(went: readonly Went[], engine: string): readonly string[] {
  const refused = went.filter(({ code }) => code !== undefined);
  const types = new Map<string, number>();
  for (const { type } of refused.filter(({ type }) => !keptTypes.includes(type)))
    types.set(type, (types.get(type) ?? 0) + 1);
  return [
    `${engine}, over HTTP. Every literal reference to a Patient leads to the one person of the record, as in a record of theirs; other references stay as they were sent.`,
    `Not kept: ${[...types].map(([type, count]) => `${type} ${count}`).join(', ')}.`,
    ...refused.filter(({ type }) => keptTypes.includes(type)).map(({ name, code }) => `refused with ${code}: ${name}`),
  ];
}
