import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bringBundle } from '../support/cast.ts';
import { openTestApp, type TestApp } from '../support/open-test-app.ts';
import { openTestS3, type TestS3 } from '../support/s3-server.ts';

const FILE = JSON.stringify({
  resourceType: 'Bundle',
  type: 'collection',
  entry: [
    { resource: { resourceType: 'Patient', id: 'p1', name: [{ family: 'Sternwarte' }] } },
    {
      resource: {
        resourceType: 'Observation',
        id: 'o1',
        status: 'final',
        code: { text: 'Weight' },
        subject: { reference: 'Patient/p1' },
        valueString: 'x'.repeat(150_000),
      },
    },
  ],
});

describe('stored files on an S3-compatible store', () => {
  let s3: TestS3;
  let test: TestApp;
  let person: string;
  let source: string;

  beforeAll(async () => {
    s3 = await openTestS3();
  });
  beforeEach(async () => {
    test = await openTestApp({
      CHARTWARDEN_OBJECTS_ENDPOINT: s3.settings.endpoint,
      CHARTWARDEN_OBJECTS_BUCKET: s3.settings.bucket,
      CHARTWARDEN_OBJECTS_ACCESS_KEY: s3.settings.accessKey,
      CHARTWARDEN_OBJECTS_SECRET_KEY: s3.settings.secretKey,
      CHARTWARDEN_OBJECTS_PREFIX: `files-${randomBytes(4).toString('hex')}`,
    });
    const made = { name: 'Sternwarte', relation: 'self' };
    person = (await test.json<{ id: string }>(test.owner.token, 'POST', '/api/people', made)).id;
    source = (await bringBundle(test, test.owner.token, person, FILE, 'Sternwarte.json')).source;
  });
  afterEach(async () => {
    s3.happen(() => 'none');
    await test.close();
  });
  afterAll(() => s3.close());

  const read = () => test.call(test.owner.token, 'GET', `/api/people/${person}/sources/${source}/file`);
  const doctor = async () => {
    const { checks } = (await test.app.operator.doctor({}, () => undefined)) as {
      checks: readonly { readonly name: string; readonly state: string; readonly message: string }[];
    };
    return checks.filter(({ name }) => /^objects\.|^doctor\.|^vault\.(?:changed|unreadable)/.test(name));
  };

  it('come back byte for byte, and nothing of them or of their names was ever in clear', async () => {
    expect((await read()).text).toBe(FILE);
    expect(s3.bytes().includes('Sternwarte')).toBe(false);
    expect(s3.requests.join('\n')).not.toContain('Sternwarte');
    expect((await doctor()).map(({ name, state }) => [name, state])).toEqual([
      ['objects.store', 'ok'],
      ['objects.orphans', 'ok'],
    ]);
  });

  it('are refused, not shown, when the store gives something else', async () => {
    s3.happen((request) => (request.startsWith('GET') && !request.includes('list-type') ? 'flipped' : 'none'));
    // What was right so far is on its way already: the answer breaks off, and never ends as if it were whole.
    await expect(read()).rejects.toThrow('destroyed before completion');
    expect((await doctor()).map(({ name, state }) => [name, state])).toContainEqual(['vault.unreadable', 'problem']);
  });

  it('are away when the store is, and records are not', async () => {
    s3.happen(() => ({ status: 403, word: 'AccessDenied' }));
    expect(await read()).toMatchObject({ status: 503, text: expect.stringContaining('CW-OBJ-002') });
    expect((await test.call(null, 'GET', '/readyz')).status).toBe(503);
    const list = `/api/people/${person}/facts`;
    expect(await test.json<{ facts: unknown[] }>(test.owner.token, 'GET', list)).toMatchObject({
      facts: expect.objectContaining({ length: 2 }),
    });
    const found = await doctor();
    expect(found.find(({ name }) => name === 'doctor.stored')).toMatchObject({
      state: 'problem',
      message: expect.stringContaining('CW-OBJ-002'),
    });
    s3.happen(() => 'none');
    expect((await read()).text).toBe(FILE);
  });

  it('are refused whole when the store breaks off an upload, and taken in the next time', async () => {
    const { id } = await test.json<{ id: string }>(test.owner.token, 'POST', `/api/people/${person}/imports`, {});
    const put = () =>
      test.call(test.owner.token, 'PUT', `/api/imports/${id}/files?name=b.json`, Buffer.from('{"a":1}'));
    s3.happen((request) => (request.startsWith('PUT') ? { status: 403, word: 'AccessDenied' } : 'none'));
    expect(await put()).toMatchObject({ status: 503, text: expect.stringContaining('CW-OBJ-002') });
    const list = `/api/people/${person}/sources`;
    const count = async () => (await test.json<{ sources: unknown[] }>(test.owner.token, 'GET', list)).sources.length;
    expect(await count()).toBe(1);
    s3.happen(() => 'none');
    expect((await put()).status).toBeLessThan(300);
    expect(await count()).toBe(2);
  });
});
