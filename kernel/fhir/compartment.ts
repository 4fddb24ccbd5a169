import { compartmentPaths } from './generated/compartment.ts';
import { each, isNode, type Node, referenceType, referenceValue } from './index-values.ts';
import type { ReferenceValue } from './types.ts';

/** Elements that say whose record a resource is, first found wins; types without one belong to whom they come with. */
const subjectElements = [
  'subject',
  'patient',
  'beneficiary',
  'individual',
  'candidate',
  'for',
  'policyHolder',
] as const;

/** Compartment types whose person stands deeper, or among others. */
const deeper: Readonly<Record<string, (resource: Node) => unknown[]>> = {
  Appointment: (resource) => each(resource.participant).map((one) => one.actor),
  AppointmentResponse: (resource) => [resource.actor],
  AuditEvent: (resource) => [
    ...each(resource.entity).map((one) => one.what),
    ...each(resource.agent).map((one) => one.who),
  ],
  Group: (resource) => each(resource.member).map((one) => one.entity),
  Person: (resource) => each(resource.link).map((one) => one.target),
  Provenance: (resource) => [...each(resource.target)],
  Schedule: (resource) => [...each(resource.actor)],
};

/**
 * The reference that says whose record it is, as written; undefined when the type has no such element or it is empty.
 * Of several (an Appointment's participants) the first that says Patient, or that does not say what it is.
 */
export function subjectOf(resource: Node): ReferenceValue | undefined {
  const type = resource.resourceType;
  if (typeof type !== 'string' || !Object.hasOwn(compartmentPaths, type)) return undefined;
  const found = (deeper[type]?.(resource) ?? subjectElements.flatMap((name) => candidates(resource[name]))).flatMap(
    (value) => referenceValue(value) ?? [],
  );
  return (
    found.find((target) => referenceType(target) === 'Patient') ??
    found.find((target) => target.reference !== undefined && referenceType(target) === undefined) ??
    (deeper[type] === undefined ? found[0] : undefined)
  );
}

const candidates = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);

/** Every reference that puts a resource into a patient's compartment, as written (CompartmentDefinition "patient"). */
export function compartmentReferences(resource: Node): ReferenceValue[] {
  const type = resource.resourceType;
  const paths = typeof type === 'string' && Object.hasOwn(compartmentPaths, type) ? compartmentPaths[type] : undefined;
  if (paths === undefined) return [];
  return paths.split(' ').flatMap((path) => {
    let nodes: readonly unknown[] = [resource];
    for (const step of path.split('.')) nodes = nodes.flatMap((node) => (isNode(node) ? candidates(node[step]) : []));
    return nodes.flatMap((node) => referenceValue(node) ?? []);
  });
}
