import { Answer, type Caller } from '@chartwarden/http';
import { pairsOf } from './asking.ts';
import { createBulk } from './bulk/bulk.service.ts';
import type { BulkPorts } from './bulk/bulk-parts.ts';
import { createDerived, type DerivedPorts } from './derived/derived.service.ts';
import { createEverything } from './everything/everything.service.ts';
import { capabilityStatement } from './metadata.ts';
import { FHIR_JSON, negotiate } from './negotiate.ts';
import { createPlaces } from './places.ts';
import { createReads } from './reads.service.ts';
import { createSearches } from './search.service.ts';
import { createWrites } from './writes.service.ts';

export interface FhirApiParts extends Omit<BulkPorts & DerivedPorts, 'places' | 'base'> {
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

  return {
    ...createReads({ ...parts, places, derived }),
    ...createEverything({ ...parts, places, base }),
    bulk: createBulk({ ...parts, places, base }),
    ...createWrites({ ...parts, places, base }),
    ...createSearches({ ...parts, places, base, derived }),
    /** For everybody: it says nothing about anybody (R4 http, 3.1.0.9). */
    metadata(call: Caller & { readonly query: unknown }): Answer {
      negotiate({ query: pairsOf(call.query), header: (name) => call.header(name) });
      return new Answer(200, capabilityStatement({ url: base(), version, at }), { 'content-type': FHIR_JSON });
    },
  };
}

export type FhirApi = ReturnType<typeof createFhirApi>;
