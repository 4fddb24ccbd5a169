/** A value that is either a success or a named failure; used where a failure is an expected answer, not an exception. */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });
export const fail = <E>(error: E): { readonly ok: false; readonly error: E } => ({ ok: false, error });

/**
 * Does something with each of many, one after another; what goes wrong with one keeps nothing from the others. Throws an
 * AggregateError of all that did, when it has been with each.
 */
export async function withEach<T>(many: Iterable<T>, work: (one: T) => Promise<void>): Promise<void> {
  const errors: unknown[] = [];
  for (const one of many)
    try {
      await work(one);
    } catch (error) {
      errors.push(error);
    }
  if (errors.length > 0) throw new AggregateError(errors, `${errors.length} of many failed`);
}
