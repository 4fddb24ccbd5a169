/** The part of fontkit (2.0) that is used; what begins with a line is not promised by it, and a test holds it. */
declare module 'fontkit' {
  interface Point {
    x: number;
    y: number;
    endContour: boolean;
    copy(): Point;
  }
  export interface Glyph {
    readonly id: number;
    readonly advanceWidth: number;
    readonly path: { toSVG(): string };
    /** The same objects at each call. */
    _decode(): { readonly points?: readonly Point[] };
  }
  export interface Font {
    readonly unitsPerEm: number;
    /** A place on each axis of a variable font; has to be set before anything is read. */
    variationCoords: readonly number[] | null;
    readonly _variationProcessor: { transformPoints(glyph: number, points: readonly Point[]): void };
    hasGlyphForCodePoint(codePoint: number): boolean;
    glyphForCodePoint(codePoint: number): Glyph;
  }
  export function create(bytes: Uint8Array): Font;
}
