import type { ErrorCode } from '@chartwarden/errors';
import type { LeftOutBecause, ScanFault } from '@chartwarden/fhir';

/** Why bytes were not read, by what the scanner found. */
export const scanCodes: Readonly<Record<ScanFault, { readonly code: ErrorCode; readonly detail?: string }>> = {
  empty: { code: 'CW-FHIR-001' },
  'not-json': { code: 'CW-FHIR-002', detail: 'it does not begin like JSON' },
  'unexpected-end': { code: 'CW-FHIR-013', detail: 'it ends in the middle' },
  'unexpected-character': { code: 'CW-FHIR-002', detail: 'a character that does not belong there' },
  'control-character': { code: 'CW-FHIR-002', detail: 'a control character in a text' },
  'bad-escape': { code: 'CW-FHIR-002', detail: 'an unknown escape in a text' },
  'bad-number': { code: 'CW-FHIR-002', detail: 'a number that is none' },
  'trailing-comma': { code: 'CW-FHIR-003' },
  'text-after-end': { code: 'CW-FHIR-004' },
  'not-utf8': { code: 'CW-FHIR-005' },
  'duplicate-name': { code: 'CW-FHIR-006' },
  'escaped-name': { code: 'CW-FHIR-007', detail: 'written with escapes' },
  'forbidden-name': { code: 'CW-FHIR-007', detail: '__proto__' },
  'number-too-long': { code: 'CW-FHIR-008' },
  'too-deep': { code: 'CW-FHIR-009', detail: 'deeper than 64' },
  'too-many-values': { code: 'CW-FHIR-009', detail: 'more than two million parts' },
  'resource-too-large': { code: 'CW-FHIR-010' },
  'total-too-large': { code: 'CW-FHIR-011' },
  'too-many-broken-entries': { code: 'CW-FHIR-012' },
  'empty-entry': { code: 'CW-FHIR-014', detail: 'an entry without a resource' },
  'not-an-object': { code: 'CW-FHIR-014' },
  'resource-not-an-object': { code: 'CW-FHIR-014' },
  'entry-not-a-list': { code: 'CW-FHIR-002', detail: 'entry is no list' },
  'too-many-bundles': { code: 'CW-FHIR-018' },
};

export const leftOutWords: Readonly<Record<LeftOutBecause, string>> = {
  conformance: 'a definition of interfaces or forms of data',
  terminology: 'a list of codes',
  knowledge: 'a guideline, measure or piece of evidence',
  catalogue: 'an entry of a product or service catalogue',
  test: 'a software test',
  operation: 'a message of a system',
};
