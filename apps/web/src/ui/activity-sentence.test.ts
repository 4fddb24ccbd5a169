import { describe, expect, it } from 'vitest';
import type { ActivityLine } from '../api/types.ts';
import { sentenceOf } from './activity-sentence.text.ts';

const line = (more: Partial<ActivityLine>): ActivityLine => ({
  seq: 1,
  time: 0,
  actor: { kind: 'account', role: 'member', own: false, name: 'Ada' },
  action: 'read',
  outcome: 'permitted',
  ...more,
});
const own = { kind: 'account', role: 'member', own: true, name: 'Ada' };
const system = { kind: 'system', role: 'system', own: false };

describe('a line of the log in words', () => {
  it('says who did what, and to how much', () => {
    expect(sentenceOf(line({ action: 'search', count: 12 }))).toBe('Ada looked at 12 entries.');
    expect(sentenceOf(line({ action: 'read', count: 1, actor: own }))).toBe('You opened one entry.');
    expect(sentenceOf(line({ action: 'import', count: 0, actor: own }))).toBe(
      'You brought in files that held nothing new.',
    );
    expect(sentenceOf(line({ action: 'access-custody', taken: true }))).toBe('Ada began to look after this record.');
    expect(sentenceOf(line({ actor: { kind: 'anonymous', role: 'none', own: false } }))).toMatch(
      /^Somebody without a login/,
    );
  });

  it('says that nobody read what the server did by itself, and what was refused', () => {
    expect(sentenceOf(line({ actor: system, count: 3 }))).toBe('Chartwarden itself opened 3 entries. Nobody read it.');
    expect(sentenceOf(line({ actor: system, action: 'derive', count: 0 }))).toBe(
      'Chartwarden itself brought the chart up to date (there was nothing to sort in). Nobody read it.',
    );
    expect(sentenceOf(line({ outcome: 'refused' }))).toBe('Ada tried something and was refused (read).');
  });

  it('does not pretend to know an action, whatever its name', () => {
    expect(sentenceOf(line({ action: 'teleport' }))).toBe('Ada did something (teleport).');
    expect(sentenceOf(line({ action: 'constructor' }))).toBe('Ada did something (constructor).');
  });
});
