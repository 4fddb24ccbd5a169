/** The section of the derived store that holds the text index, and the name of its pieces. */
export const SEARCH = 'search';
export const SEGMENT = 'segment';
/** The section that holds how many pairs wait to be told apart. */
export const DUPLICATES = 'duplicates';

/** First byte of a piece: it begins a segment, or goes on with one. */
const BEGINS = 1;
const GOES_ON = 0;

/** A segment as it is kept: in pieces, none of which holds up whoever writes it. */
export function piecesOfSegment(segment: Uint8Array, most: number): readonly Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let from = 0; from < segment.length; from += most) {
    const part = segment.subarray(from, from + most);
    const piece = new Uint8Array(part.length + 1);
    piece[0] = from === 0 ? BEGINS : GOES_ON;
    piece.set(part, 1);
    pieces.push(piece);
  }
  return pieces;
}

/** The segments of pieces in their order. */
export function segmentsOf(pieces: readonly Uint8Array[]): readonly Uint8Array[] {
  const segments: Uint8Array[][] = [];
  for (const piece of pieces) {
    if (piece[0] === BEGINS) segments.push([]);
    segments.at(-1)?.push(piece.subarray(1));
  }
  return segments.map((parts) => Buffer.concat(parts));
}
