import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { humanOf, labelsOf, type Node, resourceKind, validate } from '@chartwarden/fhir';
import { describe, expect, it } from 'vitest';
import { type DemoPerson, demoHousehold, factsOf } from './household.ts';

const OPTIONS = { seed: 1, until: '2026-10-31' };
/** Changes when the household does: look at what changed, then put the new one here. */
const SHA256 = 'f12bd90ab32f8dc86366e35c01e0eef3f3b1db2af7d3b89661b97b0044a7993b';

interface Bundle {
  readonly entry: readonly {
    readonly fullUrl: string;
    readonly resource: Node & { resourceType: string; id: string };
  }[];
}
type Resource = Bundle['entry'][number]['resource'];

const household = demoHousehold(OPTIONS);
const digestOf = (people: readonly DemoPerson[]): string => {
  const hash = createHash('sha256');
  for (const { name, portals } of people)
    for (const { base, files } of portals)
      for (const file of files) hash.update(`${name}\n${base}\n${file.name}\n`).update(file.bytes());
  return hash.digest('hex');
};
const portals = household.flatMap(({ name, portals: all }) =>
  all.map(({ base, files }) => ({
    name,
    base,
    entries: files.flatMap((file) => {
      const { entry } = JSON.parse(Buffer.from(file.bytes()).toString('utf8')) as Bundle;
      expect(entry.length).toBe(file.facts);
      return entry;
    }),
  })),
);
const all = portals.flatMap(({ entries }) => entries.map(({ resource }) => resource));
const of = (name: string, type: string): Resource[] =>
  portals
    .filter((one) => one.name.startsWith(name))
    .flatMap(({ entries }) => entries.map(({ resource }) => resource))
    .filter(({ resourceType }) => resourceType === type);

function* referencesIn(value: unknown): Generator<string> {
  if (Array.isArray(value)) for (const one of value) yield* referencesIn(one);
  else if (value !== null && typeof value === 'object')
    for (const [key, one] of Object.entries(value)) {
      if (key === 'reference' && typeof one === 'string') yield one;
      else yield* referencesIn(one);
    }
}

/** The content of the one document of a type. */
const attached = (type: string): Buffer => {
  const found = all.flatMap((one) => {
    if (one.resourceType !== 'DocumentReference') return [];
    const content = one.content as { attachment: { contentType: string; data: string; size: number } }[];
    return content.filter(({ attachment }) => attachment.contentType === type);
  });
  expect(found.length).toBe(1);
  const bytes = Buffer.from(found[0]?.attachment.data ?? '', 'base64');
  expect(bytes.length).toBe(found[0]?.attachment.size);
  return bytes;
};

