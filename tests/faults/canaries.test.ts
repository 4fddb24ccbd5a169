import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { encryptFile, newKey } from '../../apps/web/testing.ts';
import { type FactorSecrets, useFactors } from '../support/factor-secrets.ts';
import {
  type Client,
  clientOf,
  FIRST,
  logIn,
  makePerson,
  type RunningServer,
  startServer,
} from '../support/running-server.ts';
import { findIn, formsOf, Needles } from '../support/search-bytes.ts';

/** 200 words that stand nowhere else. */
const canaries = Array.from({ length: 200 }, (_, at) => `Kanarix${String.fromCharCode(97 + (at % 26))}${1000 + at}`);

function canaryBundle(): string {
  let next = 0;
  const word = (): string => canaries[next++ % canaries.length] as string;
  const person = {
    resourceType: 'Patient',
    id: word(),
    name: [{ family: word(), given: [word(), word()] }],
    address: [{ line: [word()], city: word(), postalCode: word() }],
    telecom: [{ system: 'email', value: `${word()}@example.org` }],
    identifier: [{ system: `https://${word()}.example/mrn`, value: word() }],
    birthDate: '1961-02-03',
  };
  const facts = Array.from({ length: 24 }, (_, at) => ({
    resourceType: 'Observation',
    id: word(),
    status: 'final',
    code: { text: word(), coding: [{ system: `https://${word()}.example/codes`, code: word(), display: word() }] },
    effectiveDateTime: `2020-01-${String((at % 28) + 1).padStart(2, '0')}`,
    subject: { reference: `Patient/${person.id}` },
    performer: [{ display: word() }],
    valueString: word(),
    note: [{ text: `${word()} lives here` }],
  }));
  const note = {
    resourceType: 'DocumentReference',
    id: word(),
    status: 'current',
    date: '2031-01-01T00:00:00Z',
    subject: { reference: `Patient/${person.id}` },
    content: [{ attachment: { title: word(), data: Buffer.from(`A note about ${word()}`).toString('base64') } }],
  };
  const entry = [person, ...facts, note].map((resource) => ({
    fullUrl: `https://clinic.example/${resource.id}`,
    resource,
  }));
  return JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry });
}

/** All files of an export over FHIR, begun by a person and approved. */
async function exportedOverFhir(server: RunningServer, client: Client, person: string): Promise<string> {
  const begun = await fetch(`${server.url}/fhir/R4/Patient/${person}/$export`, {
    headers: { authorization: `Bearer ${client.token}`, prefer: 'respond-async' },
  });
  const id = begun.headers.get('content-location')?.split('/').at(-1);
  const { digest } = await client.json<{ digest: string }>('GET', `/api/bulk-exports/${id}`);
  await client.json('POST', `/api/bulk-exports/${id}/approve`, { digest });
  const listed = await vi.waitFor(
    async () => {
      const answer = await client.send('GET', `/fhir/R4/$export-status/${id}`);
      expect(answer.status).toBe(200);
      return (await answer.json()) as { output: { url: string }[] };
    },
    { timeout: 20_000, interval: 100 },
  );
  const files: string[] = [];
  for (const { url } of listed.output) files.push(await (await client.send('GET', new URL(url).pathname)).text());
  return files.join('\n');
}

