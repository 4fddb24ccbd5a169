import type { AnalyteLine } from '../reading/analyte-body.ts';

export interface Pinned extends AnalyteLine {
  readonly section: 'results' | 'vitals';
}

/** Shown until somebody chooses: what most people know by name (LOINC), the first six of these that the record has. */
const COMMON = [
  ['4548-4', '59261-8', '17856-6'],
  ['85354-9', '55284-4'],
  ['29463-7', '3141-9'],
  ['2345-7', '2339-0', '15074-8', '1558-6'],
  ['13457-7', '18262-6', '2089-1', '39469-2'],
  ['2093-3', '14647-2'],
  ['2160-0', '38483-4', '14682-9'],
  ['33914-3', '62238-1', '98979-8', '48642-3', '69405-9'],
  ['718-7', '20509-6', '30350-3'],
  ['3016-3'],
  ['8867-4'],
  ['39156-5'],
] as const; // biome-ignore format: one analyte a line
const MOST_COMMON = 6;

const hasCode = (line: AnalyteLine, codes: readonly string[]): boolean =>
  line.codings.some((one) => one.system === 'http://loinc.org' && codes.includes(one.code));

/**
 * The latest values that were pinned, in the order chosen; without a choice the common ones that are there. What was
 * pinned and is in neither list is left out: `gone` says how many.
 */
export function pinnedOf(
  pins: readonly string[] | null,
  lists: Readonly<Record<Pinned['section'], readonly AnalyteLine[]>>,
): { readonly isDefault: boolean; readonly values: readonly Pinned[]; readonly gone: number } {
  const all = (['results', 'vitals'] as const).flatMap((section) =>
    lists[section].filter((one) => one.latest !== null).map((one): Pinned => ({ ...one, section })),
  );
  if (pins === null) {
    const common = COMMON.flatMap((codes) => all.find((one) => hasCode(one, codes)) ?? []);
    return { isDefault: true, values: common.slice(0, MOST_COMMON), gone: 0 };
  }
  const byId = new Map(all.map((one) => [one.id, one]));
  const values = pins.flatMap((id) => byId.get(id) ?? []);
  return { isDefault: false, values, gone: pins.length - values.length };
}
