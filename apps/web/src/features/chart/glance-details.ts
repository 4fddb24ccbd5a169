import { formatRecordDate } from '../../ui/words.ts';
import type { factText } from './chart.text.ts';
import {
  conceptText,
  isObject,
  type Json,
  listOf,
  quantityText,
  rangeText,
  referenceText,
  textOf,
} from './fhir-read.ts';
import { glanceText } from './panel.text.ts';

export type RowName = keyof typeof glanceText | keyof typeof factText.glance;
export type Row = readonly [name: RowName, read: (resource: Json) => readonly (string | undefined)[]];

const objects = (value: unknown): readonly Json[] => listOf(value).filter(isObject);
const joined = (...parts: readonly (string | undefined)[]): string | undefined =>
  textOf(parts.filter((part) => part !== undefined).join(', '));
const withWords = (text: string | undefined, words: string | undefined): string | undefined =>
  text !== undefined && words !== undefined ? `${text} (${words})` : (text ?? words);

/** What some kinds of entry have and others do not: relatives, reactions, amounts, addresses. Names of elements decide. */
export const DETAILS: readonly Row[] = [
  ['relative', (resource) => [relative(resource)]],
  ['conditions', (resource) => objects(resource.condition).map(relativeCondition)],
  ['reaction', (resource) => objects(resource.reaction).map(reaction)],
  ['risk', (resource) => [textOf(resource.criticality)]],
  ['target', (resource) => objects(resource.target).map(target)],
  ['includes', (resource) => objects(resource.activity).map(activity)],
  ['about', (resource) => objects(resource.addresses).map(referenceText)],
  ['findings', (resource) => [textOf(resource.conclusion)]],
  ['answers', (resource) => answers(resource.item)],
  ['bodySite', (resource) => listOf(resource.bodySite).map(conceptText)],
  ['images', (resource) => [images(resource)]],
  ['made', (resource) => [madeBy(resource)]],
  ['numbers', (resource) => numbers(resource)],
  ['insurer', (resource) => [...objects(resource.payor), ...objects(resource.insurer)].map(referenceText)],
  ['amount', (resource) => amounts(resource.total)],
  ['born', (resource) => [written(resource.birthDate)]],
  ['died', (resource) => [written(resource.deceasedDateTime)]],
  ['gender', (resource) => [textOf(resource.gender)]],
  ['trained', (resource) => objects(resource.qualification).map((one) => conceptText(one.code))],
  ['contact', (resource) => objects(resource.telecom).map((one) => textOf(one.value))],
  ['address', (resource) => objects(resource.address).map(address)],
];

const written = (value: unknown): string | undefined => {
  const text = textOf(value);
  return text === undefined ? undefined : formatRecordDate(text);
};

// Of other kinds of entry, a name is what it is.
const relative = ({ relationship, name }: Json): string | undefined =>
  relationship === undefined ? undefined : withWords(conceptText(relationship), textOf(name));

const relativeCondition = (condition: Json): string | undefined =>
  withWords(
    conceptText(condition.code),
    textOf(condition.onsetString) ?? quantityText(condition.onsetAge) ?? rangeText(condition.onsetRange),
  );

const reaction = (one: Json): string | undefined =>
  withWords(joined(...listOf(one.manifestation).map(conceptText)) ?? textOf(one.description), textOf(one.severity));

const target = (one: Json): string | undefined =>
  joined(
    conceptText(one.measure),
    quantityText(one.detailQuantity) ?? rangeText(one.detailRange) ?? conceptText(one.detailCodeableConcept),
    written(one.dueDate),
  );

const activity = ({ detail, reference }: Json): string | undefined =>
  isObject(detail)
    ? withWords(conceptText(detail.code) ?? textOf(detail.description), textOf(detail.status))
    : referenceText(reference);

/** "question: answer" of every item, those inside others too. */
function answers(items: unknown, depth = 0): readonly (string | undefined)[] {
  if (depth > 8) return [];
  return objects(items).flatMap((item) => [
    ...objects(item.answer).map((answer) =>
      [textOf(item.text) ?? textOf(item.linkId), answerText(answer)].filter((part) => part !== undefined).join(': '),
    ),
    ...objects(item.answer).flatMap((answer) => answers(answer.item, depth + 1)),
    ...answers(item.item, depth + 1),
  ]);
}

const answerText = (answer: Json): string | undefined =>
  conceptText({ coding: listOf(answer.valueCoding) }) ??
  quantityText(answer.valueQuantity) ??
  Object.entries(answer)
    .filter(([name, value]) => name.startsWith('value') && ['string', 'number', 'boolean'].includes(typeof value))
    .map(([, value]) => String(value))[0];

function images({ numberOfSeries, numberOfInstances, modality }: Json): string | undefined {
  const kinds = objects(modality).map((one) => textOf(one.display) ?? textOf(one.code));
  const isNumber = (value: unknown): value is number | string => typeof value === 'number' || typeof value === 'string';
  return joined(
    ...kinds,
    isNumber(numberOfSeries) ? glanceText.series(Number(numberOfSeries)) : undefined,
    isNumber(numberOfInstances) ? glanceText.pictures(Number(numberOfInstances)) : undefined,
  );
}

const madeBy = ({ manufacturer, modelNumber }: Json): string | undefined =>
  joined(textOf(manufacturer) ?? referenceText(manufacturer), textOf(modelNumber));

const numbers = (resource: Json): readonly (string | undefined)[] =>
  [resource.serialNumber, resource.lotNumber, resource.subscriberId].map(textOf);

/** Claim.total is one amount, ExplanationOfBenefit.total several, each with what it is. */
const amounts = (total: unknown): readonly (string | undefined)[] =>
  objects(total).map((one) => {
    const money = isObject(one.amount) ? one.amount : one;
    const { value } = money;
    if (typeof value !== 'number' && typeof value !== 'string') return undefined;
    return withWords([String(value), textOf(money.currency)].filter(Boolean).join(' '), conceptText(one.category));
  });

const address = (one: Json): string | undefined =>
  textOf(one.text) ??
  joined(
    ...listOf(one.line).map(textOf),
    textOf(one.postalCode),
    textOf(one.city),
    textOf(one.state),
    textOf(one.country),
  );
