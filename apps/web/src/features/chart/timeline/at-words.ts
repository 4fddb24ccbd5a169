import { formatMonthShort, formatRecordDate } from '../../../ui/words.ts';
import { type At, levelOf } from './span.ts';
import { timelineText as text } from './timeline.text.ts';

/** "All years", "2021", "May 2021", "3 May 2021", "Without a date". */
export function atWords(at: At): string {
  const level = levelOf(at);
  if (level === 'all') return text.all;
  return level === 'none' ? text.undated : formatRecordDate(at);
}

/** What stands over a column: a year, the first letters of a month, a day. */
export function columnWords(column: At): string {
  const level = levelOf(column);
  if (level === 'year') return column;
  if (level === 'day') return String(Number(column.slice(8)));
  return formatMonthShort(Date.parse(`${column}-01`));
}
