import type { ToldConsent } from '@chartwarden/gate';
import type { RecordId } from '@chartwarden/ids';
import { somebody } from './codes.ts';

/** A consent event, and the one that ended it. */
export interface Told {
  readonly event: ToldConsent;
  readonly ended: ToldConsent | null;
}

const iso = (at: number): string => new Date(at).toISOString();

/** What FHIR can say of a consent, as a resource of a record. */
export function consentOf(
  record: RecordId,
  { event, ended }: Told,
  said: object,
  nameOf: (id: string) => string | null,
) {
  const { by, seq, time } = event;
  return {
    ...said,
    resourceType: 'Consent',
    id: `${record}.${seq}`,
    meta: { versionId: ended === null ? '1' : '2', lastUpdated: iso(ended?.time ?? time) },
    patient: { reference: `Patient/${record}` },
    performer: [by === 'operator' || by === 'system' ? { display: by } : somebody(by, nameOf(by))],
  };
}
