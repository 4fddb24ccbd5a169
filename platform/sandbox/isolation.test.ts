import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IsolationLevel } from './index.ts';
import { createTestSandbox, inputOf } from './testing.ts';

const entry = `${import.meta.dirname}/fixtures/hostile.ts`;
const order: readonly IsolationLevel[] = ['jail', 'network', 'guard'];

let folder: string;
let heard: string[];
let tcp: Server;
let unix: Server;
let udp: UdpSocket;
let target: object;

const listen = (server: Server, where: object): Promise<void> =>
  new Promise((resolve) => server.listen(where, resolve));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
  await writeFile(join(folder, 'secret'), 'Jane Doe');
  heard = [];
  tcp = createServer(() => heard.push('tcp'));
  unix = createServer(() => heard.push('unix'));
  udp = createSocket('udp4', () => heard.push('udp'));
  await listen(tcp, { port: 0, host: '127.0.0.1' });
  await listen(unix, { path: join(folder, 'test.sock') });
  await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve));
  target = {
    port: (tcp.address() as { port: number }).port,
    udpPort: udp.address().port,
    socketPath: join(folder, 'test.sock'),
    secretFile: join(folder, 'secret'),
    writableFolder: folder,
    parentPid: process.pid,
  };
});

afterAll(async () => {
  for (const one of [tcp, unix, udp]) one.close();
  await rm(folder, { recursive: true });
});

describe.each(order)('an importer that was taken over, at the level "%s"', (atMost) => {
  it('reads, writes, starts and reaches nothing, and sees no environment', async () => {
    process.env.SANDBOX_TEST_SECRET = 'Jane Doe';
    const sandbox = createTestSandbox([], { atMost });
    const ends: Record<string, string> = {};
    const outcome = await sandbox.run({
      entry,
      job: target,
      limits: { heapMb: 64, buffersMb: 64 },
      input: inputOf(),
      onMessage(header) {
        const { name, end } = header as { name: string; end: string };
        ends[name] = end;
      },
    });
    delete process.env.SANDBOX_TEST_SECRET;
    const { environment, ...attempts } = ends;
    expect(Object.keys(attempts).length).toBeGreaterThan(35);
    expect(Object.entries(attempts).filter(([, end]) => end === 'OPEN' || end === 'no answer')).toEqual([]);
    expect(JSON.parse(environment ?? '')).toEqual({});
    expect(outcome.refusals).toBeGreaterThan(8);
    expect(heard).toEqual([]);
    expect((await readdir(folder)).sort()).toEqual(['secret', 'test.sock']);
    expect(await readdir(join(import.meta.dirname, 'fixtures'))).not.toContain('link');
  });
});

describe('compiled code that is kept between importers', () => {
  const inside = async (cache: string): Promise<string[]> =>
    (await readdir(cache, { recursive: true, withFileTypes: true }))
      .filter((one) => one.isFile())
      .map((one) => join(one.parentPath, one.name))
      .sort();

  it('is used in a jail, and what was taken over cannot change it', async () => {
    const cache = join(folder, 'cache');
    const sandbox = createTestSandbox([], { cache });
    const run = async (job: object): Promise<Record<string, string>> => {
      const ends: Record<string, string> = {};
      await sandbox.run({
        entry,
        job,
        input: inputOf(),
        onMessage: (header) => {
          const { name, end } = header as { name: string; end: string };
          ends[name] = end;
        },
      });
      return ends;
    };
    await run({ ...target, writableFolder: cache });
    const isJail = (await sandbox.status()).level === 'jail';
    const files = isJail ? await inside(cache) : [];
    expect(files.length > 5).toBe(isJail);
    const before = await Promise.all(files.map((file) => readFile(file)));
    const version = files[0] === undefined ? cache : dirname(files[0]);
    // Writing a report fails without a word: the folder tells.
    const {
      environment: _none,
      'write a report': _silent,
      ...attempts
    } = await run({ ...target, writableFolder: version });
    expect(Object.entries(attempts).filter(([, end]) => end === 'OPEN' || end === 'no answer')).toEqual([]);
    expect(isJail ? await inside(cache) : []).toEqual(files);
    expect(await Promise.all(files.map((file) => readFile(file)))).toEqual(before);
    await rm(cache, { recursive: true, force: true });
  });
});

describe('the level in force', () => {
  it('is found by trying, never above what was asked, and said in a sentence', async () => {
    const [best, network, guard] = await Promise.all(order.map((atMost) => createTestSandbox([], { atMost }).status()));
    expect(order.indexOf(best?.level ?? 'guard')).toBeLessThanOrEqual(order.indexOf(network?.level ?? 'jail'));
    expect(network?.level).not.toBe('jail');
    expect(guard?.level).toBe('guard');
    for (const status of [best, network, guard]) expect(status?.explanation).toMatch(/^File readers .*\.$/);
  });

  it('falls to the guard where nothing else can be started, and the importers still run', async () => {
    const { spawn } = await import('node:child_process');
    const sandbox = createTestSandbox([], {
      // A machine without util-linux: every program but node is missing.
      spawn: (file, args, { cwd }) =>
        spawn(file === process.execPath ? file : '/nowhere', args, { cwd, env: {}, stdio: ['pipe', 'pipe', 'pipe'] }),
    });
    expect(await sandbox.status()).toMatchObject({ level: 'guard', noNewPrivileges: false, kernelLimits: false });
    const { messages } = await sandbox.run({
      entry: `${import.meta.dirname}/fixtures/echo.ts`,
      input: inputOf('a'),
      onMessage: () => undefined,
    });
    expect(messages).toBe(1);
  });
});
