import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { demoHousehold, putHousehold } from '@chartwarden/demo';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeWithData } from '../support/needs.ts';
import { openTestApp, type TestApp } from '../support/open-test-app.ts';

type Json = Readonly<Record<string, unknown>>;
interface Line {
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly dateText: string | null;
  readonly value: string | null;
  readonly from: string;
}
interface Duplicates {
  readonly isWhole: boolean;
  readonly waiting: readonly { readonly one: Line; readonly other: Line; readonly why: string }[];
  readonly later: readonly unknown[];
  readonly linkedCount: number;
  readonly linked: readonly { readonly leader: Line; readonly others: readonly Line[] }[];
}

/** What a person reads; written down apart from the matching. */
const READ = new Set(
  'AllergyIntolerance Appointment CarePlan CareTeam Condition Coverage Device DiagnosticReport DocumentReference Encounter FamilyMemberHistory Goal ImagingStudy Immunization MedicationAdministration MedicationRequest MedicationStatement Observation Procedure'.split(
    ' ',
  ),
);

/** By hand: a resource as text without what is a portal's own. Nothing of the product reads it. */
function bare(resource: Json): string {
  const kept = JSON.parse(JSON.stringify(resource), (_key, value) =>
    value && typeof value === 'object' && 'reference' in value ? undefined : value,
  );
  for (const name of ['id', 'meta', 'identifier', 'text']) delete kept[name];
  return JSON.stringify(kept)
    .replaceAll(/,?null/g, '')
    .replaceAll(/,?"[A-Za-z]+":(\[\]|\{\}|\[\{\}\])/g, '');
}

/** Every pair of two portals that says the same, found by comparing each with each. */
function samePairs(portals: readonly { base: string; resources: readonly Json[] }[]): string[] {
  const all = portals.flatMap(({ base, resources }) =>
    resources.filter((one) => READ.has(String(one.resourceType))).map((one) => ({ base, text: bare(one) })),
  );
  return all.flatMap((one, at) =>
    all.slice(at + 1).flatMap((other) => (one.base !== other.base && one.text === other.text ? [one.text] : [])),
  );
}

/** What somebody who reads the sources of the demo household would want to be asked: person, thing, day. */
const ASKED: Readonly<Record<string, readonly string[]>> = {
  // The hospital's range was another one before it stepped; the practice files the value with the range of today.
  Ingrid: [
    ...['2022-10-26', '2021-10-27', '2020-10-28', '2019-10-30', '2018-10-31', '2017-11-01', '2016-11-02'].map(
      (day) => `Observation ${day}`,
    ),
    'Condition 2016-10-21',
    'MedicationRequest 2023-11-01',
  ],
  Søren: [],
  // Heart failure and fibrillation in two languages; a vaccination by two doctors on one day.
  Leila: ['Condition 2022-11-01', 'Condition 2019-11-02', 'Immunization 2025-11-30'],
  Yuki: [],
};

/** The bundle as another portal would give it: ids of its own endpoint instead of UUIDs that everybody shares. */
function asOfAnother(text: string): string {
  const types = new Map(
    [...text.matchAll(/"resourceType": "(\w+)",\s+"id": "([^"]+)"/g)].map(([, type, id]) => [id, type]),
  );
  return text
    .replace(
      /("fullUrl": )"urn:uuid:([^"]+)"/g,
      (_all, name, id) => `${name}"https://second.example/fhir/${types.get(id)}/${id}"`,
    )
    .replace(/("reference": )"urn:uuid:([^"]+)"/g, (_all, name, id) => `${name}"${types.get(id)}/${id}"`);
}

