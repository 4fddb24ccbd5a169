/** A FHIR R4 resource as plain data; a test holds every one against the definitions. */
export interface Resource {
  readonly resourceType: string;
  readonly id: string;
  readonly [element: string]: unknown;
}

export interface Ref {
  readonly reference: string;
  readonly display?: string;
}

/** What one portal has of one person: resources under the ids that this portal gave them. */
export interface Portal {
  /** Base URL of its FHIR endpoint: the origin of everything in its file. */
  readonly base: string;
  readonly resources: readonly Resource[];
  add(resourceType: string, elements: Readonly<Record<string, unknown>>, display?: string): Ref;
}

/** @param slug what its ids begin with; no two portals of a person share it */
export function createPortal(base: string, slug: string, updated: string): Portal {
  const resources: Resource[] = [];
  return {
    base,
    resources,
    add(resourceType, elements, display) {
      const id = `${slug}-${resources.length + 1}`;
      resources.push({ resourceType, id, meta: { lastUpdated: updated }, ...elements });
      return { reference: `${resourceType}/${id}`, ...(display === undefined ? {} : { display }) };
    },
  };
}

/** A Bundle as a portal would send it, UTF-8. */
export function bundleBytes(base: string, resources: readonly Resource[]): Uint8Array {
  const entry = resources.map((resource) => ({
    fullUrl: `${base}/${resource.resourceType}/${resource.id}`,
    resource,
  }));
  return Buffer.from(JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry }), 'utf8');
}
