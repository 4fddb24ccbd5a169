/** True when `a` is later than `b`: meta.lastUpdated, then versionId, else the order of import (design 1, fact). */
export function laterUpstream(
  a: { readonly at: number | null; readonly versionId?: string | undefined },
  b: { readonly at: number | null; readonly versionId?: string | undefined },
): boolean {
  if (a.at !== null && b.at !== null && a.at !== b.at) return a.at > b.at;
  if (a.versionId !== undefined && b.versionId !== undefined && a.versionId !== b.versionId) {
    const [x, y] = [Number(a.versionId), Number(b.versionId)];
    return Number.isNaN(x) || Number.isNaN(y) ? true : x > y;
  }
  return true;
}
