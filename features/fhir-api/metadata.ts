import { keptTypes, searchParametersOf } from '@chartwarden/fhir';

/** What can be done with every type (R4 CapabilityStatement, codes of `TypeRestfulInteraction`). */
export const TYPE_INTERACTIONS = ['read', 'vread', 'create', 'update', 'search-type'] as const;

/** The CapabilityStatement (R4 http, 3.1.0.9), made from what is there. `at`: when the server started, in milliseconds. */
export function capabilityStatement(says: {
  readonly url: string;
  readonly version: string;
  readonly at: number;
}): Buffer {
  const statement = {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: new Date(says.at).toISOString(),
    kind: 'instance',
    instantiates: ['http://hl7.org/fhir/uv/bulkdata/CapabilityStatement/bulk-data'],
    software: { name: 'Chartwarden', version: says.version },
    implementation: { description: 'The health records of a household', url: says.url },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json', 'json'],
    rest: [
      {
        mode: 'server',
        security: { cors: false, description: 'A session, or an API token as a bearer token' },
        resource: [...keptTypes].sort().map(resourceOf),
        interaction: [{ code: 'search-system' }],
      },
    ],
  };
  return Buffer.from(JSON.stringify(statement));
}

/** Of one person, and `export` of several. */
const PATIENT_OPERATIONS = [
  { name: 'everything', definition: 'http://hl7.org/fhir/OperationDefinition/Patient-everything' },
  { name: 'export', definition: 'http://hl7.org/fhir/uv/bulkdata/OperationDefinition/patient-export' },
];

const resourceOf = (type: string) => ({
  type,
  interaction: TYPE_INTERACTIONS.map((code) => ({ code })),
  versioning: 'versioned',
  readHistory: true,
  updateCreate: false,
  conditionalRead: 'full-support',
  referencePolicy: ['literal', 'local'],
  ...(type === 'Patient' ? { operation: PATIENT_OPERATIONS } : {}),
  searchInclude: ['*'],
  searchParam: [...(searchParametersOf(type)?.values() ?? [])].map(({ name, kind, definition }) => ({
    name,
    definition,
    type: kind,
  })),
});
