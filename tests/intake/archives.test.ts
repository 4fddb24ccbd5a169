import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { demoHousehold } from '@chartwarden/demo';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDatabase, type TestDatabase } from '../support/databases.ts';
import { describeWithData, postgresUrl } from '../support/needs.ts';
import { openTestApp, type TestApp } from '../support/open-test-app.ts';

interface State {
  readonly id: string;
  readonly state: string;
  readonly questions: readonly { readonly kind: string }[];
  readonly problems: readonly { readonly code: string }[];
  readonly files: readonly {
    readonly name: string;
    readonly state: string;
    readonly recognised?: string;
    readonly reason?: { readonly code: string };
  }[];
  readonly error?: { readonly code: string };
}
interface Listed {
  readonly id: string;
  readonly type: string;
}
interface Detail extends Listed {
  readonly corrections: readonly { readonly id: string }[];
  readonly versions: readonly { readonly version: number }[];
}
interface Source {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
  readonly receivedAt: number;
}

/** One instance, as its owner uses it. */
function instance(test: TestApp) {
  const { token } = test.owner;
  const api = <T>(method: string, url: string, body?: unknown): Promise<T> => test.json<T>(token, method, url, body);
  type Files = readonly { name: string; bytes: Buffer }[];
  async function reading(person: string, files: Files, answers = {}): Promise<State & { wait(): Promise<State> }> {
    const { id } = await api<{ id: string }>('POST', `/api/people/${person}/imports`, {});
    for (const { name, bytes } of files)
      await api('PUT', `/api/imports/${id}/files?name=${encodeURIComponent(name)}`, bytes);
    await api('POST', `/api/imports/${id}/read`, answers);
    const wait = async (): Promise<State> => {
      for (;;) {
        const state = await api<State>('GET', `/api/imports/${id}`);
        if (state.state !== 'reading' && state.state !== 'receiving') return state;
        await new Promise((later) => setTimeout(later, 30));
      }
    };
    return { ...(await wait()), wait };
  }
  async function take(person: string, files: Files, answers = {}): Promise<State> {
    const read = await reading(person, files, answers);
    if (read.state !== 'ready') return read;
    await api('POST', `/api/imports/${read.id}/commit`, { aboutSomeoneElse: 'yes', ...answers });
    return read.wait();
  }
  return {
    reading,
    api,
    take,
    person: async (name: string) =>
      (await api<{ id: string }>('POST', '/api/people', { name, relation: 'custodian' })).id,
    async archive(person: string): Promise<Buffer> {
      const draft = await api<{ id: string; digest: string }>('POST', `/api/people/${person}/archives`, {});
      await api('POST', `/api/archives/${draft.id}/approve`, { digest: draft.digest });
      const answer = await test.app.http.inject({
        method: 'GET',
        url: `/api/archives/${draft.id}/file`,
        headers: { 'x-chartwarden': '1', 'x-chartwarden-cli': '1', authorization: `Bearer ${token}` },
      });
      expect(answer.statusCode).toBe(200);
      return answer.rawPayload;
    },
    /** Everything of a record as it is served, but for what belongs to the instance: the person's id, import and account ids. */
    async everything(person: string, leaveOut: readonly string[] = []) {
      const own = (value: unknown): unknown =>
        JSON.parse(
          JSON.stringify(value)
            .replaceAll(person, 'PERSON')
            .replaceAll(/"importState":"\w+"/g, '""'),
        );
      const facts: Listed[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const query: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
        const page: { facts: Listed[]; next: string | null } = await api(
          'GET',
          `/api/people/${person}/facts?limit=500${query}`,
        );
        facts.push(...page.facts);
        cursor = page.next;
      }
      const details: unknown[] = [];
      // Of a large record some, each with all of its versions: one by one they take minutes.
      const step = Math.ceil(facts.length / 60);
      for (const { id } of facts.filter((_one, at) => at % step === 0)) {
        const detail = await api<Detail>('GET', `/api/people/${person}/facts/${id}`);
        const versions = await Promise.all(
          detail.versions.map(({ version }) => api('GET', `/api/people/${person}/facts/${id}/versions/${version}`)),
        );
        details.push(own({ detail, versions }));
      }
      const { sources } = await api<{ sources: Source[] }>('GET', `/api/people/${person}/sources`);
      const kept = sources
        .filter(({ name }) => !leaveOut.includes(name))
        .map(({ id, name, mediaType, size, sha256, receivedAt }) => ({
          id,
          name,
          mediaType,
          size,
          sha256,
          receivedAt,
        }));
      return {
        facts: own(facts),
        details,
        sources: kept.sort((a, b) => (a.id < b.id ? -1 : 1)),
        duplicates: own(await api('GET', `/api/people/${person}/duplicates`)),
      };
    },
  };
}

