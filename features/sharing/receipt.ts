import type { ToldConsent } from '@chartwarden/gate';
import { LABELS as LABEL_CODES, type Slice } from '@chartwarden/vault';
import type { ShareLine } from './share-types.ts';

const time = (ms: number): string => new Date(ms).toISOString();

export interface ReceiptParts {
  readonly line: ShareLine;
  readonly event: ToldConsent;
  /** The event that ended it; null while it holds. */
  readonly ended: ToldConsent | null;
  /** The person's name, or an empty one. */
  readonly person: string;
  readonly now: number;
}

const statusOf = ({ event, ended, now }: ReceiptParts): string => {
  if (ended !== null) return 'dpv:ConsentWithdrawn';
  if (event.effect === 'deny') return 'dpv:ConsentRefused';
  if (event.until !== null && event.until <= now) return 'dpv:ConsentExpired';
  return 'dpv:ConsentGiven';
};

/**
 * What a consent receipt says, for a page and for {@link receiptJson}, which calls it as the W3C DPV guide to ISO/IEC TS
 * 27560 does. Times are ISO 8601 in UTC.
 */
export function receiptOf(parts: ReceiptParts) {
  const { line, event, ended, person, now } = parts;
  const recipient = line.recipient ?? { kind: 'everybody', id: '*', name: null };
  return {
    metadata: { schemaVersion: 'ISO/IEC TS 27560:2023', receiptId: `urn:uuid:${event.id}`, issued: time(now) },
    record: { recordId: `urn:uuid:${event.record}`, dataSubject: { '@type': 'dpv:DataSubject', name: person } },
    processing: {
      purposes: (line.purposes ?? ['any']).map((purpose) => ({ '@type': 'dpv:Purpose', name: purpose })),
      reason: line.reason,
      lawfulBasis: 'dpv:Consent',
      personalData: { slice: line.slice, form: line.form, sensitiveLabels: line.slice?.labels ?? [] },
      processingActivities: line.actions,
      storageCondition: { from: time(line.from), until: line.until === null ? null : time(line.until) },
      withdrawal: {
        method: 'Sharing, in one step, at any moment',
        route: `POST /api/shares/${event.id}/${event.effect === 'deny' ? 'lift' : 'end'}`,
      },
    },
    recipients: [{ kind: recipient.kind, id: recipient.id, name: recipient.name }],
    events: [
      {
        '@type': event.effect === 'deny' ? 'dpv:ConsentRefused' : 'dpv:ConsentGiven',
        time: time(event.time),
        by: line.by.name,
        capacity: event.capacity,
        document: line.document,
      },
      ...(ended === null
        ? []
        : [
            {
              '@type': 'dpv:ConsentWithdrawn',
              time: time(ended.time),
              by: null,
              capacity: ended.capacity,
              document: null,
            },
          ]),
    ],
    state: statusOf(parts),
    ledger: { event: event.id, accessSeq: event.seq, ended: ended?.id ?? null },
  };
}

export type Receipt = ReturnType<typeof receiptOf>;

const ACT = 'http://terminology.hl7.org/CodeSystem/consentaction';
const ACTIONS: Readonly<Partial<Record<string, string>>> = {
  read: 'access',
  search: 'access',
  create: 'collect',
  update: 'correct',
  share: 'disclose',
  export: 'disclose',
  send: 'disclose',
};
const LABELS = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';
const REASON = 'http://terminology.hl7.org/CodeSystem/v3-ActReason';

/** http://terminology.hl7.org/CodeSystem/v3-ActReason */
const REASONS: Readonly<Partial<Record<string, string>>> = { care: 'TREAT', emergency: 'ETREAT', research: 'HRESCH' };

