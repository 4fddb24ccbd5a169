/** A place in a text that stands in several parts. */
interface Point {
  readonly part: number;
  readonly offset: number;
}

/** Small letters and large ones are the same; every letter stays one unit, so that places are those of the text itself. */
function folded(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  return Array.from({ length: text.length }, (_, at) => {
    const one = text.charAt(at).toLowerCase();
    return one.length === 1 ? one : text.charAt(at);
  }).join('');
}

/** Where `query` stands in the parts, also across them; at most `most` places, in their order. */
export function placesIn(
  parts: readonly string[],
  query: string,
  most: number,
): readonly { readonly from: Point; readonly to: Point }[] {
  const wanted = folded(query);
  if (wanted === '') return [];
  const text = folded(parts.join(''));
  const found: { from: Point; to: Point }[] = [];
  let part = 0;
  let begins = 0;
  const pointOf = (at: number, isEnd: boolean): Point => {
    // The end belongs to the part before: a range must not reach into a part of which it takes nothing.
    while (part < parts.length - 1 && at - begins >= (parts[part]?.length ?? 0) + (isEnd ? 1 : 0)) {
      begins += parts[part]?.length ?? 0;
      part += 1;
    }
    return { part, offset: at - begins };
  };
  for (let at = text.indexOf(wanted); at >= 0 && found.length < most; at = text.indexOf(wanted, at + wanted.length))
    found.push({ from: pointOf(at, false), to: pointOf(at + wanted.length, true) });
  return found;
}
