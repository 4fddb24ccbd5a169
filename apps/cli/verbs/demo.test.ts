import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, makeBench, NOW } from '../cli.testing.ts';

let bench: Bench;
/** How many entries each import was sent; what the server says of it. */
let sent: Map<string, number>;
let committed: Set<string>;
const NONE = { new: 0, newer: 0, older: 0, unchanged: 0, refused: 0, flagged: 0 };
const posted = (end: string) => bench.seen.filter(({ method, path }) => method === 'POST' && path.endsWith(end));
const idOf = (path: string): string => path.split('/')[3] ?? '';

beforeEach(() => {
  bench = makeBench();
  bench.login();
  sent = new Map();
  committed = new Set();
  let people = 0;
  let imports = 0;
  Object.assign(bench.routes, {
    'GET /api/people': () => ({ people: [] }),
    'POST /api/people': ({ body }: { body: object }) => [201, { id: `p${++people}`, ...body }],
    'POST /api/people/*/imports': () => [201, { id: `i${++imports}` }],
    'PUT /api/imports/*/files': ({ path, body }: { path: string; body: string }) => {
      sent.set(idOf(path), (sent.get(idOf(path)) ?? 0) + JSON.parse(body).entry.length);
      return [201, { source: 's1' }];
    },
    'POST /api/imports/*/read': () => [202, {}],
    'POST /api/imports/*/commit': ({ path }: { path: string }) => {
      committed.add(idOf(path));
      return {};
    },
    'GET /api/imports/*': ({ path }: { path: string }) => ({
      state: committed.has(idOf(path)) ? 'committed' : 'ready',
      progress: { factsRead: sent.get(idOf(path)) },
      totals: { ...NONE, new: sent.get(idOf(path)) },
      questions: [],
    }),
  });
});
afterEach(() => bench.remove());

describe('demo', () => {
  it('makes four people and takes in what each portal has, ending on the day it is run', async () => {
    const document = await bench.json('demo');
    expect(document).toMatchObject({
      ok: true,
      verb: 'demo',
      until: new Date(NOW).toISOString().slice(0, 10),
      people: [
        { id: 'p1', name: 'Ingrid Åström-Núñez', imports: 3 },
        { id: 'p2', name: 'Søren Åström-Núñez', imports: 2 },
        { id: 'p3', name: 'Leila Haddad', imports: 3 },
        { id: 'p4', name: 'Yuki Åström-Núñez', imports: 2 },
      ],
    });
    expect(document.facts).toBe([...sent.values()].reduce((sum, one) => sum + one, 0));
    expect(committed.size).toBe(10);
    expect(posted('/api/people').map(({ body }) => (body as { relation: string }).relation)).toEqual(
      Array(4).fill('custodian'),
    );
  });

  it('adds readings until about so many facts are there', async () => {
    expect((await bench.json('demo', '--facts', '8000', '--until', '2026-10-31')).facts).toBe(8000);
  });

  it('makes nothing when somebody of these names is there', async () => {
    bench.routes['GET /api/people'] = () => ({ people: [{ id: 'p0', name: 'LEILA haddad', relation: 'self' }] });
    expect((await bench.json('demo')).error).toMatchObject({ code: 'CW-DEMO-001', detail: 'Leila Haddad' });
    expect(bench.seen.map(({ method }) => method)).toEqual(['GET']);
  });

  it.each([
    ['a refused entry', { totals: { ...NONE, new: 3, refused: 1 } }],
    ['a question', { questions: [{ kind: 'origin' }] }],
    ['a failure', { state: 'failed', error: { code: 'CW-SBX-001' } }],
  ])('stops at %s and takes nothing of that import in', async (_what, said) => {
    const answer = bench.routes['GET /api/imports/*'];
    bench.routes['GET /api/imports/*'] = (seen) => ({ ...(answer?.(seen) as object), ...said });
    expect((await bench.json('demo')).error).toMatchObject({ code: 'CW-DEMO-002' });
    expect(committed.size).toBe(0);
  });

  it.each([
    [['--facts', 'many'], 2],
    [['--facts', '0'], 2],
    [['--facts', '1000001'], 2],
    [['--until', '2026-02-30'], 2],
  ])('with %j is not understood', async (argv, exit) => {
    expect(await bench.run('demo', ...argv)).toBe(exit);
    expect(bench.seen).toEqual([]);
  });

  it('needs a login', async () => {
    bench.remove();
    bench = makeBench();
    expect(await bench.run('demo')).toBe(3);
    expect(bench.seen).toEqual([]);
  });
});
