import type { ToldConsent } from '@chartwarden/gate';
import type { RecordId } from '@chartwarden/ids';
import { purposeCoding, somebody, WORDS } from './codes.ts';

const ACT_CODE = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';
const CONSENT_ACTION = 'http://terminology.hl7.org/CodeSystem/consentaction';

/** What may be done, as R4 consent-content-codes have it; our own word stands beside it. */
const ACTIONS: Readonly<Record<string, string>> = {
  read: 'access',
  search: 'access',
  create: 'collect',
  update: 'correct',
  share: 'disclose',
  export: 'disclose',
  send: 'disclose',
};

/** A consent event and when it ended, if it did. */
export interface Told {
  readonly event: ToldConsent;
  readonly ended: number | null;
}

const iso = (at: number): string => new Date(at).toISOString();

/** A permission or refusal as FHIR R4 Consent. What somebody may not know of it is not there. */
export function consentOf(
  record: RecordId,
  { event, ended }: Told,
  now: number,
  nameOf: (id: string) => string | null,
) {
  const { effect, actions, recipient, purposes = [], from, until, form, by, time, slice } = event;
  const isOver = ended !== null || (until !== null && until <= now);
  const end = ended ?? until;
  return {
    resourceType: 'Consent',
    id: `${record}.${event.seq}`,
    meta: { versionId: ended === null ? '1' : '2', lastUpdated: iso(ended ?? time) },
    status: isOver ? 'inactive' : 'active',
    scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }] },
    category: [{ coding: [{ system: 'http://loinc.org', code: '59284-0', display: 'Consent Document' }] }],
    patient: { reference: `Patient/${record}` },
    dateTime: iso(time),
    performer: [by === 'operator' || by === 'system' ? { display: by } : somebody(by, nameOf(by))],
    policyRule: { coding: [{ system: ACT_CODE, code: effect === 'permit' ? 'OPTIN' : 'OPTOUT' }] },
    provision: {
      type: effect,
      period: { start: iso(from), ...(end === null ? {} : { end: iso(end) }) },
      ...(recipient === undefined || recipient.id === '*' ? {} : { actor: [actorOf(recipient.id, nameOf)] }),
      action: actions.map((action) => ({
        coding: [
          ...(Object.hasOwn(ACTIONS, action) ? [{ system: CONSENT_ACTION, code: ACTIONS[action] }] : []),
          { system: `${WORDS}:action`, code: action },
        ],
      })),
      ...listed('purpose', purposes.map(purposeCoding)),
      ...(slice === null ? {} : partsOf(slice)),
      ...(slice?.from === undefined && slice?.to === undefined
        ? {}
        : { dataPeriod: { ...startOf(slice.from), ...(slice.to === undefined ? {} : { end: iso(slice.to) }) } }),
      extension: [{ url: `${WORDS}:form`, valueCode: form }],
    },
  };
}

const startOf = (from: number | undefined) => (from === undefined ? {} : { start: iso(from) });

const actorOf = (id: string, nameOf: (id: string) => string | null) => ({
  role: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code: 'IRCP' }] },
  reference: somebody(id, nameOf(id)),
});

const listed = (name: string, items: readonly unknown[]) => (items.length === 0 ? {} : { [name]: items });

function partsOf({ types = [], codes = [], labels = [], facts = [] }: NonNullable<ToldConsent['slice']>) {
  return {
    ...listed(
      'class',
      types.map((code) => ({ system: 'http://hl7.org/fhir/resource-types', code })),
    ),
    ...listed(
      'code',
      codes.map(({ system, code }) => ({ coding: [{ ...(system === '' ? {} : { system }), code }] })),
    ),
    ...listed(
      'securityLabel',
      labels.map((code) => ({ system: ACT_CODE, code })),
    ),
    ...listed(
      'data',
      facts.map((id) => ({
        meaning: 'instance',
        reference: { identifier: { system: 'urn:ietf:rfc:3986', value: `urn:uuid:${id}` } },
      })),
    ),
  };
}
