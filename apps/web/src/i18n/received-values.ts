/** What a placeholder can hold. */
export type Values = Readonly<Record<string, string | number | null | undefined>>;

/** Where letters run from right to left, or where invisible signs turn the direction of what follows. */
const TURNS = /[\p{Bidi_Control}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const SIGNS = /\p{Bidi_Control}/gu;
/** A place in a sentence that is kept free for a value. The two signs belong to no script (Unicode, 23.5). */
const PLACE = /\uE000(\d+)\uE001/g;
/** lingui would take these for a piece of a message: `\u0041` in the name of a file stays what it is. */
const MISTAKEN = /[\\\uE000\uE001]/;

/**
 * Puts values into one of our sentences so that they stay inside their place: names and texts from outside that run in
 * the other direction are set apart (UAX #9, 2.4: FSI and PDI), and their own invisible signs are left out here, since
 * they could turn our words around. `sentence` gets the values as they can be handed to lingui.
 */
export function withReceived(values: Values, sentence: (values: Values) => string): string {
  const held: string[] = [];
  const hold = (text: string): string => `\uE000${held.push(text) - 1}\uE001`;
  const safe = Object.entries(values).map(([name, value]) => {
    if (typeof value !== 'string') return [name, value];
    if (TURNS.test(value)) return [name, hold(`\u2068${value.replaceAll(SIGNS, '')}\u2069`)];
    return [name, MISTAKEN.test(value) ? hold(value) : value];
  });
  const made = sentence(Object.fromEntries(safe));
  return held.length === 0 ? made : made.replaceAll(PLACE, (place, index: string) => held[Number(index)] ?? place);
}
