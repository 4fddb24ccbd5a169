import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeWithData } from '../../tests/support/needs.ts';
import type { Node } from './index-values.ts';
import { mutations, placesOf } from './mutations.testing.ts';
import { createRandomResources } from './random-resource.testing.ts';
import { keptTypes } from './resource-kinds.ts';
import { isRefused, type ValidationIssue, validate } from './validate.ts';

const key = ({ fault, expression, rule }: ValidationIssue): string => `${fault} ${expression} ${rule ?? ''}`;

describe('every kind of error', () => {
  it('is caught wherever it stands in a resource of any type', () => {
    const random = createRandomResources(21);
    const missed: string[] = [];
    const tried = new Map(mutations.map(({ name }) => [name, 0]));
    for (const type of keptTypes) {
      const text = JSON.stringify(random.make(type, 0.6));
      const before = new Set(validate(JSON.parse(text) as Node, 1000).map(key));
      for (const { name, fits, apply, rule } of mutations) {
        if (rule !== undefined && [...before].some((issue) => issue.endsWith(` ${rule}`))) continue;
        const resource = JSON.parse(text) as Node;
        const places = placesOf(resource).filter(fits);
        const place = places[Math.floor(random.next() * places.length)];
        if (!place) continue;
        apply(place);
        tried.set(name, (tried.get(name) ?? 0) + 1);
        const found = validate(resource, 1000).filter((issue) => isRefused(issue) && !before.has(key(issue)));
        if (found.length === 0) missed.push(`${type} ${place.ownerType}.${place.name}: ${name}`);
      }
    }
    expect(missed).toEqual([]);
    for (const [name, count] of tried) expect([name, count > 0]).toEqual([name, true]);
  });
});

describe('anything that JSON can hold', () => {
  it('is judged without an exception, in bounds, and without a value of it', () => {
    const random = createRandomResources(31);
    const secret = 'qzx-secret';
    const value = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom(secret, { [secret]: secret }, [[secret]]));
    fc.assert(
      fc.property(fc.constantFrom(...keptTypes, 'Bundle'), fc.array(fc.tuple(fc.nat(), value)), (type, changes) => {
        const resource = random.make(type, 0.5);
        for (const [at, thing] of changes) {
          const places = placesOf(resource);
          const place = places[at % Math.max(1, places.length)];
          if (place) place.owner[place.name] = thing;
        }
        const issues = validate(resource, 20);
        expect(issues.length).toBeLessThanOrEqual(20);
        expect(JSON.stringify(issues)).not.toContain(secret);
      }),
      { numRuns: 500 },
    );
  });
});

/** Resources that HL7 published and that break its own rules: what for. */
const exceptions: Readonly<Record<string, readonly string[]>> = {
  // A narrative without a div, which R4 requires.
  'diagnosticreport-cbc.json': ['missing-element DiagnosticReport.text.div'],
  // References to a type that the element does not allow.
  'DeviceUseStatement-example.json': ['reference-target DeviceUseStatement.reasonReference[0]'],
  'MedicationRequest-medrx0301.json': ['reference-target MedicationRequest.dispenseRequest.performer'],
};

describeWithData('the published examples', (data) => {
  it.each(['fhir-r4-official-examples', 'fhir-us-core'])('of %s are valid, but for those that are not', (folder) => {
    const files = readdirSync(join(data, folder)).filter((name) => name.endsWith('.json'));
    const found = files.flatMap((name) => {
      const issues = validate(JSON.parse(readFileSync(join(data, folder, name), 'utf8')) as Node);
      return issues.map(({ fault, expression, rule }) => `${name} ${rule ?? fault} ${expression}`);
    });
    const expected = files.flatMap((name) => (exceptions[name] ?? []).map((issue) => `${name} ${issue}`));
    expect(found.sort()).toEqual(expected.sort());
    expect(files.length).toBeGreaterThan(50);
  });
});
