import { afterEach, describe, expect, it } from 'vitest';
import { i18n } from '../i18n/i18n.ts';
import {
  dayOf,
  formatBytes,
  formatDayHeading,
  formatNumber,
  formatRecordDate,
  formatWait,
  formatWhen,
  insideSentence,
  showTimesIn,
  startOfDay,
} from './words.ts';

afterEach(async () => {
  showTimesIn(undefined);
  await i18n.show('en');
});

describe('dates of a record', () => {
  it('say as much as was written and no more', () => {
    expect(formatRecordDate('2019')).toBe('2019');
    expect(formatRecordDate('2019-03')).toBe('March 2019');
    expect(formatRecordDate('2019-03-09')).toMatch(/^(9 March 2019|March 9, 2019)$/);
  });

  it('stay on the day that was written, whatever the zone', () => {
    expect(formatRecordDate('2019-03-09T23:30:00-11:00')).toMatch(/9.*2019, 23:30$/);
    expect(formatRecordDate('2019-03-09T00:30:00+13:00')).toMatch(/9.*2019, 00:30$/);
  });

  it('leave text that is no date alone', () => {
    expect(formatRecordDate('last spring')).toBe('last spring');
  });
});

describe('numbers in words', () => {
  it('round sizes to what a person reads', () => {
    expect(formatBytes(1)).toBe('1 byte');
    expect(formatBytes(2_345)).toBe('2.3 kB');
    expect(formatBytes(999_900)).toBe('1.0 MB');
    expect(formatBytes(61_000_000)).toBe('61 MB');
  });

  it('say a wait in seconds first and minutes later', () => {
    expect(formatWait(0.2)).toBe('1 second');
    expect(formatWait(89)).toBe('89 seconds');
    expect(formatWait(121)).toBe('3 minutes');
  });

  it('name today and yesterday', () => {
    const noon = new Date(2026, 4, 3, 12).getTime();
    expect(formatDayHeading(noon - 3_600_000, noon)).toBe('Today');
    expect(formatDayHeading(noon - 86_400_000, noon)).toBe('Yesterday');
    expect(formatDayHeading(noon - 10 * 86_400_000, noon)).toMatch(/April/);
  });
});

describe('times in the zone that a person chose', () => {
  const evening = Date.UTC(2026, 4, 3, 22, 30);

  it('are on the day and at the hour of that zone', () => {
    showTimesIn('Asia/Tokyo');
    expect(formatWhen(evening, evening + 3_600_000)).toMatch(/^today at 0?7:30/);
    expect(formatWhen(evening, evening + 100 * 3_600_000)).toMatch(/4 May 2026|May 4, 2026/);
    expect(dayOf(evening)).toBe(Date.UTC(2026, 4, 3, 15));
    showTimesIn('America/New_York');
    expect(dayOf(evening)).toBe(Date.UTC(2026, 4, 3, 4));
  });

  it('find midnight also on days on which the clocks change', () => {
    showTimesIn('Europe/Vienna');
    expect(dayOf(Date.UTC(2026, 2, 29, 12))).toBe(Date.UTC(2026, 2, 28, 23));
    expect(dayOf(Date.UTC(2026, 9, 25, 12))).toBe(Date.UTC(2026, 9, 24, 22));
    showTimesIn(undefined);
    const noon = new Date(2026, 2, 29, 12);
    expect(dayOf(noon.getTime())).toBe(new Date(2026, 2, 29).getTime());
  });

  it('leave the day of a record where it was written', () => {
    showTimesIn('Pacific/Kiritimati');
    expect(formatRecordDate('2019-03-09')).toMatch(/9 March 2019|March 9, 2019/);
    showTimesIn('Pacific/Pago_Pago');
    expect(formatRecordDate('2019-03')).toBe('March 2019');
  });
});

describe('numbers and dates in another language', () => {
  it('are written as it writes them', async () => {
    await i18n.show('de');
    expect(formatNumber(12_345.5)).toBe('12.345,5');
    expect(formatRecordDate('2019-03-09')).toBe('9. März 2019');
    expect(formatBytes(2_345)).toBe('2,3 kB');
    await i18n.show('es');
    expect(formatRecordDate('2019-03-09')).toBe('9 de marzo de 2019');
  });
});

describe('the beginning of a day', () => {
  it('is midnight where the person is, also on the days when clocks change', () => {
    for (const zone of ['Pacific/Auckland', 'Europe/Vienna', 'America/Los_Angeles', 'UTC'])
      for (const day of ['2026-01-15', '2026-03-29', '2026-04-05', '2026-10-25', '2026-11-01']) {
        showTimesIn(zone);
        const start = startOfDay(day);
        expect(dayOf(start), `${zone} ${day}`).toBe(start);
        expect(dayOf(start + 12 * 3_600_000), `${zone} ${day}`).toBe(start);
        expect(new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(start), zone).toBe(day);
      }
  });
});

describe('a heading inside a sentence', () => {
  it('begins small, but for German', async () => {
    expect(insideSentence('Results and measurements')).toBe('results and measurements');
    await i18n.show('de');
    expect(insideSentence('Befunde')).toBe('Befunde');
  });
});
