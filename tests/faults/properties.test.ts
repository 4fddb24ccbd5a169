import { describe, expect, it } from 'vitest';
import { interference, pathProblems, type Sweep, unmonotone } from '../../prove/properties/check.ts';
import type { Said } from '../../prove/properties/state.ts';
import type { PlacedFact, World } from '../../prove/properties/world.ts';

// The properties themselves run small among the small cuts of every proof (prove/runner).
describe('what a reader may not see', () => {
  it('would be noticed', () => {
    const fact = (name: string, type: string): PlacedFact => ({
      name, type, id: `id-${name}`, word: `qy${name}word`, upstream: name, text: '', codes: [], categories: [], labels: [],
      origin: 'x', sources: [0], isTwin: false,
    }); // biome-ignore format: one fact
    const facts = [fact('one', 'Observation'), fact('two', 'Condition')];
    const world = { facts, now: () => 1_767_323_045_000 } as unknown as World;
    const said: readonly Said[] = [
      {
        effect: 'permit', to: 'reader', actions: ['read', 'search'], care: false, form: 'full_source_allowed',
        slice: { types: ['Observation'] },
      },
    ]; // biome-ignore format: one consent
    const list = (text: string): Sweep =>
      new Map([['list', [{ ask: { method: 'GET', path: '/facts' }, got: { status: 200, text, headers: [] } }]]]);
    const problems = (text: string) =>
      pathProblems(world, { said, who: 'reader', seen: list(text), whole: () => facts, never: [] });
    expect(problems('id-one qyoneword')).toEqual([]);
    expect(problems('id-one qyoneword id-two')).toMatchObject([expect.stringContaining('shows two')]);
    expect(problems('nothing')).toMatchObject([expect.stringContaining('hides one')]);
    const made = (more: object, ask: object = {}): readonly string[] =>
      pathProblems(world, {
        said,
        who: 'reader',
        seen: new Map([
          [
            'list',
            [
              {
                ask: { method: 'GET', path: '/facts', ...ask },
                got: { status: 200, text: 'id-one qyoneword', headers: [], ...more },
              },
            ],
          ],
        ]),
        whole: () => facts,
        never: [],
      });
    expect(made({ handed: 'id-one qyoneword', said: 1 })).toEqual([]);
    expect(made({ handed: 'id-one id-two' })).toMatchObject([expect.stringContaining('made from two')]);
    expect(made({ said: 2 })).toMatchObject([expect.stringContaining('said 2 entries, and shows 1')]);
    expect(made({}, { fresh: 3 })).toMatchObject([expect.stringContaining('knows what others brought')]);
    expect(made({}, { link: { types: ['Condition'] } })).toMatchObject([
      expect.stringContaining('shows one'),
      expect.stringContaining('shows words of one'),
      expect.stringContaining('hides two'),
    ]);
    const never = () => false;
    expect(interference(world, list('{"at":1767323045111}'), list('{"at":1767323045222}'), never)).toEqual([]);
    expect(interference(world, list('{"n":1}'), list('{"n":2}'), never)).toHaveLength(1);
    expect(unmonotone(world, list('id-one'), list('id-one id-two'))).toEqual([]);
    expect(unmonotone(world, list('id-one id-two'), list('id-one'))).toMatchObject([
      expect.stringContaining('lost two'),
    ]);
  });
});
