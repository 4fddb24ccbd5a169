import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, makeBench, refusal } from '../cli.testing.ts';
import type { ImportState } from '../import/import-state.ts';

let bench: Bench;
let file: string;
let states: Partial<ImportState>[];
const MAYA = { id: '0198c0de-0000-7000-8000-000000000001', name: 'Maya Silva', relation: 'custodian' };
const NONE = { new: 0, newer: 0, older: 0, unchanged: 0, refused: 0, flagged: 0 };
const READY: ImportState = {
  id: 'i1',
  person: MAYA.id,
  state: 'ready',
  progress: { bytesRead: 1, bytesTotal: 1, factsRead: 3 },
  files: [],
  totals: { ...NONE, new: 3 },
  byType: [],
  questions: [],
  problems: [],
  problemsTotal: 0,
};
const ABOUT = { kind: 'about-someone-else', explanation: 'About Ben Silva.', name: 'Ben Silva', entries: 2 } as const;
const posted = (end: string) => bench.seen.filter(({ method, path }) => method === 'POST' && path.endsWith(end));

beforeEach(() => {
  bench = makeBench();
  bench.login();
  file = join(bench.folder, 'a.json');
  writeFileSync(
    file,
    JSON.stringify({ resourceType: 'Patient', id: '1', name: [{ given: ['Ben'], family: 'Silva' }] }),
  );
  states = [{ state: 'reading' }, {}];
  let committed = false;
  Object.assign(bench.routes, {
    'GET /api/people': () => ({ people: [MAYA] }),
    'POST /api/people': ({ body }: { body: object }) => [201, { id: '0198c0de-0000-7000-8000-000000000002', ...body }],
    'POST /api/people/*/imports': () => {
      committed = false;
      return [201, { id: 'i1' }];
    },
    'PUT /api/imports/*/files': () => [201, { source: 's1' }],
    'POST /api/imports/*/read': () => [202, {}],
    'POST /api/imports/*/commit': () => {
      committed = true;
      return {};
    },
    'POST /api/imports/*/cancel': () => ({}),
    'GET /api/imports/*': () =>
      committed ? { ...READY, state: 'committed' } : { ...READY, ...(states.shift() ?? {}) },
  });
});
afterEach(() => bench.remove());

