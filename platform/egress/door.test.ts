import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { describeWithPostgres } from '../../tests/support/needs.ts';
import { createGuardedFolder, type GuardedFolder } from './fixtures/guarded-program.ts';
import { listenOutside, type Outside } from './fixtures/outside.ts';

let folder: GuardedFolder;
let outside: Outside;

beforeAll(async () => {
  folder = await createGuardedFolder();
  outside = await listenOutside(join(folder.path, 'test.sock'));
});

afterAll(async () => {
  outside.close();
  await folder.remove();
});

beforeEach(() => {
  outside.heard();
});

describe('the open door', () => {
  it('lets through what the configuration lists, by net, http and fetch, and nothing beside it', async () => {
    const answer = await folder.script(`
      import net from 'node:net';
      import http from 'node:http';
      claim.openEgress({ allow: [{ host: '127.0.0.1', port: ${outside.httpPort}, purpose: 'test', private: true }] });
      const url = 'http://127.0.0.1:${outside.httpPort}/';
      report({
        net: await ended(net.connect(${outside.httpPort}, '127.0.0.1')),
        http: await ended(http.get(url), 'response'),
        fetch: await (await fetch(url)).text(),
        otherPort: await ended(net.connect(${outside.port}, '127.0.0.1')),
        otherHost: await ended(net.connect(${outside.httpPort}, '127.0.0.2')),
      });
    `);
    expect(answer).toEqual({
      net: 'connect',
      http: 'response',
      fetch: 'hello',
      otherPort: 'CW-EGR-001',
      otherHost: 'CW-EGR-001',
    });
    expect(outside.heard()).toEqual(['http /', 'http /']);
  });

  it('lets through a listed name, looked up by itself, and a listed unix socket', async () => {
    const answer = await folder.script(`
      import net from 'node:net';
      claim.openEgress({ allow: [
        { host: 'LocalHost.', port: ${outside.port}, purpose: 'test', private: true },
        { path: ${JSON.stringify(outside.socketPath)}, purpose: 'test' },
      ] });
      report({
        name: await ended(net.connect(${outside.port}, 'localhost')),
        unix: await ended(net.connect(${JSON.stringify(outside.socketPath)})),
        otherUnix: await ended(net.connect(${JSON.stringify(`${outside.socketPath}2`)})),
      });
    `);
    expect(answer).toEqual({ name: 'connect', unix: 'connect', otherUnix: 'CW-EGR-001' });
  });

  it('refuses a listed public name that leads to a private address', async () => {
    const answer = await folder.script(`
      import net from 'node:net';
      claim.openEgress({ allow: [{ host: 'localhost', port: ${outside.port}, purpose: 'test' }] });
      const socket = net.connect(${outside.port}, 'localhost');
      report([await ended(socket), refusals]);
    `);
    const refusal = { way: 'tcp', code: 'CW-EGR-002', target: `localhost:${outside.port}`, thread: 0 };
    expect(answer).toEqual(['CW-EGR-002', [refusal]]);
    expect(outside.heard()).toEqual([]);
  });

  it('wants private addresses named as such, and ports and paths whole', async () => {
    const answer = await folder.script(`
      const door = claim.openEgress({ allow: [] });
      const tried = (rule) => { try { door.allow(rule); return 'ok'; } catch (error) { return codeOf(error); } };
      report([
        { host: '10.0.0.5', port: 5432, purpose: 'x' },
        { host: '::ffff:10.0.0.5', port: 5432, purpose: 'x' },
        { host: '64:ff9b::a00:5', port: 5432, purpose: 'x' },
        { host: '169.254.169.254', port: 80, purpose: 'x' },
        { host: '', port: 5432, purpose: 'x' },
        { host: 'db', port: 0, purpose: 'x' },
        { host: 'db', port: '5432', purpose: 'x' },
        { path: 'relative.sock', purpose: 'x' },
        { host: '8.8.8.8', port: 443, purpose: 'x' },
        { host: '10.0.0.5', port: 5432, purpose: 'x', private: true },
      ].map(tried));
    `);
    expect(answer).toEqual([...Array(8).fill('CW-EGR-011'), 'ok', 'ok']);
  });

  it('closes again for a rule that is taken away', async () => {
    const answer = await folder.script(`
      import net from 'node:net';
      import { createHook } from 'node:async_hooks';
      const seen = {};
      createHook({ init(_id, type, _trigger, resource) { seen[type] = resource; } }).enable();
      const door = claim.openEgress({ allow: [] });
      const rule = { host: 'localhost', port: ${outside.port}, purpose: 'test', private: true };
      const close = door.allow(rule);
      const before = await ended(net.connect(${outside.port}, 'localhost'));
      const rules = door.rules().length;
      const request = seen.TCPCONNECTWRAP.constructor;
      const handle = seen.TCPWRAP.constructor;
      close();
      const raw = new handle(0).connect(new request(), '127.0.0.1', ${outside.port});
      report([before, rules, await ended(net.connect(${outside.port}, 'localhost')), raw, door.rules().length]);
    `);
    expect(answer).toEqual(['connect', 1, 'CW-EGR-001', -13, 0]);
  });

  it('lets listen on loopback, and elsewhere only as listed', async () => {
    const answer = await folder.script(`
      import net from 'node:net';
      const free = await new Promise((resolve) => {
        const server = net.createServer().listen(0, '127.0.0.1', () => {
          const { port } = server.address();
          server.close(() => resolve(port));
        });
      });
      claim.openEgress({ allow: [], listen: [{ host: '0.0.0.0', port: free }] });
      const on = (...where) => ended(net.createServer().listen(...where).unref(), 'listening');
      report([await on(0, '127.0.0.1'), await on(0, 'localhost'), await on(0, '::1'), await on(free, '0.0.0.0'), await on(0, '0.0.0.0')]);
    `);
    expect(answer).toEqual([
      'listening',
      'listening',
      expect.stringMatching(/listening|EADDRNOTAVAIL/),
      'listening',
      'EACCES',
    ]);
  });

  it('follows no redirect, not even to the same place', async () => {
    const answer = await folder.script(`
      claim.openEgress({ allow: [{ host: '127.0.0.1', port: ${outside.httpPort}, purpose: 'test', private: true }] });
      const url = 'http://127.0.0.1:${outside.httpPort}/redirect';
      const followed = await fetch(url, { redirect: 'follow' }).catch(codeOf);
      const asked = await fetch(new Request(url)).catch(codeOf);
      const manual = await fetch(url, { redirect: 'manual' });
      report([followed, asked, manual.status]);
    `);
    expect(answer).toEqual(['CW-EGR-012', 'CW-EGR-012', 302]);
    expect(outside.heard()).toEqual(Array(3).fill('http /redirect'));
  });

  it('ignores proxies of the environment', async () => {
    const proxy = `http://127.0.0.1:${outside.port}`;
    const env = { HTTP_PROXY: proxy, http_proxy: proxy, HTTPS_PROXY: proxy, ALL_PROXY: proxy };
    const answer = await folder.script(
      `
      import http from 'node:http';
      claim.openEgress({ allow: [{ host: '127.0.0.1', port: ${outside.httpPort}, purpose: 'test', private: true }] });
      const url = 'http://127.0.0.1:${outside.httpPort}/';
      report([await (await fetch(url)).text(), await ended(http.get(url), 'response'), Object.keys(process.env).filter((name) => /proxy/i.test(name))]);
    `,
      { env },
    );
    expect(answer).toEqual(['hello', 'response', []]);
    expect(outside.heard()).toEqual(['http /', 'http /']);
  });

  it('stays shut towards a proxy that the runtime was told to use at its start', async () => {
    const answer = await folder.script(
      `
      claim.openEgress({ allow: [{ host: '127.0.0.1', port: ${outside.httpPort}, purpose: 'test', private: true }] });
      report(await fetch('http://127.0.0.1:${outside.httpPort}/').then((response) => response.text(), codeOf));
    `,
      { env: { NODE_USE_ENV_PROXY: '1', HTTP_PROXY: `http://127.0.0.1:${outside.port}` } },
    );
    expect(answer).toBe('CW-EGR-001');
    expect(outside.heard()).toEqual([]);
  });
});

