/** The part of bidi-js that is used: the Unicode bidirectional algorithm (UAX #9). */
declare module 'bidi-js' {
  interface Levels {
    /** One embedding level per UTF-16 unit; odd ones run from right to left. */
    readonly levels: Uint8Array;
    readonly paragraphs: readonly { readonly start: number; readonly end: number; readonly level: number }[];
  }
  interface Bidi {
    getEmbeddingLevels(text: string, base?: 'ltr' | 'rtl' | 'auto'): Levels;
    getMirroredCharacter(char: string): string | null;
  }
  const factory: () => Bidi;
  // biome-ignore lint/style/noDefaultExport: that is how the package exports it
  export default factory;
}
