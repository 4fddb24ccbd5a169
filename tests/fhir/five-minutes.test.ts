import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../scripts/project-files.ts';
import { type RunningServer, startServer } from '../support/running-server.ts';

const PAGE = readFileSync(join(projectRoot, 'docs/fhir-in-five-minutes.md'), 'utf8');
const blocks = [...PAGE.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, text = '']) => text);
const MARK = '=== the next block ===';

describe('the page "Your record over FHIR in five minutes"', () => {
  let folder: string;
  let server: RunningServer;
  let said: string[];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'chartwarden-page-'));
    server = await startServer({ folder, data: join(folder, 'data'), words: ['--demo'] });
    for (const until = performance.now() + 60_000; performance.now() < until; await sleep(100))
      if (server.output().includes('The demo household is there')) break;
    const [, PASSWORD = ''] = /^ {4}((?:[a-z0-9]{5}-){3}[a-z0-9]{5})$/m.exec(server.output()) ?? [];
    const script = ['set -euo pipefail', ...blocks].join(`\necho; echo '${MARK}'\n`);
    const env = {
      PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
      URL: server.url,
      EMAIL: 'demo@chartwarden.example',
      PASSWORD,
    };
    const { stdout } = await promisify(execFile)('bash', ['--norc', '-c', script], { cwd: join(folder, 'cwd'), env });
    said = stdout.split(MARK).map((text) => text.trim());
  }, 180_000);
  afterAll(async () => {
    await server.end('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  });

  it('says what each of its commands does', () => {
    const [, , , metadata = '', people = '', search = '', create, change = '', refused, everything = '', files = ''] =
      said;
    expect(metadata).toMatch(/^4\.0\.1\n.*\bcode\b.*\bdate\b/s);
    expect(people.split('\n')).toHaveLength(4);
    expect(people).toContain('Leila Haddad');
    expect(search).toMatch(/^(\d{4}-\d\d-\d\d.*\n){5}5\nHTTP\/1\.1 200 OK\s/s);
    expect(search).toMatch(/\netag: W\/"1"/i);
    expect(create).toBe('1');
    expect(change).toMatch(/^64\n.* \(If-Match\)\. Nothing was changed.*\nPUT POST$/s);
    expect(refused).toBe('Observation.status');
    expect(everything.split(' ').length).toBeGreaterThanOrEqual(50);
    expect(everything).toContain('Patient');
    const counts = Object.fromEntries(files.split('\n').map((line) => line.split(' ')));
    expect(Number(counts.Observation)).toBeGreaterThan(10);
    expect(files.split('\n').at(-1)?.trim()).toBe(counts.Observation);
  });

  it('is one that the readme leads to', () => {
    expect(readFileSync(join(projectRoot, 'README.md'), 'utf8')).toContain('(docs/fhir-in-five-minutes.md)');
  });
});
