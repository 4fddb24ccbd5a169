import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, makeBench, NOW, refusal } from '../cli.testing.ts';

let bench: Bench;
beforeEach(() => {
  bench = makeBench();
});
afterEach(() => bench.remove());

const MAYA = { id: '0198c0de-0000-7000-8000-000000000001', name: 'Maya', relation: 'self' };

describe('person', () => {
  beforeEach(() => {
    bench.login();
    bench.routes['GET /api/people'] = () => ({
      people: [MAYA, { ...MAYA, id: MAYA.id.replace(/1$/, '2'), name: 'Ben' }],
    });
  });

  it('adds and lists', async () => {
    bench.routes['POST /api/people'] = () => [201, MAYA];
    expect(await bench.json('person', 'add', 'Mia', '--self')).toEqual({ ok: true, verb: 'person add', person: MAYA });
    expect(bench.seen.at(-1)?.body).toEqual({ name: 'Mia', relation: 'self' });
    expect((await bench.json('person', 'list')).people).toHaveLength(2);
    await bench.run('person', 'list');
    expect(bench.out.at(-1)).toContain('your own record');
  });

  it('makes no second person of the same name', async () => {
    expect((await bench.json('person', 'add', 'maya ')).error).toMatchObject({ code: 'CW-CLI-017' });
    expect(bench.seen.map((one) => one.method)).toEqual(['GET']);
  });

  it('needs a name, and says so before anything is sent', async () => {
    expect((await bench.json('person', 'add', ' ')).error).toMatchObject({ code: 'CW-CLI-001' });
    expect(bench.seen).toEqual([]);
  });

  it('erases after the name was typed once more, with the digest of what was shown', async () => {
    bench.routes['POST /api/people/*/erasure'] = () => [
      201,
      { id: 'e1', digest: 'd1', person: MAYA, counts: { facts: 3, sources: 1, bytes: 10 }, statement: 'For good.' },
    ];
    bench.routes['POST /api/erasures/*/approve'] = () => ({ receipt: { record: MAYA.id, at: NOW, seq: 7 } });
    bench.answers = ['Ben'];
    expect(await bench.run('person', 'erase', 'maya')).toBe(1);
    expect(bench.seen.some(({ path }) => path.includes('approve'))).toBe(false);
    bench.answers = ['Maya'];
    expect(await bench.run('person', 'erase', 'maya')).toBe(0);
    expect(bench.seen.at(-1)).toMatchObject({ path: '/api/erasures/e1/approve', body: { digest: 'd1' } });
    bench.answers = [];
    expect(await bench.json('person', 'erase', 'maya', '--yes')).toMatchObject({ ok: true, receipt: { seq: 7 } });
    expect((await bench.json('person', 'erase', 'maya')).error).toMatchObject({ code: 'CW-CLI-003', detail: '--yes' });
  });

  it('is found by name or id; an unknown name is an answer, an unknown id is for the gate', async () => {
    expect((await bench.json('person', 'erase', 'Nobody', '--yes')).error).toMatchObject({ code: 'CW-CLI-005' });
    bench.routes['POST /api/people/*/erasure'] = () => refusal(404, 'CW-GEN-002');
    expect(await bench.run('person', 'erase', '0198c0de-0000-7000-8000-00000000ffff', '--yes')).toBe(3);
    bench.routes['GET /api/people'] = () => ({ people: [MAYA, { ...MAYA, id: MAYA.id.replace(/1$/, '2') }] });
    expect((await bench.json('person', 'erase', 'Maya', '--yes')).error).toMatchObject({ code: 'CW-CLI-006' });
  });
});
