import { randomBytes } from 'node:crypto';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RecordId } from '@chartwarden/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cast, openCast } from '../support/cast.ts';
import { emailOf } from '../support/open-test-app.ts';

const MEGABYTE = 1024 * 1024;
/** More than lies in the buffers between a server and whoever does not read. */
const LARGE = 24 * MEGABYTE;
/** Counted from the answer of what takes the right away. */
const WITHIN = 1000;

/** An answer whose reader takes the first piece, and the rest only when it is told to. */
interface Slow {
  readonly status: number;
  /** Reads on to the end; how many bytes came in all, and whether the connection broke off. */
  drain(): Promise<{ readonly bytes: number; readonly broken: boolean }>;
  /** Resolves when the connection is gone, with the time that took; rejects after `most` ms. */
  gone(most: number): Promise<number>;
}

/** Everything that takes a while to go out, ended in its midst (promise: nothing after, within a second). */
describe('a right that is taken away midway', () => {
  let cast: Cast;
  let port: number;
  let junk: string;

  beforeAll(async () => {
    cast = await openCast({ CHARTWARDEN_PORT: '0' });
    ({ port } = await cast.test.app.http.listen());
    const { test, tokens, person } = cast;
    const { id } = await test.json<{ id: string }>(tokens.holder, 'POST', `/api/people/${person}/imports`, {});
    const file = randomBytes(LARGE);
    const put = await test.call(tokens.holder, 'PUT', `/api/imports/${id}/files?name=junk.bin`, file);
    junk = (JSON.parse(put.text) as { source: string }).source;
    await test.json(tokens.holder, 'POST', `/api/imports/${id}/read`, {});
    const state = async () => (await test.json<{ state: string }>(tokens.holder, 'GET', `/api/imports/${id}`)).state;
    while (['receiving', 'reading'].includes(await state())) await sleep(50);
    if ((await state()) === 'ready') await test.json(tokens.holder, 'POST', `/api/imports/${id}/commit`, {});
  }, 60_000);
  afterAll(async () => {
    await cast.test.app.http.stop(100);
    await cast.close();
  });

  function begin(path: string, token: string, method = 'GET', body?: object): Promise<Slow> {
    return new Promise((resolve, reject) => {
      const headers = {
        'x-chartwarden': '1',
        'x-chartwarden-cli': '1',
        authorization: `Bearer ${token}`,
        connection: 'close',
      };
      const more = body === undefined ? {} : { 'content-type': 'application/json' };
      const asked: ClientRequest = request({ port, path, method, headers: { ...headers, ...more } });
      asked.once('error', reject);
      asked.once('response', (answer: IncomingMessage) => {
        asked.on('error', () => undefined);
        let bytes = 0;
        let broken = false;
        answer.on('error', () => {
          broken = true;
        });
        answer.socket.on('error', () => undefined);
        const closed = new Promise<number>((done) => answer.once('close', () => done(performance.now())));
        answer.once('data', (piece: Buffer) => {
          bytes += piece.length;
          answer.pause();
          answer.on('data', (more: Buffer) => (bytes += more.length));
          answer.pause();
          const drain = async () => {
            answer.resume();
            await closed;
            return { bytes, broken: broken || !answer.complete };
          };
          const gone = async (most: number) => {
            const since = performance.now();
            answer.resume();
            const late = sleep(most).then(() => Promise.reject(new Error(`open after ${most} ms`)));
            return (await Promise.race([closed, late])) - since;
          };
          resolve({ status: answer.statusCode ?? 0, drain, gone });
        });
        answer.resume();
      });
      asked.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  const parent = (state: 'held' | 'ended') =>
    cast.test.app.core.gate.changeAccess(
      { kind: 'account', account: cast.accounts.holder, role: 'member' },
      {
        kind: 'custody',
        record: cast.person as RecordId,
        holder: { kind: 'account', id: cast.accounts.member },
        relation: 'custodian',
        state,
        capacity: 'self',
      },
      {},
    );

  /** Begins, takes away, waits for as long as a second has: then the rest is not there to be read. */
  async function cut(path: string, token: string, takeAway: () => Promise<unknown>): Promise<void> {
    const slow = await begin(path, token);
    expect(slow.status, path).toBe(200);
    await takeAway();
    await sleep(WITHIN);
    const { bytes, broken } = await slow.drain();
    expect(broken, `${path}: whole`).toBe(true);
    expect(bytes, path).toBeLessThan(LARGE / 2);
  }

  it('leaves whoever keeps it with the whole file', async () => {
    const slow = await begin(`/api/people/${cast.person}/sources/${junk}/file`, cast.tokens.holder);
    await sleep(WITHIN);
    expect(await slow.drain()).toEqual({ bytes: LARGE, broken: false });
  });

  it('cuts a file and an export off: by the end of custody, of the session, of the account', async () => {
    const file = `/api/people/${cast.person}/sources/${junk}/file`;
    await parent('held');
    await cut(file, cast.tokens.member, () => parent('ended'));
    for (const kind of ['archive', 'files']) {
      await parent('held');
      const drafts = `/api/people/${cast.person}/archives`;
      const { id, digest } = await cast.json<{ id: string; digest: string }>('member', 'POST', drafts, { kind });
      await cast.json('member', 'POST', `/api/archives/${id}/approve`, { digest });
      await cut(`/api/archives/${id}/file`, cast.tokens.member, () => parent('ended'));
    }
    const here = cast.tokens.holder;
    const there = await cast.again('holder');
    await cut(file, here, () => cast.test.json(there, 'POST', '/api/sessions/end-others'));
    await parent('held');
    const { member } = cast.accounts;
    await cut(file, cast.tokens.member, () => cast.json('owner', 'POST', `/api/accounts/${member}/disable`));
    await parent('ended');
    await cast.json('owner', 'POST', `/api/accounts/${member}/enable`);
    await cast.again('member');
  }, 30_000);

  it('cuts the export of the log off when the role is taken', async () => {
    const { gate } = cast.test.app.core;
    const actor = { kind: 'account', account: cast.accounts.auditor, role: 'auditor' } as const;
    const agent = 'a'.repeat(250);
    const note = () => gate.note({ actor, action: 'accounts', outcome: 'done', path: agent, agent });
    for (let done = 0; done < 9000; done += 3000) await Promise.all(Array.from({ length: 3000 }, note));
    const slow = await begin('/api/audit/export?format=ndjson', cast.tokens.auditor);
    await cast.json('owner', 'DELETE', `/api/accounts/${cast.accounts.auditor}/roles/auditor`);
    await sleep(WITHIN);
    const { bytes, broken } = await slow.drain();
    expect([broken, bytes < 6 * MEGABYTE]).toEqual([true, true]);
  }, 30_000);

  it('ends a stream of how an import goes on, with the right and with the session', async () => {
    const { id } = await cast.json<{ id: string }>('holder', 'POST', `/api/people/${cast.person}/imports`, {});
    const path = `/api/imports/${id}/events`;
    await parent('held');
    const first = await begin(path, cast.tokens.member);
    await parent('ended');
    expect(await first.gone(WITHIN)).toBeLessThan(WITHIN);
    const here = cast.tokens.holder;
    const there = await cast.again('holder');
    const second = await begin(path, here);
    await cast.test.json(there, 'POST', '/api/sessions/end-others');
    expect(await second.gone(WITHIN)).toBeLessThan(WITHIN);
  });

  it('gives no further page to a cursor, and no file to a ticket', async () => {
    const list = `/api/people/${cast.person}/facts?limit=1`;
    await parent('held');
    const page = await cast.json<{ next: unknown; facts: unknown[] }>('member', 'GET', list);
    const next = JSON.stringify(page.next ?? null);
    expect(next).not.toBe('null');
    const cursor = typeof page.next === 'string' ? page.next : next;
    const more = `${list}&cursor=${encodeURIComponent(cursor)}`;
    expect((await cast.as('member', 'GET', more)).status).toBe(200);
    await parent('ended');
    expect((await cast.as('member', 'GET', more)).status).toBe(404);
  });

  it('lets out what a request was reading before or not at all: a print, a search, the chart', async () => {
    const { ledger } = cast.test.app.core;
    const asks: readonly [string, string, object?][] = [
      ['POST', `/api/people/${cast.person}/print/summary`, {}],
      ['POST', `/api/people/${cast.person}/search`, { words: 'zitronenfalter' }],
      ['GET', `/api/people/${cast.person}/chart/results`],
      ['GET', `/api/people/${cast.person}/today`],
    ];
    for (const [method, url, body] of asks)
      for (const wait of [0, 4]) {
        await parent('held');
        const under = cast.as('member', method, url, body);
        await sleep(wait);
        await parent('ended');
        const after = (await ledger.refresh()).size;
        const { status } = await under;
        const entries = await ledger.reader.searchIn(
          { actor: cast.accounts.member },
          { before: Number.MAX_SAFE_INTEGER, least: after, skip: 0, limit: 20 },
        );
        const late = entries.filter((one) => !one.sealed && one.body.outcome === 'permitted');
        expect(late, `${url} after ${wait} ms`).toEqual([]);
        expect([200, 403, 404], `${url} after ${wait} ms`).toContain(status);
      }
  }, 30_000);

  it('opens a link no more once it was ended, neither its list nor a file that was named before', async () => {
    const { test, tokens, person } = cast;
    const links = `/api/people/${person}/links`;
    const wish = { label: 'for a while', slice: {}, until: null };
    const { digest } = await test.json<{ digest: string }>(tokens.holder, 'POST', links, wish);
    const link = await test.json<{ id: string; url: string }>(tokens.holder, 'POST', links, { ...wish, digest });
    const header = Buffer.from('{"alg":"dir","enc":"A256GCM","cty":"application/fhir+json"}').toString('base64url');
    const sealed = [header, '', 'A'.repeat(16), 'A'.repeat(MEGABYTE), 'A'.repeat(22)].join('.');
    await test.json(tokens.holder, 'PUT', `/api/links/${link.id}/content`, Buffer.from(sealed));
    const door = new URL(link.url).pathname;
    const open = () => test.call(null, 'POST', door, { recipient: 'Somebody' });
    const { files } = JSON.parse((await open()).text) as { files: [{ location: string }] };
    const ticket = new URL(files[0].location).pathname;
    expect((await test.call(null, 'GET', ticket)).status).toBe(200);
    await test.json(tokens.holder, 'DELETE', `/api/links/${link.id}`);
    expect([(await open()).status, (await test.call(null, 'GET', ticket)).status]).toEqual([404, 404]);
  });

  it('still has everybody in it', async () => {
    // What the tests above ended was given back: nothing here passed because somebody could not log in.
    for (const name of ['holder', 'member'] as const)
      expect(await cast.json(name, 'GET', '/api/session')).toMatchObject({ account: { email: emailOf(name) } });
  });
});
