import { drawRemark } from '../sheet/blocks.ts';
import { QUIET } from '../sheet/setter.ts';
import type { Sheet } from '../sheet/sheet.ts';
import { cellsOf, drawRow } from '../sheet/table.ts';
import { emphasized, type Text } from '../sheet/text.ts';
import type { WordName } from '../words/en.ts';
import type { Words } from '../words/words.ts';
import {
  asManyAsFit, everything, GUTTER, heightOfAll, inColumns, isSpread, isWide, leftRows, type Measured, measured, type Setting, type Shown, SIZES, settingOf,
} from './fit.ts'; // biome-ignore format: one import
import type { SummarySection } from './summary-section.ts';

const REMARK = 8;

/** Draws what fits below `sheet.y` and above `bottom`; says what does not, and how much of it. Returns what is shown. */
export function drawSummary(sheet: Sheet, sections: readonly SummarySection[], bottom: number, words: Words): Shown {
  for (const size of SIZES) {
    const setting = settingOf(size);
    const all = sections.map((one) => measured(sheet, one, setting));
    const shown = everything(all);
    if (heightOfAll(all, shown, bottom - sheet.y) <= bottom - sheet.y) {
      drawAll(sheet, all, shown, setting, words);
      return shown;
    }
  }
  const setting = settingOf(SIZES.at(-1) ?? 7.5);
  const all = sections.map((one) => measured(sheet, one, setting));
  // The remark is longest when nothing is shown: with room for that one, every other one has room.
  const longest = sheet.lines(leftOutText(all, new Map(), words), REMARK, sheet.width - 16).length;
  const shown = asManyAsFit(all, bottom - sheet.y - longest * REMARK * 1.38 - 14);
  drawRemark(sheet, leftOutText(all, shown, words), REMARK);
  drawAll(sheet, all, shown, setting, words);
  return shown;
}

function leftOutText(all: readonly Measured[], shown: Shown, words: Words): Text {
  const list = all.flatMap(({ section }) => {
    const count = section.rows.length - (shown.get(section.name) ?? 0);
    return count > 0 ? [words.t('summary.leftOutOf', { section: nameOf(section, words), count })] : [];
  });
  return words.t('summary.leftOut', { list: list.join(', ') });
}

const nameOf = ({ name }: SummarySection, words: Words): string => words.t(`summary.${name}` as WordName);

function drawAll(sheet: Sheet, all: readonly Measured[], shown: Shown, setting: Setting, words: Words): void {
  for (const one of all) {
    const isShown = one.section.isRequired || (shown.get(one.section.name) ?? 0) > 0;
    if (isWide(one.section) && isShown) drawSection(sheet, one, shown, setting, words, sheet.left);
  }
  const others = all.filter((one) => !isWide(one.section));
  const columns = inColumns(others, shown, Number.POSITIVE_INFINITY);
  const top = sheet.y;
  let lowest = top;
  for (const [at, { sections }] of columns.entries()) {
    sheet.y = top;
    const left = sheet.left + at * ((sheet.width - GUTTER) / 2 + GUTTER);
    for (const one of sections) drawSection(sheet, one, shown, setting, words, left);
    lowest = Math.max(lowest, sheet.y);
  }
  sheet.y = lowest;
}

function drawSection(sheet: Sheet, one: Measured, shown: Shown, setting: Setting, words: Words, left: number): void {
  const { section } = one;
  const rows = shown.get(section.name) ?? 0;
  const end = sheet.y + setting.heading;
  const width = isWide(section) ? sheet.width : one.style.width;
  heading(sheet, section, rows, setting, words, left, width);
  sheet.y = end;
  if (section.note !== null) {
    const element = sheet.element('P');
    const lines = sheet.lines(section.note, setting.size, width);
    sheet.mark(element, () => {
      for (const line of lines) {
        sheet.draw(line, left, sheet.y + setting.size, setting.size);
        sheet.y += setting.size * setting.leading;
      }
    });
    element.end();
  }
  const top = sheet.y;
  const height = Array.from({ length: rows }, (_each, at) => one.row(at)).reduce((sum, each) => sum + each, 0);
  const inLeft = isSpread(section) ? leftRows(rows, one.row, height) : rows;
  drawRows(sheet, one, 0, inLeft, left);
  const low = sheet.y;
  if (inLeft < rows) {
    sheet.y = top;
    drawRows(sheet, one, inLeft, rows, left + one.style.width + GUTTER);
  }
  sheet.y = Math.max(low, sheet.y);
}

function drawRows(sheet: Sheet, { section, style }: Measured, from: number, to: number, left: number): void {
  if (from >= to) return;
  const placed = { ...style, left };
  const table = sheet.element('Table');
  const columns = section.parts.map((part, at) => ({
    title: '',
    part,
    // Dates end at the edge, where the eye runs down.
    isRight: at > 0 && at === section.parts.length - 1,
  }));
  for (const row of section.rows.slice(from, to))
    drawRow(sheet, cellsOf(sheet, columns, row.cells, placed), placed, table);
  table.end();
}

function heading(
  sheet: Sheet,
  section: SummarySection,
  rows: number,
  { size, heading: height }: Setting,
  words: Words,
  left: number,
  width: number,
): void {
  const big = size * 1.16;
  const baseline = sheet.y + height - size * 0.62;
  const element = sheet.element('H2');
  const [title] = sheet.lines(emphasized(nameOf(section, words)), big, width);
  const count = section.rows.length;
  const [note] = rows < count ? sheet.lines(words.t('summary.shown', { shown: rows, count }), size * 0.92, width) : [];
  sheet.mark(element, () => {
    if (title) sheet.draw(title, left, baseline, big, '#17495c');
    if (note) sheet.draw(note, left + width - note.width * size * 0.92, baseline, size * 0.92, QUIET);
  });
  element.end();
  sheet.artifact(() => {
    sheet.doc
      .lineWidth(0.8)
      .strokeColor('#17495c')
      .moveTo(left, baseline + 3)
      .lineTo(left + width, baseline + 3)
      .stroke();
  });
}
