import { describe, expect, it } from 'vitest';
import { chromiumPath, dataFolder, postgresUrl } from '../../tests/support/needs.ts';
import { loadProof, missingNeeds, proofNames, runProof } from './run-proof.ts';
import type { Proof, ProofNeed } from './types.ts';

const has: Record<ProofNeed, boolean> = {
  postgres: postgresUrl() !== null,
  chromium: chromiumPath() !== null,
  root: process.getuid?.() === 0,
};

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
});

/** Every proof also runs small on every change, so that a broken promise is not found weeks later. */
describe('the small cut of every proof', async () => {
  it('stands behind a promise by its id', async () => {
    for (const name of proofNames()) expect((await loadProof(name)).promises.join(' ')).toMatch(/^([A-Z]\d+ ?)+$/);
  });

  for (const name of proofNames()) {
    const proof = await loadProof(name);
    const missing = missingNeeds(proof, has);
    const mark = missing.length === 0 ? '' : ` [needs ${missing.join(' and ')}]`;
    it.skipIf(missing.length > 0)(`${name}: ${proof.title}${mark}`, { timeout: 120_000 }, async () => {
      const setup = { scale: 'small', seed: 1, settings: {}, postgres: postgresUrl(), data: dataFolder() } as const;
      const report = await runProof(name, { ...setup, log: () => undefined }, has);
      expect(report.failures).toEqual([]);
    });
  }
});
