import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contentHashOf, describe, keptTypes } from '@chartwarden/fhir';
import { findResources } from '@chartwarden/fhir/testing';
import type { StagedFact } from '@chartwarden/vault';

/** Where the facts of each folder have their ids from. */
const folders: readonly (readonly [folder: string, origin: string, files: number])[] = [
  ['fhir-synthea-r4', 'unknown', 3],
  ['fhir-r4-official-examples', 'https://examples.example/fhir', 1000],
  ['fhir-us-core', 'https://us-core.example/fhir', 1000],
];

const kept = new Set(keptTypes);

/** Resources of the test data as facts of one record; every `nth` file of the examples. */
export function realFacts(data: string, nth: number): StagedFact[] {
  const found: StagedFact[] = [];
  for (const [folder, origin, most] of folders) {
    const names = readdirSync(join(data, folder))
      .filter((name) => name.endsWith('.json'))
      // The smallest of the large ones.
      .map((name) => ({ name, bytes: readFileSync(join(data, folder, name)) }))
      .sort((a, b) => a.bytes.length - b.bytes.length)
      .slice(0, nth > 1 && most < 10 ? 1 : most);
    for (const [at, { bytes }] of names.entries()) {
      if (most > 10 && at % nth !== 0) continue;
      const urls = fullUrls(bytes);
      for (const one of findResources(bytes)) {
        if (!kept.has(String(one.resource.resourceType))) continue;
        const fullUrl = urls.get(String(one.resource.id));
        found.push(staged(one.bytes, origin, one.path, fullUrl));
      }
    }
  }
  return found;
}

export function staged(bytes: Buffer, origin: string, path: string, fullUrl?: string): StagedFact {
  contentHashOf(bytes);
  return { fact: { ...describe(bytes, path), ...(fullUrl === undefined ? {} : { fullUrl }) }, bytes, origin };
}

function fullUrls(bytes: Buffer): ReadonlyMap<string, string> {
  const { entry = [] } = JSON.parse(bytes.toString('utf8')) as {
    entry?: { fullUrl?: string; resource?: { id?: string } }[];
  };
  return new Map(
    entry.flatMap(({ fullUrl, resource }) =>
      fullUrl !== undefined && resource?.id !== undefined ? [[resource.id, fullUrl] as const] : [],
    ),
  );
}
