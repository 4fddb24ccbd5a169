/** Every time zone that this browser knows, by continent, as groups of a select. `rest`: the name of the last group. */
export function zoneGroups(rest: string): { group: string; items: { value: string; label: string }[] }[] {
  const groups = Map.groupBy(Intl.supportedValuesOf('timeZone'), (zone) =>
    zone.includes('/') ? zone.slice(0, zone.indexOf('/')) : rest,
  );
  const named = [...groups].map(([group, zones]) => ({
    group,
    items: zones.map((value) => ({ value, label: value.slice(value.indexOf('/') + 1).replaceAll('_', ' ') })),
  }));
  return named.sort((one, other) => Number(one.group === rest) - Number(other.group === rest));
}
