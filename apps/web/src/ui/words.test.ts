import { describe, expect, it } from 'vitest';
import { countOf, formatBytes, formatDayHeading, formatRecordDate, formatWait } from './words.ts';

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
  it('count one and many', () => {
    expect(countOf(1, 'file', 'files')).toBe('1 file');
    expect(countOf(1204, 'file', 'files')).toBe('1,204 files');
  });

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
