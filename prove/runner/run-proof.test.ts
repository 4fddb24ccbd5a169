import { describe, expect, it } from 'vitest';
import { loadProof, missingNeeds, proofNames } from './run-proof.ts';
import type { Proof } from './types.ts';

describe('a proof', () => {
  it('is refused by name when it does not exist, naming those that do', async () => {
    await expect(loadProof('no-such-proof')).rejects.toThrow('there is no no-such-proof; there are: ');
  });

  it('is left out where a need is not met', () => {
    const proof: Proof = {
      title: 'a statement',
      promises: [],
      needs: ['postgres', 'root'],
      takes: 'a second',
      run: async () => ({ failures: [], figures: {} }),
    };
    expect(missingNeeds(proof, { postgres: true, chromium: false, root: false })).toEqual(['root']);
    expect(missingNeeds(proof, { postgres: true, chromium: false, root: true })).toEqual([]);
  });

  it('stands behind a promise by its id', async () => {
    for (const name of proofNames()) expect((await loadProof(name)).promises.join(' ')).toMatch(/^([A-Z]\d+ ?)+$/);
  });
});
