import { keptTypes } from '../../kernel/fhir/resource-kinds.ts';
import { readStructures, type Structure } from './definitions.ts';

type Write = (name: string, source: string) => void;

/** Writes summary-elements.ts: what stays of a resource in a summary, or whatever is asked for. */
export function writeSummaries(write: Write): void {
  const kept = new Set(keptTypes);
  const lines = readStructures()
    .filter((structure) => kept.has(structure.id))
    .flatMap((structure) => linesOf(structure));
  write(
    'summary-elements.ts',
    `/**
 * Type or backbone path to its elements that are part of a summary, without \`[x]\`; with \`!\` those that change what the
 * rest means, which stay whatever is asked for, and with \`?\` those that do that without being part of a summary.
 */
export const summaryElements: Readonly<Record<string, string>> = {
${lines.join('\n')}
};
`,
  );
}

function linesOf({ snapshot }: Structure): string[] {
  const paths = new Map<string, string[]>();
  for (const { path, isSummary = false, isModifier = false } of snapshot.element) {
    const dot = path.lastIndexOf('.');
    if (dot < 0) {
      paths.set(path, []);
      continue;
    }
    const parent = path.slice(0, dot);
    const names = paths.get(parent) ?? [];
    paths.set(parent, names);
    const name = path.slice(dot + 1).replace('[x]', '');
    if (isModifier) names.push(`${name}${isSummary ? '!' : '?'}`);
    else if (isSummary) names.push(name);
  }
  return [...paths].map(([path, names]) => `  '${path}': '${names.join(' ')}',`);
}
