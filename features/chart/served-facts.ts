import { parseWithDigits } from '@chartwarden/fhir';
import { isId } from '@chartwarden/ids';
import type { ServedFact } from '@chartwarden/vault';
import { lineOf } from './reading/elements.ts';
import type { ReadFact } from './reading/read-fact.ts';
import { whenOfResource } from './reading/when.ts';

/** Parsed before other requests get their turn. */
const PIECE = 200;

/** What the reading takes of a served fact. */
export interface ToRead
  extends Pick<ServedFact, 'type' | 'version' | 'corrected' | 'portal' | 'upstreamId' | 'origin'> {
  readonly id: string;
  readonly labels: readonly string[];
  readonly bytes: Uint8Array;
}

/** Facts that were released, as the reading takes them. */
export async function readServed(facts: readonly ToRead[]): Promise<readonly ReadFact[]> {
  const read: ReadFact[] = [];
  for (const { id, type, version, labels, corrected, bytes, portal, upstreamId, origin } of facts) {
    const resource = parseWithDigits(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8'));
    const ids = { ...(portal === undefined ? {} : { portal }), ...(upstreamId === undefined ? {} : { upstreamId }) };
    const from = portalName(origin);
    read.push({ id, type, version, when: whenOfResource(resource), labels, corrected, from, resource, ...ids });
    if (read.length % PIECE === 0) await new Promise(setImmediate);
  }
  return read;
}

/** The host of a portal's address, or the name that somebody gave the origin; null for a file of which nobody said. */
export function portalName(portal: string | undefined): string | null {
  if (portal === undefined || portal === '' || portal === 'unknown' || isId(portal)) return null;
  if (!/^https?:/i.test(portal)) return lineOf(portal, 100);
  return URL.canParse(portal) ? new URL(portal).host : null;
}
