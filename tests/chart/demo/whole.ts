import { factsOf, putHousehold } from '@chartwarden/demo';
import { expect, it } from 'vitest';
import { type DemoPlace, household } from '../../support/demo-place.ts';

/** What is asked of the import itself. First of all: nobody else may be there. */
export function wentInWhole(place: () => DemoPlace): void {
  it('goes in whole: as many facts as were made, nothing refused, flagged, asked or double', async () => {
    const { put, api } = place();
    expect(put.map(({ facts }) => facts)).toEqual(household.map((one) => factsOf([one])));
    for (const { id, imports } of put) {
      const list = await api<{ imports: { state: string; totals: Record<string, number>; questions: unknown[] }[] }>(
        'GET',
        `/api/people/${id}/imports`,
      );
      expect(list.imports.length).toBe(imports);
      for (const { state, totals, questions } of list.imports) {
        expect({ state, questions }).toEqual({ state: 'committed', questions: [] });
        expect(totals).toMatchObject({ newer: 0, older: 0, unchanged: 0, refused: 0, flagged: 0 });
      }
    }
  });

  it('is not put in a second time', async () => {
    const { routes, api } = place();
    await expect(putHousehold(routes, household, () => undefined)).rejects.toMatchObject({ code: 'CW-DEMO-001' });
    expect((await api<{ people: unknown[] }>('GET', '/api/people')).people.length).toBe(household.length);
  });
}
