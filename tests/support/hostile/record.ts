import { HOSTILE_FILES } from './files.ts';
import { HOSTILE_HTML } from './html.ts';
import { HOSTILE_NAMES } from './names.ts';

type Json = Readonly<Record<string, unknown>>;

const uuid = (kind: number, at: number): string =>
  `5f0c2b9e-${String(kind).padStart(4, '0')}-4000-8000-${String(at).padStart(12, '0')}`;
const PERSON = { reference: `urn:uuid:${uuid(0, 0)}` };
const VISIT = { reference: `urn:uuid:${uuid(1, 0)}` };
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const day = (at: number): string => new Date(Date.UTC(2026, 5, 1) - at * 86_400_000).toISOString().slice(0, 10);

/** One of each kind that a page shows, with this name wherever a source writes words. */
function named(name: string, at: number): readonly Json[] {
  const concept = {
    coding: [
      {
        system: `https://codes.example/${encodeURIComponent(name.slice(0, 40))}`,
        code: name.slice(0, 60),
        display: name,
      },
    ],
    text: name,
  };
  const who = { display: name };
  const common = { subject: PERSON, encounter: VISIT, note: [{ text: name, authorString: name }] };
  const when = day(at);
  const category = (code: string) => [
    { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code }] },
  ];
  return [
    { resourceType: 'Observation', status: 'final', ...common, category: category('laboratory'), code: concept, effectiveDateTime: when, valueQuantity: { value: at, unit: name }, referenceRange: [{ text: name }], performer: [who], interpretation: [concept] },
    { resourceType: 'Observation', status: 'final', ...common, category: category('vital-signs'), code: concept, effectiveDateTime: when, valueString: name },
    { resourceType: 'Condition', ...common, clinicalStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }] }, code: concept, onsetString: name, recordedDate: when, asserter: who },
    { resourceType: 'MedicationRequest', status: 'active', intent: 'order', ...common, medicationCodeableConcept: concept, authoredOn: when, requester: who, dosageInstruction: [{ text: name }], reasonCode: [concept] },
    { resourceType: 'AllergyIntolerance', patient: PERSON, clinicalStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', code: 'active' }] }, code: concept, recordedDate: when, reaction: [{ manifestation: [concept], description: name }], note: common.note },
    { resourceType: 'Immunization', status: 'completed', patient: PERSON, vaccineCode: concept, occurrenceDateTime: when, lotNumber: name, manufacturer: who, note: common.note },
    { resourceType: 'Procedure', status: 'completed', ...common, code: concept, performedDateTime: when, performer: [{ actor: who }], bodySite: [concept] },
    { resourceType: 'Encounter', status: 'finished', subject: PERSON, class: { code: 'AMB' }, type: [concept], period: { start: when }, reasonCode: [concept], serviceProvider: who, location: [{ location: who }], participant: [{ individual: who }] },
    { resourceType: 'DiagnosticReport', status: 'final', ...common, code: concept, effectiveDateTime: when, conclusion: name, performer: [who] },
    { resourceType: 'DocumentReference', status: 'current', subject: PERSON, type: concept, description: name, author: [who], date: `${when}T09:00:00Z`, context: { encounter: [VISIT] }, content: [{ attachment: { contentType: name, title: name, data: base64(`A note. ${name}`) } }] },
    { resourceType: 'CareTeam', status: 'active', subject: PERSON, name, participant: [{ role: [concept], member: who }] },
    { resourceType: 'FamilyMemberHistory', status: 'completed', patient: PERSON, name, relationship: concept, condition: [{ code: concept }] },
    { resourceType: 'Coverage', status: 'active', beneficiary: PERSON, type: concept, subscriberId: name, payor: [who] },
    { resourceType: 'Appointment', status: 'booked', description: name, serviceType: [concept], start: '2031-01-01T09:00:00Z', end: '2031-01-01T09:30:00Z', comment: name, participant: [{ actor: PERSON, status: 'accepted' }, { actor: who, status: 'accepted' }] },
    { resourceType: 'Device', status: 'active', patient: PERSON, deviceName: [{ name, type: 'user-friendly-name' }], type: concept, manufacturer: name },
  ]; // biome-ignore format: one line a kind
}

/** A note whose HTML is also the narrative of its entry. */
const written = ([name, html]: readonly [string, string], at: number): Json => ({
  resourceType: 'DocumentReference', status: 'current', subject: PERSON, description: name, date: `${day(at)}T10:00:00Z`,
  text: { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml">${html}</div>` },
  content: [{ attachment: { contentType: 'text/html', title: `${name}.html`, data: base64(html) } }],
}); // biome-ignore format: one resource

const filed = ([name, { attachment }]: readonly [string, { readonly attachment: Json }], at: number): Json => ({
  resourceType: 'DocumentReference', status: 'current', subject: PERSON, description: name, date: `${day(at)}T11:00:00Z`,
  content: [{ attachment }],
}); // biome-ignore format: one resource

const COMPOSITION: Json = {
  resourceType: 'Composition', status: 'final', type: { text: 'Summary' }, subject: PERSON, date: '2026-01-01', title: HOSTILE_NAMES[0], author: [{ display: HOSTILE_NAMES[1] }],
  section: Object.entries(HOSTILE_HTML).slice(0, 12).map(([title, html]) => ({ title: `${title} ${HOSTILE_NAMES[0]}`, text: { status: 'generated', div: `<div>${html}</div>` } })),
}; // biome-ignore format: one resource

/** A person's record of hostile names, narratives, notes and files, as one transaction bundle of FHIR R4. */
export function hostileBundle(): string {
  const person = { resourceType: 'Patient', id: uuid(0, 0), name: [{ family: 'Muster', given: ['Anna', HOSTILE_NAMES[1]] }], birthDate: '1984-02-29' };
  const visit = { resourceType: 'Encounter', id: uuid(1, 0), status: 'finished', class: { code: 'AMB' }, subject: PERSON, type: [{ text: 'The visit' }], period: { start: '2026-05-01' } };
  const rest = [
    ...HOSTILE_NAMES.flatMap(named),
    ...Object.entries(HOSTILE_HTML).map(written),
    ...Object.entries(HOSTILE_FILES).map(filed),
    COMPOSITION,
  ].map((resource: Json, at): Json => ({ ...resource, id: uuid(2, at + 1) }));
  const entry = [person, visit, ...rest].map((resource: Json) => ({
    fullUrl: `urn:uuid:${resource.id}`,
    resource,
    request: { method: 'POST', url: resource.resourceType },
  }));
  return JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry });
} // biome-ignore format: one bundle

/** Names under which the file itself may be dropped. */
export const HOSTILE_FILE_NAMES: readonly string[] = [
  `<img src=x onerror="globalThis.cwRan=1">.json`,
  'record\u202enosj.exe.json',
  `${'long '.repeat(40)}.json`,
];
