import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { demoHousehold, putHousehold } from '@chartwarden/demo';
import type { RecordId } from '@chartwarden/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeWithData } from '../support/needs.ts';
import { openTestApp, type TestApp } from '../support/open-test-app.ts';
import { packed, readPdf } from '../support/pdf-text.ts';

interface Printed {
  readonly outline: {
    readonly pages: number;
    readonly boxes: number;
    readonly sections: readonly { readonly name: string; readonly shown: number; readonly count: number }[];
  };
  readonly pdf: string;
}
interface Line {
  readonly seq: number;
  readonly action: string;
  readonly ids?: readonly string[];
  readonly count?: number;
}
interface Named {
  readonly words: string | null;
  readonly state: string;
  readonly entries: readonly { readonly id: string }[];
}

const LISTS = { problems: 'problems', medicines: 'medicines', allergies: 'allergies' } as const;
const STATES = ['active', 'unknown', 'current', 'unclear', 'on-hold'];

let test: TestApp;
beforeAll(async () => {
  test = await openTestApp();
});
afterAll(() => test.close());

const print = (person: string, what: string, body: object = {}, token = test.owner.token) =>
  test.json<Printed>(token, 'POST', `/api/people/${person}/print/${what}`, { as: 'json', ...body });
const textOf = async ({ pdf }: Printed): Promise<string> =>
  packed((await readPdf(Buffer.from(pdf, 'base64'))).pages.join(' ')).normalize('NFKC');
const packedName = (words: string | null): string => packed(words ?? '').normalize('NFKC');
const section = (person: string, name: string, token = test.owner.token) =>
  test.json<Record<string, readonly Named[]>>(token, 'GET', `/api/people/${person}/chart/${name}`);

/** Every condition, medicine and allergy that holds now stands on the summary and on the print of its section. */
async function everythingIsOn(person: string): Promise<void> {
  const summary = await print(person, 'summary');
  expect(summary.outline.pages).toBe(1);
  const text = await textOf(summary);
  for (const [name, list] of Object.entries(LISTS)) {
    const all = (await section(person, name))[list] ?? [];
    const now = all.filter((one) => STATES.includes(one.state));
    expect(summary.outline.sections.find((one) => one.name === name)).toMatchObject({
      shown: now.length,
      count: now.length,
    });
    for (const { words } of now) expect(text).toContain(packedName(words));
    const whole = await textOf(await print(person, name));
    for (const { words } of all) expect(whole).toContain(packedName(words));
  }
}

