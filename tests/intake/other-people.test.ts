import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDatabase, type TestDatabase } from '../support/databases.ts';
import { describeWithPostgres } from '../support/needs.ts';
import { openTestApp, type TestApp } from '../support/open-test-app.ts';

interface State {
  readonly id: string;
  readonly state: string;
  readonly totals: Readonly<Record<string, number>>;
  readonly questions: readonly { readonly kind: string; readonly name?: string; readonly entries: number }[];
  readonly elsewhere?: readonly { readonly person: string; readonly name: string; readonly import: string }[];
  readonly files: readonly {
    readonly name: string;
    readonly state: string;
    readonly reason?: { readonly code: string };
  }[];
}
type Answer = 'yes' | 'leave-out' | 'new-person';

const patient = (id: string, given: string, birthDate: string) => ({
  resourceType: 'Patient',
  id,
  name: [{ given: [given], family: 'Quillfeather' }],
  birthDate,
});
const seen = (id: string, about: string, text: string) => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { text },
  subject: { reference: `Patient/${about}` },
});
const clinic = (id: string, name: string) => ({ resourceType: 'Organization', id, name });
const lines = (...all: object[]): Buffer => Buffer.from(all.map((one) => JSON.stringify(one)).join('\n'));

const ADA = patient('ada', 'Ada', '1980-01-02');
const BEN = patient('ben', 'Ben', '2011-03-04');
const MIXED = lines(
  ADA,
  BEN,
  seen('a1', 'ada', 'of Ada'),
  seen('b1', 'ben', 'of Ben'),
  seen('b2', 'ben', 'of Ben too'),
);