describe('the addons that were chosen', () => {
  it('load, without their own ways to load more', async () => {
    const answer = await folder.script(`
      import Database from 'better-sqlite3';
      const db = new Database(':memory:');
      const one = db.prepare('select 1 as one').get();
      const tried = (act) => { try { act(); return 'OPEN'; } catch (error) { return codeOf(error); } };
      report([one, tried(() => db.loadExtension('${folder.path}/evil.so'))]);
    `);
    expect(answer).toEqual([{ one: 1 }, 'CW-EGR-007']);
  });
});

describeWithPostgres('the open door and PostgreSQL', (url) => {
  it('lets pg through to the configured server', async () => {
    const answer = await folder.script(`
      import pg from 'pg';
      import { postgresRule } from '@chartwarden/egress';
      const url = ${JSON.stringify(url)};
      claim.openEgress({ allow: [postgresRule(url, 'database')] });
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      const { rows } = await client.query('select 1 as one');
      await client.end();
      report([rows, refusals]);
    `);
    expect(answer).toEqual([[{ one: 1 }], []]);
  });
});

describe('the claim', () => {
  it('goes to the first caller only', async () => {
    const answer = await folder.script(`
      const again = () => { try { claimEgress(); return 'open'; } catch (error) { return codeOf(error); } };
      const copy = await import(import.meta.resolve('@chartwarden/egress/preload.mjs') + '?copy');
      const byCopy = () => { try { copy.claimEgress(); return 'open'; } catch (error) { return codeOf(error); } };
      report([again(), byCopy(), refusals.map(({ way }) => way)]);
    `);
    expect(answer).toEqual(['CW-EGR-009', expect.stringMatching(/^CW-EGR-/), ['claim', 'claim']]);
  });

  it('opens the door and hands out the way to start programs once each', async () => {
    const answer = await folder.script(`
      const tried = (act) => { try { act(); return 'ok'; } catch (error) { return codeOf(error); } };
      const open = () => claim.openEgress({ allow: [] });
      report([tried(open), tried(open), tried(claim.takeSpawnSandbox), tried(claim.takeSpawnSandbox)]);
    `);
    expect(answer).toEqual(['ok', 'CW-EGR-009', 'ok', 'CW-EGR-009']);
  });

  it('cannot be had in a worker thread', async () => {
    const answer = await folder.script(`
      import { Worker } from 'node:worker_threads';
      const source = \`
        const { parentPort } = require('node:worker_threads');
        import('@chartwarden/egress/preload.mjs').then(({ claimEgress }) => claimEgress()).then(
          () => parentPort.postMessage('open'), (error) => parentPort.postMessage(error.code));
      \`;
      const worker = new Worker(source, { eval: true });
      worker.on('message', report);
    `);
    expect(answer).toBe('CW-EGR-009');
  });
});
