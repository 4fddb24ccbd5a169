import { fileURLToPath } from 'node:url';
import type PDFDocument from 'pdfkit';

/** Faces in the order in which they are tried. Noto Sans reads best; DejaVu Sans has the scripts that it lacks. */
const FACES = [
  { name: 'noto', bold: '@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf', plain: '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf' },
  { name: 'dejavu', bold: 'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf', plain: 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf' },
] as const; // biome-ignore format: a table

/** What pdfkit keeps of an opened font (0.20); its types leave it out. */
interface Opened {
  readonly _font: { readonly font: { hasGlyphForCodePoint(codePoint: number): boolean } };
}

export interface TypeFaces {
  /** The face that has this character, null when none has; `before` is tried first, so that a word stays in one face. */
  faceOf(codePoint: number, isStrong: boolean, before?: string): string | null;
}

/** Registers the faces. Each is read when a character asks for it, and a document holds only the glyphs that it uses. */
export function openTypeFaces(doc: InstanceType<typeof PDFDocument>): TypeFaces {
  const known = new Map<string, boolean>();
  for (const { name, bold, plain } of FACES) {
    doc.registerFont(`${name}-bold`, fileURLToPath(import.meta.resolve(bold)));
    doc.registerFont(`${name}-plain`, fileURLToPath(import.meta.resolve(plain)));
  }
  const has = (face: string, codePoint: number): boolean => {
    const key = `${face} ${codePoint}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    doc.font(face);
    const answer = (doc as unknown as Opened)._font.font.hasGlyphForCodePoint(codePoint);
    known.set(key, answer);
    return answer;
  };
  return {
    faceOf(codePoint, isStrong, before) {
      if (before !== undefined && has(before, codePoint)) return before;
      for (const { name } of FACES) {
        const face = `${name}-${isStrong ? 'bold' : 'plain'}`;
        if (has(face, codePoint)) return face;
      }
      return null;
    },
  };
}
