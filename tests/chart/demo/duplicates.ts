import { expect, it } from 'vitest';
import { type DemoPlace, household, personWith } from '../../support/demo-place.ts';
import { type Duplicates, type Json, READ } from '../duplicates.ts';

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

/** What several portals have of one thing. The last of all: it adds a person of its own. */
export function duplicatesAreKnown(place: () => DemoPlace): void {
  it('is linked or asked about as an independent list says, and nothing else', async () => {
    const { put, api } = place();
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
      const found = await api<Duplicates>('GET', `/api/people/${put[at]?.id}/duplicates`);
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
    const { api } = place();
    const duplicatesOf = (person: string) => api<Duplicates>('GET', `/api/people/${person}/duplicates`);
    const id = await personWith(api, [
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
}