/** True when a FHIR Consent can say it without permitting more, or refusing less, than the person did. */
function isSayable({
  slice,
  form,
  effect,
  recipient,
  purposes,
  under,
}: ShareLine & { readonly slice: Slice }): boolean {
  if (slice.sources ?? slice.origins ?? slice.categories ?? slice.labelled) return false;
  if (purposes?.some((purpose) => REASONS[purpose] === undefined)) return false;
  // A refusal by dates covers what has no date, too.
  if (effect === 'deny') return slice.from === undefined && slice.to === undefined;
  // An offer for an emergency opens nothing until somebody takes it.
  const isOffer = under === null && purposes !== null && purposes.every((purpose) => purpose === 'emergency');
  return form === 'full_source_allowed' && recipient !== null && recipient.id !== '*' && !isOffer;
}

/**
 * A consent as a FHIR R4 Consent: the subset in docs/consent-receipts.md. Null for one that the subset cannot say:
 * a rendering that leaves a limit out would permit more than the person did.
 */
export function fhirConsentOf({ line, event, ended, person, now }: ReceiptParts) {
  const { slice } = line;
  if (slice === null || !isSayable({ ...line, slice })) return null;
  const isOver = ended !== null || (event.until !== null && event.until <= now);
  const closed = line.effect === 'permit' ? LABEL_CODES.filter((label) => !(slice.labels ?? []).includes(label)) : [];
  const codings = [...new Set(line.actions.flatMap((action) => ACTIONS[action] ?? []))];
  const from = slice.from === undefined ? {} : { start: time(slice.from) };
  const to = slice.to === undefined ? {} : { end: time(slice.to) };
  return {
    resourceType: 'Consent',
    id: event.id,
    status: isOver ? 'inactive' : 'active',
    scope: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }],
    },
    category: [{ coding: [{ system: 'http://loinc.org', code: '59284-0', display: 'Consent Document' }] }],
    patient: { identifier: { system: 'urn:ietf:rfc:3986', value: `urn:uuid:${event.record}` }, display: person },
    dateTime: time(event.time),
    policyRule: { coding: [{ system: LABELS, code: 'OPTIN' }] },
    provision: {
      type: line.effect,
      period: { start: time(line.from), ...(line.until === null ? {} : { end: time(line.until) }) },
      ...(line.recipient === null
        ? {}
        : {
            actor: [
              {
                role: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-RoleClass', code: 'IRCP' }] },
                reference: {
                  identifier: { system: 'urn:ietf:rfc:3986', value: `urn:uuid:${line.recipient.id}` },
                  ...(line.recipient.name === null ? {} : { display: line.recipient.name }),
                },
              },
            ],
          }),
      ...(line.effect === 'deny' ? {} : { action: codings.map((code) => ({ coding: [{ system: ACT, code }] })) }),
      ...(line.purposes === null
        ? {}
        : { purpose: line.purposes.map((purpose) => ({ system: REASON, code: REASONS[purpose] })) }),
      // In a permit a label only opens what is closed below; to FHIR it would narrow to what carries it.
      ...(line.effect === 'deny' && slice.labels && slice.labels.length > 0
        ? { securityLabel: slice.labels.map((code) => ({ system: LABELS, code })) }
        : {}),
      ...(slice.types
        ? { class: slice.types.map((code) => ({ system: 'http://hl7.org/fhir/resource-types', code })) }
        : {}),
      ...(slice.codes ? { code: slice.codes.map((coding) => ({ coding: [coding] })) } : {}),
      ...(slice.from === undefined && slice.to === undefined ? {} : { dataPeriod: { ...from, ...to } }),
      // Where nothing is said about labels, FHIR means every fact, and we mean none that carries one.
      ...(closed.length > 0
        ? { provision: [{ type: 'deny', securityLabel: closed.map((code) => ({ system: LABELS, code })) }] }
        : {}),
      ...(slice.facts
        ? {
            data: slice.facts.map((fact) => ({
              meaning: 'instance',
              reference: { identifier: { system: 'urn:ietf:rfc:3986', value: `urn:uuid:${fact}` } },
            })),
          }
        : {}),
    },
  };
}
