import { expect, it } from 'vitest';
import { pageNameOf, pages } from './pages.ts';

it('names the page at an address, also below it, and none outside of a record', () => {
  expect(pageNameOf('/people/0199/medicines')).toBe('Medicines');
  expect(pageNameOf('/people/0199/visits/0198')).toBe('Visits');
  expect(pageNameOf('/people/new')).toBeNull();
  expect(pageNameOf('/login/x/medicines')).toBeNull();
});

it('has every address once', () => {
  expect(new Set(pages.map(({ to }) => to)).size).toBe(pages.length);
});
