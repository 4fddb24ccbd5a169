/** Our own words, where no code of a standard says as much. */
export const WORDS = 'urn:chartwarden:terms';
const ACT_REASON = 'http://terminology.hl7.org/CodeSystem/v3-ActReason';

export interface Coding {
  readonly system: string;
  readonly code: string;
  readonly display?: string;
}

const REASONS: Readonly<Record<string, string>> = {
  self: 'PATRQT',
  care: 'TREAT',
  research: 'HRESCH',
  emergency: 'ETREAT',
  operate: 'HOPERAT',
};

/** A purpose as HL7 calls it (v3 ActReason, PurposeOfUse), or by our word. */
export const purposeCoding = (purpose: string): Coding =>
  Object.hasOwn(REASONS, purpose)
    ? { system: ACT_REASON, code: REASONS[purpose] ?? '' }
    : { system: `${WORDS}:purpose`, code: purpose };

/** Somebody of this instance, who is no resource: an account, an organization, a link. */
export const somebody = (id: string, name: string | null) => ({
  identifier: { system: 'urn:ietf:rfc:3986', value: `urn:uuid:${id}` },
  ...(name === null ? {} : { display: name }),
});
