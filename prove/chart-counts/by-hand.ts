/**
 * What the screens have to say, counted from the files themselves. Nothing of the product takes part: this is the other
 * side of the comparison, and stays as simple as FHIR R4 lets it be.
 */

interface Concept {
  readonly coding?: readonly { readonly system?: string; readonly code?: string; readonly display?: string }[];
  readonly text?: string;
}
interface Quantity {
  /** The digits that stand in the file. */
  readonly value: string;
  readonly unit?: string;
}
interface Raw {
  readonly resourceType: string;
  readonly status?: string;
  readonly date?: string;
  readonly period?: { readonly start?: string };
  readonly effectivePeriod?: { readonly end?: string };
  readonly effectiveDateTime?: string;
  readonly category?: readonly Concept[];
  readonly code?: Concept;
  readonly clinicalStatus?: Concept;
  readonly medicationCodeableConcept?: Concept;
  readonly valueQuantity?: Quantity;
  readonly valueString?: string;
  readonly valueCodeableConcept?: Concept;
  readonly content?: unknown;
  readonly presentedForm?: unknown;
  readonly component?: readonly { readonly valueQuantity?: Quantity }[];
}

/** One thing of a list: every word that a source has for it. */
export interface Named {
  readonly code: string;
  readonly words: ReadonlySet<string>;
}

/** The latest of what was measured: the day as it was written, and what was found then, by each source that says so. */
export interface Latest extends Named {
  readonly day: string;
  readonly found: readonly (readonly Found[])[];
}
export type Found = { readonly digits: string; readonly unit: string } | { readonly words: string };

export interface Counted {
  readonly medicines: readonly Named[];
  readonly problems: readonly Named[];
  readonly latest: readonly Latest[];
  /** How many visits begin in each year, `2024: 3`. */
  readonly visits: readonly string[];
  /** What every source says, one by one; what two of them tell stands once on the screen and says so. */
  readonly documents: number;
}

/** @param files FHIR R4 Bundles as text @param today `YYYY-MM-DD` */
export function countByHand(files: readonly string[], today: string): Counted {
  const all = files.flatMap((text) => {
    const exact = text.replace(/"value":\s?(-?[\d.eE+-]+)/g, '"value":"$1"');
    const { entry } = JSON.parse(exact) as { entry: readonly { resource: Raw }[] };
    return entry.map((one) => one.resource);
  });
  const of = (type: string) => all.filter((one) => one.resourceType === type && one.status !== 'entered-in-error');
  const taken = [...of('MedicationRequest'), ...of('MedicationStatement')];
  const isTaken = (one: Raw) => one.status === 'active' && !((one.effectivePeriod?.end ?? '9999') < today);
  const isActive = (one: Raw) => codeOf(one.clinicalStatus) === 'active';
  return {
    medicines: named(taken, isTaken, (one) => one.medicationCodeableConcept),
    problems: named(of('Condition'), isActive, (one) => one.code),
    latest: latestOf(of('Observation')),
    visits: perYear(of('Encounter').map((one) => one.period?.start ?? '')),
    // A picture or a report is one when it carries a file.
    documents:
      of('DocumentReference').length +
      of('Media').filter((one) => one.content !== undefined).length +
      of('DiagnosticReport').filter((one) => one.presentedForm !== undefined).length,
  };
}

const codeOf = (concept: Concept | undefined): string =>
  concept?.coding?.find(({ system }) => system === 'http://loinc.org')?.code ??
  concept?.coding?.[0]?.code ??
  concept?.text?.toLowerCase() ??
  '';

const wordsOf = (concept: Concept | undefined): string[] =>
  [concept?.text, ...(concept?.coding ?? []).map(({ display }) => display)].filter((one) => one !== undefined);

/** Those of which an entry says that it holds, by code, with all the words that any entry has for it. */
function named(all: readonly Raw[], holds: (one: Raw) => boolean, about: (one: Raw) => Concept | undefined): Named[] {
  const byCode = Map.groupBy(all, (one) => codeOf(about(one)));
  return [...byCode].flatMap(([code, some]) =>
    some.some(holds) ? [{ code, words: new Set(some.flatMap((one) => wordsOf(about(one)))) }] : [],
  );
}

function latestOf(all: readonly Raw[]): Latest[] {
  const measured = all.filter((one) => {
    const kind = one.category?.[0]?.coding?.[0]?.code;
    const counts = kind === undefined || kind === 'laboratory' || kind === 'vital-signs';
    return counts && one.effectiveDateTime !== undefined && foundIn(one).length > 0;
  });
  const at = (one: Raw): number => Date.parse(one.effectiveDateTime ?? '');
  return [...Map.groupBy(measured, (one) => codeOf(one.code))].map(([code, some]) => {
    const moment = Math.max(...some.map(at));
    const last = some.filter((one) => at(one) === moment);
    return {
      code,
      words: new Set(some.flatMap((one) => wordsOf(one.code))),
      day: last[0]?.effectiveDateTime?.slice(0, 10) ?? '',
      found: last.map(foundIn),
    };
  });
}

function foundIn(one: Raw): Found[] {
  const amounts = one.component?.map((part) => part.valueQuantity) ?? [one.valueQuantity];
  const found: Found[] = amounts.flatMap((amount) =>
    amount === undefined ? [] : [{ digits: amount.value, unit: amount.unit ?? '' }],
  );
  if (found.length > 0) return found;
  const words = one.valueString ?? wordsOf(one.valueCodeableConcept)[0];
  return words === undefined ? [] : [{ words }];
}

const perYear = (starts: readonly string[]): string[] =>
  [...Map.groupBy(starts, (one) => one.slice(0, 4))].map(([year, some]) => `${year}: ${some.length}`).sort();
