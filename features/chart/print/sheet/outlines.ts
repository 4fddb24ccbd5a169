import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { create, type Font, type Glyph } from 'fontkit';
import type PDFDocument from 'pdfkit';

type Doc = InstanceType<typeof PDFDocument>;

/** Whose shapes a text gets first: Han characters look different in China, Japan and Korea. */
export type Region = 'sc' | 'jp' | 'kr';
const REGIONS: readonly Region[] = ['sc', 'jp', 'kr'];

/** What is set in such shapes; the rest of what these fonts have, the other faces have, too. */
const OURS =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\u3000-\u303f\u30fb\u30fc\uff00-\uffef]$/u;

/** Places on the axis of weight of these fonts. */
const WEIGHTS = { plain: 400, bold: 700 } as const;
export type Weight = keyof typeof WEIGHTS;

/** Characters from and to, both included, and the file that has them. */
type Range = readonly [from: number, to: number, file: string];

/** In units of the font: up is positive. */
interface Shape {
  readonly svg: string;
  readonly unitsPerEm: number;
  readonly width: number;
}

/**
 * Chinese, Japanese and Korean characters, drawn as outlines: Noto Sans as fontsource has it, variable and cut into a hundred
 * small files for each of three regions, is the one form of such fonts that does not weigh more than everything else together
 * (ADR 0071). pdfkit embeds no WOFF2. Files are read when a character asks for them.
 */
export interface Outlines {
  has(codePoint: number, region: Region, weight: Weight): boolean;
  /** At size 1. */
  widthOf(text: string, region: Region, weight: Weight): number;
  /** In the colour that things are filled with. `left` in points, `baseline` from the top of the page. */
  draw(
    text: string,
    face: { readonly region: Region; readonly weight: Weight },
    at: { readonly left: number; readonly baseline: number; readonly size: number },
  ): void;
}

export function createOutlines(doc: Doc): Outlines {
  const ranges = new Map<Region, readonly Range[]>();
  const shapes = new Map<string, Shape | null>();
  const fonts = new Map<string, Font>();

  function fileWith(region: Region, codePoint: number): string | undefined {
    const known = ranges.get(region) ?? readRanges(region);
    ranges.set(region, known);
    return known.find(([from, to]) => codePoint >= from && codePoint <= to)?.[2];
  }

  function fontOf(file: string, weight: Weight): Font {
    const name = `${file} ${weight}`;
    const known = fonts.get(name);
    if (known !== undefined) return known;
    const font = create(readFileSync(fileURLToPath(import.meta.resolve(file))));
    font.variationCoords = [WEIGHTS[weight]];
    fonts.set(name, font);
    return font;
  }

  function shapeIn(region: Region, codePoint: number, weight: Weight): Shape | null {
    const key = `${region} ${weight} ${codePoint}`;
    const known = shapes.get(key);
    if (known !== undefined) return known;
    const file = fileWith(region, codePoint);
    const font = file === undefined ? null : fontOf(file, weight);
    const shape = font?.hasGlyphForCodePoint(codePoint) ? shapeOfGlyph(font, font.glyphForCodePoint(codePoint)) : null;
    shapes.set(key, shape);
    return shape;
  }

  function shapeOf(character: string, region: Region, weight: Weight): Shape | null {
    if (!OURS.test(character)) return null;
    const codePoint = character.codePointAt(0) ?? 0;
    for (const one of [region, ...REGIONS.filter((other) => other !== region)]) {
      const shape = shapeIn(one, codePoint, weight);
      if (shape !== null) return shape;
    }
    return null;
  }

  return {
    has: (codePoint, region, weight) => shapeOf(String.fromCodePoint(codePoint), region, weight) !== null,
    widthOf: (text, region, weight) =>
      [...text].reduce((sum, one) => sum + widthOfShape(shapeOf(one, region, weight)), 0),
    draw(text, { region, weight }, { left, baseline, size }) {
      let x = left;
      for (const one of text) {
        const shape = shapeOf(one, region, weight);
        if (shape === null) continue;
        const scale = size / shape.unitsPerEm;
        doc.save();
        doc.transform(scale, 0, 0, -scale, x, baseline);
        doc.path(shape.svg).fill();
        doc.restore();
        x += widthOfShape(shape) * size;
      }
    },
  };
}

const widthOfShape = (shape: Shape | null): number => (shape === null ? 0 : shape.width / shape.unitsPerEm);

/** fontkit applies the weight to glyphs that it decodes, and those of WOFF2 are decoded before: so it is applied here, once. */
function shapeOfGlyph(font: Font, glyph: Glyph): Shape {
  const { points = [] } = glyph._decode();
  const [first] = points;
  if (first !== undefined) {
    // The four of the box around it come after those of the glyph; where they come to lie is of no interest.
    const ofBox = Array.from({ length: 4 }, () => Object.assign(first.copy(), { x: 0, y: 0, endContour: true }));
    font._variationProcessor.transformPoints(glyph.id, [...points, ...ofBox]);
  }
  return { svg: glyph.path.toSVG(), unitsPerEm: font.unitsPerEm, width: glyph.advanceWidth };
}

function readRanges(region: Region): readonly Range[] {
  const folder = `@fontsource-variable/noto-sans-${region}`;
  const text = readFileSync(fileURLToPath(import.meta.resolve(`${folder}/unicode.json`)), 'utf8');
  return Object.entries(JSON.parse(text) as Record<string, string>).flatMap(([name, list]) => {
    // `[4]` and `latin` are what the files are called.
    const file = `${folder}/files/noto-sans-${region}-${name.replace(/[[\]]/g, '')}-wght-normal.woff2`;
    return list.split(',').map((range): Range => {
      const [from = '', to = from] = range.trim().slice(2).split('-');
      return [Number.parseInt(from, 16), Number.parseInt(to, 16), file];
    });
  });
}
