import { each, type Node } from './index-values.ts';

/** Where what belongs together stands; composites that are not here are about the resource as a whole. */
interface Pieces {
  /** The element whose items are looked at one by one. */
  readonly each: string;
  /** The resource itself counts, too, apart from those items. */
  readonly whole?: true;
  /** What stands beside the items and is looked at with each. */
  readonly beside?: string;
}

const component: Pieces = { each: 'component' };
const variant: Pieces = { each: 'variant', beside: 'referenceSeq' };
const useContext: Pieces = { each: 'useContext' };

const pieces: ReadonlyMap<string, Pieces> = new Map([
  ['DocumentReference.relationship', { each: 'relatesTo' }],
  ['Group.characteristic-value', { each: 'characteristic' }],
  ['MolecularSequence.chromosome-variant-coordinate', variant],
  ['MolecularSequence.referenceseqid-variant-coordinate', variant],
  ['Observation.combo-code-value-concept', { ...component, whole: true }],
  ['Observation.combo-code-value-quantity', { ...component, whole: true }],
  ['Observation.component-code-value-concept', component],
  ['Observation.component-code-value-quantity', component],
  ['Questionnaire.context-type-quantity', useContext],
  ['Questionnaire.context-type-value', useContext],
]);

/** The resource taken apart, so that what stands in one piece belongs together (R4 search, 3.1.1.4.14). */
export function compositePieces(type: string, code: string, resource: Node): readonly Node[] {
  const known = pieces.get(`${type}.${code}`);
  if (known === undefined) return [resource];
  const { each: element, whole, beside } = known;
  const around: Node = {
    resourceType: type,
    ...(beside === undefined ? {} : { [beside]: resource[beside] }),
  };
  const items = each(resource[element]).map((one): Node => ({ ...around, [element]: [one] }));
  return whole ? [{ ...resource, [element]: undefined }, ...items] : items;
}
