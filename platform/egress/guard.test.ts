import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createGuardedFolder, type GuardedFolder } from './fixtures/guarded-program.ts';
import { listenOutside, type Outside } from './fixtures/outside.ts';
import type { Refusal } from './index.ts';

interface Report {
  readonly results: Record<string, string>;
  readonly refusals: readonly Refusal[];
}

let folder: GuardedFolder;
let outside: Outside;
let target: string;

beforeAll(async () => {
  folder = await createGuardedFolder();
  outside = await listenOutside(join(folder.path, 'test.sock'));
  const { port, udpPort, socketPath } = outside;
  target = JSON.stringify({ port, udpPort, socketPath, dir: folder.path });
});

afterAll(async () => {
  outside.close();
  await folder.remove();
});

beforeEach(() => {
  outside.heard();
});

const stopped = /^(CW-EGR-\d{3}|EACCES)$/;

/** Every attempt was stopped by the guard, the listener saw at least as many refusals, and nobody outside heard a thing. */
const expectShut = ({ results, refusals }: Report): void => {
  const open = Object.entries(results).filter(([, end]) => !stopped.test(end));
  expect(open).toEqual([]);
  expect(Object.keys(results).length).toBeGreaterThan(60);
  expect(refusals.length).toBeGreaterThanOrEqual(Object.keys(results).length);
  expect(outside.heard()).toEqual([]);
};

describe('a dependency that wants out', () => {
  it.each(['require', 'import', 'getBuiltinModule', 'createRequire', 'vm', 'eval'])(
    'is refused each of its ways when it reaches the modules by %s',
    async (how) => {
      const report = await folder.run<Report>('probe.mjs', [how, target]);
      expectShut(report);
      // Whoever uses the documented functions is told why; only native calls, which know numbers alone, get a bare EACCES.
      const bare = Object.keys(report.results).filter((name) => report.results[name] === 'EACCES');
      expect(bare.filter((name) => !/raw|handle|listening|WebSocket/.test(name))).toEqual([]);
    },
  );

  it.each(['worker', 'nested worker'])('is refused in a %s too, and the main thread hears of it', async (where) => {
    const report = await folder.run<Report>('probe.mjs', ['require', target, where]);
    expectShut(report);
    expect(report.refusals.every(({ thread }) => thread > 0)).toBe(true);
  });

  it('is refused even with functions that it captured before the guard was there, but for three', async () => {
    const flags = [`--require=${join(folder.path, 'early.cjs')}`];
    const { results, refusals } = await folder.run<Report>('probe.mjs', ['early', target], { flags });
    // Nothing loads before the guard (README); these are what it would cost if something did.
    const lost = ['dns.promises.lookup', 'dns/promises lookup', 'inspector.open', 'crypto.setEngine'];
    const shut = Object.fromEntries(Object.entries(results).filter(([name]) => !lost.includes(name)));
    expectShut({ results: shut, refusals });
  });

  it('does get out without the guard, so these attempts are real', async () => {
    const results = await folder.run<Record<string, string>>('unguarded.cjs', [target]);
    const shut = Object.entries(results).filter(([, end]) => end !== 'OPEN');
    // These would need a TLS or HTTP server at the other end, or one that does not exist here.
    const unreal = [
      'tls.connect',
      'https.request',
      'http.request over a unix socket',
      'an abstract unix socket',
      'net.connect to a metadata address',
    ];
    expect(shut.map(([name]) => name).filter((name) => !unreal.includes(name))).toEqual([]);
    expect(new Set(outside.heard())).toEqual(new Set(['tcp', 'unix', 'udp']));
  });
});

describe('a program beside', () => {
  it('opens no debugger by its signal', async () => {
    const program = join(folder.path, 'waits.mjs');
    writeFileSync(
      program,
      "import '@chartwarden/egress/preload.mjs'; process.stdout.write('up'); setTimeout(() => process.exit(7), 1000);",
    );
    const child = spawn(process.execPath, [program], { env: { PATH: process.env.PATH }, cwd: folder.path });
    let said = '';
    child.stderr.on('data', (text) => {
      said += text;
    });
    await once(child.stdout, 'data');
    child.kill('SIGUSR1');
    const [code] = await once(child, 'exit');
    expect(said).toBe('');
    expect(code).toBe(7);
  });
});
