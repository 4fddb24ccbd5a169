import { CodedError } from '@chartwarden/errors';
import { keptTypes } from '@chartwarden/fhir';

const TYPES: ReadonlySet<string> = new Set(keptTypes);

/** Throws CW-FHIR-101 for what is no type that is kept. */
export function knownType(type: string): void {
  if (!TYPES.has(type)) throw new CodedError('CW-FHIR-101');
}
