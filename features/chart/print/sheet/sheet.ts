import PDFDocument from 'pdfkit';
import { PAPERS, type Paper } from './papers.ts';
import { createSetter, type Doc, QUIET, type Setter } from './setter.ts';
import type { Text } from './text.ts';

export interface SheetOptions {
  readonly paper: Paper;
  /** BCP 47, of our words. */
  readonly language: string;
  readonly title: string;
  /** Milliseconds. */
  readonly at: number;
  /** On top of every page. */
  readonly head: { readonly left: Text; readonly right: Text };
  /** At the bottom of every page, beside its number. */
  readonly foot: Text;
  readonly pageOf: (page: number, pages: number) => string;
}

/** An element of the document's structure, which programs that read aloud go by. */
export type Element = ReturnType<Doc['struct']>;

/** Pages that fill from top to bottom. */
export interface Sheet extends Setter {
  readonly doc: Doc;
  readonly left: number;
  readonly width: number;
  readonly top: number;
  readonly bottom: number;
  /** From the top of the page. */
  y: number;
  readonly pages: number;
  newPage(): void;
  /** A new element in another one; what belongs to it is drawn by `mark`. */
  element(type: string, parent?: Element, more?: { readonly alt?: string; readonly title?: string }): Element;
  mark(element: Element, draw: () => void): void;
  /** What is no content: rules, repeated heads. */
  artifact(draw: () => void): void;
  end(): Promise<Buffer>;
}

const MARGIN = 42;
const HEAD = 24;
const SMALL = 7.5;

export function openSheet(options: SheetOptions): Sheet {
  const doc: Doc = new PDFDocument({
    size: [...PAPERS[options.paper]],
    margin: 0,
    pdfVersion: '1.7',
    tagged: true,
    lang: options.language,
    displayTitle: true,
    bufferPages: true,
    autoFirstPage: false,
    info: { Title: options.title, Creator: 'Chartwarden', Producer: 'Chartwarden', CreationDate: new Date(options.at) },
  });
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const setter = createSetter(doc);
  const [pageWidth, pageHeight] = PAPERS[options.paper];
  const width = pageWidth - 2 * MARGIN;
  const root = doc.struct('Document');
  doc.addStructure(root);
  const foot = setter.lines(options.foot, SMALL, width - 80);
  const footTop = pageHeight - 26 - foot.length * SMALL * 1.3;
  let pages = 0;

  const small = (text: Text, align: 'left' | 'right', baseline: number): void => {
    const [line] = setter.lines(text, SMALL, width);
    if (line === undefined) return;
    const x = align === 'left' ? MARGIN : MARGIN + width - line.width * SMALL;
    setter.draw(line, x, baseline, SMALL, QUIET);
  };
  const rule = (y: number): void => {
    doc
      .lineWidth(0.5)
      .strokeColor('#c9ced6')
      .moveTo(MARGIN, y)
      .lineTo(MARGIN + width, y)
      .stroke();
  };

  const sheet: Sheet = {
    ...setter,
    doc,
    left: MARGIN,
    width,
    top: MARGIN + HEAD,
    bottom: footTop - 10,
    y: 0,
    get pages() {
      return pages;
    },
    newPage() {
      doc.addPage();
      pages += 1;
      sheet.artifact(() => {
        // The first page has a title of its own.
        if (pages > 1) small(options.head.left, 'left', MARGIN);
        small(options.head.right, 'right', MARGIN);
        rule(MARGIN + 7);
      });
      sheet.y = sheet.top;
    },
    element(type, parent = root, more = {}) {
      const made = doc.struct(type as 'P', more);
      parent.add(made);
      return made;
    },
    mark(element, draw) {
      element.add(draw);
    },
    artifact(draw) {
      doc.markContent('Artifact', { type: 'Pagination' });
      draw();
      doc.endMarkedContent();
    },
    end() {
      const { start, count } = doc.bufferedPageRange();
      for (let page = start; page < start + count; page++) {
        doc.switchToPage(page);
        sheet.artifact(() => {
          rule(footTop - 4);
          for (const [at, line] of foot.entries())
            setter.draw(line, MARGIN, footTop + SMALL * (1 + at * 1.3), SMALL, QUIET);
          small(options.pageOf(page + 1, count), 'right', footTop + SMALL);
        });
      }
      root.end();
      return new Promise((resolve, reject) => {
        doc.on('end', () => resolve(Buffer.concat(chunks)));
        doc.on('error', reject);
        doc.end();
      });
    },
  };
  sheet.newPage();
  return sheet;
}