describe('a full run of the real server', () => {
  const folder = mkdtempSync(join(tmpdir(), 'chartwarden-canaries-'));
  // A mail server that is not there: what is to be sent waits.
  const mail = {
    CHARTWARDEN_MAIL_HOST: 'localhost',
    CHARTWARDEN_MAIL_PORT: '9',
    CHARTWARDEN_MAIL_FROM: 'us@example.org',
  };
  const place = { folder, data: join(folder, 'data'), settings: mail };
  let server: RunningServer | undefined;
  afterEach(async () => {
    if (server?.isOver() === false) await server.end('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  it('leaves 200 canaries, passwords, tokens and keys in no file, no temporary file and no output', async () => {
    const outputs: string[] = [];
    const secrets = new Set<string>([FIRST.password, FIRST.email]);
    server = await startServer(place);
    const kit = await clientOf(server.url, null).json<{ kit: { words: string } }>('POST', '/api/setup', FIRST);
    secrets.add(kit.kit.words);
    let client = await logIn(server);
    secrets.add(client.token ?? '');
    const person = await makePerson(client, `${canaries[0]} ${canaries[1]}`);
    const files = [
      { name: `${canaries[2]}.json`, bytes: Buffer.from(canaryBundle()) },
      { name: `${canaries[3]}.json.gz`, bytes: gzipSync(canaryBundle()) },
      { name: `${canaries[4]}.json`, bytes: Buffer.from(`{"resourceType":"Bundle","${canaries[5]}":`) },
    ];
    const ready = await client.read(person, files, `https://${canaries[6]}.example`);
    expect(ready.state).toBe('ready');
    expect((await client.commit(ready.id)).state).toBe('committed');

    const list = `/api/people/${person}/facts`;
    const { facts } = await client.json<{ facts: { id: string; type: string }[] }>('GET', list);
    expect(facts.length).toBeGreaterThan(20);
    expect((await client.json<{ raw: string }>('GET', `${list}/${facts[0]?.id}`)).raw).toContain('Kanarix');
    expect(JSON.stringify(await client.json('GET', `/api/people/${person}/chart/results`))).toContain('Kanarix');
    const note = facts.find((one) => one.type === 'DocumentReference')?.id;
    for (const address of [
      `Patient/${person}`,
      `Patient/${person}/$everything`,
      `DocumentReference/${note}`,
      `DocumentReference/${note}/_history/1`,
    ])
      expect(JSON.stringify(await client.json('GET', `/fhir/R4/${address}`))).toContain('Kanarix');
    expect(await exportedOverFhir(server, client, person)).toContain('Kanarix');
    for (const use of ['show', 'download'])
      expect(await (await client.send('GET', `${list}/${note}/content/0?use=${use}`)).text()).toContain('Kanarix');
    await client.send('GET', `${list}/${note}/related`);
    const first = `/api/people/${person}`;
    for (const path of ['today', 'timeline/spread?by=day', 'chart/visits', 'chart-notes'])
      await client.json('GET', `${first}/${path}`);
    await client.send('POST', `${first}/today/seen`, { upTo: Date.now(), way: 'left' });
    const correction = { kind: 'note', value: canaries[7], reason: canaries[8] };
    await client.json('POST', `${list}/${facts[0]?.id}/corrections`, correction);
    await client.json('GET', `/api/people/${person}/activity`);
    await client.json('GET', `${list}/${facts[0]?.id}/activity`);
    // What a job works out of all of it, and what is looked for in that.
    const search = { words: canaries[0] };
    await vi.waitFor(
      async () => {
        const found = await client.json<{ isCurrent: boolean }>('POST', `/api/people/${person}/search`, search);
        expect(found).toMatchObject({ isReady: true, isCurrent: true });
        expect(JSON.stringify(found)).toContain('Kanarix');
      },
      { timeout: 20_000, interval: 250 },
    );
    expect(JSON.stringify(await client.json('GET', `/api/people/${person}/chart/results`))).toContain('Kanarix');
    // Where somebody lives, as a preference.
    const zone = 'America/Argentina/ComodRivadavia';
    secrets.add(zone);
    await client.json('PUT', '/api/preferences', { zone });
    expect(await client.json('GET', '/api/preferences')).toEqual({ zone });

    // Everything in one file, and that file taken in by another record: it unpacks in memory, and keeps nothing in clear.
    const archive = await client.json<{ id: string; digest: string }>('POST', `/api/people/${person}/archives`, {});
    await client.json('POST', `/api/archives/${archive.id}/approve`, { digest: archive.digest });
    const zip = Buffer.from(await (await client.send('GET', `/api/archives/${archive.id}/file`)).arrayBuffer());
    const unzipped = await fromBufferPromise(zip, { lazyEntries: true });
    for await (const entry of unzipped.eachEntry())
      if (entry.fileName === 'index.html')
        expect(await text(await unzipped.openReadStreamPromise(entry))).toContain('Kanarix');
    const second = await makePerson(client, `${canaries[0]} ${canaries[1]} again`);
    const back = await client.read(second, [{ name: `${canaries[2]}.zip`, bytes: zip }]);
    expect((await client.commit(back.id)).state).toBe('committed');

    // A link: what it holds is encrypted where it is made, and its passcode and address are nobody's to find.
    const passcode = `${canaries[25]} passcode`;
    const wish = { label: `for ${canaries[26]}`, slice: {}, until: null, reason: canaries[27], passcode };
    const { digest } = await client.json<{ digest: string }>('POST', `/api/people/${person}/links`, wish);
    const link = await client.json<{ id: string; url: string }>('POST', `/api/people/${person}/links`, {
      ...wish,
      digest,
    });
    const snapshot = await (await client.send('GET', `/api/links/${link.id}/snapshot`)).arrayBuffer();
    expect(Buffer.from(snapshot).toString()).toContain('Kanarix');
    const key = newKey();
    const file = Buffer.from(await encryptFile(new Uint8Array(snapshot), key));
    expect((await client.send('PUT', `/api/links/${link.id}/content`, file)).status).toBe(200);
    expect(JSON.stringify(await client.json('GET', `/api/people/${person}/links`))).toContain('Kanarix');
    const door = new URL(link.url).pathname;
    const stranger = clientOf(server.url, null);
    for (const guess of [`${canaries[28]} guess`, passcode])
      await stranger.send('POST', door, { recipient: canaries[29], passcode: guess });
    for (const secret of [key, door.slice('/shl/'.length), passcode]) secrets.add(secret);

    // Somebody else is invited, by address, comes, and loses the password.
    const guest = { email: `${canaries[23]}@example.org`, name: canaries[24], password: 'six plain wooden ladders' };
    const invited = await client.json<{ url: string }>('POST', '/api/invitations', {
      role: 'member',
      email: guest.email,
    });
    const [, invitation = ''] = invited.url.split('#invitation=');
    const taken = await clientOf(server.url, null).json<{ account: { id: string }; token: string }>(
      'POST',
      '/api/invitation/take',
      { ...guest, token: invitation },
    );
    const factors: FactorSecrets = await useFactors(clientOf(server.url, taken.token), guest);
    for (const text of factors.texts) secrets.add(text);
    // Mail that waits: somebody is invited to the record, and says that their password is lost.
    const claim = { relation: 'custodian', email: `${canaries[30]}@example.org` };
    const claimed = await client.json<{ url: string }>('POST', `/api/people/${person}/invitations`, claim);
    secrets.add(claimed.url.split('#invitation=')[1] ?? '');
    // And to care for them, as a share that waits for somebody.
    const care = {
      recipient: { invite: { email: `${canaries[32]}@example.org`, days: 7 } },
      slice: { types: ['Observation'] }, extent: 'look', until: null, reason: canaries[33], document: canaries[34],
    }; // biome-ignore format: one wish
    const shares = `/api/people/${person}/shares/drafts`;
    const draft = await client.json<{ id: string; digest: string }>('POST', shares, care);
    const waits = await client.json<{ invitation: { url: string } }>('POST', `/api/shares/${draft.id}/give`, {
      digest: draft.digest,
    });
    secrets.add(waits.invitation.url.split('#invitation=')[1] ?? '');
    expect(JSON.stringify(await client.json('GET', `/api/people/${person}/invitations`))).toContain(canaries[32]);
    for (const email of [guest.email, `${canaries[31]}@example.org`])
      expect((await clientOf(server.url, null).send('POST', '/api/lost-password', { email })).status).toBe(204);
    const linked = await client.json<{ url: string }>('POST', `/api/accounts/${taken.account.id}/password-link`);
    // And a program that reads with a token of its own.
    const made = await client.json<{ token: string }>('POST', '/api/auth/token', { label: canaries[25] });
    secrets.add(made.token).add(made.token.split('.')[2] ?? '');
    expect(await clientOf(server.url, made.token).json('GET', `${list}/${facts[0]?.id}`)).toHaveProperty('raw');
    expect(JSON.stringify(await client.json('GET', '/api/auth/tokens'))).toContain('Kanarix');
    for (const secret of [invitation, taken.token, linked.url.split('#link=')[1] ?? '', guest.password])
      secrets.add(secret);
    expect(JSON.stringify(await client.json('GET', '/api/accounts'))).toContain('Kanarix');
    await client.json('GET', '/api/invitations');

    // What goes wrong: failed logins, requests that are none, and canaries in every part of a request.
    const nobody = clientOf(server.url, canaries[9] ?? '');
    const wrong = { email: `${canaries[10]}@example.org`, password: canaries[11] };
    // A print holds everything that it says in memory only.
    for (const what of ['summary', 'timeline', 'medicines'])
      expect((await client.send('POST', `/api/people/${person}/print/${what}`, {})).status).toBe(200);
    for (const attempt of [
      () => nobody.send('POST', '/api/login', wrong),
      () => nobody.send('GET', `/api/people/${canaries[12]}/facts?types=${canaries[13]}`),
      () => client.send('GET', `/api/people/${canaries[12]}/facts?types=${canaries[13]}&${canaries[14]}=1`),
      () => client.send('POST', `/api/people/${person}/imports`, { [canaries[15] ?? '']: canaries[16] }),
      () => client.send('PUT', `/api/imports/${canaries[17]}/files?name=${canaries[18]}`, Buffer.from('x')),
      () => client.send('POST', '/api/people', Buffer.from(`{"${canaries[19]}`)),
      () => client.send('GET', `/${canaries[20]}/%ff%00${canaries[21]}`),
    ])
      expect((await attempt()).status).not.toBe(500);

    // A crash while files are read, and another one while the server starts to read them again.
    const half = await client.json<{ id: string }>('POST', `/api/people/${person}/imports`, {});
    const path = `/api/imports/${half.id}`;
    await client.json('PUT', `${path}/files?name=${canaries[22]}.json`, Buffer.from(canaryBundle()));
    await client.json('POST', `${path}/read`, {});
    await server.end('SIGABRT');
    outputs.push(server.output());
    server = await startServer(place);
    client = await logIn(server);
    secrets.add(client.token ?? '');
    await client.json('GET', list);
    await server.end('SIGKILL');
    outputs.push(server.output());
    server = await startServer(place);
    await (await logIn(server)).json('GET', list);
    await server.end('SIGTERM');
    outputs.push(server.output());

    const hex = readFileSync(join(place.data, 'keys/root.key'), 'utf8').trim();
    const raw = Buffer.from(hex, 'hex');
    const needles = new Needles([...canaries, ...secrets]);
    const keys = new Needles([hex], () => [raw, Buffer.from(hex), Buffer.from(raw.toString('base64'))]);
    expect(findIn(folder, needles)).toEqual([]);
    const found = new Needles(['a secret of the second step', 'a passkey'], (name) => [
      factors.bytes[name === 'a passkey' ? 1 : 0] ?? Buffer.alloc(0),
    ]);
    expect(findIn(folder, found)).toEqual([]);
    expect(findIn(folder, keys, ['keys/root.key'])).toEqual([]);
    const written = Buffer.from(outputs.join('\n'));
    expect(written.toString()).toContain('http.request');
    expect([...needles.in(written), ...keys.in(written)]).toEqual([]);
  }, 120_000);
});

describe('the search itself', () => {
  it('finds a word in every form that it looks for', () => {
    const needles = new Needles(['Kanarixa1000']);
    const around = (form: Buffer) => Buffer.concat([Buffer.from('..'), form, Buffer.from('..')]);
    for (const form of formsOf('Kanarixa1000')) expect([...needles.in(around(form))]).toHaveLength(1);
    for (const before of ['', 'a', 'ab', 'abc'])
      expect([...needles.in(Buffer.from(Buffer.from(`${before}Kanarixa1000xyz`).toString('base64')))]).toHaveLength(1);
    expect([...needles.in(gzipSync('say Kanarixa1000'))]).toHaveLength(1);
    expect([...needles.in(Buffer.from('Kanarixa1001'))]).toHaveLength(0);
    const digits = new Needles(['01701']);
    for (const text of ['01701', '{"postalCode":"01701"}', 'MA 01701\n'])
      expect([...digits.in(Buffer.from(text))], text).toEqual(['01701']);
    for (const text of ['1795401701', 'a01701', '01701f']) expect([...digits.in(Buffer.from(text))], text).toEqual([]);
  });
});
