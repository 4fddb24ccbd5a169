import type PDFDocument from 'pdfkit';
import { paragraphsOf } from './characters.ts';
import { boxWidth, type Line, linesOf, type Run } from './lines.ts';
import type { Text } from './text.ts';
import { openTypeFaces, outlinedBy } from './type-faces.ts';

export type Doc = InstanceType<typeof PDFDocument>;

export const INK = '#1b1f24';
export const QUIET = '#5a626c';

/** Widths that are remembered. */
const MOST_WIDTHS = 20_000;

/** Sets text: breaks it into lines and draws them, whatever script it is in. */
export interface Setter {
  /** @param width in points */
  lines(text: Text, size: number, width: number): readonly Line[];
  /** @param left in points; `baseline` from the top of the page */
  draw(line: Line, left: number, baseline: number, size: number, colour?: string): void;
  /** Characters that were asked for and have no glyph in any face. */
  readonly missing: ReadonlySet<string>;
}

export function createSetter(doc: Doc): Setter {
  const faces = openTypeFaces(doc);
  const widths = new Map<string, number>();
  const missing = new Set<string>();

  const measure = (text: string, face: string, isTurned: boolean): number => {
    const key = `${face} ${isTurned} ${text}`;
    const known = widths.get(key);
    if (known !== undefined) return known;
    const outlined = outlinedBy(face);
    if (outlined !== null) return faces.outlines.widthOf(text, outlined.region, outlined.weight);
    const width = doc.font(face).fontSize(1).widthOfString(text, featuresOf(isTurned));
    if (widths.size >= MOST_WIDTHS) widths.clear();
    widths.set(key, width);
    return width;
  };

  function box({ text }: Run, left: number, baseline: number, size: number): void {
    const code = (text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    const half = Math.ceil(code.length / 2);
    const digits = [code.slice(0, half), code.slice(half)];
    const [x, y, width, height] = [
      left + size * 0.05,
      baseline - size * 0.78,
      size * (boxWidth(text) - 0.1),
      size * 0.94,
    ];
    doc.lineWidth(0.4).strokeColor(INK).rect(x, y, width, height).stroke();
    doc.font('noto-plain').fontSize(size * 0.42);
    for (const [at, row] of digits.entries()) {
      const from = x + (width - doc.widthOfString(row)) / 2;
      doc.text(row, from, baseline - size * (at === 0 ? 0.4 : -0.06), { lineBreak: false, baseline: 'alphabetic' });
    }
  }

  return {
    missing,
    lines: (text, size, width) =>
      paragraphsOf(text, faces).flatMap((paragraph) => {
        for (const { face, text: shown } of paragraph.characters) if (face === null) missing.add(shown);
        return linesOf(paragraph, width / size, measure);
      }),
    draw(line, left, baseline, size, colour = INK) {
      let at = left;
      for (const run of line.runs) {
        const ink = run.isQuiet ? QUIET : colour;
        const outlined = run.face === null ? null : outlinedBy(run.face);
        doc.fillColor(ink);
        if (run.face === null) {
          // The character itself for whoever copies or listens.
          doc.markContent('Span', { actual: run.text });
          box(run, at, baseline, size);
          doc.endMarkedContent();
        } else if (outlined !== null) {
          doc.markContent('Span', { actual: run.text });
          faces.outlines.draw(run.text, outlined, { left: at, baseline, size });
          doc.endMarkedContent();
        } else {
          const options = { lineBreak: false, baseline: 'alphabetic' as const, ...featuresOf(run.isTurned) };
          doc.font(run.face).fontSize(size).text(run.text, at, baseline, options);
        }
        at += run.width * size;
      }
    },
  };
}

/** Stated features make pdfkit shape the run as a whole: its own way, word by word, would leave the words in a row from left to right. */
const featuresOf = (isTurned: boolean): { features?: [] } => (isTurned ? { features: [] } : {});
