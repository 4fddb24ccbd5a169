import { describe, expect, it } from 'vitest';
import { catalogues, readCatalogue, wantedKeys } from './catalogues.ts';

/** Run `npm run messages` for a list that can be filled in. */
describe.each(catalogues())('the catalogue of $language', ({ file }) => {
  const kept = readCatalogue(file);
  const wanted = wantedKeys();

  it('has every message of the app and every sentence that the server sends', () => {
    expect(wanted.filter((key) => !Object.hasOwn(kept, key) || kept[key]?.trim() === '')).toEqual([]);
  });

  it('has nothing that is no longer used', () => {
    expect(Object.keys(kept).filter((key) => !wanted.includes(key))).toEqual([]);
  });
});
