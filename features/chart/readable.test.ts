import type { FactId } from '@chartwarden/ids';
import type { ServedFact } from '@chartwarden/vault';
import { expect, it } from 'vitest';
import { createReadable, READABLE_SECTIONS } from './readable.ts';

const served = (resource: { resourceType: string }, more: Partial<ServedFact> = {}): ServedFact => ({
  id: '0198c0de-0000-7000-8000-000000000001' as FactId,
  type: resource.resourceType,
  version: 1,
  bytes: Buffer.from(JSON.stringify(resource)),
  date: { at: 0, text: '2020-05-04' },
  labels: [],
  corrected: false,
  storedAt: 0,
  ...more,
});

it('puts an entry into the section of the chart and says it in the language', async () => {
  const readable = createReadable('de');
  const glucose = {
    resourceType: 'Observation',
    status: 'preliminary',
    category: [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' }] },
    ],
    code: { text: 'Glucose' },
    valueQuantity: { value: 1.5, unit: 'mg/dL' },
  };
  expect(await readable.line(served(glucose, { labels: ['PSY'] }))).toMatchObject({
    section: 'results',
    title: 'Glucose',
    value: '1.5 mg/dL',
    date: '4. Mai 2020',
    status: 'vorläufig',
    labels: ['seelische Gesundheit'],
  });
  expect(readable.title('results')).toBe('Laborwerte');
  expect((await readable.line(served({ resourceType: 'Basic' }))).section).toBe('others');
  for (const section of READABLE_SECTIONS) expect(readable.title(section)).not.toMatch(/^title\./);
});
