import { formatClock, formatDay } from '../../../ui/words.ts';

/** A moment to come, as it stands after "until". */
export const momentOf = (time: number): string => `${formatDay(time)}, ${formatClock(time)}`;
