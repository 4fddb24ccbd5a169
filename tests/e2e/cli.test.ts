import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeWithData } from '../support/needs.ts';
import { type CliPlace, makeCliPlace } from './cli-runs.ts';

/** Each run opens the data folder; those that `run` are processes of their own. */
const LONG = 240_000;
const EMAIL = 'maya.canary@example.org';
const PASSWORD = 'four quiet unrelated herons';

const patient = (id: string, given: string) => ({
  resourceType: 'Patient',
  id,
  meta: { lastUpdated: '2026-01-01T00:00:00Z' },
  name: [{ use: 'official', given: [given], family: 'Canary' }],
  birthDate: '1980-05-06',
});
const weight = (value: string, updated: string) =>
  `{"resourceType":"Observation","id":"w1","meta":{"lastUpdated":"${updated}"},"status":"final",` +
  `"code":{"coding":[{"system":"http://loinc.org","code":"29463-7"}]},"subject":{"reference":"Patient/p1"},` +
  `"effectiveDateTime":"2025-12-24","valueQuantity":{"value":${value},"unit":"kg"}}`;
const bundleOf = (observation: string): string =>
  `{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"https://clinic.example/fhir/Patient/p1",` +
  `"resource":${JSON.stringify(patient('p1', 'Maya'))}},{"fullUrl":"https://clinic.example/fhir/Observation/w1","resource":${observation}}]}`;

interface Imported {
  readonly done: string;
  readonly totals: Readonly<Record<string, number>>;
  readonly person: { readonly id: string; readonly name: string };
}
const problemsIn = (document: Record<string, unknown>): string[] =>
  (document.checks as { name: string; state: string }[])
    .filter(({ state }) => state === 'problem')
    .map(({ name }) => name);
const importsOf = (document: Record<string, unknown>): Imported[] => (document.imports ?? []) as Imported[];
const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
const sha256 = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');
const factLines = (folder: string): string[] =>
  readdirSync(join(folder, 'facts')).flatMap((file) =>
    readFileSync(join(folder, 'facts', file), 'utf8')
      .split('\n')
      .filter(Boolean),
  );
async function setUp(place: CliPlace): Promise<void> {
  const argv = ['setup', '--owner', EMAIL, '--name', 'Maya', '--password-file', place.file('pw', `${PASSWORD}\n`)];
  const { code, err } = await place.run(
    ...argv,
    '--witness',
    join(place.folder, 'witness'),
    '--kit',
    join(place.folder, 'kit.txt'),
  );
  if (code !== 0) throw new Error(`set-up failed: ${err}`);
}