describe('what several portals have of one thing', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await openTestApp();
  });
  afterAll(() => test.close());
  const api = <T>(method: string, url: string, body?: unknown): Promise<T> =>
    test.json<T>(test.owner.token, method, url, body);
  const duplicatesOf = (person: string) => api<Duplicates>('GET', `/api/people/${person}/duplicates`);

  async function person(files: readonly { readonly text: string; readonly origin: string }[]): Promise<string> {
    const { id } = await api<{ id: string }>('POST', '/api/people', { name: 'Quirina', relation: 'custodian' });
    for (const { text, origin } of files) {
      const { id: one } = await api<{ id: string }>('POST', `/api/people/${id}/imports`, {});
      await api('PUT', `/api/imports/${one}/files?name=a.json`, Buffer.from(text));
      await api('POST', `/api/imports/${one}/read`, { origin });
      while (['receiving', 'reading'].includes((await api<{ state: string }>('GET', `/api/imports/${one}`)).state))
        await sleep(50);
      await api('POST', `/api/imports/${one}/commit`, { aboutSomeoneElse: 'yes', origin });
    }
    return id;
  }

  it('is linked or asked about in the demo household as an independent list says, and nothing else', async () => {
    const household = demoHousehold({ seed: 1, until: '2026-10-31' });
    const routes: Parameters<typeof putHousehold>[0] = {
      async json(method, path, { query, body, stream } = {}) {
        const chunks: Uint8Array[] = [];
        for await (const chunk of stream ?? []) chunks.push(chunk);
        const url = query === undefined ? path : `${path}?${new URLSearchParams(query)}`;
        return test.json(test.owner.token, method, url, stream === undefined ? body : Buffer.concat(chunks));
      },
    };
    const put = await putHousehold(routes, household, () => undefined);
    let linked = 0;
    for (const [at, { name, portals }] of household.entries()) {
      const raw = portals
        .filter(({ files }) => files.length < 2)
        .map(({ base, files }) => ({
          base,
          resources: files.flatMap((file) =>
            (JSON.parse(Buffer.from(file.bytes()).toString('utf8')) as { entry: { resource: Json }[] }).entry.map(
              (one) => one.resource,
            ),
          ),
        }));
      const found = await duplicatesOf(put[at]?.id ?? '');
      expect(found.isWhole).toBe(true);
      const asked = found.waiting.map(({ one }) => `${one.type} ${one.dateText?.slice(0, 10)}`).sort();
      expect(asked, name).toEqual((ASKED[name.split(' ')[0] ?? ''] ?? []).toSorted());
      // What the list by hand has beyond what is linked is asked about instead: it names two doctors.
      const expected = samePairs(raw);
      const twoDoctors = found.waiting.filter(({ one }) => one.type === 'Immunization').length;
      expect(found.linkedCount, name).toBe(expected.length - twoDoctors);
      for (const { leader, others } of found.linked) {
        expect(others.map((one) => [one.type, one.title, one.dateText, one.value])).toEqual([
          [leader.type, leader.title, leader.dateText, leader.value],
        ]);
        expect(others[0]?.from).not.toBe(leader.from);
      }
      linked += found.linkedCount;
    }
    expect(linked).toBe(6);
  }, 120_000);

  it('shows each once in the sections, and both again after somebody says that they are not the same', async () => {
    const lab = (id: string) =>
      `{"resourceType":"Observation","id":"${id}","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"4548-4"}]},"subject":{"reference":"Patient/p"},"effectiveDateTime":"2024-03-01","valueQuantity":{"value":6.10,"unit":"%"}}`;
    const id = await person([
      { text: lab('a'), origin: 'First clinic' },
      { text: lab('b'), origin: 'Second clinic' },
    ]);
    const shown = async () => {
      type Results = { analytes: { valued: number; latest: { alsoRecordedBy?: unknown[] } }[] };
      const [only] = (await api<Results>('GET', `/api/people/${id}/chart/results`)).analytes;
      return [only?.valued, only?.latest.alsoRecordedBy?.length];
    };
    expect(await shown()).toEqual([1, 1]);
    const [group] = (await duplicatesOf(id)).linked;
    const pair = { one: group?.leader.id, other: group?.others[0]?.id };
    expect([group?.leader.from, group?.others[0]?.from].sort()).toEqual(['First clinic', 'Second clinic']);
    const verdicts = `/api/people/${id}/duplicates/verdicts`;
    const said = await api<{ id: string }>('POST', verdicts, { ...pair, verdict: 'different' });
    expect(await shown()).toEqual([2, undefined]);
    expect(await duplicatesOf(id)).toMatchObject({
      linked: [],
      waiting: [],
      decided: [{ id: said.id, verdict: 'different' }],
    });
    await api('POST', `${verdicts}/${said.id}/undo`, {});
    expect(await shown()).toEqual([1, 1]);
    expect(await duplicatesOf(id)).toMatchObject({
      linkedCount: 1,
      decided: [{ id: said.id, undoneAt: expect.any(Number) }],
    });
  });

  describeWithData('in the six real bundles', (data) => {
    const folder = join(data, 'fhir-synthea-r4');

    it('is nothing where one portal was asked, and everything where the same came from two', async () => {
      const names = readdirSync(folder).filter((one) => one.endsWith('.json'));
      expect(names).toHaveLength(6);
      const bundles = names.map((name) => readFileSync(join(folder, name), 'utf8')).sort((a, b) => a.length - b.length);
      for (const [at, text] of bundles.entries()) {
        const twice = at === 5 ? [{ text: asOfAnother(text), origin: 'Second portal' }] : [];
        const found = await duplicatesOf(await person([{ text, origin: 'First portal' }, ...twice]));
        expect(found.isWhole).toBe(true);
        if (at !== 5) {
          expect(found, `bundle ${at + 1}`).toMatchObject({ waiting: [], linked: [], linkedCount: 0 });
          continue;
        }
        const { entry } = JSON.parse(text) as { entry: { resource: Json }[] };
        const read = entry.filter(({ resource }) => READ.has(String(resource.resourceType)));
        expect(read.length).toBeGreaterThan(100);
        expect([found.linkedCount, found.waiting.length]).toEqual([read.length, 0]);
        for (const { leader, others } of found.linked)
          expect(others.map((one) => [one.type, one.title, one.dateText])).toEqual([
            [leader.type, leader.title, leader.dateText],
          ]);
      }
    }, 120_000);
  });
});
