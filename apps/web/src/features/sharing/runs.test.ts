import { describe, expect, it } from 'vitest';
import type { ActivityLine } from '../../api/types.ts';
import { runsOf } from './runs.ts';

const line = (seq: number, own: boolean, outcome = 'permitted'): ActivityLine => ({
  seq,
  time: seq,
  actor: { kind: 'account', role: 'owner', own },
  action: 'read',
  outcome,
});

const shape = (lines: readonly ActivityLine[]) =>
  runsOf(lines).map((run) => `${run.folded ? 'folded' : 'line'} ${run.lines.map((one) => one.seq).join(',')}`);

describe('own looks in the activity', () => {
  it('fold when there are three or more in a row', () => {
    expect(shape([line(9, true), line(8, true), line(7, true), line(6, false)])).toEqual(['folded 9,8,7', 'line 6']);
  });

  it('stay as they are when there are fewer', () => {
    expect(shape([line(9, true), line(8, true), line(7, false)])).toEqual(['line 9', 'line 8', 'line 7']);
  });

  it('never swallow a line of somebody else, a change or a refusal', () => {
    const lines = [line(5, true), line(4, true, 'done'), line(3, true), line(2, true, 'refused'), line(1, false)];
    expect(shape(lines)).toEqual(['line 5', 'line 4', 'line 3', 'line 2', 'line 1']);
  });
});
