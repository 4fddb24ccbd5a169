import { expect, it } from 'vitest';
import { statusWords } from './statuses.ts';

it('says a status in the language of the paper, and nothing where it tells nothing', () => {
  expect((['en', 'de', 'es'] as const).map((language) => statusWords('in-progress', language))).toEqual([
    'under way', 'im Gange', 'en curso',
  ]); // biome-ignore format: a line
  expect(statusWords('entered-in-error', 'en')).toBe('recorded in error');
  expect([statusWords('final', 'de'), statusWords(null, 'de'), statusWords(undefined, 'de')]).toEqual([
    null,
    null,
    null,
  ]);
});

it('leaves a code that nobody defined as it was received', () => {
  expect(statusWords('on-the-moon', 'en')).toBe('on-the-moon');
  expect(statusWords('constructor', 'en')).toBe('constructor');
});
