import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../scripts/project-files.ts';
import { type BareApp, openBareApp } from '../support/open-test-app.ts';
import { unpackFolder } from '../support/packed-folder.ts';
import { asReceived, type ReleasedFolder, type Resource } from '../support/released-folder.ts';

const fixtures = join(projectRoot, 'tests/fixtures/data-folders');
const formats = readdirSync(fixtures).filter((name) => /^v\d+$/.test(name));

interface Page {
  readonly facts: readonly { readonly id: string; readonly type: string }[];
}
interface Detail {
  readonly resource: Readonly<Record<string, unknown>>;
  readonly raw: string;
  readonly corrections: readonly { readonly kind: string }[];
}

it('there is a data folder of every format', () => {
  expect(formats).toContain('v1');
});

describe.each(formats)('a data folder of %s', (format) => {
  const packed = join(fixtures, format, 'folder.json.gz');
  const expected = JSON.parse(readFileSync(join(fixtures, format, 'expected.json'), 'utf8')) as ReleasedFolder;
  const { person, resources, correction } = expected;
  const folder = mkdtempSync(join(tmpdir(), 'chartwarden-released-'));
  let app: BareApp;
  let token: string;

  const open = async (): Promise<void> => {
    app = await openBareApp(join(folder, 'data'));
    ({ token } = await app.json<{ token: string }>(null, 'POST', '/api/login', {
      email: expected.email,
      password: expected.password,
    }));
  };
  beforeAll(async () => {
    unpackFolder(readFileSync(packed), join(folder, 'data'));
    await open();
  }, 60_000);
  afterAll(async () => {
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const facts = (who: string, query = ''): Promise<Page> =>
    app.json<Page>(who, 'GET', `/api/people/${person.id}/facts?limit=1000${query}`);
  const detail = (id: string, view: string): Promise<Detail> =>
    app.json<Detail>(token, 'GET', `/api/people/${person.id}/facts/${id}?view=${view}`);
  const plain = (one: Resource | Detail['resource']): string => JSON.stringify(asReceived(one));

  async function everythingIsThere(): Promise<void> {
    const list = (await facts(token)).facts;
    const received = await Promise.all(list.map(({ id }) => detail(id, 'received')));
    expect(received.map(({ resource }) => plain(resource)).sort()).toEqual(resources.map(plain).sort());
    expect(received.map(({ raw }) => raw).join()).toContain('"value":61.50,');

    const effective = await Promise.all(list.map(({ id }) => detail(id, 'effective')));
    const corrected = effective.filter(({ corrections }) => corrections.length > 0);
    expect(corrected.map(({ resource }) => (resource.valueQuantity as { value: number }).value)).toEqual([
      correction.value,
    ]);

    const { sources } = await app.json<{ sources: readonly { readonly id: string }[] }>(
      token,
      'GET',
      `/api/people/${person.id}/sources`,
    );
    const file = await app.call(token, 'GET', `/api/people/${person.id}/sources/${sources[0]?.id}/file`);
    expect(file.text).toBe(expected.file.text);
  }

  it('is small', () => expect(statSync(packed).size).toBeLessThan(1024 * 1024));

  it('opens, and every fact, the correction and the file are there', everythingIsThere);

  it('lets whoever had a consent read what it names, and nothing else', async () => {
    const reader = await app.json<{ token: string }>(null, 'POST', '/api/login', {
      email: expected.reader,
      password: expected.password,
    });
    const types = (await facts(reader.token)).facts.map(({ type }) => type);
    expect(types).toEqual(['Observation', 'Observation']);
  });

  it('verifies: its log, its consents and every row against the log', async () => {
    const report = (): void => undefined;
    const log = await app.app.core.ledger.verify();
    expect(log.problems).toEqual([]);
    expect(log.entries).toBeGreaterThanOrEqual(expected.entries);
    const { checks } = (await app.app.operator.doctor({}, report)) as {
      checks: readonly { readonly name: string; readonly state: string }[];
    };
    const states = Object.fromEntries(checks.map(({ name, state }) => [name, state]));
    expect(states).toMatchObject({
      'ledger.tree': 'ok',
      'ledger.mark': 'ok',
      'access.chain': 'ok',
      'vault.known': 'ok',
      'vault.records': 'ok',
      'objects.orphans': 'ok',
    });
  });

  it('is the same when it is opened once more', async () => {
    await app.close();
    await open();
    await everythingIsThere();
  });

  it('does not open with another root key, and stays as it is', async () => {
    await app.close();
    const other = { CHARTWARDEN_ROOT_KEY: randomBytes(32).toString('hex') };
    await expect(openBareApp(join(folder, 'data'), other)).rejects.toMatchObject({ code: 'CW-VLT-004' });
    await open();
    await everythingIsThere();
  });
});
