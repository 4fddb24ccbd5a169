import { describe, expect, it } from 'vitest';
import type { SeenGroup, SeenLine } from '../../api/activity-types.ts';
import { groupDetails, groupWords } from './seen-words.ts';

const NOON = Date.UTC(2026, 4, 3, 12);
const line = (more: Partial<SeenLine> = {}): SeenLine => ({
  seq: 1,
  time: NOON,
  action: 'search',
  outcome: 'permitted',
  ...more,
});
const group = (more: Partial<SeenGroup> = {}): SeenGroup => ({
  key: '1',
  day: '2026-05-03',
  kind: 'looks',
  actor: { kind: 'account', role: 'practitioner', own: false, account: 'a', name: 'Dr. Ada' },
  from: NOON,
  to: NOON,
  lines: [line()],
  entries: 0,
  types: [],
  clients: ['browser'],
  consents: [],
  unusual: [],
  ...more,
});

describe('a group in words', () => {
  it('says what was looked at, for what, under which consent, and how long', () => {
    const consent = { id: 'c', effect: 'permit', given: NOON, until: null, ended: null, live: true } as const;
    const looked = group({
      entries: 16,
      types: [
        { type: 'Observation', count: 14 },
        { type: 'DocumentReference', count: 1 },
      ],
      purpose: 'care',
      consents: [consent],
      to: NOON + 120_000,
      clients: ['browser', 'cli'],
    });
    expect(groupWords(looked)).toMatch(
      /^Dr. Ada looked at 14 results and measurements, one document,? and one more entry.$/,
    );
    expect(groupDetails(looked)).toEqual([
      'for care',
      expect.stringMatching(/^under your consent of .*2026$/),
      'for 2 minutes',
      'by the command line',
    ]);
  });

  it('says what happened where no entry was opened, and what was refused', () => {
    const one = group({ lines: [line({ action: 'read-name' }), line({ action: 'read-name' })] });
    expect(groupWords(one)).toBe('Dr. Ada saw the name on the list of people.');
    const several = group({ lines: [line({ action: 'count' }), line({ action: 'list-sources' })] });
    expect(groupWords(several)).toBe('Dr. Ada looked at lists and overviews, and opened no entry.');
    const refused = group({ kind: 'refused', lines: [line({ outcome: 'refused' }), line({ outcome: 'refused' })] });
    expect(groupWords(refused)).toBe('Dr. Ada tried something 2 times and saw nothing.');
  });

  it('adds up what was brought in, and says that nobody read what a machine did', () => {
    const lines = [line({ action: 'derive', count: 3 }), line({ action: 'derive', count: 4 })] as const;
    const machine = group({ kind: 'changes', actor: { kind: 'system', role: 'system', own: false }, lines });
    expect(groupWords(machine)).toContain('7 entries');
    expect(groupWords(machine)).toContain('Nobody read it.');
    expect(groupDetails(machine)).toEqual(['2 times']);
  });
});
