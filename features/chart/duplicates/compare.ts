import { isNode, type Node, titleOf, valueLineOf } from '@chartwarden/fhir';
import { conceptOf, conceptsOf, lineOf, listOf, nodeOf } from '../reading/elements.ts';
import { amountOf, wordsOfAmount } from '../reading/quantity.ts';
import type { ReadFact } from '../reading/read-fact.ts';
import { conceptOfFact } from './traits.ts';

/** What two facts are compared by, in the order in which a person looks at them. */
export const FIELDS = [
  'title', 'value', 'date', 'end', 'status', 'codes', 'range', 'interpretation', 'dosage', 'dose', 'lot', 'site',
  'reaction', 'files', 'reason', 'who', 'where', 'note',
] as const; // biome-ignore format: one list
export type Field = (typeof FIELDS)[number];

export interface Difference {
  readonly field: Field;
  readonly here: string | null;
  readonly there: string | null;
}

/** Everything that at least one of them says, the record's own words; null: this one does not say it. */
export function comparison(one: ReadFact, other: ReadFact): readonly Difference[] {
  const [left, right] = [saidBy(one), saidBy(other)];
  return FIELDS.flatMap((field) => {
    const [here, there] = [left[field], right[field]];
    return here === null && there === null ? [] : [{ field, here, there }];
  });
}

/** Where the two do not say the same. */
export const differences = (one: ReadFact, other: ReadFact): readonly Difference[] =>
  comparison(one, other).filter(({ here, there }) => here !== there);

function saidBy(fact: ReadFact): Readonly<Record<Field, string | null>> {
  const { resource, when } = fact;
  const codes = conceptOfFact(fact).codings.map(({ code, display }) => [display, code].filter(Boolean).join(' '));
  return {
    title: lineOf(titleOf(resource)),
    value: fact.type.startsWith('Medication') ? null : valueLineOf(resource),
    date: when?.text ?? null,
    end: endOf(resource),
    status: words([wordsOf(resource.clinicalStatus), wordsOf(resource.status), wordsOf(resource.verificationStatus)]),
    codes: words(codes),
    range: words(listOf(resource.referenceRange).map(rangeOf)),
    interpretation: words(conceptsOf(resource.interpretation).map((one) => one.words)),
    dosage: words([...listOf(resource.dosageInstruction), ...listOf(resource.dosage)].map((one) => lineOf(one.text))),
    dose: words(
      listOf(resource.protocolApplied).map((one) => lineOf(one.doseNumberPositiveInt) ?? lineOf(one.doseNumberString)),
    ),
    lot: lineOf(resource.lotNumber),
    site: words([conceptOf(resource.site).words, ...conceptsOf(resource.bodySite).map((one) => one.words)]),
    reaction: words(
      listOf(resource.reaction).flatMap((one) => [
        ...conceptsOf(one.manifestation).map((shown) => shown.words),
        lineOf(one.severity),
      ]),
    ),
    files: words(listOf(resource.content).map(({ attachment }) => fileOf(nodeOf(attachment)))),
    reason: words(conceptsOf(resource.reasonCode).map((one) => one.words)),
    who: words(['performer', 'author', 'requester', 'recorder', 'asserter'].flatMap((name) => namesIn(resource[name]))),
    where: words(
      ['serviceProvider', 'managingOrganization', 'custodian', 'location'].flatMap((name) => namesIn(resource[name])),
    ),
    note: words(listOf(resource.note).map((one) => lineOf(one.text))),
  };
}

function words(list: readonly (string | null)[]): string | null {
  const said = [...new Set(list.filter((one): one is string => one !== null && one !== ''))];
  return said.length === 0 ? null : said.join(', ');
}

const wordsOf = (value: unknown): string | null => conceptOf(value).words;

const endOf = (resource: Node): string | null =>
  lineOf(resource.abatementDateTime) ??
  words(
    ['period', 'effectivePeriod', 'performedPeriod', 'onsetPeriod', 'abatementPeriod'].map((name) =>
      lineOf(nodeOf(resource[name]).end),
    ),
  ) ??
  lineOf(resource.end);

function rangeOf(range: Node): string | null {
  const [low, high] = [amountOf(range.low), amountOf(range.high)];
  const ends = [low && wordsOfAmount(low), high && wordsOfAmount(high)];
  return lineOf(range.text) ?? (ends.every((one) => one === null) ? null : ends.map((one) => one ?? '…').join(' – '));
}

const fileOf = ({ title, contentType, size }: Node): string | null =>
  words([lineOf(title), lineOf(contentType), size === undefined ? null : `${lineOf(size) ?? ''} bytes`]);

/** Names beside references, be they references themselves or in an `actor`. */
const namesIn = (value: unknown): readonly (string | null)[] =>
  (Array.isArray(value) ? value : [value])
    .filter(isNode)
    .flatMap((one) => [
      lineOf(one.display),
      lineOf(nodeOf(one.actor).display),
      lineOf(nodeOf(one.individual).display),
      lineOf(nodeOf(one.location).display),
    ]);
