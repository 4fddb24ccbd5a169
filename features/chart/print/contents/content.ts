import type { ReadFact } from '../../reading/read-fact.ts';
import type { PrintChoices } from '../job.ts';
import type { Block } from '../sheet/blocks.ts';
import type { Words } from '../words/words.ts';

/** What is printed, and the facts that stand on it: these are named in the ledger. */
export interface Content {
  readonly blocks: readonly Block[];
  readonly facts: readonly string[];
}

/** @returns null when there is no such entry */
export type ReadContent = (
  facts: readonly ReadFact[],
  now: number,
  words: Words,
  choices: PrintChoices,
) => Content | null;

export const idsOf = (facts: readonly { readonly id: string }[]): readonly string[] => facts.map((one) => one.id);

/** A content that shows all that it is made from. */
export const ofAll =
  (blocks: (facts: readonly ReadFact[], now: number, words: Words) => readonly Block[]): ReadContent =>
  (facts, now, words) => ({ blocks: blocks(facts, now, words), facts: idsOf(facts) });
