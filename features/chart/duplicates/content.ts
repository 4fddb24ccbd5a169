import { createHash } from 'node:crypto';
import { isNode, type Node } from '@chartwarden/fhir';
import { listOf, nodeOf } from '../reading/elements.ts';

/** What a portal adds of its own: ids, bookkeeping, and a narrative that was made from the rest. */
const OWN = new Set(['id', 'meta', 'identifier', 'implicitRules']);
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/** A Reference: it leads to what this portal has, so that two portals never agree on one. */
const isReference = (value: unknown): boolean =>
  isNode(value) && (typeof value.reference === 'string' || (isNode(value.identifier) && value.coding === undefined));

/**
 * What a resource says, in one canonical text: without ids, meta, identifiers, references and a generated narrative, the
 * names in order, moments as moments whatever the zone they were written in. Two facts with the same text say the same.
 */
export function contentOf(resource: Node): string {
  const isGenerated = nodeOf(resource.text).status === 'generated';
  const own = Object.entries(resource).filter(([name]) => !OWN.has(name) && !(name === 'text' && isGenerated));
  return createHash('sha256')
    .update(JSON.stringify(canonical(Object.fromEntries(own))))
    .digest('base64');
}

/** Undefined for what says nothing but a reference. */
function canonical(value: unknown): unknown {
  if (typeof value === 'string') return MOMENT.test(value) ? Date.parse(value) : value;
  if (isReference(value)) return undefined;
  if (Array.isArray(value)) return someOf(value.map(canonical).filter((one) => one !== undefined));
  if (!isNode(value)) return value;
  return someOf(
    Object.keys(value)
      .sort()
      .flatMap((name) => {
        const inner = canonical(value[name]);
        return inner === undefined ? [] : [[name, inner]];
      }),
  );
}

const someOf = (list: readonly unknown[]): readonly unknown[] | undefined => (list.length === 0 ? undefined : list);

/** The people whom a resource names: who did it, asked for it, wrote it down. */
export function peopleIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(peopleIn);
  if (!isNode(value)) return [];
  const { reference, display } = value;
  if (typeof reference === 'string')
    return reference.startsWith('Practitioner') && typeof display === 'string' ? [display] : [];
  return Object.values(value).flatMap(peopleIn);
}

/** Both name people, and none of them is the same. */
export function namesOthers(one: Node, other: Node): boolean {
  const [left, right] = [peopleIn(one), new Set(peopleIn(other))];
  return left.length > 0 && right.size > 0 && !left.some((name) => right.has(name));
}

/** How much a resource says: its texts, numbers and references. Which of several leads is decided by it. */
export function amountSaid(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + amountSaid(one), 0);
  if (!isNode(value)) return value === null || value === undefined ? 0 : 1;
  return Object.entries(value).reduce((sum, [name, one]) => (name === 'meta' ? sum : sum + amountSaid(one)), 0);
}

/** The attached files of a document: a digest of each; none where the bytes stand elsewhere. */
export function attachmentsOf(resource: Node): readonly string[] {
  const attachments = [...listOf(resource.content).map((one) => one.attachment), ...listOf(resource.presentedForm)];
  return attachments.flatMap((one) => {
    const { data } = nodeOf(one);
    if (typeof data !== 'string' || data === '') return [];
    return [createHash('sha256').update(data).digest('base64')];
  });
}
