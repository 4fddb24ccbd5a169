/** A table of words as its readers see it: what takes no argument is read like a property. */
type LookedUp<T> = T extends () => infer Words
  ? Words
  : T extends (...given: never[]) => unknown
    ? T
    : T extends object
      ? { readonly [Key in keyof T]: LookedUp<T[Key]> }
      : T;

/**
 * A table of words in which every `() => i18n.t('…')` becomes a property that is looked up each time it is read, so that
 * it follows the language. Functions that take something stay functions, text that has no language (a command, a file
 * name) stays text, tables inside are tables again.
 */
export function lookedUp<T extends object>(table: T): LookedUp<T> {
  const words = {};
  for (const [name, value] of Object.entries(table)) {
    if (typeof value === 'function' && value.length === 0)
      Object.defineProperty(words, name, { get: () => value(), enumerable: true });
    else {
      const kept = typeof value === 'object' && value !== null && !Array.isArray(value) ? lookedUp(value) : value;
      Object.defineProperty(words, name, { value: kept, enumerable: true });
    }
  }
  return words as LookedUp<T>;
}
