import type { FactMark } from '../../../api/section-types.ts';

export const CARD_PARTS = ['allergies', 'conditions', 'medicines'] as const;
export type CardPart = (typeof CARD_PARTS)[number];

/** One thing that can stand on the card, and the facts of the record that say it. */
export interface CardItem {
  readonly key: string;
  readonly words: string;
  readonly facts: readonly string[];
  readonly labels: readonly string[];
}

interface Group {
  readonly key: string;
  readonly words: string | null;
  readonly codings: readonly { readonly display: string | null; readonly code: string }[];
  readonly state: string;
  readonly entries: readonly (FactMark & { readonly dosage?: readonly string[] })[];
}

/** What of the answers of three sections counts now; the rest of a section is no matter of an emergency. */
const CURRENT: Readonly<Record<CardPart, readonly string[]>> = {
  allergies: ['active', 'unknown'],
  conditions: ['active', 'unknown'],
  medicines: ['current', 'unclear'],
};

/** Sections of the chart, and under what name their lines come. */
export const SECTIONS = {
  allergies: { section: 'allergies', list: 'allergies' },
  conditions: { section: 'problems', list: 'problems' },
  medicines: { section: 'medicines', list: 'medicines' },
} as const satisfies Readonly<Record<CardPart, { readonly section: string; readonly list: string }>>;

/** The current lines of a section, in its order, each with the first dosage that the record has. */
export function itemsOf(part: CardPart, answer: Readonly<Record<string, unknown>>): readonly CardItem[] {
  const groups = (answer[SECTIONS[part].list] ?? []) as readonly Group[];
  return groups
    .filter(({ state }) => CURRENT[part].includes(state))
    .flatMap(({ key, words, codings, entries }) => {
      const name = words ?? codings[0]?.display ?? codings[0]?.code;
      const dosage = entries.find((one) => (one.dosage ?? []).length > 0)?.dosage?.[0];
      if (name === undefined) return [];
      return [
        {
          key,
          words: dosage === undefined ? name : `${name}: ${dosage}`,
          facts: entries.map(({ id }) => id),
          labels: [...new Set(entries.flatMap(({ labels }) => labels))],
        },
      ];
    });
}

/** What is written by hand. */
export interface ByHand extends Readonly<Record<CardPart, string>> {
  readonly bloodGroup: string;
  readonly contacts: string;
  readonly notes: string;
}

export const NOTHING_BY_HAND: ByHand = {
  allergies: '',
  conditions: '',
  medicines: '',
  bloodGroup: '',
  contacts: '',
  notes: '',
};

export const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** What was written by hand, as resources that any reader of FHIR R4 shows. `name`: whose card it is. */
export function resourcesOf(hand: ByHand, name: string): readonly object[] {
  const who = { display: name };
  const each = (text: string, make: (line: string) => object): readonly object[] => linesOf(text).map(make);
  return [
    ...each(hand.notes, (text) => ({ resourceType: 'Flag', status: 'active', code: { text }, subject: who })),
    ...each(hand.allergies, (text) => ({ resourceType: 'AllergyIntolerance', code: { text }, patient: who })),
    ...each(hand.conditions, (text) => ({ resourceType: 'Condition', code: { text }, subject: who })),
    ...each(hand.medicines, (text) => ({
      resourceType: 'MedicationStatement',
      status: 'active',
      medicationCodeableConcept: { text },
      subject: who,
    })),
    ...each(hand.contacts, (text) => ({ resourceType: 'RelatedPerson', name: [{ text }], patient: who })),
    ...each(hand.bloodGroup, (text) => ({
      resourceType: 'Observation',
      status: 'final',
      // LOINC 882-1: ABO and Rh group [Type] in Blood.
      code: { coding: [{ system: 'http://loinc.org', code: '882-1' }], text: 'Blood group' },
      valueString: text,
      subject: who,
    })),
  ];
}

interface Written {
  readonly resourceType?: string;
  readonly code?: { readonly text?: string };
  readonly medicationCodeableConcept?: { readonly text?: string };
  readonly name?: readonly { readonly text?: string }[];
  readonly valueString?: string;
}

/** The other way round: what stands by hand on a card that was made with {@link resourcesOf}. */
export function handOf(resources: readonly object[]): ByHand {
  const written = resources as readonly Written[];
  const lines = (type: string, read: (one: Written) => string | undefined): string =>
    written.flatMap((one) => (one.resourceType === type ? (read(one) ?? []) : [])).join('\n');
  return {
    notes: lines('Flag', ({ code }) => code?.text),
    allergies: lines('AllergyIntolerance', ({ code }) => code?.text),
    conditions: lines('Condition', ({ code }) => code?.text),
    medicines: lines('MedicationStatement', ({ medicationCodeableConcept }) => medicationCodeableConcept?.text),
    contacts: lines('RelatedPerson', ({ name }) => name?.[0]?.text),
    bloodGroup: lines('Observation', ({ valueString }) => valueString),
  };
}
