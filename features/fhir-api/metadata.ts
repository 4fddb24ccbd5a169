import { keptTypes, searchParametersOf } from '@chartwarden/fhir';

/** Operations by the name in their address: on which types, and where they are defined. */
const OPERATIONS: Readonly<Record<string, { readonly on: 'every' | 'Patient'; readonly definition: string }>> = {
  validate: { on: 'every', definition: 'http://hl7.org/fhir/OperationDefinition/Resource-validate' },
  everything: { on: 'Patient', definition: 'http://hl7.org/fhir/OperationDefinition/Patient-everything' },
  export: { on: 'Patient', definition: 'http://hl7.org/fhir/uv/bulkdata/OperationDefinition/patient-export' },
};

const SYSTEM: ReadonlySet<string> = new Set(['search-system']);

/** The CapabilityStatement (R4 http, 3.1.0.9), made from what is there. */
export function capabilityStatement(says: {
  readonly url: string;
  readonly version: string;
  /** When the server started, in milliseconds. */
  readonly at: number;
  /** Codes of what can be done (R4 restful-interaction). */
  readonly interactions: readonly string[];
}): Buffer {
  const codes = (list: readonly string[]) => list.map((code) => ({ code }));
  const ofTypes = codes(says.interactions.filter((code) => !SYSTEM.has(code)));
  const ofSystem = codes([...says.interactions.filter((code) => SYSTEM.has(code)), 'batch', 'transaction']);
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
    patchFormat: ['application/json-patch+json'],
    rest: [
      {
        mode: 'server',
        security: { cors: false, description: 'A session, or an API token as a bearer token' },
        resource: [...keptTypes].sort().map((type) => ({ type, interaction: ofTypes, ...resourceOf(type) })),
        interaction: ofSystem,
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
  versioning: 'versioned',
  readHistory: true,
  updateCreate: false,
  conditionalCreate: true,
  conditionalRead: 'full-support',
  conditionalUpdate: true,
  conditionalDelete: 'single',
  referencePolicy: ['literal', 'local'],
  ...(type === 'Patient' ? { operation: PATIENT_OPERATIONS } : {}),
  searchInclude: ['*'],
  searchParam: [...(searchParametersOf(type)?.values() ?? [])].map(({ name, kind, definition }) => ({
    name,
    definition,
    type: kind,
  })),
  operation: Object.entries(OPERATIONS)
    .filter(([, { on }]) => on === 'every' || on === type)
    .map(([name, { definition }]) => ({ name, definition })),
});
