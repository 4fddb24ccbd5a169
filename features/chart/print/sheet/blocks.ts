import { drawChart, type TrendChart } from './chart.ts';
import type { Line } from './lines.ts';
import { QUIET } from './setter.ts';
import type { Element, Sheet } from './sheet.ts';
import { drawTable, type Table } from './table.ts';
import { emphasized, type Text } from './text.ts';

export type Block =
  | { readonly kind: 'title'; readonly text: Text }
  | { readonly kind: 'heading'; readonly text: Text; readonly note?: Text }
  | { readonly kind: 'text'; readonly text: Text; readonly tone?: 'quiet' | 'care' }
  | ({ readonly kind: 'table' } & Table)
  | ({ readonly kind: 'chart' } & TrendChart);

const BODY = 9.5;
const LEADING = 1.38;
/** Points: what sums of lines may be off by. Lines measured to fill the room to its end do. */
const ROUNDING = 0.01;

/** Draws blocks one after the other, on as many pages as they need. Gives way to other work between them. */
export async function drawBlocks(sheet: Sheet, blocks: readonly Block[]): Promise<void> {
  for (const block of blocks) {
    drawBlock(sheet, block);
    await new Promise(setImmediate);
  }
}

function drawBlock(sheet: Sheet, block: Block): void {
  if (block.kind === 'table') drawTable(sheet, block);
  else if (block.kind === 'chart') drawChart(sheet, block);
  else if (block.kind === 'title') {
    drawText(sheet, sheet.element('H1'), sheet.lines(emphasized(block.text), 18, sheet.width), 18);
    sheet.y += 4;
  } else if (block.kind === 'heading') {
    // A heading stays with the first lines of what follows it.
    if (sheet.bottom - sheet.y < 70) sheet.newPage();
    sheet.y += 10;
    drawText(sheet, sheet.element('H2'), sheet.lines(emphasized(block.text), 12, sheet.width), 12);
    if (block.note !== undefined)
      drawText(sheet, sheet.element('P'), sheet.lines(block.note, 8.5, sheet.width), 8.5, QUIET);
    sheet.y += 3;
  } else if (block.tone === 'care') drawRemark(sheet, block.text);
  else {
    drawText(sheet, sheet.element('P'), sheet.lines(block.text, BODY, sheet.width), BODY, block.tone && QUIET);
    sheet.y += 5;
  }
}

/** Lines one below the other; what does not fit goes on the next page. */
export function drawText(sheet: Sheet, element: Element, lines: readonly Line[], size: number, colour?: string): void {
  const step = size * LEADING;
  let from = 0;
  while (from < lines.length) {
    if (sheet.y + step > sheet.bottom + ROUNDING) sheet.newPage();
    const room = Math.max(1, Math.floor((sheet.bottom + ROUNDING - sheet.y) / step));
    const piece = lines.slice(from, from + room);
    sheet.mark(element, () => {
      for (const line of piece) {
        const right = line.isRightToLeft ? sheet.width - line.width * size : 0;
        sheet.draw(line, sheet.left + right, sheet.y + size, size, colour);
        sheet.y += step;
      }
    });
    from += piece.length;
  }
  element.end();
}

/** Something that has to be seen: a bar beside it. */
export function drawRemark(sheet: Sheet, text: Text, size = 9): void {
  const inset = 10;
  const lines = sheet.lines(text, size, sheet.width - inset - 6);
  const height = lines.length * size * LEADING + 8;
  if (sheet.y + height > sheet.bottom) sheet.newPage();
  const top = sheet.y;
  sheet.artifact(() => {
    sheet.doc.rect(sheet.left, top, sheet.width, height).fill('#f4f2ea');
    sheet.doc.rect(sheet.left, top, 2.5, height).fill('#8a6d1f');
  });
  const element = sheet.element('P');
  sheet.mark(element, () => {
    for (const [at, line] of lines.entries())
      sheet.draw(line, sheet.left + inset, top + 4 + size + at * size * LEADING, size);
  });
  element.end();
  sheet.y = top + height + 6;
}