describe('the command line on a data folder', () => {
  let place: CliPlace;
  let file: string;
  let person: string;

  beforeAll(async () => {
    place = makeCliPlace();
    await setUp(place);
    file = place.file('first.json', bundleOf(weight('61.50', '2026-01-01T00:00:00Z')));
  }, LONG);
  afterAll(() => place.remove());

  it('keeps kit and login private', () => {
    for (const name of ['kit.txt', 'login/login.json'])
      expect(statSync(join(place.folder, name)).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(place.folder, 'kit.txt'), 'utf8')).toContain('Public key');
  });

  it(
    'takes a file in, once',
    async () => {
      const added = await place.here('person', 'add', 'Maya Canary', '--self');
      person = (added.document.person as { id: string }).id;
      const first = await place.run('import', file, '--person', 'maya canary', '--yes');
      expect([first.document.error, first.code, importsOf(first.document)[0]?.totals.new]).toEqual([undefined, 0, 2]);
      const again = await place.here('import', file, '--person', person, '--yes');
      expect([again.code, importsOf(again.document)[0]?.done]).toEqual([0, 'nothing-new']);
    },
    LONG,
  );

  it(
    'keeps a newer one as one new version, and exports both ways',
    async () => {
      const edited = place.file('second.json', bundleOf(weight('62.10', '2026-02-02T00:00:00Z')));
      const { document } = await place.here('import', edited, '--person', person, '--yes');
      expect(importsOf(document)[0]?.totals).toMatchObject({ new: 0, newer: 1 });

      const received = join(place.folder, 'received');
      expect((await place.run('export', '--person', person, '--out', received, '--as-received')).code).toBe(0);
      const hashes = filesBelow(received).map(sha256);
      for (const source of [file, edited]) expect(hashes).toContain(sha256(source));

      const effective = join(place.folder, 'effective');
      expect((await place.here('export', '--person', person, '--out', effective)).document).toMatchObject({
        ok: true,
        facts: 2,
      });
      const observation = factLines(effective).find((line) => line.includes('"Observation"'));
      expect(observation).toContain('"valueQuantity":{"value":62.10,"unit":"kg"}');
      expect((await place.here('export', '--person', person, '--out', effective)).document.error).toMatchObject({
        code: 'CW-CLI-008',
      });
    },
    LONG,
  );

  it(
    'does not put somebody else into a record without being told',
    async () => {
      const other = place.file('other.json', { ...patient('p9', 'Ben'), birthDate: '2011-11-11' });
      const refused = await place.here('import', other, '--person', person, '--yes');
      expect([refused.code, refused.document.error]).toMatchObject([1, { code: 'CW-CLI-011' }]);
      const made = await place.here('import', other, '--new-person', '--yes');
      expect(importsOf(made.document)[0]?.person.name).toBe('Ben Canary');
    },
    LONG,
  );

  it(
    'proves the log here, and anywhere with only the file and the key of the kit',
    async () => {
      expect((await place.here('ledger', 'verify')).document).toMatchObject({
        ok: true,
        verified: true,
        witness: 'agrees',
      });
      const out = join(place.folder, 'log.export');
      expect((await place.here('ledger', 'export', '--out', out)).code).toBe(0);
      const elsewhere = makeCliPlace();
      try {
        const kit = join(place.folder, 'kit.txt');
        const verify = (path: string, ...more: string[]) =>
          elsewhere.run('ledger', 'verify', path, '--key', kit, ...more);
        expect((await verify(out)).document).toMatchObject({ ok: true, kind: 'export', keyFrom: 'option' });
        expect((await verify(out, '--witness', join(place.folder, 'witness'))).document).toMatchObject({
          ok: true,
          witness: 'same',
          witnessAhead: 1,
        });
        expect(existsSync(elsewhere.data)).toBe(false);
        const bytes = readFileSync(out);
        bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 1;
        const changed = await verify(elsewhere.file('changed.export', bytes));
        expect([changed.code, changed.document.verified, typeof changed.document.line]).toEqual([1, false, 'number']);
        expect((await elsewhere.here('ledger', 'verify', out)).document.error).toMatchObject({ code: 'CW-CLI-003' });
      } finally {
        elsewhere.remove();
      }
    },
    LONG,
  );

  it(
    'is healthy, rotates keys, and restores what it backed up on another machine',
    async () => {
      const unsealed = await place.here('doctor');
      expect([unsealed.code, problemsIn(unsealed.document)]).toEqual([1, ['keys.sealed']]);
      expect((await place.run('keys', 'rotate')).code).toBe(0);
      const [backup, keyring] = [join(place.folder, 'all.backup'), join(place.folder, 'keyring.age')];
      expect((await place.here('keys', 'backup', '--out', keyring)).code).toBe(0);
      const sealed = await place.here('doctor');
      expect([sealed.code, problemsIn(sealed.document)]).toEqual([0, []]);
      const written = await place.here('backup', '--out', backup);
      const { counts } = written.document as { counts: { people: number; sources: number } };
      expect([written.code, counts]).toMatchObject([0, { people: 2, sources: 3 }]);
      expect((await place.here('backup', '--out', backup)).code).toBe(1);
      expect((await place.here('backup', 'rehearse')).document).toMatchObject({ passed: true });
      // The backup is older than these keys, and the one sealed keyring follows them.
      expect((await place.here('keys', 'rotate')).document).toMatchObject({
        ok: true,
        forgotten: 0,
        sealedKeyring: keyring,
      });
      const machine = makeCliPlace();
      try {
        const kit = join(place.folder, 'kit.txt');
        const restored = await machine.run('restore', backup, '--keyring', keyring, '--kit', kit);
        expect(restored.document).toMatchObject({ ok: true, verified: true, restored: counts });
        const login = await machine.here('login', '--email', EMAIL, '--password-file', join(place.folder, 'pw'));
        expect(login.code).toBe(0);
        const out = join(machine.folder, 'out');
        await machine.here('export', '--person', 'Maya Canary', '--out', out);
        expect(factLines(out).join('\n')).toContain('62.10');
      } finally {
        machine.remove();
      }
      const forgotten = await place.here('keys', 'rotate', '--forget-old');
      expect(forgotten.document.forgotten).toBeGreaterThan(4);
      const refusing = makeCliPlace();
      try {
        const kit = join(place.folder, 'kit.txt');
        const refused = await refusing.here('restore', backup, '--keyring', keyring, '--kit', kit);
        expect([refused.code, refused.document.error]).toMatchObject([1, { code: 'CW-OPS-012' }]);
        expect((await place.here('login', '--email', EMAIL, '--password-file', join(place.folder, 'pw'))).code).toBe(0);
      } finally {
        refusing.remove();
      }
    },
    LONG,
  );

  it(
    'erases a person for good',
    async () => {
      const erased = await place.here('person', 'erase', 'Ben Canary', '--yes');
      expect(erased.document).toMatchObject({ ok: true, counts: { facts: 1 } });
      const { document } = await place.here('person', 'list');
      expect((document.people as { name: string }[]).map(({ name }) => name)).toEqual(['Maya Canary']);
      expect((await place.here('ledger', 'verify')).code).toBe(0);
      // The work that waited for the record went with it.
      const { checks } = (await place.here('doctor')).document as { checks: { name: string; state: string }[] };
      expect(checks.find(({ name }) => name === 'jobs.failed')?.state).toBe('ok');
    },
    LONG,
  );

  it(
    'refuses strangers and whoever is not logged in with exit code 3, and asks for nothing without a terminal',
    async () => {
      const stranger = await place.here(
        'export',
        '--person',
        '0198c0de-0000-7000-8000-00000000ffff',
        '--out',
        join(place.folder, 'no'),
      );
      expect([stranger.code, existsSync(join(place.folder, 'no'))]).toEqual([3, false]);
      expect((await place.here('logout')).code).toBe(0);
      expect((await place.run('person', 'list')).code).toBe(3);
      expect((await place.here('login', '--email', EMAIL)).code).toBe(2);
      const wrong = await place.here(
        'login',
        '--email',
        EMAIL,
        '--password-file',
        place.file('wrong', 'not this one, sorry\n'),
      );
      expect([wrong.code, wrong.document.error]).toMatchObject([1, { code: 'CW-ACC-002' }]);
    },
    LONG,
  );

  it('leaves nothing of the person legible in the data folder', () => {
    for (const path of filesBelow(place.data)) {
      const bytes = readFileSync(path);
      for (const secret of ['Canary', 'maya.canary', '62.10', '1980-05-06', 'herons', '"Observation"'])
        expect(bytes.includes(secret), `${secret} in ${basename(path)}`).toBe(false);
    }
  });
});

