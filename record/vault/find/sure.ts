import { clinicalDatePaths, dateFits, dateRange, dateSpan, extractIndex } from '@chartwarden/fhir';
import { parseReference } from '../identity.ts';
import type { Opened } from '../serve.ts';
import type { DateValue } from './date-sql.ts';
import type { Resolved } from './narrow.ts';

/**
 * Tells at a glance that a fact fits a condition, without reading it as JSON: true is certain, false says nothing. That
 * is most of what it costs to look at a fact, and nearly all of them are plain.
 */
export type Sure = (one: Opened) => boolean;

/** The same names inside a contained resource would be about that one. */
export const mayBeSure = ({ bytes }: Opened): boolean => !bytes.includes('"contained"');

/** For the date that a fact is sorted by, and for the person that it is about; undefined for other conditions. */
export function sureOf(type: string, { criterion, targets }: Resolved, now: number): Sure | undefined {
  if (criterion.on !== 'value' || criterion.modifier !== undefined) return undefined;
  const param = `${type}.${criterion.param}`;
  if (targets?.isPerson) return aboutPerson(subjectElement(type, param));
  const dates = criterion.values.filter((one) => one.kind === 'date');
  return dates.length > 0 && dates.length === criterion.values.length
    ? dated(dateElement(type, param), dates, now)
    : undefined;
}

const has = (type: string, element: string, value: unknown, param: string): boolean =>
  extractIndex({ resourceType: type, [element]: value }).some((one) => one.param === param);

const subjectElement = (type: string, param: string): string | undefined =>
  ['subject', 'patient'].find((element) => has(type, element, { reference: 'Patient/x' }, param));

const dateElement = (type: string, param: string): string | undefined =>
  clinicalDatePaths(type)?.find((element) => has(type, element, '2020', param));

/** A reference that was written like the fact's subject, and says Patient, is to the person (serve.ts). */
function aboutPerson(element: string | undefined): Sure | undefined {
  if (element === undefined) return undefined;
  let last: { readonly subject: string; readonly text: string; readonly isPatient: boolean } | undefined;
  return ({ header, bytes }) => {
    const subject = header.r;
    if (subject === undefined) return false;
    if (last?.subject !== subject) {
      const text = `"${element}":{"reference":${JSON.stringify(subject)}`;
      last = { subject, text, isPatient: parseReference(subject)?.type === 'Patient' };
    }
    return last.isPatient && bytes.includes(last.text);
  };
}

function dated(element: string | undefined, values: readonly DateValue[], now: number): Sure | undefined {
  if (element === undefined) return undefined;
  const spans = values.map((value) => ({ prefix: value.prefix, span: dateSpan(value, now) }));
  return ({ header, bytes }) => {
    const range = header.d === undefined ? undefined : dateRange(header.d);
    if (range === undefined) return false;
    const { low, high } = range;
    return (
      spans.some(({ prefix, span }) => dateFits(prefix, span, { kind: 'date', param: '', low, high })) &&
      bytes.includes(`"${element}":"${header.d}"`)
    );
  };
}
