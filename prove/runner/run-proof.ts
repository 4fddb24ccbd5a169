import { resolve } from 'node:path';
import { UsageError } from '../../scripts/runner/arguments.ts';
import { caseNames, loadCase } from '../../scripts/runner/cases.ts';
import { withScratch } from '../../scripts/runner/main.ts';
import { type Stamp, stamp } from '../../scripts/runner/stamp.ts';
import type { Proof, ProofContext, ProofNeed, ProofResult } from './types.ts';

const folder = resolve(import.meta.dirname, '..');
const root = resolve(folder, '..');

/** The names of all proofs. */
export const proofNames = (): string[] => caseNames(folder);

export const loadProof = (name: string): Promise<Proof> => loadCase<Proof>(folder, name, 'proof');

/** The one JSON document that a run prints. */
export interface ProofReport extends ProofResult, Stamp {
  readonly name: string;
  readonly title: string;
  readonly promises: readonly string[];
  readonly held: boolean;
  readonly scale: 'small' | 'full';
  readonly seed: number;
  readonly settings: Readonly<Record<string, string>>;
  readonly seconds: number;
}

export type ProofSetup = Omit<ProofContext, 'scratch'>;

/** Which of a proof's needs this machine does not meet. */
export function missingNeeds(proof: Proof, has: Readonly<Record<ProofNeed, boolean>>): ProofNeed[] {
  return (proof.needs ?? []).filter((need) => !has[need]);
}

/** Carries out one proof in a folder of its own. Throws UsageError for an unknown name, and whatever the proof throws. */
export async function runProof(name: string, setup: ProofSetup, has: Record<ProofNeed, boolean>): Promise<ProofReport> {
  const proof = await loadProof(name);
  const missing = missingNeeds(proof, has);
  if (missing.length > 0) throw new UsageError(`${name} needs ${missing.join(' and ')}, which this machine lacks`);
  const started = performance.now();
  const result = await withScratch((scratch) => proof.run({ ...setup, scratch }));
  return {
    name,
    title: proof.title,
    promises: proof.promises,
    held: result.failures.length === 0,
    ...result,
    scale: setup.scale,
    seed: setup.seed,
    settings: setup.settings,
    ...stamp(root),
    seconds: Math.round((performance.now() - started) / 100) / 10,
  };
}
