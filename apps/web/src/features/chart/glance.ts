import { formatRecordDate } from '../../ui/words.ts';
import { factText } from './chart.text.ts';
import { codingTexts } from './codes.ts';
import {
  conceptText,
  isObject,
  type Json,
  listOf,
  quantityText,
  rangeText,
  referenceText,
  textOf,
  valueText,
} from './fhir-read.ts';
import { DETAILS, type Row } from './glance-details.ts';
import { glanceText } from './panel.text.ts';

/** A name and what stands in the record under it. */
export type GlanceRow = readonly [name: string, text: string];

/** What a person looks for first, in the order in which it is shown. Each row reads one thing, whatever the type. */
const ROWS: readonly Row[] = [
  ['what', (resource) => [what(resource)]],
  ['value', (resource) => [valueText(resource), ...components(resource)]],
  ['reference', (resource) => listOf(resource.referenceRange).map(rangeText)],
  ['interpretation', (resource) => listOf(resource.interpretation).map(conceptText)],
  ['dose', (resource) => listOf(resource.dosageInstruction ?? resource.dosage).map(doseText)],
  ['status', (resource) => [status(resource)]],
  ['date', (resource) => [firstDate(resource)]],
  ['until', (resource) => [endDate(resource)]],
  ['reason', (resource) => listOf(resource.reasonCode).map(conceptText)],
  ...DETAILS,
  ['category', (resource) => listOf(resource.category).map((one) => kindText(conceptText(one) ?? textOf(one)))],
  ['who', (resource) => people(resource)],
  ['where', (resource) => places(resource)],
  ['code', (resource) => codingTexts(codeOf(resource))],
  ['note', (resource) => listOf(resource.note).map((note) => (isObject(note) ? textOf(note.text) : undefined))],
];

/** The short form of any resource: only rows that have something to say. Reads text, never HTML. */
export function glance(resource: Json): readonly GlanceRow[] {
  return ROWS.flatMap(([name, read]): GlanceRow[] => {
    const texts = [...new Set(read(resource).filter((text) => text !== undefined))];
    return texts.length > 0 ? [[rowWords(name), texts.join('\n')]] : [];
  });
}

const rowWords = (name: Row[0]): string => ({ ...factText.glance, ...glanceText })[name] as string;

/** Kinds come as bare codes of HL7 often enough: those in words, every other as it came. */
const kindText = (text: string | undefined): string | undefined =>
  text !== undefined && Object.hasOwn(glanceText.kinds, text) ? glanceText.kinds[text] : text;

function codeOf(resource: Json): unknown {
  return (
    resource.code ??
    resource.medicationCodeableConcept ??
    resource.vaccineCode ??
    (Array.isArray(resource.type) ? resource.type[0] : resource.type)
  );
}

const PEOPLE: ReadonlySet<string> = new Set(['Patient', 'Practitioner', 'RelatedPerson']);

function what(resource: Json): string | undefined {
  if (PEOPLE.has(textOf(resource.resourceType) ?? '')) {
    return listOf(resource.name).map(nameText).find(Boolean);
  }
  return conceptText(codeOf(resource)) ?? textOf(resource.name) ?? textOf(resource.title);
}

function nameText(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  return textOf(value.text) ?? textOf([...listOf(value.given), value.family].filter(Boolean).join(' '));
}

const components = (resource: Json): readonly (string | undefined)[] =>
  listOf(resource.component)
    .filter(isObject)
    .map((component) => {
      const value = valueText(component);
      return value ? `${conceptText(component.code) ?? ''}: ${value}` : undefined;
    });

const status = (resource: Json): string | undefined =>
  textOf(resource.status) ??
  textOf(
    [textOf(resource.lifecycleStatus), ...[resource.clinicalStatus, resource.verificationStatus].map(conceptText)]
      .filter(Boolean)
      .join(', '),
  );

/** The times that say when something was or began, the clinically closest first. */
const DATES = [
  'effectiveDateTime',
  'performedDateTime',
  'occurrenceDateTime',
  'onsetDateTime',
  'authoredOn',
  'started',
  'startDate',
  'start',
  'date',
  'recordedDate',
  'issued',
  'created',
] as const;

const PERIODS = [
  'effectivePeriod',
  'performedPeriod',
  'onsetPeriod',
  'period',
  'billablePeriod',
  'servicedPeriod',
] as const;

function firstDate(resource: Json): string | undefined {
  const written =
    DATES.map((name) => textOf(resource[name])).find(Boolean) ??
    PERIODS.map((name) => part(resource[name], 'start')).find(Boolean);
  return written ? formatRecordDate(written) : undefined;
}

function endDate(resource: Json): string | undefined {
  const written =
    textOf(resource.abatementDateTime) ??
    textOf(resource.end) ??
    PERIODS.map((name) => part(resource[name], 'end')).find(Boolean);
  return written ? formatRecordDate(written) : undefined;
}

const part = (value: unknown, name: string): string | undefined => (isObject(value) ? textOf(value[name]) : undefined);

const people = (resource: Json): readonly (string | undefined)[] =>
  ['performer', 'requester', 'recorder', 'author', 'participant', 'provider', 'asserter'].flatMap((name) =>
    listOf(resource[name]).map(
      (one) =>
        referenceText(one) ??
        (isObject(one)
          ? (referenceText(one.actor) ?? referenceText(one.individual) ?? referenceText(one.member))
          : undefined),
    ),
  );

const places = (resource: Json): readonly (string | undefined)[] => [
  referenceText(resource.serviceProvider),
  referenceText(resource.custodian),
  ...listOf(resource.location).map((one) =>
    isObject(one) ? (referenceText(one.location) ?? referenceText(one)) : undefined,
  ),
];

function doseText(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  const amount = listOf(value.doseAndRate)
    .filter(isObject)
    .map((rate) => quantityText(rate.doseQuantity))
    .find(Boolean);
  return textOf(value.text) ?? amount;
}
