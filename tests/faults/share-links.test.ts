import { compactDecrypt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encryptFile, newKey, readShlink, shlinkText } from '../../apps/web/testing.ts';
import { openTestApp, type TestApp } from '../support/open-test-app.ts';

const PASSCODE = 'copper kettle';
const ELSEWHERE = 'https://viewer.example';
const WISH = { label: 'For Dr. Example', slice: {}, until: Date.UTC(2100, 0), passcode: PASSCODE };

/** What a viewer of somebody else does: SMART Health Links 1.0, with what stands in the link and no more. */
describe('a share link in a foreign viewer', () => {
  let test: TestApp;
  let link: string;
  let person: string;

  const send = (method: 'POST' | 'OPTIONS' | 'GET', url: string, body?: object, headers: object = {}) =>
    test.app.http.inject({
      method,
      url,
      headers: { origin: ELSEWHERE, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors', ...headers },
      ...(body === undefined ? {} : { payload: body }),
    });

  beforeAll(async () => {
    test = await openTestApp();
    const { token } = test.owner;
    const made = { name: 'Quirina', relation: 'self', birthDate: '1971-03-04' };
    person = (await test.json<{ id: string }>(token, 'POST', '/api/people', made)).id;
    const links = `/api/people/${person}/links`;
    const { digest } = await test.json<{ digest: string }>(token, 'POST', links, WISH);
    const { id, url } = await test.json<{ id: string; url: string }>(token, 'POST', links, { ...WISH, digest });
    const snapshot = await test.call(token, 'GET', `/api/links/${id}/snapshot`);
    const key = newKey();
    const file = await encryptFile(new TextEncoder().encode(snapshot.text), key);
    await test.json(token, 'PUT', `/api/links/${id}/content`, Buffer.from(file));
    const exp = WISH.until / 1000;
    link = shlinkText({ url, key, exp, flag: 'P', label: WISH.label }, test.app.http.publicUrl());
  }, 60_000);
  afterAll(() => test.close());

  it('is opened with what stands in it, with jose alone', async () => {
    const payload = JSON.parse(Buffer.from(link.split('#shlink:/')[1] ?? '', 'base64url').toString());
    expect(payload).toMatchObject({ v: 1, flag: 'P', label: 'For Dr. Example' });
    const path = new URL(payload.url).pathname;
    expect(payload.url.length).toBeLessThanOrEqual(128);
    const opened = await send('POST', path, { recipient: 'A viewer', passcode: PASSCODE, embeddedLengthMax: 100_000 });
    expect(opened.headers['access-control-allow-origin']).toBe('*');
    expect(opened.headers['access-control-allow-credentials']).toBeUndefined();
    const [file] = opened.json<{ files: { contentType: string; embedded: string }[] }>().files;
    expect(file?.contentType).toBe('application/fhir+json');
    const { plaintext, protectedHeader } = await compactDecrypt(
      file?.embedded ?? '',
      Buffer.from(payload.key, 'base64url'),
    );
    expect(protectedHeader).toMatchObject({ alg: 'dir', enc: 'A256GCM', cty: 'application/fhir+json' });
    expect(JSON.parse(new TextDecoder().decode(plaintext))).toMatchObject({
      resourceType: 'Bundle',
      entry: [{ resource: { resourceType: 'Patient', name: [{ text: 'Quirina' }], birthDate: '1971-03-04' } }],
    });
    const located = await send('POST', path, { recipient: 'A viewer', passcode: PASSCODE, embeddedLengthMax: 0 });
    const [{ location }] = located.json<{ files: [{ location: string }] }>().files;
    const fetched = await send('GET', new URL(location).pathname);
    expect(fetched.headers['content-type']).toContain('application/jose');
    expect(fetched.headers['access-control-allow-origin']).toBe('*');
    expect(fetched.body).toBe(file?.embedded);
  });

  it('says how many tries are left, and answers a browser that asks first', async () => {
    const path = new URL(readShlink(link)?.url ?? '').pathname;
    const asked = await send('OPTIONS', path, undefined, { 'access-control-request-method': 'POST' });
    expect(asked.statusCode).toBe(204);
    expect(asked.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type',
    });
    const wrong = await send('POST', path, { recipient: 'A viewer', passcode: 'something else' });
    expect([wrong.statusCode, wrong.json().remainingAttempts]).toEqual([401, 9]);
    expect(wrong.headers['access-control-allow-origin']).toBe('*');
    const none = await send('POST', `/shl/${'A'.repeat(43)}`, { recipient: 'A viewer' });
    expect([none.statusCode, none.headers['access-control-allow-origin']]).toEqual([404, '*']);
  });

  it('opens nothing else to pages elsewhere, and every opening is a line in the person’s log', async () => {
    const { token } = test.owner;
    for (const url of [`/api/people/${person}/links`, '/api/session', '/api/login'])
      for (const method of ['OPTIONS', 'GET', 'POST'] as const)
        expect(
          (await send(method, url, method === 'POST' ? {} : undefined)).headers['access-control-allow-origin'],
        ).toBeUndefined();
    const { lines } = await test.json<{ lines: { action: string; outcome: string; actor: object }[] }>(
      token, 'GET', `/api/people/${person}/activity`,
    ); // biome-ignore format: one request
    const openings = lines.filter(({ action }) => action === 'link-open');
    expect(openings.map(({ outcome }) => outcome)).toEqual(['refused', 'permitted', 'permitted']);
    const { notices } = await test.json<{ notices: { kind: string }[] }>(token, 'GET', '/api/session');
    expect(notices.map(({ kind }) => kind)).toEqual(
      ['link-opened', 'link-opened', 'link-refused'].map((kind) => `${kind}:${person}`),
    );
  });
});
