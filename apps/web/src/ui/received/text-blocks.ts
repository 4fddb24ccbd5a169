/** A part of a plain text: a heading, an item of a list, or a paragraph with its line breaks. */
export interface Block {
  readonly kind: 'heading' | 'item' | 'paragraph';
  readonly text: string;
}

const HEADING = /^#{1,6}\s+(.{1,120})$/;
/** `ASSESSMENT AND PLAN`, `HISTORY:` alone on a line, as dictated notes have them. */
const SHOUTED = /^(?=.*\p{Lu}{3})[\p{Lu}\d][\p{Lu}\d /&(),.'-]{2,60}:?$/u;
const ITEM = /^\s*(?:[-*•–]|\d{1,2}[.)])\s+\S/;

/** Parts of a note. No word is changed; only the `#` of headings is left out. */
export function blocksOf(text: string): readonly Block[] {
  const blocks: Block[] = [];
  let lines: string[] = [];
  const flush = (): void => {
    if (lines.length > 0) blocks.push({ kind: 'paragraph', text: lines.join('\n') });
    lines = [];
  };
  for (const line of text.split(/\r\n|\r|\n/)) {
    const heading = HEADING.exec(line)?.[1] ?? (SHOUTED.test(line.trim()) ? line.trim() : undefined);
    if (heading !== undefined) {
      flush();
      blocks.push({ kind: 'heading', text: heading.trim() });
    } else if (ITEM.test(line)) {
      flush();
      blocks.push({ kind: 'item', text: line.trim() });
    } else if (line.trim() === '') flush();
    else lines.push(line.trimEnd());
  }
  flush();
  return blocks;
}

/** True for text that is drawn in columns: many lines with gaps inside, or the strokes of a table. */
export function isDrawing(text: string): boolean {
  const lines = text
    .slice(0, 50_000)
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== '');
  const drawn = lines.filter((line) => /\S {3,}\S/.test(line) || /\S\t+\S/.test(line) || /[|+][-=+|]{4,}/.test(line));
  return drawn.length >= 3 && drawn.length >= lines.length / 3;
}
