export type Json = Readonly<Record<string, unknown>>;

/** Elements of the people in the bundles whose text says who somebody is. */
const PERSONAL = /^(?:family|given|text|line|city|postalCode|value|display|birthDate|name|deceasedDateTime)$/;
/** Words that a resource of anybody could hold. */
const COMMON = /^(?:https?:|urn:|\d{1,4}$|active|final|phone|email|home|usual|[A-Za-z]+\/)/;

/** Texts of 5 bytes and more that say who the people of these resources are, and their ids. */
export function personalStrings(resources: readonly Json[]): Set<string> {
  const found = new Set<string>();
  const visit = (value: unknown, name: string): void => {
    if (typeof value === 'string') {
      if (PERSONAL.test(name) && Buffer.byteLength(value) >= 5 && value.length < 100 && !COMMON.test(value))
        found.add(value);
    } else if (Array.isArray(value)) for (const one of value) visit(one, name);
    else if (typeof value === 'object' && value !== null)
      for (const [inner, one] of Object.entries(value)) visit(one, inner);
  };
  for (const resource of resources) {
    const { resourceType, name, address, identifier, telecom, birthDate, deceasedDateTime, id } = resource;
    const who = { name, address, identifier, telecom, birthDate, deceasedDateTime };
    if (['Patient', 'Practitioner', 'Organization', 'Location'].includes(String(resourceType))) visit(who, '');
    else visit({ identifier, name: resource.performer, value: resource.note }, '');
    if (typeof id === 'string') found.add(id);
  }
  return found;
}
