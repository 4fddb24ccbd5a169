import { TILE } from '@chartwarden/ledger-proof';

/** Entries of one tile, a bit each: bit 7 of byte 0 is its first entry. */
const BYTES = TILE / 8;

/** The words (scopes included) of entries, as latin1 text, and at which of a tile's entries each stands. */
export type WordPlaces = Map<string, readonly number[]>;

/** Adds the words of one entry, each once. Lists that stand there are left as they are: others may hold them. */
export function addWords(
  to: WordPlaces,
  { seq, scope, words }: { readonly seq: number; readonly scope: Buffer; readonly words: Buffer },
): void {
  const place = seq % TILE;
  const add = (word: string): void => {
    const places = to.get(word) ?? [];
    if (places.at(-1) !== place) to.set(word, [...places, place]);
  };
  add(scope.toString('latin1'));
  for (let at = 0; at < words.length; at += 8) add(words.toString('latin1', at, at + 8));
}

/** As the search index keeps them: the number of each entry, a byte, or where that is longer the bits of the whole tile. */
export function packPlaces(places: readonly number[]): Buffer {
  if (places.length < BYTES) return Buffer.from(places);
  const bits = Buffer.alloc(BYTES);
  for (const place of places) bits[place >> 3] = (bits[place >> 3] as number) | (128 >> (place & 7));
  return bits;
}

/** Takes from `bits` every entry that is not in a packed list; without `bits`, all of the list. */
export function andPlaces(packed: Buffer, bits?: Buffer): Buffer {
  const own = packed.length === BYTES ? packed : bitsOf(packed);
  if (bits === undefined) return Buffer.from(own);
  for (let byte = 0; byte < BYTES; byte += 1) bits[byte] = (bits[byte] as number) & (own[byte] as number);
  return bits;
}

function bitsOf(list: Buffer): Buffer {
  const bits = Buffer.alloc(BYTES);
  for (const place of list) bits[place >> 3] = (bits[place >> 3] as number) | (128 >> (place & 7));
  return bits;
}

/** The places of a tile that are set, from the last to the first. */
export function placesIn(bits: Buffer): number[] {
  const places: number[] = [];
  for (let byte = BYTES - 1; byte >= 0; byte -= 1) {
    const eight = bits[byte] as number;
    if (eight === 0) continue;
    for (let bit = 7; bit >= 0; bit -= 1) if (eight & (128 >> bit)) places.push(byte * 8 + bit);
  }
  return places;
}
