import type { SearchRequest } from '@chartwarden/fhir';
import { isId, type RecordId } from '@chartwarden/ids';

const WHOSE: ReadonlySet<string> = new Set(['patient', 'subject']);

/**
 * The people whom a search names (`patient=`, `subject=Patient/...`), when it can be about nobody else; null: it may be about
 * anybody.
 */
export function peopleNamed({ where }: Pick<SearchRequest, 'where'>): readonly RecordId[] | null {
  for (const one of where) {
    if (one.on !== 'value' || one.modifier !== undefined || !WHOSE.has(one.param)) continue;
    const ids = one.values.map((value) =>
      value.kind === 'reference' && value.id !== undefined && isId(value.id) && (value.type ?? 'Patient') === 'Patient'
        ? (value.id as RecordId)
        : null,
    );
    if (!ids.includes(null)) return [...new Set(ids as readonly RecordId[])];
  }
  return null;
}
