import { afterAll, beforeAll, describe } from 'vitest';
import { makeDatabase, type TestDatabase } from '../support/databases.ts';
import { type DemoPlace, openDemo } from '../support/demo-place.ts';
import { describeWithPostgres } from '../support/needs.ts';
import { duplicatesAreKnown } from './demo/duplicates.ts';
import { listsAreCounted } from './demo/lists.ts';
import { printsAreWhole } from './demo/prints.ts';
import { latestIsCounted } from './demo/results.ts';
import { wentInWhole } from './demo/whole.ts';

// The household is taken in once for each database, and everything is asked of that.

const LONG = 120_000;

describe('the demo household, on SQLite', () => {
  let place: DemoPlace;
  beforeAll(async () => {
    place = await openDemo();
  }, LONG);
  afterAll(() => place.test.close());
  for (const part of [wentInWhole, listsAreCounted, latestIsCounted, printsAreWhole, duplicatesAreKnown])
    part(() => place);
});

describeWithPostgres('the demo household, on PostgreSQL', (server) => {
  let database: TestDatabase;
  let place: DemoPlace;
  beforeAll(async () => {
    database = await makeDatabase(server);
    place = await openDemo({ DATABASE_URL: database.url });
  }, LONG);
  afterAll(async () => {
    await place.test.close();
    await database.drop();
  });
  for (const part of [wentInWhole, listsAreCounted, latestIsCounted]) part(() => place);
});
