import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { extractIndex, isComposite, keptTypes } from '@chartwarden/fhir';
import {
  createRandomResources,
  createSearchOracle,
  findResources,
  linesOf,
  parameterCount,
} from '@chartwarden/fhir/testing';
import type { Proof } from './runner/types.ts';

const folders = ['fhir-synthea-r4', 'fhir-r4-official-examples', 'fhir-us-core', 'fhir-bulk-ndjson-10'];

/** Differences that are told; the rest are counted. */
const MOST_TOLD = 40;

export const proof: Proof = {
  title:
    'For every resource of the real test data, and for random ones of every type that is kept, the generated index extractors find exactly what the R4 search parameters find when NLM fhirpath evaluates them',
  promises: ['O1'],
  takes: 'about two minutes',
  run: async ({ scale, seed, data, settings, log }) => {
    const oracle = createSearchOracle();
    const kept = new Set(keptTypes);
    const failures: string[] = [];
    const exercised = new Set<string>();
    let resources = 0;
    let values = 0;
    let differences = 0;

    const compare = (resource: Record<string, unknown>, where: string): void => {
      resources += 1;
      const ours = linesOf(extractIndex(resource));
      const theirs = oracle(resource);
      for (const param of new Set([...ours.keys(), ...theirs.keys()])) {
        exercised.add(param);
        const found = ours.get(param) ?? new Set();
        const expected = theirs.get(param) ?? new Set();
        values += expected.size;
        if (found.size === expected.size && [...found].every((line) => expected.has(line))) continue;
        differences += 1;
        // No value of the record: a proof's output is kept.
        if (failures.length < MOST_TOLD)
          failures.push(`${where}: ${param} has ${found.size} values instead of ${expected.size}, or others`);
      }
    };

    let files = 0;
    if (data !== null) {
      for (const folder of folders) {
        for (const [index, name] of readdirSync(join(data, folder)).sort().entries()) {
          if (name === 'PROVENANCE' || (scale === 'small' && index % 40 !== 0)) continue;
          files += 1;
          const found = findResources(readFileSync(join(data, folder, name)));
          for (const [at, { resource, path }] of found.entries()) {
            if (scale === 'small' && at % 20 !== 0) continue;
            if (kept.has(String(resource.resourceType))) compare(resource, `${folder} file ${index} ${path}`);
          }
        }
        log(`${folder}: ${resources} resources so far`);
      }
    }
    const real = resources;
    const random = createRandomResources(seed);
    const each = Number(settings.random ?? (scale === 'full' ? 150 : 2));
    for (const type of keptTypes) {
      for (let count = 0; count < each; count += 1)
        compare(random.make(type, count % 2 === 0 ? 0.4 : 0.9), `random ${type} ${count}`);
    }
    const parameters = keptTypes.reduce((sum, type) => sum + parameterCount(type), 0);
    return {
      failures,
      figures: {
        files,
        real_resources: real,
        random_resources: resources - real,
        values_compared: values,
        differences,
        parameters,
        parameters_exercised: exercised.size,
        types: keptTypes.length,
      },
      notes: [
        ...(data === null ? ['The real test data is not on this machine: random resources only.'] : []),
        'resolve() is answered by what a reference says of its type; where it says none (urn:uuid) both leave it to the vault.',
        `Composite parameters are not indexed (${isComposite('Observation', 'code-value-quantity') ? 'Observation.code-value-quantity' : 'none'} and others): they are answered from their components.`,
      ],
    };
  },
};