describe('prints of the demo household', () => {
  const people: { readonly id: RecordId; readonly name: string }[] = [];
  beforeAll(async () => {
    await putHousehold(
      {
        async json(method, path, { query, body, stream } = {}) {
          const chunks: Uint8Array[] = [];
          for await (const chunk of stream ?? []) chunks.push(chunk);
          const url = query === undefined ? path : `${path}?${new URLSearchParams(query)}`;
          return test.json(test.owner.token, method, url, stream === undefined ? body : Buffer.concat(chunks));
        },
      },
      demoHousehold({ seed: 1, until: '2026-10-31' }),
      () => undefined,
    );
    const all = await test.json<{ people: { id: RecordId; name: string }[] }>(test.owner.token, 'GET', '/api/people');
    people.push(...all.people);
  }, 120_000);

  it('show every condition, medicine and allergy that holds now, of all four', async () => {
    expect(people).toHaveLength(4);
    for (const { id } of people) await everythingIsOn(id);
  }, 120_000);

  it('exist for every section, in each language, on one line of the log that names what stands on them', async () => {
    const grandmother = people.find((one) => one.name.includes('Haddad'))?.id ?? '';
    const lines = async () =>
      (await test.json<{ lines: Line[] }>(test.owner.token, 'GET', `/api/people/${grandmother}/activity?limit=50`))
        .lines;
    const { types } = await test.json<{ types: { type: string }[] }>(
      test.owner.token,
      'GET',
      `/api/people/${grandmother}/types`,
    );
    expect(types.length).toBeGreaterThan(10);
    const visits = (await section(grandmother, 'visits')) as unknown as {
      visits: { id: string; counts: Record<string, number> }[];
    };
    const visit = visits.visits.find((one) => Object.keys(one.counts).length > 2);
    const documents = await test.json<{ facts: { id: string }[] }>(
      test.owner.token,
      'GET',
      `/api/people/${grandmother}/facts?types=DocumentReference`,
    );
    const observations = await test.json<{ facts: { id: string }[] }>(
      test.owner.token,
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
      const { outline } = await print(grandmother, what, {
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
    await print(grandmother, 'note', entries.note);
    const [note] = await lines();
    expect(note?.ids).toContain(documents.facts[0]?.id);
    expect(note?.ids?.length).toBeLessThan(printed?.ids?.length ?? 0);
    await expect(print(grandmother, 'visit', { entry: documents.facts[0]?.id })).rejects.toThrow('CW-GEN-002');
    await expect(print(grandmother, 'note', { entry: 'x' })).rejects.toThrow('CW-GEN-002');
  }, 120_000);

  it('are a file without a name in it, which no browser keeps', async () => {
    const [one] = people;
    const answer = await test.call(test.owner.token, 'POST', `/api/people/${one?.id}/print/problems`, {});
    expect(answer.headers).toMatchObject({
      'content-type': 'application/pdf',
      'cache-control': 'no-store',
      'content-disposition': 'attachment; filename="chartwarden-problems.pdf"',
    });
    expect(answer.text.startsWith('%PDF-1.7')).toBe(true);
  });

  it('hold only what a narrower grant covers, and what is sensitive stays out when it shall', async () => {
    const teenager =
      people.find((one) => one.name.includes('Yuki') || one.name.includes('Søren') || one.name.includes('Soren')) ??
      people[1];
    const person = teenager?.id as RecordId;
    const reader = await test.account('Reader', 'member');
    await expect(print(person, 'summary', {}, reader.token)).rejects.toThrow('CW-GEN-002');
    await test.app.core.gate.changeAccess(
      { kind: 'account', account: test.owner.id, role: 'owner' },
      {
        kind: 'consent', record: person, effect: 'permit', actions: ['read', 'search'], slice: { types: ['Condition'] },
        form: 'full_source_allowed', recipient: { kind: 'account', id: reader.id }, from: 0, until: null, capacity: 'proxy',
      },
      {},
    ); // biome-ignore format: one consent
    const own = await textOf(await print(person, 'summary', {}));
    const granted = await textOf(await print(person, 'summary', {}, reader.token));
    const problems = (await section(person, 'problems', reader.token)).problems ?? [];
    for (const { words } of problems.filter((one) => one.state === 'active'))
      expect(granted).toContain(packedName(words));
    const medicines = (await section(person, 'medicines')).medicines ?? [];
    const hidden = medicines.filter((one) => one.words !== null && own.includes(packedName(one.words)));
    expect(hidden.length).toBeGreaterThan(0);
    for (const { words } of hidden) expect(granted).not.toContain(packedName(words));
    expect(granted).toContain(packed('part of the record that was shared'));
    const whole = await print(person, 'timeline', {});
    const without = await print(person, 'timeline', { withoutSensitive: true });
    expect(await textOf(whole)).toContain('sensitive:');
    expect(await textOf(without)).not.toContain('sensitive:');
  }, 60_000);

  it('write nothing that they say into the log of the process', () => {
    const log = test.logged.join('\n');
    expect(log).toContain('/api/people/:person/print/:what');
    for (const word of ['Haddad', 'penicillin', 'metformin', 'warfarin'])
      expect(log.toLowerCase()).not.toContain(word.toLowerCase());
  });
});

describeWithData('prints of two real bundles', (data) => {
  const folder = join(data, 'fhir-synthea-r4');

  it('show every condition, medicine and allergy that holds now', async () => {
    const names = readdirSync(folder).filter((one) => one.endsWith('.json')).slice(0, 2); // biome-ignore format: one line
    for (const name of names) {
      const { token } = test.owner;
      const { id: person } = await test.json<{ id: string }>(token, 'POST', '/api/people', {
        name: 'Quirina',
        relation: 'custodian',
      });
      const { id } = await test.json<{ id: string }>(token, 'POST', `/api/people/${person}/imports`, {});
      await test.json(token, 'PUT', `/api/imports/${id}/files?name=a.json`, readFileSync(join(folder, name)));
      await test.json(token, 'POST', `/api/imports/${id}/read`, { origin: 'Synthea' });
      const state = async () => (await test.json<{ state: string }>(token, 'GET', `/api/imports/${id}`)).state;
      while (['receiving', 'reading'].includes(await state())) await sleep(50);
      await test.json(token, 'POST', `/api/imports/${id}/commit`, { aboutSomeoneElse: 'yes', origin: 'Synthea' });
      await everythingIsOn(person);
    }
  }, 120_000);
});
