import { describe, expect, it } from 'vitest';
import { FIRST_PLAN } from '../../../api/share-plan.ts';
import { shareSentence, sliceWords } from '../share-sentence.ts';
import { missingOf, sliceOf, wishOf } from './wish-of.ts';

const NOW = Date.UTC(2026, 10, 23, 12);
const plan = { ...FIRST_PLAN, address: ' ana@example.org ' };

describe('what is asked for by what was chosen', () => {
  it('is everything without what is specially protected, to look at, for 30 days, unless somebody says otherwise', () => {
    expect(wishOf(plan, NOW)).toEqual({
      effect: 'permit',
      recipient: { address: 'ana@example.org' },
      slice: {},
      extent: 'look',
      form: 'full_source_allowed',
      until: NOW + 30 * 86_400_000,
    });
  });

  it('lets a copy be taken along when that was ticked, and never in what is kept back', () => {
    expect(wishOf({ ...plan, takesCopy: true }, NOW)).toMatchObject({ extent: 'look', takesCopy: true });
    expect(wishOf({ ...plan, takesCopy: true, effect: 'deny' }, NOW)).not.toHaveProperty('takesCopy');
  });

  it('names labels only when they were switched on, and never in what is kept back', () => {
    expect(sliceOf({ ...plan, labels: ['PSY'] })).toEqual({ labels: ['PSY'] });
    expect(sliceOf({ ...plan, effect: 'deny', labels: ['PSY'], what: 'vital-signs' })).not.toHaveProperty('labels');
  });

  it('takes whole days, and says what is missing', () => {
    const slice = sliceOf({ ...plan, from: '2020-01-01', to: '2020-12-31' });
    expect((slice.to ?? 0) - (slice.from ?? 0)).toBe(366 * 86_400_000 - 1);
    expect(missingOf(plan, NOW)).toBeNull();
    expect(missingOf({ ...plan, address: 'ana' }, NOW)).toBe('who');
    expect(missingOf({ ...plan, what: 'kinds' }, NOW)).toBe('what');
    expect(missingOf({ ...plan, until: 'day', untilDay: '2020-01-01' }, NOW)).toBe('until');
    expect(missingOf({ ...plan, until: 'day', untilDay: '' }, NOW)).toBe('until');
  });
});

describe('a share in a sentence', () => {
  it('says who, what and until when', () => {
    const recipient = { kind: 'account', id: 'x', name: 'Ana', you: false };
    const slice = sliceOf({ ...plan, what: 'kinds', kinds: ['results', 'allergies'] });
    const share = { effect: 'permit', recipient, extent: 'look', slice, until: null } as const;
    expect(shareSentence(share)).toBe('Ana may look at results and measurements and allergies, until it is ended.');
    expect(shareSentence({ ...share, recipient: { ...recipient, you: true }, extent: 'add' })).toContain('You may');
  });

  it('says what is left out, and what a refusal covers', () => {
    expect(sliceWords({})).toBe('everything but what is specially protected');
    expect(sliceWords({ labels: ['HIV'] })).toBe('everything, with HIV');
    expect(sliceWords({}, 'deny')).toBe('everything');
    expect(sliceWords({ labelled: true }, 'deny')).toBe('everything that is specially protected');
    expect(sliceWords({ types: ['Basic', 'Observation'] })).toBe('basic and results and measurements');
  });
});