describe('the command line beside a running server', () => {
  let place: CliPlace;
  let server: Awaited<ReturnType<CliPlace['serve']>>;

  beforeAll(async () => {
    place = makeCliPlace({ sealed: true });
    server = await place.serve();
  }, LONG);
  afterAll(async () => {
    await server.stop();
    place.remove();
  });

  it(
    'goes through the server for everything, the operator included',
    async () => {
      await setUp(place);
      const file = place.file('first.json', bundleOf(weight('61.50', '2026-01-01T00:00:00Z')));
      const made = await place.run('import', file, '--new-person', '--yes');
      expect(importsOf(made.document)[0]).toMatchObject({ done: 'imported', person: { name: 'Maya Canary' } });
      expect(
        (await place.run('export', '--person', 'Maya Canary', '--out', join(place.folder, 'out'))).document,
      ).toMatchObject({ facts: 2 });
      expect(problemsIn((await place.run('doctor')).document)).toEqual([]);
      expect((await place.run('ledger', 'verify')).document).toMatchObject({ verified: true });
      expect((await place.run('backup', '--out', join(place.folder, 'b.backup'))).code).toBe(0);
    },
    LONG,
  );

  it(
    'gives the owner a link that ends every session',
    async () => {
      const link = await place.run('setup', '--owner', EMAIL);
      expect(link.document).toMatchObject({ purpose: 'new-password', sessionsEnded: 1 });
      expect((await place.run('person', 'list')).code).toBe(3);
      const token = String(link.document.url).split('#link=')[1];
      const send = () =>
        fetch(`${server.url}/api/new-password`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-chartwarden': '1' },
          body: JSON.stringify({ token, password: 'nine other silent cranes' }),
        });
      expect([(await send()).status, (await send()).status]).toEqual([200, 410]);
      const login = await place.run(
        'login',
        '--email',
        EMAIL,
        '--password-file',
        place.file('new', 'nine other silent cranes\n'),
      );
      expect(login.code).toBe(0);
      expect((await place.run('person', 'list')).code).toBe(0);
    },
    LONG,
  );

  it('lets nobody be the operator without the token of the data folder', async () => {
    const ask = (authorization?: string) =>
      fetch(`${server.url}/api/operator/doctor`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-chartwarden': '1',
          ...(authorization ? { authorization } : {}),
        },
        body: '{}',
      });
    const { token } = (Object.values(
      JSON.parse(readFileSync(join(place.folder, 'login/login.json'), 'utf8')).logins,
    )[0] ?? {}) as { token: string };
    for (const authorization of [undefined, `Bearer ${token}`, `Operator ${'0'.repeat(64)}`, `Operator ${token}`])
      expect((await ask(authorization)).status).toBe(404);
  });
});

