import type { Sheet } from '../sheet/sheet.ts';
import { cellsOf, heightOf, type TableStyle } from '../sheet/table.ts';
import type { SummarySection } from './summary-section.ts';

/** How the page is set. */
export interface Setting {
  readonly size: number;
  readonly heading: number;
  readonly leading: number;
  readonly padding: number;
}

/** Sizes that are tried, in points: below the last nobody reads with pleasure. */
export const SIZES: readonly number[] = [9, 8.5, 8, 7.5];
export const GUTTER = 22;

export const settingOf = (size: number): Setting => ({ size, heading: size * 2.3, leading: 1.26, padding: 1.1 });

/** Sections of which so many rows are shown. */
export type Shown = ReadonlyMap<string, number>;

/** Heights of a section, each row looked at only when it is asked for. */
export interface Measured {
  readonly section: SummarySection;
  /** Heading and note. */
  readonly head: number;
  row(at: number): number;
  style: TableStyle;
}

/** Short rows, many of them: they stand in two columns over the whole width. */
export const isSpread = ({ name }: SummarySection): boolean => name === 'problems' || name === 'results';
/** The others stand one below the other in one of two columns. */
export const isWide = (section: SummarySection): boolean => section.isRequired || isSpread(section);

export function measured(sheet: Sheet, section: SummarySection, setting: Setting): Measured {
  const half = (sheet.width - GUTTER) / 2;
  const isHalf = !section.isRequired || isSpread(section);
  const style: TableStyle = { ...setting, left: sheet.left, width: isHalf ? half : sheet.width };
  const columns = section.parts.map((part) => ({ title: '', part }));
  const heights = new Map<number, number>();
  const noteWidth = isWide(section) ? sheet.width : half;
  const note = section.note === null ? 0 : sheet.lines(section.note, setting.size, noteWidth).length;
  return {
    section,
    style,
    head: setting.heading + note * setting.size * setting.leading,
    row(at) {
      const known = heights.get(at);
      if (known !== undefined) return known;
      const height = heightOf(cellsOf(sheet, columns, section.rows[at]?.cells ?? [], style), style);
      heights.set(at, height);
      return height;
    },
  };
}

/** Height of the first rows of a section, in the columns in which they stand; stops adding above `most`. */
export function heightWith({ section, head, row }: Measured, rows: number, most: number): number {
  let height = 0;
  for (let at = 0; at < rows && height <= 2 * most; at++) height += row(at);
  return head + (isSpread(section) ? halfOf(height, rows, row) : height);
}

/** Two columns are as high as the higher one. */
function halfOf(height: number, rows: number, row: (at: number) => number): number {
  const left = leftRows(rows, row, height);
  let first = 0;
  for (let at = 0; at < left; at++) first += row(at);
  return Math.max(first, height - first);
}

/** How many of the rows stand in the left one of two columns. */
export function leftRows(rows: number, row: (at: number) => number, height: number): number {
  let first = 0;
  let at = 0;
  while (at < rows && first < height / 2) {
    first += row(at);
    at += 1;
  }
  return at;
}

const columnOf = () => ({ height: 0, sections: [] as Measured[] });

/** Sections in two columns, the next one always into the shorter one. */
export function inColumns(sections: readonly Measured[], shown: Shown, most: number) {
  const [left, right] = [columnOf(), columnOf()];
  for (const one of sections) {
    const rows = shown.get(one.section.name) ?? 0;
    if (rows === 0) continue;
    const column = left.height <= right.height ? left : right;
    column.sections.push(one);
    column.height += heightWith(one, rows, most);
  }
  return [left, right] as const;
}

export const heightOfAll = (all: readonly Measured[], shown: Shown, most: number): number => {
  const [left, right] = inColumns(
    all.filter((one) => !isWide(one.section)),
    shown,
    most,
  );
  const above = all.reduce((sum, one) => {
    const rows = shown.get(one.section.name) ?? 0;
    const isOut = !isWide(one.section) || (rows === 0 && !one.section.isRequired);
    return isOut || sum > most ? sum : sum + heightWith(one, rows, most);
  }, 0);
  return above + Math.max(left.height, right.height);
};

/** Every row of every section. */
export const everything = (all: readonly Measured[]): Shown =>
  new Map(all.map(({ section }) => [section.name, section.rows.length]));

/** A part of the page that what is required leaves to the rest, where it needs more than there is. */
const REST = 0.22;

/**
 * As many rows as fit: those of the required sections first, in turn, then those of the others. A section that gets no
 * row takes no room.
 */
export function asManyAsFit(all: readonly Measured[], room: number): Shown {
  const shown = new Map<string, number>(all.map(({ section }) => [section.name, 0]));
  const fill = (list: readonly Measured[], most: number): void => {
    let open = [...list];
    while (open.length > 0) {
      open = open.filter(({ section }) => {
        const rows = shown.get(section.name) ?? 0;
        if (rows >= section.rows.length) return false;
        shown.set(section.name, rows + 1);
        if (heightOfAll(all, shown, room) <= most) return true;
        shown.set(section.name, rows);
        return false;
      });
    }
  };
  const required = all.filter((one) => one.section.isRequired);
  const optional = all.filter((one) => !one.section.isRequired);
  fill(required, room * (optional.length > 0 ? 1 - REST : 1));
  fill(optional, room);
  fill(required, room);
  return shown;
}
