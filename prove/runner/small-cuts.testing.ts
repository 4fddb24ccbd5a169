import { describe, expect, it } from 'vitest';
import { chromiumPath, dataFolder, postgresUrl } from '../../tests/support/needs.ts';
import { loadProof, missingNeeds, proofNames, runProof } from './run-proof.ts';
import type { ProofNeed } from './types.ts';

/** Which proofs a test file runs, so that the workers of a run share them; `others` has whatever no part names. */
const PARTS = {
  screens: ['chart-counts', 'hostile-pages', 'screens'],
  kills: ['db-kill', 'import-under-read', 'jobs-kill', 'kill-import', 'kill-writes', 'several-processes', 'tamper'],
} as const;

const has: Record<ProofNeed, boolean> = {
  postgres: postgresUrl() !== null,
  chromium: chromiumPath() !== null,
  root: process.getuid?.() === 0,
};

function namesOf(part: keyof typeof PARTS | 'others'): readonly string[] {
  if (part !== 'others') return PARTS[part];
  const named = new Set<string>(Object.values(PARTS).flat());
  return proofNames().filter((name) => !named.has(name));
}

/** Every proof also runs small on every change, so that a broken promise is not found weeks later. */
export function describeSmallCuts(part: keyof typeof PARTS | 'others'): void {
  describe(`the small cut of every proof: ${part}`, async () => {
    for (const name of namesOf(part)) {
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
}
