import type { Person } from '../api/types.ts';

/** Eight hues, given out in the order in which people were added (ids are UUIDv7, so sorting by id is that order). */
const COLOURS = 8;

/** The colour number of a person, as used by `data-person-colour` in the stylesheets. */
export function colourOf(person: Pick<Person, 'id'>, people: readonly Pick<Person, 'id'>[]): number {
  const order = people.map((one) => one.id).sort();
  return Math.max(0, order.indexOf(person.id)) % COLOURS;
}

/** One or two letters that stand for a name. */
export function initialsOf(name: string): string {
  const words = name
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');
  const letters = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return letters
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase();
}
