import { expect, it } from 'vitest';
import { type DemoPerson, type DemoPlace, household } from '../../support/demo-place.ts';

interface RawConcept {
  readonly coding?: readonly { readonly system: string; readonly code: string }[];
  readonly text?: string;
}
interface RawQuantity {
  readonly value: string;
  readonly unit: string;
  readonly comparator?: string;
}
/** As much of an Observation as is counted. Numbers are the digits that stand in the file. */
interface Raw {
  readonly resourceType: string;
  readonly status: string;
  readonly category?: readonly RawConcept[];
  readonly code: RawConcept;
  readonly effectiveDateTime?: string;
  readonly valueQuantity?: RawQuantity;
  readonly valueString?: string;
  readonly valueCodeableConcept?: RawConcept;
  readonly component?: readonly { readonly valueQuantity?: RawQuantity }[];
}

/** What the list says of an analyte, as far as it is compared. */
interface Line {
  readonly words: string;
  readonly codings: readonly { readonly system: string; readonly code: string }[];
  readonly latest: {
    readonly when: { readonly text: string };
    readonly findings: readonly {
      readonly found: { readonly digits?: string; readonly comparator?: string | null; readonly unit?: string; readonly words?: string };
    }[];
  } | null;
} // biome-ignore format: one shape

/** The files by hand: nothing of the product reads them. The moment of the latest value of each, and what was found then. */
function countedOf(person: DemoPerson): Record<string, { readonly at: number; readonly values: string[] }> {
  const latest: Record<string, { at: number; values: string[] }> = {};
  for (const file of person.portals.flatMap((portal) => portal.files)) {
    const text = Buffer.from(file.bytes()).toString('utf8');
    const { entry } = JSON.parse(text.replace(/"value": ?(-?[\d.eE+-]+)/g, '"value":"$1"')) as {
      entry: { resource: Raw }[];
    };
    for (const { resource: one } of entry) {
      if (one.resourceType !== 'Observation' || one.status === 'entered-in-error') continue;
      const kind = one.category?.[0]?.coding?.[0]?.code;
      if (kind !== undefined && kind !== 'laboratory' && kind !== 'vital-signs') continue;
      const value = foundIn(one);
      if (value === '' || one.effectiveDateTime === undefined) continue;
      const at = Date.parse(one.effectiveDateTime);
      const name = nameOf(one.code);
      const known = latest[name];
      if (known === undefined || at > known.at) latest[name] = { at, values: [value] };
      else if (at === known.at) known.values.push(value);
    }
  }
  return latest;
}

const nameOf = ({ coding, text = '' }: RawConcept): string =>
  coding?.find((one) => one.system === 'http://loinc.org')?.code ?? coding?.[0]?.code ?? text.toLowerCase();
const quantity = (one: RawQuantity | undefined): string =>
  one === undefined ? '' : [one.comparator, one.value, one.unit].filter(Boolean).join(' ');
const foundIn = (one: Raw): string =>
  one.component?.map((part) => quantity(part.valueQuantity)).join(' / ') ||
  quantity(one.valueQuantity) ||
  (one.valueString ?? one.valueCodeableConcept?.text ?? '');

/** Results and vitals of each person against a count by hand. */
export function latestIsCounted(place: () => DemoPlace): void {
  for (const [at, person] of household.entries())
    it(`has of person ${at + 1} the latest value and date of everything measured that a count by hand has`, async () => {
      const { put, api } = place();
      const counted = countedOf(person);
      const lines: Line[] = [];
      for (const section of ['results', 'vitals']) {
        const url = `/api/people/${put[at]?.id}/chart/${section}`;
        lines.push(...(await api<{ analytes: Line[] }>('GET', url)).analytes);
      }
      const said = lines.flatMap(({ words, codings, latest }): [string, number, string][] => {
        if (latest === null) return [];
        const value = latest.findings.map(
          ({ found }) => found.words ?? [found.comparator, found.digits, found.unit].filter(Boolean).join(' '),
        );
        const name = nameOf({ coding: codings, text: words });
        return [[name, Date.parse(latest.when.text), value.join(' / ')]];
      });
      expect(said.length).toBeGreaterThan(2);
      expect(Object.fromEntries(said.map(([name, moment]) => [name, moment]))).toEqual(
        Object.fromEntries(Object.entries(counted).map(([name, one]) => [name, one.at])),
      );
      // Two portals may say different things of one moment: then it is one of these.
      for (const [name, , value] of said) expect(counted[name]?.values, name).toContain(value);
    });
}
