import { describe, expect, it } from 'vitest';
import { colourOf, initialsOf } from './person-colour.ts';

describe('the colour of a person', () => {
  it('does not change when the list comes in another order', () => {
    const people = [{ id: 'c' }, { id: 'a' }, { id: 'b' }];
    expect(colourOf({ id: 'b' }, people)).toBe(1);
    expect(colourOf({ id: 'b' }, people.toReversed())).toBe(1);
  });

  it('differs between the first eight people', () => {
    const people = Array.from({ length: 8 }, (_, index) => ({ id: `p${index}` }));
    expect(new Set(people.map((person) => colourOf(person, people))).size).toBe(8);
  });
});

describe('initials', () => {
  it('take the first and the last word', () => {
    expect(initialsOf('José María Casares')).toBe('JC');
    expect(initialsOf('  zula ')).toBe('Z');
    expect(initialsOf('')).toBe('');
  });

  it('keep a letter outside the basic plane whole', () => {
    expect(initialsOf('𐐀lma')).toBe('𐐀');
  });
});
