import type { Core } from '@chartwarden/gate';
import { Answer, type Caller } from '@chartwarden/http';
import { pairsOf } from './asking.ts';
import { createBatches } from './batch.service.ts';
import { createBulk } from './bulk/bulk.service.ts';
import type { BulkPorts } from './bulk/bulk-parts.ts';
import { createDerived, type DerivedPorts } from './derived/derived.service.ts';
import { createEverything } from './everything/everything.service.ts';
import { createHistories } from './history.service.ts';
import type { Interactions } from './interactions.ts';
import { capabilityStatement } from './metadata.ts';
import { FHIR_JSON, negotiate } from './negotiate.ts';
import { createNewPerson } from './new-person.ts';
import { createPlaces } from './places.ts';
import { createReads } from './reads.service.ts';
import { createSearches } from './search.service.ts';
import { createValidation } from './validate.service.ts';
import { createWrites } from './writes.service.ts';

export interface FhirApiParts extends Omit<BulkPorts & DerivedPorts, 'places' | 'base'>, Pick<Core, 'people'> {
  /** Where people reach the server. */
  readonly publicUrl: () => string;
  readonly version: string;
}

/** The FHIR R4 REST API over the records that a caller has to do with. Every function begins at the gate. */
export function createFhirApi(parts: FhirApiParts) {
  const { clock, publicUrl, version } = parts;
  const at = clock.now();
  const base = () => `${publicUrl()}/fhir/R4`;
  const places = createPlaces(parts);
  const derived = createDerived({ ...parts, places, base });
  const common = { ...parts, places, base, derived };
  const reads = createReads(common);
  const writes = createWrites(common);
  const { search } = createSearches(common);
  const histories = createHistories(common);
  const interactions: Interactions = {
    ...reads,
    create: writes.create,
    patch: writes.patch,
    delete: (asked) => (asked.id === '' ? writes.removeWhere(asked) : writes.remove(asked)),
    update: (asked) => (asked.id === '' ? writes.updateWhere(asked) : writes.update(asked)),
    'search-type': (asked) => search(asked, asked.type, asked.query),
    'search-system': (asked) => search(asked, null, asked.query),
    'history-instance': histories.history,
    'history-type': histories.typeHistory,
  };

  return {
    ...reads,
    ...writes,
    ...histories,
    search,
    ...createBatches({ ...common, interactions }),
    ...createValidation(common),
    newPerson: createNewPerson(common),
    ...createEverything({ ...parts, places, base }),
    bulk: createBulk({ ...parts, places, base }),
    /** For everybody: it says nothing about anybody (R4 http, 3.1.0.9). */
    metadata(call: Caller & { readonly query: unknown }): Answer {
      negotiate({ query: pairsOf(call.query), header: (name) => call.header(name) });
      const said = { url: base(), version, at, interactions: Object.keys(interactions) };
      return new Answer(200, capabilityStatement(said), { 'content-type': FHIR_JSON });
    },
  };
}

export type FhirApi = ReturnType<typeof createFhirApi>;
