/** One version of a fact as a file holds it: which fact, what it says, and when its system says it was changed (null: it does not). */
export interface NaiveFact {
  readonly name: string;
  readonly value: string;
  readonly at: number | null;
}

/** What counts when these imports do, in the order of their commits: of every fact the latest version that differs. */
export function naiveRecord(imports: readonly (readonly NaiveFact[])[]): ReadonlyMap<string, string> {
  const current = new Map<string, NaiveFact>();
  for (const next of imports.flat()) {
    const known = current.get(next.name);
    const isLater = known === undefined || known.at === null || next.at === null || next.at >= known.at;
    if (isLater && known?.value !== next.value) current.set(next.name, next);
  }
  return new Map([...current].map(([name, { value }]) => [name, value]));
}
