import { type Node, parseWithDigits, titleOf, valueLineOf } from '@chartwarden/fhir';
import type { FactId } from '@chartwarden/ids';
import type { ServedFact } from '@chartwarden/vault';

/** A fact as a line of a list. */
export interface FactLine {
  readonly id: FactId;
  readonly type: string;
  readonly version: number;
  /** Milliseconds, null when the fact has no clinical date. */
  readonly date: number | null;
  readonly dateText: string | null;
  readonly title: string;
  /** `13.2 g/dL`, `120/80 mmHg`; null when there is none, or none that fits a line. */
  readonly value: string | null;
  readonly labels: readonly string[];
  readonly corrected: boolean;
}

/** @param resource what parseWithDigits gives, where it is known already */
export function lineOf(fact: ServedFact, resource: Node = parseWithDigits(fact.bytes.toString('utf8'))): FactLine {
  return {
    id: fact.id,
    type: fact.type,
    version: fact.version,
    date: fact.date?.at ?? null,
    dateText: fact.date?.text ?? null,
    title: titleOf(resource),
    value: valueLineOf(resource),
    labels: fact.labels,
    corrected: fact.corrected,
  };
}