describe('import', () => {
  it('sends the file, waits, and commits when told not to ask', async () => {
    const document = await bench.json(
      'import',
      file,
      '--person',
      'maya silva',
      '--yes',
      '--origin',
      'General Hospital',
    );
    expect(document).toMatchObject({
      ok: true,
      imports: [{ done: 'imported', import: 'i1', totals: { new: 3 }, person: { name: 'Maya Silva', made: false } }],
    });
    expect(bench.seen.find(({ method }) => method === 'PUT')).toMatchObject({
      query: { name: 'a.json' },
      body: expect.stringContaining('"Patient"'),
    });
    expect(posted('/read')[0]?.body).toEqual({ origin: 'General Hospital' });
    expect(posted('/commit')[0]?.body).toEqual({});
  });

  it('asks before anything counts, and cancels on no', async () => {
    bench.answers = [false];
    expect(await bench.run('import', file, '--person', 'Maya Silva')).toBe(1);
    expect([posted('/commit').length, posted('/cancel').length]).toEqual([0, 1]);
    expect(bench.notes.join('\n')).toContain('3 new');
  });

  it('does not go in without a terminal and without --yes', async () => {
    expect(await bench.run('import', file, '--person', 'Maya Silva')).toBe(2);
    expect([posted('/commit').length, posted('/cancel').length]).toEqual([0, 1]);
  });

  it('does not take --yes for an answer about whose record it is', async () => {
    states = [{ questions: [ABOUT] }];
    expect((await bench.json('import', file, '--person', 'Maya Silva', '--yes')).error).toMatchObject({
      code: 'CW-CLI-011',
    });
    expect([posted('/commit').length, posted('/cancel').length]).toEqual([0, 1]);
  });

  it('lets the person at the terminal decide about somebody else', async () => {
    states = [{ questions: [ABOUT] }];
    bench.answers = ['leave-out', true];
    expect(await bench.run('import', file, '--person', 'Maya Silva')).toBe(0);
    expect(posted('/commit')[0]?.body).toEqual({ aboutSomeoneElse: 'leave-out' });
  });

  it('has the server put into a record of its own what is about somebody else, and tells what became of it', async () => {
    const elsewhere = [{ person: 'p2', name: 'Ben Silva', made: true, import: 'i2' }];
    const told = { i1: [] as object[], i2: [] as object[] };
    Object.assign(bench.routes, {
      'GET /api/imports/i1': () => told.i1.shift() ?? { ...READY, state: 'cancelled', elsewhere },
      'GET /api/imports/i2': () => told.i2.shift() ?? { ...READY, id: 'i2', state: 'committed' },
    });
    delete bench.routes['GET /api/imports/*'];
    told.i1.push({ ...READY, questions: [ABOUT] });
    told.i2.push({ ...READY, state: 'reading' });
    const document = await bench.json('import', file, '--person', 'Maya Silva', '--new-person', '--yes');
    expect(posted('/read')[0]?.body).toEqual({});
    expect(posted('/commit')[0]?.body).toEqual({ aboutSomeoneElse: 'new-person' });
    expect([posted('/cancel'), posted('/api/people')]).toEqual([[], []]);
    expect(document).toMatchObject({
      ok: true,
      imports: [
        { person: { name: 'Maya Silva', made: false }, done: 'elsewhere' },
        { person: { id: 'p2', name: 'Ben Silva', made: true }, done: 'imported', import: 'i2', totals: { new: 3 } },
      ],
    });

    // Its own record has a question about it: said, and not called done.
    told.i1.push({ ...READY, questions: [ABOUT] });
    told.i2.push(...Array.from({ length: 12 }, () => ({ ...READY, id: 'i2', questions: [ABOUT] })));
    expect(await bench.run('import', file, '--person', 'Maya Silva', '--new-person', '--yes')).toBe(1);
    expect(bench.out.join('\n')).toContain('waits for an answer');
  });

  it('makes a new person from the file, and one for each patient', async () => {
    expect(await bench.json('import', file, '--new-person', '--yes')).toMatchObject({
      ok: true,
      imports: [{ person: { name: 'Ben Silva', made: true } }],
    });
    expect(posted('/read')[0]?.body).toEqual({ aboutSomeoneElse: 'yes' });
    const second = join(bench.folder, 'b.json');
    writeFileSync(second, JSON.stringify({ resourceType: 'Patient', id: '2', name: [{ text: 'MAYA SILVA' }] }));
    const { imports } = await bench.json('import', file, second, '--each-patient', '--yes');
    expect(
      (imports as { person: { name: string; made: boolean } }[]).map(({ person }) => [person.name, person.made]),
    ).toEqual([
      ['Ben Silva', true],
      ['Maya Silva', false],
    ]);
  });

  it('does not make a second person of the same name', async () => {
    writeFileSync(file, JSON.stringify({ resourceType: 'Patient', name: [{ text: 'maya silva' }] }));
    expect((await bench.json('import', file, '--new-person', '--yes')).error).toMatchObject({ code: 'CW-CLI-015' });
    expect(posted('/api/people')).toEqual([]);
  });

  it('asks for the hospital when the files do not say it, and does without when told not to ask', async () => {
    const origin = { kind: 'origin', explanation: 'Which hospital?', entries: 3 } as const;
    states = [{ questions: [origin] }];
    bench.answers = ['General Hospital', true];
    await bench.run('import', file, '--person', 'Maya Silva');
    expect(posted('/commit')[0]?.body).toEqual({ origin: 'General Hospital' });
  });

  it('commits nothing when every file and every fact is there already', async () => {
    bench.routes['PUT /api/imports/*/files'] = () => [201, { source: 's2', duplicateOf: 's1' }];
    states = [{ totals: { ...NONE, unchanged: 3 } }];
    expect(await bench.json('import', file, '--person', 'Maya Silva')).toMatchObject({
      ok: true,
      imports: [{ done: 'nothing-new' }],
    });
    expect([posted('/commit').length, posted('/cancel').length]).toEqual([0, 1]);
  });

  it('fails when nothing could be taken in, and says why', async () => {
    const reason = { code: 'CW-INT-001', message: 'This is FHIR STU3.' };
    states = [
      {
        totals: { ...NONE, refused: 1 },
        files: [{ source: 's', name: 'a.json', size: 1, state: 'refused', reason, counts: NONE }],
      },
    ];
    expect(await bench.run('import', file, '--person', 'Maya Silva', '--yes')).toBe(1);
    expect(bench.notes.join('\n')).toContain('refused: a.json: This is FHIR STU3.');
  });

  it('says why reading failed, and gives the import up when the server does not let it go on', async () => {
    states = [{ state: 'failed', error: { code: 'CW-SBX-001', message: 'It took too long.' } }];
    expect((await bench.json('import', file, '--person', 'Maya Silva', '--yes')).error).toMatchObject({
      code: 'CW-SBX-001',
    });
    bench.routes['POST /api/imports/*/read'] = () => refusal(403, 'CW-GATE-003');
    expect(await bench.run('import', file, '--person', 'Maya Silva', '--yes')).toBe(3);
    expect(posted('/cancel')).toHaveLength(2);
  });

  it.each([
    [['--person', 'Maya Silva', '--each-patient'], 2],
    [['--new-person', '--each-patient'], 2],
    [[], 2],
  ])('with %j is not understood', async (argv, exit) => {
    expect(await bench.run('import', file, ...argv)).toBe(exit);
    expect(bench.seen).toEqual([]);
  });
});