const ARCHIVE = 'chartwarden-record.zip';
const seen = (id: string, more: object) => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '2345-7' }], text: 'Glucose' },
  subject: { reference: 'Patient/p1' },
  effectiveDateTime: '2020-05-04',
  ...more,
});
const value = (number: string) => ({ valueQuantity: { value: Number(number), unit: 'mg/dL' } });
const lines = (...all: object[]): Buffer => Buffer.from(all.map((one) => JSON.stringify(one)).join('\n'));

let here: TestApp;
let there: TestApp;
let database: TestDatabase | undefined;
beforeAll(async () => {
  // Where there is a PostgreSQL server, records move from the one engine to the other.
  const server = postgresUrl();
  database = server === null ? undefined : await makeDatabase(server);
  const settings = database === undefined ? {} : { DATABASE_URL: database.url };
  [here, there] = await Promise.all([openTestApp(), openTestApp(settings)]);
}, 60_000);
afterAll(async () => {
  await Promise.all([here.close(), there.close()]);
  await database?.drop();
});

/** Takes a record of the one instance into an empty one of the other, and compares. */
async function carriedOver(person: string, name: string) {
  const [from, to] = [instance(here), instance(there)];
  const before = await from.everything(person);
  const other = await to.person(name);
  const taken = await to.take(other, [{ name: ARCHIVE, bytes: await from.archive(person) }]);
  expect(taken).toMatchObject({ state: 'committed', problems: [] });
  const after = await to.everything(other, [ARCHIVE]);
  for (const part of ['facts', 'sources', 'duplicates', 'details'] as const) expect(after[part]).toEqual(before[part]);
  expect(before.details.length).toBeGreaterThan(3);
  return { taken, other };
}

