import { describe, expect, it } from 'vitest';
import { decideAgainstOracle } from '../../tests/support/decide-against-oracle.ts';
import { numbersFrom } from '../../tests/support/random.ts';
import { NOW, randomAccess } from '../../tests/support/random-access.ts';
import { decide } from './decide.ts';

describe('decide', () => {
  it('gives the answers of a naive oracle, each time, and is monotone', () => {
    const report = decideAgainstOracle(3000, numbersFrom(1));
    expect(report.failures).toEqual([]);
    // The cases are worth something: a good part of them is permitted.
    expect(report.permits).toBeGreaterThan(200);
  });

  it('is total: it refuses whatever has no shape at all', () => {
    const { state } = randomAccess(numbersFrom(3)).case();
    const shapeless = [{}, { actions: null }, { actions: 'read' }, { actions: ['read'], actor: {} }];
    for (const request of shapeless)
      expect(decide(request as never, state, NOW)).toMatchObject({ outcome: 'refuse', related: false });
  });
});
