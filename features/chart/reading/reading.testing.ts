import { isNode, parseWithDigits } from '@chartwarden/fhir';
import { expect } from 'vitest';
import type { ReadFact } from './read-fact.ts';
import { whenOfResource } from './when.ts';

/** What "now" is in these tests. */
export const NOW = Date.UTC(2026, 5, 15);

/** Facts from resources: objects, or text where digits matter. */
export const factsOf = (...resources: readonly (object | string)[]): readonly ReadFact[] =>
  resources.map((one) => {
    const resource = parseWithDigits(typeof one === 'string' ? one : JSON.stringify(one));
    const { id, resourceType } = resource;
    return {
      id: String(id),
      type: String(resourceType),
      version: 1,
      when: whenOfResource(resource),
      labels: [],
      corrected: false,
      from: null,
      resource,
    };
  });

export const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';
export const SCT = 'http://snomed.info/sct';
export const LOINC = 'http://loinc.org';

/** A CodeableConcept of one code. */
export const coded = (system: string, code: string, display?: string) => ({
  coding: [{ system, code, ...(display === undefined ? {} : { display }) }],
});

/** Ids of entries, wherever they stand, for short assertions. */
export const idsOf = (list: readonly { readonly id: string }[]): readonly string[] => list.map((one) => one.id);

/** The only item of a list. */
export function only<Item>(list: readonly Item[]): Item {
  expect(list).toHaveLength(1);
  const [item] = list;
  if (!isNode(item)) throw new Error('nothing there');
  return item as Item;
}
