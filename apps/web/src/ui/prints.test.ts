import { expect, it } from 'vitest';
import { printOf, readsWell } from './prints.ts';

const id = '01a2070f-124a-7481-a040-63fd8d48420a';

it('knows what a page is on paper, and that some are none', () => {
  expect(printOf('/people/x/medicines')).toEqual({ name: 'medicines' });
  expect(printOf(`/people/x/visits/${id}`)).toEqual({ name: 'visit', entry: id });
  expect(printOf(`/people/x/documents/${id}`)).toEqual({ name: 'note', entry: id });
  expect(printOf('/people/x/visits/elsewhere')).toEqual({ name: 'visits' });
  for (const path of ['/people/x/settings', '/people/x/constructor', '/people/x', '/setup', '/x/y/medicines'])
    expect(printOf(path)).toBeNull();
});

it('offers paper for what is read, and not where something is done', () => {
  for (const path of ['/people/x/today', '/people/x/activity', `/people/x/results/${id}`])
    expect(readsWell(path)).toBe(true);
  for (const path of ['/people/x/settings', '/people/x/add', '/people/x/summary']) expect(readsWell(path)).toBe(false);
});
