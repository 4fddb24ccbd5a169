import { readSearchParameters, type SearchParameter } from './definitions.ts';
import type { ParameterRow } from './extractor-source.ts';

type Write = (name: string, source: string) => void;

const definitionBase = 'http://hl7.org/fhir/SearchParameter/';

/** A reference to so many types may point to anything. */
const ANY = 100;

/** Writes search-definitions.ts: what a request parser and a CapabilityStatement need to know beside the kind. */
export function writeSearchDefinitions(
  write: Write,
  types: readonly string[],
  rows: ReadonlyMap<string, readonly ParameterRow[]>,
  extractors: readonly string[],
): void {
  const all = readSearchParameters();
  const identifiers = new Set(
    [...extractors.join('\n').matchAll(/tokenIdentifier\(out, '([\w.-]+)'/g)].map((match) => match[1]),
  );
  const find = (type: string, code: string): SearchParameter => {
    const row = all.find((one) => one.code === code && (one.base.includes(type) || one.base.includes('Resource')));
    if (!row) throw new Error(`no definition of ${type}.${code}`);
    return row;
  };
  const cell = (type: string, { code, kind }: ParameterRow): string => {
    const row = find(type, code);
    if (!row.url.startsWith(definitionBase)) throw new Error(`${row.url} is not below ${definitionBase}`);
    const name = row.url.slice(definitionBase.length);
    const targets = (row.target ?? []).filter((target) => types.includes(target));
    const isAny = (row.target ?? []).length >= ANY;
    const more = kind === 'reference' ? (isAny ? '*' : targets.join(',')) : '';
    const mark = identifiers.has(`${type}.${code}`) ? '#' : more;
    const definition = name === `${type}-${code}` ? '' : name;
    return mark === '' && definition === '' ? '' : `${code}|${definition}${mark === '' ? '' : `|${mark}`}`;
  };
  const lines = types.map((type) => {
    const cells = (rows.get(type) ?? []).map((row) => cell(type, row)).filter((text) => text !== '');
    return `  ${type}: '${cells.join(' ')}',`;
  });
  write(
    'search-definitions.ts',
    `/**
 * Type to its search parameters' \`code|definition|more\`: the end of the definition's URL where it is not \`<Type>-<code>\`,
 * and \`#\` for an identifier, or the types that a reference may point to (\`*\`: any). Left out where there is neither.
 */
export const searchDefinitions: Readonly<Record<string, string>> = {
${lines.join('\n')}
};

/** Composite parameters and their components: not indexed on their own, answered from the values of those. */
export const compositeParams: Readonly<Record<string, string>> = {
${compositeLines(types, rows, all).join('\n')}
};
`,
  );
}

function compositeLines(
  types: readonly string[],
  rows: ReadonlyMap<string, readonly ParameterRow[]>,
  all: readonly SearchParameter[],
): string[] {
  const byUrl = new Map(all.map((row) => [row.url, row.code]));
  return types.flatMap((type) => {
    const composites = all.filter((row) => row.type === 'composite' && row.base.includes(type));
    const cells = composites.map((row) => {
      const parts = (row.component ?? []).map(({ definition }) => byUrl.get(definition) ?? '');
      const missing = parts.find((part) => !rows.get(type)?.some(({ code }) => code === part));
      if (missing !== undefined) throw new Error(`${type}.${row.code} is made of ${missing}, which is not indexed`);
      return `${row.code}=${parts.join(',')}`;
    });
    return cells.length === 0 ? [] : [`  ${type}: '${cells.sort().join(' ')}',`];
  });
}
