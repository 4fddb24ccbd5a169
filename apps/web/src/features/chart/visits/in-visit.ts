import { KINDS, type Kind, kindOf } from '../kinds.ts';
import type { VisitItem, VisitLine } from './visit-types.ts';

/** How much of each kind happened in a visit, in the order of kinds. */
export function kindCounts({
  counts,
}: Pick<VisitLine, 'counts'>): readonly { readonly kind: Kind; readonly count: number }[] {
  const byKind = new Map<Kind, number>();
  for (const [type, count] of Object.entries(counts)) byKind.set(kindOf(type), (byKind.get(kindOf(type)) ?? 0) + count);
  return KINDS.flatMap((kind) => (byKind.has(kind) ? [{ kind, count: byKind.get(kind) ?? 0 }] : []));
}

/** One thing that happened, with what it holds together. */
export interface Held {
  readonly item: VisitItem;
  readonly members: readonly VisitItem[];
}

/**
 * What happened by kind; members of a report or panel stand with it and nowhere else. Panels within panels stand with the
 * outermost, so that nothing is said twice and nothing is lost, whatever refers to whatever.
 */
export function itemsByKind(
  items: readonly VisitItem[],
): readonly { readonly kind: Kind; readonly held: readonly Held[] }[] {
  const byId = new Map(items.map((one) => [one.id, one]));
  const held = new Set(items.flatMap((one) => one.holds.filter((id) => id !== one.id)));
  const shown = new Set<string>();
  const open = (item: VisitItem): Held => {
    const members: VisitItem[] = [];
    const waiting = [...item.holds];
    shown.add(item.id);
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      const member = byId.get(id);
      if (member === undefined || shown.has(id)) continue;
      shown.add(id);
      members.push(member);
      waiting.unshift(...member.holds);
    }
    return { item, members };
  };
  const tops = items.filter((one) => !held.has(one.id)).map(open);
  // Those that hold each other in a circle are nobody's member.
  const rest = items.filter((one) => !shown.has(one.id)).flatMap((one) => (shown.has(one.id) ? [] : [open(one)]));
  const byKind = Map.groupBy([...tops, ...rest], ({ item }) => kindOf(item.type));
  return KINDS.flatMap((kind) => (byKind.has(kind) ? [{ kind, held: byKind.get(kind) ?? [] }] : []));
}
