import { parseWithDigits } from '@chartwarden/fhir';
import type { ServedFact } from '@chartwarden/vault';
import type { ReadFact } from './reading/read-fact.ts';
import { whenOfResource } from './reading/when.ts';

/** Parsed before other requests get their turn. */
const PIECE = 200;

/** Facts that were released, as the reading takes them. */
export async function readServed(facts: readonly ServedFact[]): Promise<readonly ReadFact[]> {
  const read: ReadFact[] = [];
  for (const { id, type, version, labels, corrected, bytes } of facts) {
    const resource = parseWithDigits(bytes.toString('utf8'));
    read.push({ id, type, version, when: whenOfResource(resource), labels, corrected, resource });
    if (read.length % PIECE === 0) await new Promise(setImmediate);
  }
  return read;
}
