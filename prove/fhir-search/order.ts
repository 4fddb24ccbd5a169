import type { FindQuery } from '@chartwarden/vault';
import type { Kept, Line } from './naive.ts';

const fold = (value: string): string => value.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();

/** What a value is sorted by. */
function keyOf([kind, a = null, b = null, c = null, d = null]: Line, descending: boolean): string | number | null {
  switch (kind) {
    case 'token': return b ?? (c === null ? null : fold(String(c)));
    case 'string': return fold(String(a));
    case 'date': return descending ? (b ?? Infinity) : (a ?? -Infinity);
    case 'reference': return a ?? d;
    case 'uri': return a;
    default: return Number(a);
  } // biome-ignore format: one table
}

function valueFor(fact: Kept, param: string, descending: boolean): string | number | null {
  if (param === 'date') return fact.date;
  if (param === '_lastUpdated') return fact.storedAt;
  if (param === '_id') return fact.id;
  const keys = (fact.lines.get(`${fact.type}.${param}`) ?? []).flatMap((line) => keyOf(line, descending) ?? []);
  keys.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return (descending ? keys.at(-1) : keys[0]) ?? null;
}

/** Whether the facts stand in the order that was asked for; what has no value stands at the end. */
export function isInOrder(facts: readonly Kept[], sort: FindQuery['sort']): boolean {
  const [first] = sort ?? [];
  const keys = sort ?? [{ param: 'date', descending: true }];
  const isByIndex = first === undefined || ['date', '_lastUpdated', '_id'].includes(first.param);
  return facts.every((one, at) => {
    const before = facts[at - 1];
    if (before === undefined) return true;
    for (const { param, descending } of keys) {
      const [a, b] = [valueFor(before, param, descending), valueFor(one, param, descending)];
      if (a === b) continue;
      // What is undated is older than everything.
      if (a === null) return isByIndex ? !descending : false;
      if (b === null) return isByIndex ? descending : true;
      return a < b !== descending;
    }
    return isByIndex && keys.every((key) => key.descending) ? before.id > one.id : before.id < one.id;
  });
}
