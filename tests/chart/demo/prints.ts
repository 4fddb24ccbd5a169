import type { RecordId } from '@chartwarden/ids';
import { expect, it } from 'vitest';
import type { DemoPlace } from '../../support/demo-place.ts';
import { packed } from '../../support/pdf-text.ts';
import { everythingIsOn, packedName, print, section, textOf } from '../prints.ts';

interface Line {
  readonly seq: number;
  readonly action: string;
  readonly ids?: readonly string[];
  readonly count?: number;
}

/** Prints of the household. */
export function printsAreWhole(place: () => DemoPlace): void {
  it('show every condition, medicine and allergy that holds now, of all four', async () => {
    expect(place().put).toHaveLength(4);
    for (const [at, { id }] of place().put.entries()) await everythingIsOn(place(), id, at % 2 === 0);
  }, 120_000);

  it('exist for every section, in each language, on one line of the log that names what stands on them', async () => {
    const grandmother = place().put.find((one) => one.name.includes('Haddad'))?.id ?? '';
    const lines = async () =>
      (
        await place().test.json<{ lines: Line[] }>(
          place().test.owner.token,
          'GET',
          `/api/people/${grandmother}/activity?limit=50`,
        )
      ).lines;
    const { types } = await place().test.json<{ types: { type: string }[] }>(
      place().test.owner.token,
      'GET',
      `/api/people/${grandmother}/types`,
    );
    expect(types.length).toBeGreaterThan(10);
    const visits = (await section(place(), grandmother, 'visits')) as unknown as {
      visits: { id: string; counts: Record<string, number> }[];
    };
    const visit = visits.visits.find((one) => Object.keys(one.counts).length > 2);
    const documents = await place().test.json<{ facts: { id: string }[] }>(
      place().test.owner.token,
      'GET',
      `/api/people/${grandmother}/facts?types=DocumentReference`,
    );
    const observations = await place().test.json<{ facts: { id: string }[] }>(
      place().test.owner.token,
      'GET',
      `/api/people/${grandmother}/facts?types=Observation`,
    );
    const entries: Record<string, object> = {
      visit: { entry: visit?.id }, note: { entry: documents.facts[0]?.id }, trend: { entry: observations.facts[0]?.id },
      timeline: { from: Date.UTC(2025, 0, 1), to: Date.UTC(2025, 11, 31) },
    }; // biome-ignore format: one table
    const all = [
      'summary', 'problems', 'medicines', 'allergies', 'immunizations', 'results', 'trend', 'vitals', 'visits', 'visit',
      'documents', 'note', 'procedures', 'care-team', 'family', 'devices', 'plans', 'coverage', 'appointments', 'timeline',
    ]; // biome-ignore format: one list
    for (const [at, what] of all.entries()) {
      const before = (await lines())[0];
      const language = ['en', 'de', 'es'][at % 3];
      const { outline } = await print(place(), grandmother, what, {
        ...entries[what],
        language,
        paper: at % 2 === 0 ? 'a4' : 'letter',
      });
      expect(outline.pages, what).toBeGreaterThan(0);
      const [newest, next] = await lines();
      expect([what, newest?.action]).toEqual([what, 'print']);
      // The look at the log itself, and nothing else.
      expect([next?.action, (newest?.seq ?? 0) - (before?.seq ?? 0)]).toEqual(['read-activity', 2]);
    }
    const printed = (await lines()).find((one) => one.action === 'print');
    await print(place(), grandmother, 'note', entries.note);
    const [note] = await lines();
    expect(note?.ids).toContain(documents.facts[0]?.id);
    expect(note?.ids?.length).toBeLessThan(printed?.ids?.length ?? 0);
    await expect(print(place(), grandmother, 'visit', { entry: documents.facts[0]?.id })).rejects.toThrow('CW-GEN-002');
    await expect(print(place(), grandmother, 'note', { entry: 'x' })).rejects.toThrow('CW-GEN-002');
  }, 120_000);

  it('are a file without a name in it, which no browser keeps', async () => {
    const [one] = place().put;
    const answer = await place().test.call(
      place().test.owner.token,
      'POST',
      `/api/people/${one?.id}/print/problems`,
      {},
    );
    expect(answer.headers).toMatchObject({
      'content-type': 'application/pdf',
      'cache-control': 'no-store',
      'content-disposition': 'attachment; filename="chartwarden-problems.pdf"',
    });
    expect(answer.text.startsWith('%PDF-1.7')).toBe(true);
  });

  it('hold only what a narrower grant covers, and what is sensitive stays out when it shall', async () => {
    const teenager =
      place().put.find(
        (one) => one.name.includes('Yuki') || one.name.includes('Søren') || one.name.includes('Soren'),
      ) ?? place().put[1];
    const person = teenager?.id as RecordId;
    const reader = await place().test.account('Reader', 'member');
    await expect(print(place(), person, 'summary', {}, reader.token)).rejects.toThrow('CW-GEN-002');
    await place().test.app.core.gate.changeAccess(
      { kind: 'account', account: place().test.owner.id, role: 'owner' },
      {
        kind: 'consent', record: person, effect: 'permit', actions: ['read', 'search'], slice: { types: ['Condition'] },
        form: 'full_source_allowed', recipient: { kind: 'account', id: reader.id }, from: 0, until: null, capacity: 'proxy',
      },
      {},
    ); // biome-ignore format: one consent
    const own = await textOf(await print(place(), person, 'summary', {}));
    const granted = await textOf(await print(place(), person, 'summary', {}, reader.token));
    const problems = (await section(place(), person, 'problems', reader.token)).problems ?? [];
    for (const { words } of problems.filter((one) => one.state === 'active'))
      expect(granted).toContain(packedName(words));
    const medicines = (await section(place(), person, 'medicines')).medicines ?? [];
    const hidden = medicines.filter((one) => one.words !== null && own.includes(packedName(one.words)));
    expect(hidden.length).toBeGreaterThan(0);
    for (const { words } of hidden) expect(granted).not.toContain(packedName(words));
    expect(granted).toContain(packed('part of the record that was shared'));
    const whole = await print(place(), person, 'timeline', {});
    const without = await print(place(), person, 'timeline', { withoutSensitive: true });
    expect(await textOf(whole)).toContain('sensitive:');
    expect(await textOf(without)).not.toContain('sensitive:');
  }, 60_000);

  it('write nothing that they say into the log of the process', () => {
    const log = place().test.logged.join('\n');
    expect(log).toContain('/api/people/:person/print/:what');
    for (const word of ['Haddad', 'penicillin', 'metformin', 'warfarin'])
      expect(log.toLowerCase()).not.toContain(word.toLowerCase());
  });
}
