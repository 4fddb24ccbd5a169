import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, makeBench, refusal } from './cli.testing.ts';

let bench: Bench;
beforeEach(() => {
  bench = makeBench();
});
afterEach(() => bench.remove());

describe('the command line', () => {
  it.each([
    [['--help'], 0],
    [['setup', '--help'], 0],
    [['ledger', 'verify', '--help'], 0],
    [[], 2],
    [['nonsense'], 2],
    [['person'], 2],
    [['person', 'add'], 2],
    [['setup'], 2],
    [['import', 'x.json'], 2],
    [['export', '--person', 'Maya'], 2],
    [['backup', 'rehears'], 2],
    [['doctor', '--nonsense'], 2],
  ])('%j ends with %i', async (argv, exit) => {
    bench.login();
    expect(await bench.run(...argv)).toBe(exit);
  });

  it('helps without settings, data or server', async () => {
    await bench.run('--help');
    expect(bench.out.join('\n')).toContain('First steps');
    expect(bench.seen).toEqual([]);
    expect(existsSync(join(bench.folder, 'config'))).toBe(false);
  });

  it('names the nearest verb', async () => {
    await bench.run('docter');
    expect(bench.notes.join('\n')).toContain('doctor');
  });

  it.each([
    ['CW-GATE-003', 403, 3],
    ['CW-ACC-001', 401, 3],
    ['CW-GEN-002', 404, 3],
    ['CW-GEN-001', 500, 1],
    ['CW-HTTP-007', 503, 1],
  ])('answers %s of the server with its own words and exit code', async (code, status, exit) => {
    bench.login();
    bench.routes['GET /api/people'] = () => refusal(status, code, 'The words of the server.');
    expect(await bench.run('person', 'list')).toBe(exit);
    expect(bench.notes[0]).toBe('The words of the server.');
    expect(await bench.json('person', 'list')).toEqual({
      ok: false,
      verb: 'person list',
      error: { code, message: 'The words of the server.' },
    });
  });

  it('asks a busy server again, later each time, and gives up after half a minute', async () => {
    bench.login();
    bench.routes['GET /api/people'] = () => refusal(503, 'CW-HTTP-007');
    expect(await bench.run('person', 'list')).toBe(1);
    expect(bench.seen).toHaveLength(bench.waited.length + 1);
    expect(bench.waited.toSorted((one, other) => one - other)).toEqual(bench.waited);
    expect(bench.waited.reduce((sum, one) => sum + one, 0)).toBeLessThan(31_000);
  });

  it('tells a script what it did not understand', async () => {
    expect(await bench.json('export', '--person', 'Maya')).toMatchObject({
      ok: false,
      error: { code: 'CW-CLI-001', detail: expect.stringContaining('--out') },
    });
  });

  it('says nothing of an error that nobody foresaw but where it came from', async () => {
    bench.login();
    bench.routes['GET /api/people'] = () => {
      throw new TypeError('Maya Lindqvist was here');
    };
    expect(await bench.run('person', 'list')).toBe(1);
    expect(bench.notes.join('\n')).not.toContain('Lindqvist');
  });

  it('needs a login for records, and asks nothing of the server without one', async () => {
    expect(await bench.run('person', 'list')).toBe(3);
    expect(bench.notes[0]).toContain('chartwarden login');
    expect(bench.seen).toEqual([]);
  });
});
