import type { Line } from './lines.ts';
import { QUIET } from './setter.ts';
import type { Element, Sheet } from './sheet.ts';
import type { Text } from './text.ts';

export interface Column {
  readonly title: Text;
  /** Its part of the width. */
  readonly part: number;
  readonly isRight?: boolean;
}

export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Text[])[];
}

/** How a table is set, in points. */
export interface TableStyle {
  readonly size: number;
  readonly leading: number;
  readonly padding: number;
  readonly left: number;
  readonly width: number;
}

const GAP = 10;
const PLAIN = { size: 9, leading: 1.32, padding: 3 };

interface Cell {
  readonly lines: readonly Line[];
  readonly left: number;
  readonly width: number;
  readonly isRight: boolean;
}

/** A table as wide as the page, with its head again on every page. */
export function drawTable(sheet: Sheet, table: Table): void {
  const style: TableStyle = { ...PLAIN, left: sheet.left, width: sheet.width };
  const element = sheet.element('Table');
  drawHead(sheet, table.columns, style, element);
  for (const row of table.rows) {
    const cells = cellsOf(sheet, table.columns, row, style);
    const fits = sheet.y + heightOf(cells, style) <= sheet.bottom;
    const isLong = heightOf(cells, style) > (sheet.bottom - sheet.top) / 3;
    if (!fits && !isLong) {
      sheet.newPage();
      drawHead(sheet, table.columns, style, null);
    }
    drawRow(sheet, cells, style, element, () => {
      sheet.newPage();
      drawHead(sheet, table.columns, style, null);
    });
  }
  element.end();
  sheet.y += 6;
}

export function cellsOf(
  sheet: Sheet,
  columns: readonly Column[],
  row: readonly Text[],
  { size, left, width }: TableStyle,
): readonly Cell[] {
  const room = width - GAP * (columns.length - 1);
  const parts = columns.reduce((sum, one) => sum + one.part, 0);
  let at = left;
  return columns.map(({ part, isRight = false }, index) => {
    const own = (room * part) / parts;
    const cell = { lines: sheet.lines(row[index] ?? '', size, own), left: at, width: own, isRight };
    at += own + GAP;
    return cell;
  });
}

export const heightOf = (cells: readonly Cell[], { size, leading, padding }: TableStyle): number =>
  Math.max(1, ...cells.map((one) => one.lines.length)) * size * leading + 2 * padding;

function drawHead(sheet: Sheet, columns: readonly Column[], style: TableStyle, table: Element | null): void {
  const small = { ...style, size: style.size - 1.5, padding: 2 };
  const cells = cellsOf(sheet, columns, columns.map((one) => one.title), small); // biome-ignore format: one call
  const height = heightOf(cells, small);
  // The first row never stands alone below.
  if (table !== null && sheet.y + height + style.size * 3 > sheet.bottom) sheet.newPage();
  const top = sheet.y;
  const cell = (one: Cell): void => drawLines(sheet, one, top, small, one.lines, QUIET);
  if (table === null) sheet.artifact(() => cells.forEach(cell));
  else {
    const row = sheet.element('TR', table);
    for (const one of cells) {
      const head = sheet.element('TH', row);
      sheet.mark(head, () => cell(one));
      head.end();
    }
    row.end();
  }
  sheet.y = top + height;
  line(sheet, style, '#8b939e');
}

/** One row of cells; what is higher than the page goes on after `turn`. */
export function drawRow(
  sheet: Sheet,
  cells: readonly Cell[],
  style: TableStyle,
  table: Element,
  turn?: () => void,
): void {
  const { size, leading, padding } = style;
  const row = sheet.element('TR', table);
  const elements = cells.map(() => sheet.element('TD', row));
  const most = Math.max(1, ...cells.map((one) => one.lines.length));
  let from = 0;
  while (from < most) {
    let room = Math.floor((sheet.bottom - sheet.y - 2 * padding) / (size * leading));
    if (room < 1 && turn !== undefined) {
      turn();
      room = Math.floor((sheet.bottom - sheet.y - 2 * padding) / (size * leading));
    }
    const to = turn === undefined ? most : Math.min(most, from + Math.max(1, room));
    const top = sheet.y;
    for (const [at, cell] of cells.entries()) {
      const lines = cell.lines.slice(from, to);
      const element = elements[at];
      if (element !== undefined && lines.length > 0)
        sheet.mark(element, () => drawLines(sheet, cell, top, style, lines));
    }
    sheet.y = top + (to - from) * size * leading + 2 * padding;
    from = to;
  }
  for (const element of elements) element.end();
  row.end();
  line(sheet, style, '#e3e6ea');
}

function drawLines(
  sheet: Sheet,
  cell: Cell,
  top: number,
  { size, leading, padding }: TableStyle,
  lines: readonly Line[],
  colour?: string,
): void {
  for (const [at, one] of lines.entries()) {
    const right = cell.isRight ? cell.width - one.width * size : 0;
    sheet.draw(one, cell.left + right, top + padding + size * 0.98 + at * size * leading, size, colour);
  }
}

function line(sheet: Sheet, { left, width }: TableStyle, colour: string): void {
  sheet.artifact(() => {
    sheet.doc
      .lineWidth(0.4)
      .strokeColor(colour)
      .moveTo(left, sheet.y)
      .lineTo(left + width, sheet.y)
      .stroke();
  });
}
