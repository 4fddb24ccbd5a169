/** What a fixture of a data folder says of itself beside the packed folder: what has to come out of it for ever. */
export interface ReleasedFolder {
  readonly format: string;
  /** Of the code that made it. */
  readonly commit: string | null;
  readonly date: string;
  /** The owner's login; `reader` may read by a consent, with the same password. */
  readonly email: string;
  readonly reader: string;
  readonly password: string;
  readonly person: { readonly id: string; readonly name: string };
  /** The file as it was received, and the resources in it. */
  readonly file: { readonly name: string; readonly text: string };
  readonly resources: readonly Resource[];
  /** Laid over the resource of this id. */
  readonly correction: { readonly of: string; readonly value: number; readonly instead: number };
  /** Lines that the log had when the folder was closed. */
  readonly entries: number;
}

export type Resource = Readonly<Record<string, unknown>> & { readonly resourceType: string; readonly id: string };

const FILLER = 'made up, of nobody';

/** A made-up person with one fact of each of several kinds: a number that ends in zero, references, a note in another script. */
export const resources: readonly Resource[] = [
  {
    resourceType: 'Patient',
    id: 'p1',
    name: [{ family: 'Beispiel', given: ['Ottilie'] }],
    gender: 'female',
    birthDate: '1971-11-03',
  },
  {
    resourceType: 'Observation',
    id: 'o1',
    status: 'final',
    category: [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' }] },
    ],
    code: { coding: [{ system: 'http://loinc.org', code: '2345-7' }], text: 'Glucose' },
    subject: { reference: 'Patient/p1' },
    effectiveDateTime: '2020-05-04',
    valueQuantity: { value: 99, unit: 'mg/dL', system: 'http://unitsofmeasure.org', code: 'mg/dL' },
  },
  {
    resourceType: 'Observation',
    id: 'o2',
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '29463-7' }], text: 'Body weight' },
    subject: { reference: 'Patient/p1' },
    effectiveDateTime: '2021-01-31T08:15:00+01:00',
    valueQuantity: { value: 61.5, unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' },
    note: [{ text: `Größe, 身長: ${FILLER}` }],
  },
  {
    resourceType: 'Condition',
    id: 'c1',
    clinicalStatus: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }],
    },
    code: { text: 'Hay fever' },
    subject: { reference: 'Patient/p1' },
    onsetDateTime: '1994-03',
  },
];

/** NDJSON of {@link resources}, with a number whose last zero has to stay. */
export const fileText = `${resources.map((one) => JSON.stringify(one)).join('\n')}\n`.replace(
  '"value":61.5,',
  '"value":61.50,',
);

/** A resource without what is ours on the way out. */
export function asReceived(resource: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { id: _id, meta: _meta, subject: _subject, ...rest } = resource;
  return rest;
}
