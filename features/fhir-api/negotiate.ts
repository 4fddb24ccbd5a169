import { CodedError } from '@chartwarden/errors';
import type { Asked } from './asking.ts';

export const FHIR_JSON = 'application/fhir+json; charset=utf-8';

/** Values of `_format` that mean JSON (R4 http, 3.1.0.1.11.1). */
const JSON_FORMATS = new Set(['json', 'application/json', 'application/fhir+json', 'text/json']);
const ANY = new Set(['*/*', 'application/*', 'application/json', 'application/fhir+json', 'text/json']);

/** Throws CW-FHIR-100 when the caller takes no FHIR R4 in JSON; `_format` goes before Accept (R4 http, 3.1.0.1.11). */
export function negotiate({ query, header }: Pick<Asked, 'query' | 'header'>): void {
  const format = query.find(([name]) => name === '_format')?.[1];
  if (format !== undefined) {
    // A plus sign that was not encoded arrives as a space.
    const [name = '', ...parameters] = format.replace('fhir json', 'fhir+json').split(';');
    if (!JSON_FORMATS.has(name.trim().toLowerCase()) || !parameters.every(isR4)) throw new CodedError('CW-FHIR-100');
    return;
  }
  const accept = header('accept');
  if (accept === undefined || accept === 'application/fhir+json' || accept === '*/*' || accept === '') return;
  if (!accept.split(',').some(isTaken)) throw new CodedError('CW-FHIR-100');
}

function isTaken(range: string): boolean {
  const [name = '', ...parameters] = range.split(';');
  const isWanted = parameters.every((one) => !/^\s*q=0(\.0*)?\s*$/.test(one) && isR4(one));
  return ANY.has(name.trim().toLowerCase()) && isWanted;
}

/** R4 versioning, 2.1.0.3: the version of FHIR can be asked for as a parameter of the media type. */
function isR4(parameter: string): boolean {
  const [name = '', value = ''] = parameter.split('=');
  return name.trim().toLowerCase() !== 'fhirversion' || /^"?4\.0(\.1)?"?$/.test(value.trim());
}

/** Throws CW-HTTP-002 for JSON in other letters than UTF-8, which FHIR does not know (R4 json, 2.6.2). */
export function takesUtf8({ header }: Pick<Asked, 'header'>): void {
  const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(header('content-type') ?? '')?.[1];
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) throw new CodedError('CW-HTTP-002', 'charset');
}
