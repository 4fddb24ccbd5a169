import { fileURLToPath } from 'node:url';
import type PDFDocument from 'pdfkit';
import { createOutlines, type Outlines, type Region, type Weight } from './outlines.ts';

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
  /**
   * The face that has this character, null when none has; `before` is tried first, so that a word stays in one face. What
   * none has is looked for among the outlines, in the shapes of a region first.
   */
  faceOf(codePoint: number, isStrong: boolean, region: Region, before?: string): string | null;
  readonly outlines: Outlines;
}

/** A face of outlines and what it says; null for a face that pdfkit sets. */
export function outlinedBy(face: string): { readonly region: Region; readonly weight: Weight } | null {
  const [, region, weight] = /^outlines-(sc|jp|kr)-(plain|bold)$/.exec(face) ?? [];
  return region === undefined ? null : { region: region as Region, weight: weight as Weight };
}

/** Registers the faces. Each is read when a character asks for it, and a document holds only the glyphs that it uses. */
export function openTypeFaces(doc: InstanceType<typeof PDFDocument>): TypeFaces {
  const outlines = createOutlines(doc);
  const known = new Map<string, boolean>();
  for (const { name, bold, plain } of FACES) {
    doc.registerFont(`${name}-bold`, fileURLToPath(import.meta.resolve(bold)));
    doc.registerFont(`${name}-plain`, fileURLToPath(import.meta.resolve(plain)));
  }
  const has = (face: string, codePoint: number): boolean => {
    const outlined = outlinedBy(face);
    if (outlined !== null) return outlines.has(codePoint, outlined.region, outlined.weight);
    const key = `${face} ${codePoint}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    doc.font(face);
    const answer = (doc as unknown as Opened)._font.font.hasGlyphForCodePoint(codePoint);
    known.set(key, answer);
    return answer;
  };
  return {
    outlines,
    faceOf(codePoint, isStrong, region, before) {
      if (before !== undefined && has(before, codePoint)) return before;
      const weight = isStrong ? 'bold' : 'plain';
      for (const name of [...FACES.map((one) => one.name), `outlines-${region}`]) {
        const face = `${name}-${weight}`;
        if (has(face, codePoint)) return face;
      }
      return null;
    },
  };
}
