import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDatabase, type TestDatabase } from '../support/databases.ts';
import { bringIn, type DemoPlace, personWith } from '../support/demo-place.ts';
import { describeWithData, describeWithPostgres } from '../support/needs.ts';
import { openTestApp, type TestApp } from '../support/open-test-app.ts';
import { sectionsAreCounted } from './bundles/sections.ts';
import { type Duplicates, type Json, READ } from './duplicates.ts';
import { everythingIsOn } from './prints.ts';

const LONG = 120_000;

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

/** One of the six, and the person who has it. */
interface Known {
  readonly name: string;
  readonly text: string;
  readonly person: string;
}

describeWithData('the six real bundles, each a person', (data) => {
  const folder = join(data, 'fhir-synthea-r4');

  const suite = (open: () => Promise<TestApp>, more?: (place: () => [TestApp, readonly Known[]]) => void) => () => {
    let test: TestApp;
    const known: Known[] = [];
    const api: DemoPlace['api'] = (method, url, body) => test.json(test.owner.token, method, url, body);
    beforeAll(async () => {
      test = await open();
      const names = readdirSync(folder).filter((one) => one.endsWith('.json'));
      for (const name of names) {
        const text = readFileSync(join(folder, name), 'utf8');
        known.push({ name, text, person: await personWith(api, [{ text, origin: 'First portal' }]) });
      }
    }, LONG);
    afterAll(() => test.close());

    it(
      'say in their sections what a count by hand says',
      async () => {
        expect(known).toHaveLength(6);
        for (const { person, text } of known) await sectionsAreCounted(api, person, text);
      },
      LONG,
    );
    more?.(() => [test, known]);
  };

  describe(
    'on SQLite',
    suite(
      () => openTestApp(),
      (place) => {
        it(
          'show in print every condition, medicine and allergy that holds now',
          async () => {
            const [test, known] = place();
            for (const { person } of known.slice(0, 2)) await everythingIsOn({ test }, person);
          },
          LONG,
        );

        it(
          'have no duplicates where one portal was asked, and of everything where the same came from two',
          async () => {
            const [test, known] = place();
            const api: DemoPlace['api'] = (method, url, body) => test.json(test.owner.token, method, url, body);
            const duplicatesOf = (person: string) => api<Duplicates>('GET', `/api/people/${person}/duplicates`);
            const [largest, ...others] = known.toSorted((a, b) => b.text.length - a.text.length);
            if (largest === undefined) throw new Error('no bundles');
            for (const { person, name } of others)
              expect(await duplicatesOf(person), name).toMatchObject({
                isWhole: true,
                waiting: [],
                linked: [],
                linkedCount: 0,
              });
            await bringIn(api, largest.person, { text: asOfAnother(largest.text), origin: 'Second portal' });
            const found = await duplicatesOf(largest.person);
            const { entry } = JSON.parse(largest.text) as { entry: { resource: Json }[] };
            const read = entry.filter(({ resource }) => READ.has(String(resource.resourceType)));
            expect(read.length).toBeGreaterThan(100);
            expect([found.isWhole, found.linkedCount, found.waiting.length]).toEqual([true, read.length, 0]);
            for (const { leader, others: same } of found.linked)
              expect(same.map((one) => [one.type, one.title, one.dateText])).toEqual([
                [leader.type, leader.title, leader.dateText],
              ]);
          },
          LONG,
        );
      },
    ),
  );
  describeWithPostgres('on PostgreSQL', (server) => {
    let database: TestDatabase;
    beforeAll(async () => {
      database = await makeDatabase(server);
    });
    afterAll(() => database.drop());
    suite(() => openTestApp({ DATABASE_URL: database.url }))();
  });
});
