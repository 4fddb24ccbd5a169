import { createHash } from 'node:crypto';
import type { Client } from '../../tests/support/running-server.ts';

export type Json = Record<string, unknown>;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A resource without what is ours on output: its id, its meta, and where references lead. Read by JSON.parse alone. */
export function comparable(value: unknown, depth = 0): unknown {
  if (Array.isArray(value)) return value.map((one) => comparable(one, depth + 1));
  if (!isObject(value)) return value;
  // A reference by identifier alone gains the fact that has it (ADR 0059).
  const isLogical = isObject(value.identifier) && depth > 0;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => depth > 0 || (name !== 'id' && name !== 'meta'))
      .filter(([name]) => !(isLogical && name === 'reference'))
      .map(([name, one]) => [
        name,
        name === 'reference' && typeof one === 'string' ? 'somewhere' : comparable(one, depth + 1),
      ]),
  );
}

export const sortKey = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value, sorted)).digest('hex');
const sorted = (_name: string, value: unknown): unknown =>
  isObject(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;

/** Numbers with their digits: `1.50` is not `1.5`. */
export const digitsOf = (text: string): string =>
  (withoutStrings(text).match(/:\s*-?\d[\d.eE+-]*/g) ?? []).map((one) => one.replace(/:\s*/, '')).join();

/** Without strings, and so without ids, times and texts: only names, brackets and numbers are left to compare. */
const withoutStrings = (text: string): string => text.replace(/"(?:[^"\\]|\\.)*"/g, '""');

/** The texts of the resources of a bundle, cut out by a scanner of strings and brackets that knows nothing else. */
export function resourceTexts(text: string, count: number): string[] {
  const found: string[] = [];
  const opening = /"resource"\s*:\s*\{/g;
  for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
    const from = match.index + match[0].length - 1;
    let depth = 0;
    let at = from;
    for (let inString = false; at < text.length; at += 1) {
      const character = text[at];
      if (inString) {
        if (character === '\\') at += 1;
        else if (character === '"') inString = false;
      } else if (character === '"') inString = true;
      else if (character === '{') depth += 1;
      else if (character === '}') {
        depth -= 1;
        if (depth === 0) break;
      }
    }
    found.push(text.slice(from, at + 1));
    opening.lastIndex = at;
  }
  if (found.length !== count) throw new Error(`the scanner found ${found.length} of ${count} resources`);
  return found;
}

export interface Fact {
  readonly id: string;
  readonly type: string;
  readonly version: number;
}

/** Every fact of a person, page by page. */
export async function factsOf(client: Client, person: string): Promise<Fact[]> {
  const found: Fact[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const after: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: { facts: Fact[]; next: string | null } = await client.json(
      'GET',
      `/api/people/${person}/facts?limit=1000${after}`,
    );
    found.push(...page.facts);
    cursor = page.next;
  }
  return found;
}

/** What each fact is served as, by its id. */
export async function rawOf(client: Client, person: string, facts: readonly Fact[]): Promise<Map<string, string>> {
  const raw = new Map<string, string>();
  const queue = [...facts];
  const worker = async (): Promise<void> => {
    for (let next = queue.pop(); next !== undefined; next = queue.pop())
      raw.set(next.id, (await client.json<{ raw: string }>('GET', `/api/people/${person}/facts/${next.id}`)).raw);
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  return raw;
}
