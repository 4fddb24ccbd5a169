import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** What a program that reads a PDF finds in it; independent of what wrote it. */
export interface ReadPdf {
  /** Words of each page, with single spaces. */
  readonly pages: readonly string[];
  /** Width and height in points, of the first page. */
  readonly size: readonly [number, number];
  readonly language: string | null;
  readonly title: string | null;
  readonly isTagged: boolean;
  /** Elements of the structure by name, all pages together. */
  readonly elements: ReadonlyMap<string, number>;
}

interface Tree {
  readonly role?: string;
  readonly children?: readonly Tree[];
}

export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const task = getDocument({ data: Uint8Array.from(bytes), verbosity: 0 });
  const doc = await task.promise;
  const elements = new Map<string, number>();
  const count = ({ role, children = [] }: Tree): void => {
    if (role !== undefined) elements.set(role, (elements.get(role) ?? 0) + 1);
    for (const one of children) count(one);
  };
  const pages: string[] = [];
  let size: [number, number] = [0, 0];
  for (let number = 1; number <= doc.numPages; number++) {
    const page = await doc.getPage(number);
    if (number === 1) size = [page.view[2] ?? 0, page.view[3] ?? 0];
    const { items } = await page.getTextContent();
    const words = items.map((one) => ('str' in one ? `${one.str}${one.hasEOL ? ' ' : ''}` : ' '));
    pages.push(words.join('').replace(/\s+/g, ' '));
    const tree = (await page.getStructTree()) as Tree | null;
    if (tree !== null) count(tree);
  }
  const { info } = (await doc.getMetadata()) as { info: { Title?: string; Language?: string } };
  const mark = (await doc.getMarkInfo()) as ReadonlyMap<string, boolean> | null;
  await task.destroy();
  return {
    pages,
    size,
    language: info.Language ?? null,
    title: info.Title ?? null,
    isTagged: mark?.get('Marked') === true,
    elements,
  };
}

/** Without spaces: a name may be broken over lines anywhere. */
export const packed = (text: string): string => text.normalize('NFC').replace(/\s+/g, '');
