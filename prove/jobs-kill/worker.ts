import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '@chartwarden/ids';
import { effectOf, openPlace, type Place, queueOn, RECORDS } from './place.ts';

// Adds jobs and does them until it is killed. Says `added <job>` once a job is acknowledged.

const place = JSON.parse(process.argv[2] ?? '{}') as Place;
const db = await openPlace(place);
const jobs = queueOn(db, async ({ id, ids, signal }) => {
  const record = ids.record ?? '';
  await effectOf(db, id, record, 'begun');
  await sleep(1 + Math.random() * 8, undefined, { signal });
  await effectOf(db, id, record, 'ended');
});
await jobs.start();
writeSync(1, 'open\n');
for (;;) {
  const record = RECORDS[Math.floor(Math.random() * RECORDS.length)] ?? newId();
  const id = await jobs.enqueue('prove.effect', { record }, { key: `prove:${record}` });
  writeSync(1, `added ${id}\n`);
  await sleep(Math.random() * 6);
}
