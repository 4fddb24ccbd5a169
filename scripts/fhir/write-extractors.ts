import { compartmentTypes, keptTypes } from '../../kernel/fhir/resource-kinds.ts';
import { readPatientCompartment, readSearchParameters } from './definitions.ts';
import { extractorSource, parametersOf } from './extractor-source.ts';
import { writeSearchDefinitions } from './write-search-definitions.ts';

type Write = (name: string, source: string) => void;

const lists = (map: ReadonlyMap<string, string>): string =>
  [...map].map(([key, value]) => `  ${key}: '${value}',`).join('\n');

/** Writes extractors.ts, search-params.ts, search-definitions.ts and compartment.ts. */
export function writeExtractors(write: Write): void {
  const all = readSearchParameters();
  const types = [...keptTypes].sort();
  const rows = new Map(types.map((type) => [type, parametersOf(type, all)]));
  const sources = types.map((type) => extractorSource(type, rows.get(type) ?? []));
  const used = [
    ...new Set(sources.join('\n').match(/\b(token|string|date|reference|uri|number|quantity)[A-Z]?\w*(?=\()/g)),
  ];
  write(
    'extractors.ts',
    `import {
  each,
  type Node,
  type Out,
${used
  .sort()
  .map((name) => `  ${name},`)
  .join('\n')}
} from '../index-values.ts';

${sources.join('\n\n')}

/** One extractor per type that is kept; each adds the index values of one resource to \`out\`. */
export const extractors: ReadonlyMap<string, (r: Node, out: Out) => void> = new Map([
${types.map((type) => `  ['${type}', extract${type}],`).join('\n')}
]);
`,
  );
  const kinds = new Map(
    types.map((type) => [type, (rows.get(type) ?? []).map((row) => `${row.code}:${row.kind}`).join(' ')]),
  );
  write(
    'search-params.ts',
    `/** Type to its indexed search parameters, \`code:kind\`. */
export const indexedParams: Readonly<Record<string, string>> = {
${lists(kinds)}
};
`,
  );
  writeSearchDefinitions(write, types, rows, sources);
  const compartment = readPatientCompartment();
  const missing = [...compartment.keys()].filter((type) => !compartmentTypes.has(type) && type !== 'Patient');
  const extra = [...compartmentTypes].filter((type) => !compartment.has(type));
  if (missing.length + extra.length > 0) {
    throw new Error(`resource-kinds.ts differs from the patient compartment: ${[...missing, ...extra].join(' ')}`);
  }
  const routes = new Map(
    [...compartment].map(([type, codes]) => {
      const found = codes.flatMap((code) => {
        const row = rows.get(type)?.find((candidate) => candidate.code === code);
        if (!row) throw new Error(`the compartment names ${type}.${code}, which is no search parameter`);
        return row.routes.map((route) => route.steps.join('.'));
      });
      return [type, [...new Set(found)].join(' ')];
    }),
  );
  write(
    'compartment.ts',
    `/** Type to the elements that put a resource into a patient's compartment (CompartmentDefinition "patient" of R4). */
export const compartmentPaths: Readonly<Record<string, string>> = {
${lists(routes)}
};
`,
  );
}
