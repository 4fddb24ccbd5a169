import { typeDef } from './element-table.ts';
import { isNode } from './index-values.ts';

/** A Reference that names what it points to by an identifier alone (R4 references, 2.3.0.2, logical references). */
export interface FoundIdentifier {
  readonly system: string;
  readonly value: string;
  /** Types that the target may have, by `Reference.type` or by the definition of the element; undefined: any. */
  readonly types: readonly string[] | undefined;
}

/** What a Reference without `reference` may hold; with anything else in it, nobody knows what was meant. */
const MEMBERS = new Set(['id', 'extension', 'type', 'identifier', 'display', '_type', '_display']);

const STEP = /([A-Za-z]\w*)|\[(\d+)\]/g;
const STRUCTURE = 'http://hl7.org/fhir/StructureDefinition/';

/**
 * Reads logical references of one resource by their paths (`performer[1].reference`); null for what is not one: an
 * element of another kind that has an identifier (Contract.term), or an identifier without system or value.
 */
export function createLogicalReader(bytes: Uint8Array): (path: string) => FoundIdentifier | null {
  const resource: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
  return (path) => {
    let value = resource;
    let type: string | undefined;
    let targets: ReadonlySet<string> | undefined;
    for (const [, name, index] of path.slice(0, path.lastIndexOf('.')).matchAll(STEP)) {
      if (index !== undefined) value = Array.isArray(value) ? value[Number(index)] : undefined;
      else if (name !== undefined && isNode(value)) {
        const own = typeof value.resourceType === 'string' ? value.resourceType : type;
        const member = own === undefined ? undefined : typeDef(own)?.members.get(name);
        value = value[name];
        type = member?.type;
        targets = member?.element.targets;
      }
    }
    if (type !== 'Reference' || !isNode(value) || !Object.keys(value).every((name) => MEMBERS.has(name))) return null;
    const { identifier, type: said } = value;
    if (!isNode(identifier)) return null;
    const { system, value: text } = identifier;
    if (typeof system !== 'string' || typeof text !== 'string' || system === '' || text === '') return null;
    if (typeof said === 'string') {
      const wanted = said.startsWith(STRUCTURE) ? said.slice(STRUCTURE.length) : said;
      return { system, value: text, types: [wanted] };
    }
    return { system, value: text, types: targets === undefined ? undefined : [...targets] };
  };
}