function suite(open: () => Promise<TestApp>): void {
  let test: TestApp;
  beforeAll(async () => {
    test = await open();
  });
  afterAll(() => test.close());

  const api = <T>(method: string, url: string, body?: unknown): Promise<T> =>
    test.json<T>(test.owner.token, method, url, body);
  const rest = async (id: string): Promise<State> => {
    for (let quiet = 0; ; ) {
      const state = await api<State>('GET', `/api/imports/${id}`);
      const isMoving = state.state === 'receiving' || state.state === 'reading';
      quiet = isMoving ? 0 : quiet + 1;
      // Ready is passed through on the way into the record.
      if (quiet > (state.state === 'ready' ? 8 : 0)) return state;
      await sleep(25);
    }
  };
  const drop = async (person: string, files: { readonly [name: string]: Buffer }, early?: Answer): Promise<State> => {
    const { id } = await api<{ id: string }>('POST', `/api/people/${person}/imports`, {});
    for (const [name, bytes] of Object.entries(files)) await api('PUT', `/api/imports/${id}/files?name=${name}`, bytes);
    await api('POST', `/api/imports/${id}/read`, { origin: 'Clinic', ...(early ? { aboutSomeoneElse: early } : {}) });
    return rest(id);
  };
  const commit = async (id: string, answer?: Answer): Promise<State> => {
    await api('POST', `/api/imports/${id}/commit`, answer === undefined ? {} : { aboutSomeoneElse: answer });
    return rest(id);
  };
  const add = async (name: string): Promise<string> =>
    (await api<{ id: string }>('POST', '/api/people', { name, relation: 'custodian' })).id;
  const people = async () => (await api<{ people: { id: string; name: string }[] }>('GET', '/api/people')).people;
  const titles = async (person: string): Promise<string[]> =>
    (await api<{ facts: { title: string }[] }>('GET', `/api/people/${person}/facts?limit=100`)).facts
      .map((one) => one.title)
      .sort();
  const refusal = async (id: string, answer: Answer) =>
    JSON.parse(
      (await test.call(test.owner.token, 'POST', `/api/imports/${id}/commit`, { aboutSomeoneElse: answer })).text,
    ).code;

  it('tells somebody who brings files the same, whatever the record holds beside what they see', async () => {
    const carer = await test.account('Carer', 'member');
    const file = lines(ADA, seen('a1', 'ada', 'of Ada'), seen('b1', 'ben', 'of Ben'), BEN);
    const brought = async (isFull: boolean): Promise<string> => {
      const person = await add('Ada Quillfeather');
      if (isFull) await commit((await drop(person, { 'all.ndjson': MIXED })).id, 'yes');
      const address = 'carer@example.org';
      const wish = { recipient: { address }, slice: { types: ['Immunization'] }, extent: 'add', until: null };
      const draft = await api<{ id: string; digest: string }>('POST', `/api/people/${person}/shares/drafts`, wish);
      await api('POST', `/api/shares/${draft.id}/give`, { digest: draft.digest });
      const said: string[] = [];
      const ask = async (method: string, url: string, body?: unknown): Promise<string> => {
        const { status, text } = await test.call(carer.token, method, url, body);
        said.push(`${method} ${status} ${text}`);
        return text;
      };
      const { id } = JSON.parse(await ask('POST', `/api/people/${person}/imports`, {})) as { id: string };
      await ask('PUT', `/api/imports/${id}/files?name=all.ndjson`, file);
      await test.call(carer.token, 'POST', `/api/imports/${id}/read`, { origin: 'Clinic' });
      const settled = async (state: string): Promise<void> => {
        while (!(await test.call(carer.token, 'GET', `/api/imports/${id}`)).text.includes(`"state":"${state}"`))
          await sleep(25);
      };
      await settled('ready');
      await ask('GET', `/api/imports/${id}`);
      // Only whoever holds the record makes records for others out of its files.
      await ask('POST', `/api/imports/${id}/commit`, { aboutSomeoneElse: 'new-person' });
      await ask('POST', `/api/imports/${id}/commit`, { aboutSomeoneElse: 'yes' });
      await settled('committed');
      await ask('GET', `/api/people/${person}/imports`);
      await ask('GET', `/api/people/${person}/facts?limit=100`);
      const own = JSON.parse(await ask('GET', `/api/people/${person}/sources`)) as { sources: { id: string }[] };
      // What they brought they may have again.
      expect(own.sources).toHaveLength(1);
      const path = `/api/people/${person}/sources/${own.sources[0]?.id}/file`;
      expect(await ask('GET', path)).toBe(file.toString());
      const { imports } = await api<{ imports: { id: string; brought?: { name: string } }[] }>(
        'GET',
        `/api/people/${person}/imports`,
      );
      expect(imports.find((one) => one.id === id)?.brought).toEqual({ you: false, name: 'Carer' });
      return said.join('\n').replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b1\d{12}\b/g, '*');
    };
    const [full, plain] = [await brought(true), await brought(false)];
    expect(full).toBe(plain);
    expect(full).toContain('CW-INT-024');
    expect(full).toContain('"new":4,"newer":0,"older":0,"unchanged":0');
  });

  it('puts a part into a new person’s record, and leaves it out of this one', async () => {
    const ada = await add('Ada Quillfeather');
    const read = await drop(ada, { 'both.ndjson': MIXED });
    expect(read).toMatchObject({ state: 'ready', questions: [{ name: 'Ben Quillfeather', entries: 3 }] });
    const done = await commit(read.id, 'new-person');
    expect(done).toMatchObject({ state: 'committed', elsewhere: [{ name: 'Ben Quillfeather' }] });
    const [part] = done.elsewhere ?? [];
    expect(await rest(part?.import ?? '')).toMatchObject({ state: 'committed', totals: { new: 3 } });
    expect(await titles(ada)).toEqual(['Ada Quillfeather', 'of Ada']);
    expect(await titles(part?.person ?? '')).toEqual(['Ben Quillfeather', 'of Ben', 'of Ben too']);
    expect((await people()).find((one) => one.id === part?.person)?.name).toBe('Ben Quillfeather');

    // Once more: the same two records, and nothing changes in either.
    const again = await drop(ada, { 'both.ndjson': MIXED });
    const settled = await commit(again.id, 'new-person');
    expect(settled.elsewhere?.[0]?.person).toBe(part?.person);
    expect(await rest(settled.elsewhere?.[0]?.import ?? '')).toMatchObject({ totals: { new: 0, unchanged: 3 } });
    expect((await people()).filter((one) => one.name === 'Ben Quillfeather')).toHaveLength(1);
  });

  it('takes nothing in here when all of it is about somebody else, and keeps no file of theirs', async () => {
    const cleo = await add('Cleo Otherwise');
    const dora = lines(
      patient('dora', 'Dora', '1999-09-09'),
      seen('d1', 'dora', 'of Dora'),
      clinic('c', 'Clinic of Dora'),
    );
    const read = await drop(cleo, { 'dora.ndjson': dora });
    const done = await commit(read.id, 'new-person');
    expect(done.state).toBe('cancelled');
    const [part] = done.elsewhere ?? [];
    expect(await rest(part?.import ?? '')).toMatchObject({ state: 'committed', totals: { new: 3 } });
    expect(await titles(part?.person ?? '')).toEqual(['Clinic of Dora', 'Dora Quillfeather', 'of Dora']);
    expect(await titles(cleo)).toEqual([]);
    expect((await api<{ sources: unknown[] }>('GET', `/api/people/${cleo}/sources`)).sources).toEqual([]);
  });

  it('gives each patient of a folder a record when that is answered before anything was read', async () => {
    const eve = await add('Eve Quillfeather');
    const files = {
      'eve.ndjson': lines(patient('eve', 'Eve', '1970-01-01'), seen('e1', 'eve', 'of Eve')),
      'finn.ndjson': lines(
        patient('finn', 'Finn', '1971-01-01'),
        seen('f1', 'finn', 'of Finn'),
        clinic('f', 'Clinic of Finn'),
      ),
      'gus.ndjson': lines(patient('gus', 'Gus', '1972-01-01'), seen('g1', 'gus', 'of Gus')),
      'clinics.ndjson': lines(clinic('all', 'Clinic of all')),
    };
    const read = await drop(eve, files, 'new-person');
    expect(read.questions.filter(({ kind }) => kind !== 'origin')).toEqual([]);
    const done = await commit(read.id);
    expect(done.files.map(({ name, state, reason }) => [name, state, reason?.code])).toEqual([
      ['eve.ndjson', 'read', undefined],
      ['finn.ndjson', 'refused', 'CW-INT-007'],
      ['gus.ndjson', 'refused', 'CW-INT-007'],
      ['clinics.ndjson', 'read', undefined],
    ]);
    for (const part of done.elsewhere ?? []) expect((await rest(part.import)).state).toBe('committed');
    expect(await titles(eve)).toEqual(['Clinic of all', 'Eve Quillfeather', 'of Eve']);
    const held = await Promise.all(
      (done.elsewhere ?? []).map(async ({ name, person }) => [name, await titles(person)]),
    );
    expect(held).toEqual([
      ['Finn Quillfeather', ['Clinic of Finn', 'Clinic of all', 'Finn Quillfeather', 'of Finn']],
      ['Gus Quillfeather', ['Clinic of all', 'Gus Quillfeather', 'of Gus']],
    ]);
  });

  it('leaves others out also when that is answered before anything was read', async () => {
    const hugo = await add('Hugo Quillfeather');
    const file = lines(
      patient('hugo', 'Hugo', '1960-01-01'),
      patient('ida', 'Ida', '1961-01-01'),
      seen('i1', 'ida', 'of Ida'),
    );
    const read = await drop(hugo, { 'h.ndjson': file }, 'leave-out');
    expect(read.questions.filter(({ kind }) => kind !== 'origin')).toEqual([]);
    expect(read.totals).toMatchObject({ new: 1, refused: 2 });
    await commit(read.id);
    expect(await titles(hugo)).toEqual(['Hugo Quillfeather']);
    expect((await people()).map(({ name }) => name)).not.toContain('Ida Quillfeather');
  });

  it('asks again in the other record when its own patient was born on another day', async () => {
    const [jo, older] = [await add('Jo Quillfeather'), await add('Kim Quillfeather')];
    await commit((await drop(older, { 'k.ndjson': lines(patient('k1', 'Kim', '1950-05-05')) })).id);
    const file = lines(
      patient('jo', 'Jo', '1990-01-01'),
      patient('k2', 'Kim', '2015-05-05'),
      seen('k', 'k2', 'of young Kim'),
    );
    const done = await commit((await drop(jo, { 'j.ndjson': file })).id, 'new-person');
    expect(done.elsewhere).toMatchObject([{ person: older }]);
    expect(await rest(done.elsewhere?.[0]?.import ?? '')).toMatchObject({
      state: 'ready',
      questions: [{ kind: 'about-someone-else', name: 'Kim Quillfeather' }],
    });
    expect(await titles(older)).toEqual(['Kim Quillfeather']);
  });

  it('makes nobody and nothing when somebody has no name, or several people have that name', async () => {
    const lea = await add('Lea Quillfeather');
    const nameless = lines(patient('lea', 'Lea', '1990-01-01'), seen('x1', 'lea', 'x'), seen('x2', 'stray', 'y'));
    const before = await people();
    const first = await drop(lea, { 'n.ndjson': nameless });
    expect(await refusal(first.id, 'new-person')).toBe('CW-INT-008');
    expect(await people()).toEqual(before);
    expect((await api<State>('GET', `/api/imports/${first.id}`)).state).toBe('ready');

    await add('Max Quillfeather');
    await add('max quillfeather');
    const two = lines(patient('lea', 'Lea', '1990-01-01'), patient('max', 'Max', '1991-01-01'));
    expect(await refusal((await drop(lea, { 't.ndjson': two })).id, 'new-person')).toBe('CW-INT-009');
    expect(await titles(lea)).toEqual([]);
  });
}

describe('entries about other people, on SQLite', () => suite(() => openTestApp()));

describeWithPostgres('entries about other people, on PostgreSQL', (server) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await makeDatabase(server);
  });
  afterAll(() => database.drop());
  suite(() => openTestApp({ DATABASE_URL: database.url }));
});