describe('the household', () => {
  it('is the same bytes for the same seed and day, and other bytes for others', () => {
    expect(digestOf(household)).toBe(SHA256);
    expect(digestOf(demoHousehold(OPTIONS))).toBe(SHA256);
    expect(digestOf(demoHousehold({ ...OPTIONS, seed: 2 }))).not.toBe(SHA256);
    expect(digestOf(demoHousehold({ ...OPTIONS, until: '2026-11-01' }))).not.toBe(SHA256);
  });

  it('holds nothing that FHIR R4 does not know', () => {
    const issues = all.flatMap((one) =>
      validate(one).map(({ fault, expression }) => `${one.id}: ${fault} ${expression}`),
    );
    expect(issues).toEqual([]);
    expect(all.filter(({ resourceType }) => resourceKind(resourceType).kind !== 'kept')).toEqual([]);
  });

  it('has every type that the chart shows', () => {
    expect([...new Set(all.map(({ resourceType }) => resourceType))].sort()).toEqual([
      'AllergyIntolerance',
      'Appointment',
      'CarePlan',
      'CareTeam',
      'Condition',
      'Coverage',
      'Device',
      'DiagnosticReport',
      'DocumentReference',
      'Encounter',
      'ExplanationOfBenefit',
      'FamilyMemberHistory',
      'Goal',
      'ImagingStudy',
      'Immunization',
      'Media',
      'MedicationRequest',
      'MedicationStatement',
      'Observation',
      'Organization',
      'Patient',
      'Practitioner',
      'Procedure',
      'QuestionnaireResponse',
    ]);
  });

  it('refers only to what the same portal has, under ids that no other file of the person uses', () => {
    for (const { base, entries } of portals) {
      const here = new Set(entries.map(({ resource: { resourceType, id } }) => `${resourceType}/${id}`));
      expect(here.size).toBe(entries.length);
      for (const { fullUrl, resource } of entries) {
        expect(fullUrl).toBe(`${base}/${resource.resourceType}/${resource.id}`);
        expect([...referencesIn(resource)].filter((one) => !here.has(one))).toEqual([]);
      }
    }
    for (const { name } of household) {
      const ids = portals
        .filter((one) => one.name === name)
        .flatMap(({ entries }) => entries.map((one) => one.resource.id));
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it('labels the notes of the teenager, and nobody else is labelled', () => {
    const notes = of('Søren', 'DocumentReference').flatMap((one) => {
      const labels = labelsOf(one);
      return labels.length === 0 ? [] : [[one.description, ...labels].join(' ')];
    });
    expect(notes.sort()).toEqual([
      'First conversation PSY',
      'Psychotherapy, session 17 PSY',
      'Psychotherapy, session 4 PSY',
      'Talk about growing up SEX',
      'Talk after a party ETH',
    ]);
    const others = portals.filter(({ name }) => !name.startsWith('Søren'));
    const labelled = others.flatMap(({ entries }) => entries.filter(({ resource }) => labelsOf(resource).length > 0));
    expect(labelled.map(({ fullUrl }) => fullUrl)).toEqual([]);
  });

  it('lets three hospitals disagree about twelve medicines of the grandmother', () => {
    const said = new Map<string, Set<string>>();
    for (const order of of('Leila', 'MedicationRequest')) {
      const { coding, text } = order.medicationCodeableConcept as { coding: { code: string }[]; text: string };
      const code = coding[0]?.code ?? '';
      said.set(code, (said.get(code) ?? new Set()).add(`${text} ${order.status}`));
    }
    expect(said.size).toBe(12);
    expect([...said.values()].filter((one) => one.size > 1).length).toBe(10);
    const names = of('Leila', 'Patient').map((one) => humanOf(one));
    expect(names.map(({ name }) => name)).toEqual(['Leila Haddad', 'Leila Haddad', 'ليلى حدّاد']);
    expect(new Set(names.map(({ identifiers }) => identifiers.join())).size).toBe(1);
  });

  it('has the range of HbA1c step, and the same result at two portals', () => {
    const a1c = of('Ingrid', 'Observation').filter((one) => JSON.stringify(one.code).includes('4548-4'));
    const ranges = a1c.map(({ referenceRange }) => JSON.stringify(referenceRange));
    expect(new Set(ranges).size).toBe(2);
    const keys = a1c.map((one) => `${one.effectiveDateTime} ${(one.valueQuantity as { value: number }).value}`);
    expect(keys.length - new Set(keys).size).toBe(11);
  });

  it('carries a PDF and a picture that programs can open', () => {
    const pdf = attached('application/pdf').toString('latin1');
    const table = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(pdf)?.[1]);
    expect(pdf.slice(table, table + 5)).toBe('xref\n');
    const offsets = [...pdf.slice(table).matchAll(/^(\d{10}) 00000 n $/gm)].map(([, at]) => Number(at));
    expect(offsets.map((at) => pdf.slice(at, at + 7))).toEqual([1, 2, 3, 4, 5].map((number) => `${number} 0 obj`));
    const png = attached('image/png');
    const start = png.indexOf('IDAT');
    expect(inflateSync(png.subarray(start + 4, start + 4 + png.readUInt32BE(start - 4))).length).toBe(96 * 97);
  });

  it('gives about as many facts as asked for, and leaves those alone that are there with fewer', () => {
    const more = demoHousehold({ ...OPTIONS, facts: 60_000 });
    expect(factsOf(more)).toBe(60_000);
    const sensorOf = (people: readonly DemoPerson[]) => people[0]?.portals.at(-1)?.files ?? [];
    expect(sensorOf(more).map(({ facts }) => facts)).toEqual([2, 20_000, 20_000, expect.any(Number)]);
    const readings = (people: readonly DemoPerson[]): readonly string[] => {
      const { entry } = JSON.parse(Buffer.from(sensorOf(people)[1]?.bytes() ?? []).toString('utf8')) as Bundle;
      return entry.map((one) => JSON.stringify(one));
    };
    expect(readings(more).slice(0, 4032)).toEqual(readings(household));
    // Ten years of readings are the end of it.
    expect(factsOf(demoHousehold({ ...OPTIONS, facts: 5_000_000 }))).toBeLessThan(1_060_000);
  });

  it('comes small for tests: every type in a few hundred facts, and nothing that leads nowhere', () => {
    const small = demoHousehold({ ...OPTIONS, small: true });
    expect(factsOf(small)).toBeGreaterThan(200);
    expect(factsOf(small)).toBeLessThan(500);
    const bundles = small.flatMap((person) => person.portals.map(({ files }) => files.flatMap((file) => {
      const { entry } = JSON.parse(Buffer.from(file.bytes()).toString('utf8')) as Bundle;
      expect(entry.length).toBe(file.facts);
      return entry.map((one) => one.resource);
    }))); // biome-ignore format: one list for each portal
    const types = (list: readonly Resource[]) => [...new Set(list.map((one) => one.resourceType))].sort();
    expect(types(bundles.flat())).toEqual(types(all));
    for (const bundle of bundles) {
      const here = new Set(bundle.map((one) => `${one.resourceType}/${one.id}`));
      expect([...referencesIn(bundle)].filter((one) => !here.has(one))).toEqual([]);
    }
    expect(digestOf(demoHousehold({ ...OPTIONS, small: true }))).toBe(digestOf(small));
  });

  it.each(['2026-02-30', 'yesterday', '2026-1-1', '1999-12-31'])('ends on no such day as %s', (until) => {
    expect(() => demoHousehold({ seed: 1, until })).toThrow(RangeError);
  });
});
