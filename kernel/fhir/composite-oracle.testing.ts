/** A second opinion on composite search parameters: their own FHIRPath expressions, evaluated by NLM fhirpath. */
import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4';
import { readSearchParameters } from '../../scripts/fhir/definitions.ts';
import { searchParameterKind } from './extract.ts';
import type { Node } from './index-values.ts';
import { convert, dataOf, plain } from './search-oracle.testing.ts';

type Evaluate = (resource: unknown) => unknown[];

/** Of each element that belongs together, the lines of each component. */
type Piece = readonly (readonly string[])[];

interface Compiled {
  /** Where it starts, and the components from there. */
  readonly bases: readonly { readonly evaluate: Evaluate; readonly parts: readonly Evaluate[] }[];
  readonly kinds: readonly string[];
}

/** Evaluates a composite parameter (`Observation`, `code-value-quantity`) of a resource; empty where there is none. */
export function createCompositeOracle(): (resource: Node, code: string, parts: readonly string[]) => readonly Piece[] {
  const all = readSearchParameters().filter((row) => row.type === 'composite');
  const known = new Map<string, Compiled>();

  function compile(type: string, code: string, params: readonly string[]): Compiled {
    const row = all.find((one) => one.base.includes(type) && one.code === code);
    const bases = (row?.expression ?? '')
      .split('|')
      .map((text) => text.trim())
      .filter((text) => text === type || text.startsWith(`${type}.`))
      .map((base) => ({
        evaluate: fhirpath.compile(base, r4, { resolveInternalTypes: false }) as Evaluate,
        parts: (row?.component ?? []).map(
          ({ expression }) =>
            fhirpath.compile({ base, expression: expression.replace('DateTime', 'dateTime') }, r4, {
              resolveInternalTypes: false,
            }) as Evaluate,
        ),
      }));
    return { bases, kinds: params.map((param) => searchParameterKind(type, param) ?? '') };
  }

  return (resource, code, params) => {
    const type = String(resource.resourceType);
    const name = `${type}.${code}`;
    const compiled = known.get(name) ?? compile(type, code, params);
    known.set(name, compiled);
    return compiled.bases.flatMap(({ evaluate, parts }) =>
      evaluate(resource).map(
        (node): Piece =>
          parts.map((part, at) => {
            const nodes = part(dataOf(node));
            const types = fhirpath.types(nodes) as string[];
            return nodes.flatMap((one, index) =>
              convert(
                compiled.kinds[at] ?? '',
                (types[index] ?? '').replace(/^(?:FHIR|System)\./, ''),
                plain(dataOf(one)),
                undefined,
              ),
            );
          }),
      ),
    );
  };
}
