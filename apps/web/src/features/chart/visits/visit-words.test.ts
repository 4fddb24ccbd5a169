import { expect, it } from 'vitest';
import { visitWhen } from './visit-words.ts';

const when = (start: string, end: string): string => {
  const at = (text: string) => ({ text }) as NonNullable<Parameters<typeof visitWhen>[0]['start']>;
  return visitWhen({ start: at(start), end: at(end) });
};

it('says the day of a visit once, in a language that writes a comma in its dates, too', () => {
  expect(when('2021-01-17T12:43:26+00:00', '2021-01-17T13:13:26+00:00')).toMatch(/2021, 12:43 to 13:13$/);
  expect(when('2021-01-17T12:43:26+00:00', '2021-01-19T08:00:00+00:00')).toMatch(/12:43 to .*19.*, 08:00$/);
  expect(when('2021-01-17', '2021-01-19')).toMatch(/17.* to .*19/);
});
