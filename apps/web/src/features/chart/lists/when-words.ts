import type { When } from '../../../api/section-types.ts';
import { formatRecordDate } from '../../../ui/words.ts';
import { listsText } from './lists.text.ts';

/** The day as it was written, without the time of day; "No date" where there is none. */
export const dayWords = (when: When | null): string =>
  when === null ? listsText.noDate : formatRecordDate(when.text).replace(/, \d\d:\d\d$/, '');
