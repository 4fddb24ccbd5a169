/**
 * Makes a data folder of today's format as a fixture: `npm run data-folder-fixture -- v1`. How and when:
 * tests/fixtures/data-folders/README.md.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { addAccount } from '@chartwarden/accounts/testing';
import type { AccountId, RecordId } from '@chartwarden/ids';
import { systemClock } from '@chartwarden/time';
import { writeRootKeyFile } from '@chartwarden/vault';
import { type BareApp, emailOf, openBareApp, PASSWORD } from '../tests/support/open-test-app.ts';
import { packFolder } from '../tests/support/packed-folder.ts';
import { fileText, type ReleasedFolder, resources } from '../tests/support/released-folder.ts';
import { projectRoot } from './project-files.ts';
import { UsageError } from './runner/arguments.ts';
import { print, runMain, withScratch } from './runner/main.ts';
import { stamp } from './runner/stamp.ts';

/** Known to everybody: the folder holds nothing of anybody. */
const ROOT_KEY = '6368617274776172646520666978747572653a20657665727920627974652069'; // gitleaks:allow
/** Of a running server or of a disk, no part of the format. */
const NOT_KEPT = ['lock.db', 'in-use.json', 'server.json', 'reserve', 'keys/operator.token'];

await runMain(async () => {
  const format = process.argv[2] ?? '';
  if (!/^v\d+$/.test(format)) throw new UsageError('say which format it is, as in: npm run data-folder-fixture -- v1');
  return withScratch(async (place) => {
    const data = join(place, 'data');
    mkdirSync(join(data, 'keys'), { recursive: true, mode: 0o700 });
    writeRootKeyFile(join(data, 'keys/root.key'), ROOT_KEY);
    const app = await openBareApp(data);
    const made = await fill(app).finally(() => app.close());
    const { commit, date } = stamp(projectRoot);
    const expected: ReleasedFolder = { format, commit, date, ...made };
    const folder = join(projectRoot, 'tests/fixtures/data-folders', format);
    const existed = existsSync(folder);
    mkdirSync(folder, { recursive: true });
    const packed = packFolder(data, NOT_KEPT);
    writeFileSync(join(folder, 'folder.json.gz'), packed);
    writeFileSync(join(folder, 'expected.json'), `${JSON.stringify(expected, null, 2)}\n`);
    print(`${existed ? 'made again' : 'made'}: ${folder} (${Math.ceil(packed.length / 1024)} KiB)`);
    return 0;
  });
});

async function fill({ app, json, call, logIn }: BareApp): Promise<Omit<ReleasedFolder, 'format' | 'commit' | 'date'>> {
  const email = emailOf('Owner');
  const { account } = await json<{ account: { id: AccountId } }>(null, 'POST', '/api/setup', {
    email,
    name: 'Owner',
    password: PASSWORD,
    witness: null,
  });
  const token = await logIn(email);
  const by = { kind: 'account' as const, account: account.id, role: 'owner' };
  const reader = { email: emailOf('Reader'), name: 'Reader', password: PASSWORD, role: 'member' as const };
  const readerId = await addAccount({ db: app.db, clock: systemClock, core: app.core }, by, reader);

  const name = 'Ottilie Beispiel';
  const { id: person } = await json<{ id: RecordId }>(token, 'POST', '/api/people', { name, relation: 'self' });
  const file = { name: 'ottilie.ndjson', text: fileText };
  const one = await json<{ id: string }>(token, 'POST', `/api/people/${person}/imports`, {});
  await call(token, 'PUT', `/api/imports/${one.id}/files?name=${file.name}`, Buffer.from(file.text));
  const answers = { origin: 'Example clinic' };
  await json(token, 'POST', `/api/imports/${one.id}/read`, answers);
  for (let state = ''; state !== 'ready'; await sleep(50)) {
    ({ state } = await json<{ state: string }>(token, 'GET', `/api/imports/${one.id}`));
    if (state === 'failed') throw new Error('the import failed');
  }
  await json(token, 'POST', `/api/imports/${one.id}/commit`, { ...answers, aboutSomeoneElse: 'yes' });

  const { facts } = await json<{ facts: { id: string; title: string }[] }>(
    token,
    'GET',
    `/api/people/${person}/facts?type=Observation`,
  );
  const glucose = facts.find(({ title }) => title === 'Glucose');
  await json(token, 'POST', `/api/people/${person}/facts/${glucose?.id}/corrections`, {
    kind: 'value',
    path: 'valueQuantity.value',
    value: 101,
    reason: 'Read from the sheet again.',
  });
  await app.core.gate.changeAccess(
    by,
    {
      kind: 'consent',
      record: person,
      effect: 'permit',
      actions: ['read', 'search'],
      recipient: { kind: 'account', id: readerId },
      slice: { types: ['Observation'] },
      form: 'full_source_allowed',
      from: 0,
      until: null,
      capacity: 'self',
    },
    {},
  );
  return {
    email,
    reader: reader.email,
    password: PASSWORD,
    person: { id: person, name },
    file,
    resources,
    correction: { of: 'o1', value: 101, instead: 99 },
    entries: (await app.core.ledger.verify()).entries,
  };
}