describe('an archive of everything about a person, taken in elsewhere', () => {
  it('is the same record: entries, versions, files, corrections with their history, verdicts, labels', async () => {
    const { api, take, person, everything, archive } = instance(here);
    const ada = await person('Quirina');
    const origin = { origin: 'https://clinic.example/fhir' };
    const patient = {
      resourceType: 'Patient',
      id: 'p1',
      name: [{ family: 'Zebrafink', given: ['Quirina'] }],
      birthDate: '1961-02-03',
    };
    const hiv = {
      resourceType: 'Condition',
      id: 'c1',
      subject: { reference: 'Patient/p1' },
      code: { coding: [{ system: 'http://snomed.info/sct', code: '86406008' }], text: 'HIV' },
    };
    const first = [
      patient,
      seen('o1', value('1.5')),
      seen('o2', { ...value('2'), meta: { lastUpdated: '2020-06-01T00:00:00Z' } }),
      seen('o3', value('3')),
      hiv,
    ];
    await take(
      ada,
      [
        { name: 'folder/first.ndjson', bytes: lines(...first) },
        { name: 'none.txt', bytes: Buffer.from('no health record') },
      ],
      origin,
    );
    const facts = async () =>
      (await api<{ facts: (Listed & { value: string | null })[] }>('GET', `/api/people/${ada}/facts`)).facts;
    const of = async (shown: string) => (await facts()).find((one) => one.value?.startsWith(shown))?.id ?? '';
    const [one, two, three] = [await of('1.5'), await of('2'), await of('3')];
    const correct = (fact: string, body: object) =>
      api<{ id: string }>('POST', `/api/people/${ada}/facts/${fact}/corrections`, { reason: 'wrong “unit”', ...body });
    const undone = await correct(one, { kind: 'value', value: '1.6' });
    await correct(one, { kind: 'note', value: 'not fasting' });
    await api('POST', `/api/people/${ada}/facts/${one}/corrections/${undone.id}/undo`, { reason: 'it was right' });
    await correct(two, { kind: 'unit', value: { unit: 'mmol/L' } }).catch(() =>
      correct(two, { kind: 'value', value: '2.2' }),
    );
    await correct(three, { kind: 'did-not-happen' });
    await take(
      ada,
      [
        {
          name: 'later.ndjson',
          bytes: lines(
            patient,
            seen('o2', { ...value('2.5'), meta: { lastUpdated: '2021-06-01T00:00:00Z' } }),
            seen('o4', value('4')),
          ),
        },
      ],
      origin,
    );
    const pair = { one: await of('1.5'), other: await of('4'), verdict: 'different', reason: 'two mornings' };
    await api('POST', `/api/people/${ada}/duplicates/verdicts`, pair);
    const { taken, other } = await carriedOver(ada, 'Quirina'); // biome-ignore format: a story
    expect(taken.files.find(({ name }) => name === ARCHIVE)?.recognised).toMatch(/Its log of \d+ lines holds/);
    // What was disowned is still there for whoever holds the record, and still left out.
    const to = instance(there);
    const back = await to.api<Detail>('GET', `/api/people/${other}/facts/${three}`).catch(() => null);
    expect(back).toBeNull();
    // Nobody was given anything by it, and the record is sound and can be carried on.
    const shares = await to.api<{ custody: unknown[] }>('GET', `/api/people/${other}/shares`);
    expect(JSON.stringify(shares)).not.toContain(here.owner.id);
    expect(await there.app.operator.doctor({}, () => undefined)).toMatchObject({
      checks: expect.not.arrayContaining([
        expect.objectContaining({ state: 'problem', name: expect.stringMatching(/^vault/) }),
      ]),
    });
    expect((await to.archive(other)).length).toBeGreaterThan(1000);
    // What it says of the time before is there to be read: names of there, who are nobody here, and a log that holds.
    const { sources } = await to.api<{ sources: Source[] }>('GET', `/api/people/${other}/sources`);
    const told = (name: string) => {
      const id = sources.find((one) => one.name === name)?.id;
      return there.call(there.owner.token, 'GET', `/api/people/${other}/sources/${id}/before`);
    };
    const history = JSON.parse((await told(ARCHIVE)).text);
    expect(history).toMatchObject({
      source: { name: ARCHIVE },
      log: { holds: true, lines: history.lines.length },
      changes: expect.arrayContaining([expect.objectContaining({ kind: 'custody', state: 'held' })]),
      lines: expect.arrayContaining([expect.objectContaining({ action: 'export', outcome: 'permitted' })]),
    });
    expect(history.changes[0].holder).toMatchObject({ id: here.owner.id, name: expect.stringMatching(/./) });
    expect((await told('none.txt')).text).toContain('CW-INT-026');
    // Into a record that has something, the entries go in like any others.
    const again = await instance(here).take(ada, [{ name: ARCHIVE, bytes: await archive(ada) }]);
    expect(again.problems[0]?.code).toBe('CW-INT-021');
    expect((await everything(ada, [ARCHIVE])).facts).toEqual((await to.everything(other)).facts as unknown[]);
  }, 120_000);

  it('does so with the demo household', async () => {
    const people = demoHousehold({ seed: 1, until: '2026-11-01', small: true }).slice(2, 3);
    for (const { name, portals } of people) {
      const person = await instance(here).person(name);
      for (const { files } of portals)
        await instance(here).take(
          person,
          files.map((file) => ({ name: file.name, bytes: Buffer.from(file.bytes()) })),
        );
      await carriedOver(person, name);
    }
  }, 120_000);

  it('takes nothing of an archive that was changed or is cut', async () => {
    const { person, take, archive } = instance(here);
    const id = await person('Tadeus');
    await take(id, [{ name: 'a.ndjson', bytes: lines({ resourceType: 'Patient', id: 'p9', name: [{ text: 'Tadeus' }] }, seen('o9', { subject: { reference: 'Patient/p9' }, ...value('9') })) }], { origin: 'x' }); // biome-ignore format: one file
    const bytes = await archive(id);
    const to = instance(there);
    const other = await to.person('Tadeus');
    // A bit in the middle of what is packed, and one in what a name says.
    for (const at of [Math.floor(bytes.length / 2), 300]) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 0x10;
      const taken = await to.take(other, [{ name: ARCHIVE, bytes: changed }]);
      expect([taken.state, taken.files[0]?.state]).not.toEqual(['committed', 'read']);
      expect((await to.everything(other, [ARCHIVE])).facts).toEqual([]);
    }
  }, 60_000);

  it('waits for nobody: another that was read, and on which nobody decided, is not taken for what is there', async () => {
    const { person, take, archive } = instance(here);
    const id = await person('Wendelin');
    await take(id, [{ name: 'a.ndjson', bytes: lines({ resourceType: 'Patient', id: 'p8', name: [{ text: 'Wendelin' }] }, seen('o8', { subject: { reference: 'Patient/p8' }, ...value('8') })) }], { origin: 'x' }); // biome-ignore format: one file
    const bytes = await archive(id);
    const to = instance(there);
    const empty = await to.person('Wendelin');
    const waiting = await to.reading(empty, [{ name: ARCHIVE, bytes }]);
    const second = await to.take(empty, [{ name: ARCHIVE, bytes }]);
    expect([waiting.state, second.state, second.error?.code]).toEqual(['ready', 'failed', 'CW-INT-025']);
    await to.api('POST', `/api/imports/${waiting.id}/cancel`, {});
    expect(await to.take(empty, [{ name: ARCHIVE, bytes }])).toMatchObject({ state: 'committed', problems: [] });
    expect((await to.everything(empty, [ARCHIVE])).facts).toHaveLength(2);
  }, 60_000);
});

describeWithData('an archive of a generated patient', (data) => {
  it('is the same record elsewhere', async () => {
    const folder = join(data, 'fhir-synthea-r4');
    const files = readdirSync(folder).filter((one) => one.endsWith('.json'));
    const [file = ''] = files.sort((a, b) => statSync(join(folder, a)).size - statSync(join(folder, b)).size);
    const person = await instance(here).person('Generated');
    await instance(here).take(person, [{ name: 'bundle.json', bytes: readFileSync(join(folder, file)) }]);
    await carriedOver(person, 'Generated');
  }, 120_000);
});
