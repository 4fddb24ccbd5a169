import { isNode, type Node } from '@chartwarden/fhir';
import { nameOf, type ReadFact } from '../reading/read-fact.ts';
import { differences } from './compare.ts';
import { findLinks, type Links, type Saying } from './links.ts';

/**
 * Each thing once: of facts that tell of one the leading one stays, with what the others say differently, and what
 * referred to the others refers to it. A label of any of them is a label of it.
 */
export const linked = (facts: readonly ReadFact[], sayings: readonly Saying[]): readonly ReadFact[] =>
  linkingOf(findLinks(facts, sayings))(facts);

/** The same for facts that come in pieces, once all links are known. */
export function linkingOf({ clusters }: Links): (facts: readonly ReadFact[]) => readonly ReadFact[] {
  if (clusters.length === 0) return (facts) => facts;
  const leading = new Map<string, Pick<ReadFact, 'labels' | 'alsoRecordedBy'>>();
  const names = new Map<string, string>();
  const dropped = new Set<string>();
  for (const { leader, others } of clusters) {
    for (const other of others) {
      dropped.add(other.id);
      names.set(nameOf(other), nameOf(leader));
    }
    leading.set(leader.id, {
      labels: [...new Set([leader, ...others].flatMap((one) => one.labels))],
      alsoRecordedBy: others.map((other) => ({
        id: other.id,
        type: other.type,
        differs: differences(leader, other),
      })),
    });
  }
  return (facts) =>
    facts.flatMap((fact) => {
      if (dropped.has(fact.id)) return [];
      return [{ ...fact, ...leading.get(fact.id), resource: redirected(fact.resource, names) as Node }];
    });
}

/** The same, with references to what another fact now stands for; untouched where there is none. */
function redirected(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) {
    const list = value.map((one) => redirected(one, names));
    return list.some((one, at) => one !== value[at]) ? list : value;
  }
  if (!isNode(value)) return value;
  let copy: Record<string, unknown> | undefined;
  for (const [name, one] of Object.entries(value)) {
    const to = name === 'reference' && typeof one === 'string' ? (names.get(one) ?? one) : redirected(one, names);
    if (to === one) continue;
    copy ??= { ...value };
    copy[name] = to;
  }
  return copy ?? value;
}
