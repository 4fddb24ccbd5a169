import type { ActivityBehind, ActivityLine } from '@chartwarden/gate';
import { describe, expect, it } from 'vitest';
import { groupsOf, wholeDays } from './activity-groups.ts';
import { MANY } from './activity-unusual.ts';

const ME = 'me';
const NOON = Date.UTC(2026, 4, 3, 12);
const HOUR = 3_600_000;
const none: ActivityBehind = { types: new Map(), consents: new Map(), places: new Map(), firsts: new Set() };

type More = Partial<ActivityLine['body']> & { readonly ids?: readonly string[]; readonly time?: number };

function line(seq: number, { ids, time = NOON, ...body }: More = {}): ActivityLine {
  const all = {
    actor: { kind: 'account', account: 'ana', role: 'member' },
    action: 'search',
    outcome: 'permitted',
    purpose: 'care',
    ...body,
  } as ActivityLine['body'];
  return { seq, time, body: all, ...(ids === undefined ? {} : { ids }) };
}

const told = (lines: readonly ActivityLine[], behind: Partial<ActivityBehind> = {}, zone = 'UTC') =>
  groupsOf(lines, { ...none, ...behind }, { me: ME, zone });

describe('lines of the log as groups', () => {
  it('count each entry once, by type, with the span of time and the consents behind it', () => {
    const types = new Map([
      ['a', 'Observation'],
      ['b', 'Observation'],
      ['c', 'DocumentReference'],
    ]);
    const event = { id: 'consent' } as never;
    const consents = new Map([['consent', { event, ended: null }]]);
    const [group, ...rest] = told(
      [
        line(3, { ids: ['a', 'c'], time: NOON + 120_000, consent: ['consent', 'custody-is-none'] }),
        line(2, { ids: ['a', 'b'], action: 'read' }),
        line(1, { ids: ['gone'] }),
      ],
      { types, consents },
    );
    expect(rest).toEqual([]);
    expect(group).toMatchObject({
      day: '2026-05-03',
      kind: 'looks',
      from: NOON,
      to: NOON + 120_000,
      entries: 4,
      types: [
        { type: 'Observation', count: 2 },
        { type: 'DocumentReference', count: 1 },
      ],
      purpose: 'care',
      consents: [{ event }],
    });
  });

  it('are apart by person, day of the reader, purpose and kind; what was refused stands alone', () => {
    const bea = { kind: 'account', account: 'bea', role: 'member' } as const;
    const lines = [
      line(9),
      line(8, { actor: bea }),
      line(7, { purpose: 'emergency' }),
      line(6, { outcome: 'refused', code: 'CW-GATE-003' }),
      line(5, { action: 'export' }),
      line(4, { action: 'correct', outcome: 'done' }),
      line(4, { action: 'import', outcome: 'done' }),
      line(3, { action: 'access-consent', outcome: 'done' }),
      line(2),
      line(1, { time: NOON - 24 * HOUR }),
    ];
    const groups = told(lines);
    expect(groups.map(({ kind, day, lines: of }) => [kind, day, of.map(({ seq }) => seq)])).toEqual([
      ['looks', '2026-05-03', [9, 2]],
      ['looks', '2026-05-03', [8]],
      ['looks', '2026-05-03', [7]],
      ['refused', '2026-05-03', [6]],
      ['copies', '2026-05-03', [5]],
      ['changes', '2026-05-03', [4]],
      ['changes', '2026-05-03', [4]],
      ['access', '2026-05-03', [3]],
      ['looks', '2026-05-02', [1]],
    ]);
    // 23:30 in Auckland is the day before's noon in London.
    const split = told([line(2, { time: NOON + HOUR }), line(1, { time: NOON - HOUR })], {}, 'Pacific/Auckland');
    expect(split.map(({ day }) => day)).toEqual(['2026-05-04', '2026-05-03']);
  });

  it('say why one is unusual, and find nothing unusual in what I did or a machine did by itself', () => {
    const many = Array.from({ length: MANY }, (_, at) => `id${at}`);
    const night = Date.UTC(2026, 4, 3, 3);
    const why = (one: ActivityLine, behind: Partial<ActivityBehind> = {}) => told([one], behind)[0]?.unusual;
    expect(why(line(1))).toEqual([]);
    expect(why(line(1, { purpose: 'emergency', time: night, ids: many }), { firsts: new Set([1]) })).toEqual([
      'emergency',
      'first',
      'many',
      'night',
    ]);
    expect(why(line(1, { outcome: 'refused' }))).toEqual(['refused']);
    expect(why(line(1, { action: 'export' }))).toEqual(['copy']);
    expect(why(line(1, { ids: many.slice(1) }))).toEqual([]);
    for (const actor of [
      { kind: 'account', account: ME, role: 'member' },
      { kind: 'system', role: 'system' },
    ] as const)
      expect(why(line(1, { actor, time: night, ids: many }), { firsts: new Set([1]) }), actor.kind).toEqual([]);
  });

  it('end a page with a whole day, unless one day is all there is', () => {
    const today = [line(3), line(2)];
    const before = line(1, { time: NOON - 24 * HOUR });
    expect(wholeDays([...today, before], 'UTC')).toEqual(today);
    expect(wholeDays(today, 'UTC')).toEqual(today);
    expect(wholeDays([], 'UTC')).toEqual([]);
  });
});