/** Two, for the sake of --each-patient: all six go in at tests/chart/bundles.test.ts and tests/faults/real-data.test.ts. */
const BUNDLES = 2;

describeWithData('bundles of real shape', (shared) => {
  let place: CliPlace;
  const folder = join(shared, 'fhir-synthea-r4');
  let bundles: readonly string[] = [];

  beforeAll(async () => {
    const size = (name: string): number => statSync(join(folder, name)).size;
    const all = readdirSync(folder).filter((name) => name.endsWith('.json'));
    bundles = all.toSorted((one, other) => size(one) - size(other)).slice(0, BUNDLES);
    place = makeCliPlace();
    await setUp(place);
  }, LONG);
  afterAll(() => place.remove());

  it(
    'go in whole, each to its own person, and change nothing the second time',
    async () => {
      const entries = bundles.map(
        (name) => JSON.parse(readFileSync(join(folder, name), 'utf8')).entry.length as number,
      );
      const first = await place.here('import', ...bundles.map((name) => join(folder, name)), '--each-patient', '--yes');
      const taken = importsOf(first.document);
      expect(taken.map(({ totals }) => totals.new)).toEqual(entries);
      expect(taken).toHaveLength(BUNDLES);
      expect(taken.every(({ totals }) => totals.refused === 0)).toBe(true);
      const second = await place.here(
        'import',
        ...bundles.map((name) => join(folder, name)),
        '--each-patient',
        '--yes',
      );
      expect(importsOf(second.document).map(({ done }) => done)).toEqual(bundles.map(() => 'nothing-new'));
    },
    LONG,
  );

  it(
    'come out byte for byte as they came',
    async () => {
      const { document } = await place.here('person', 'list');
      mkdirSync(join(place.folder, 'out'));
      const hashes: string[] = [];
      for (const { id } of document.people as { id: string }[]) {
        const out = join(place.folder, 'out', id);
        expect((await place.here('export', '--person', id, '--out', out, '--as-received')).code).toBe(0);
        hashes.push(...filesBelow(join(out, 'sources')).map(sha256));
      }
      expect(hashes.sort()).toEqual(bundles.map((name) => sha256(join(folder, name))).sort());
    },
    LONG,
  );

  it(
    'make one new version of what was edited and exported again',
    async () => {
      const [name = ''] = bundles;
      const bundle = JSON.parse(readFileSync(join(folder, name), 'utf8'));
      const edited = bundle.entry.find(
        (entry: { resource: { valueQuantity?: object } }) => entry.resource.valueQuantity,
      );
      edited.resource.valueQuantity.value = 123.25;
      edited.resource.meta = { ...edited.resource.meta, lastUpdated: '2026-11-01T00:00:00Z' };
      writeFileSync(join(place.folder, name), JSON.stringify(bundle));
      const person = name.split('_').slice(0, 2).join(' ');
      const { document } = await place.here('import', join(place.folder, name), '--person', person, '--yes');
      expect(importsOf(document)[0]?.totals).toMatchObject({ new: 0, newer: 1, unchanged: bundle.entry.length - 1 });
    },
    LONG,
  );
});
