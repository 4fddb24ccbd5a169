import { CodedError } from '@chartwarden/errors';
import { JsonError, JsonTape, splice } from '@chartwarden/fhir';
import type { RecordId } from '@chartwarden/ids';
import type { Decision } from './decide.ts';
import type { WriteOp } from './ops.ts';

const ABSOLUTE = /^https?:\/\/.+\/([A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64})$/;

/**
 * Where the addresses of a transaction lead (R4 http, 3.1.0.11.2: references in it are changed to what was written). A
 * Patient in it is the person of the record.
 */
export function addressesOf(
  record: RecordId,
  ops: readonly WriteOp[],
  decisions: readonly Decision[],
): ReadonlyMap<string, string> {
  const addresses = new Map<string, string>();
  for (const [at, { fullUrl, ...op }] of ops.entries()) {
    const decision = decisions[at];
    if (fullUrl === undefined || op.kind === 'delete' || decision === undefined) continue;
    const type = typeOf(op.bytes);
    const target = type === 'Patient' ? `Patient/${record}` : `${type}/${decision.id}`;
    addresses.set(fullUrl, target);
    // Beside an absolute address, a relative one means the entry, too (R4 bundle, 2.36.4.1).
    const relative = op.kind === 'create' ? ABSOLUTE.exec(fullUrl)?.[1] : undefined;
    if (relative !== undefined) addresses.set(relative, target);
  }
  return addresses;
}

/** The same bytes with these addresses in references changed. */
export const addressed = (bytes: Uint8Array, addresses: ReadonlyMap<string, string>): Uint8Array =>
  addresses.size === 0 ? bytes : splice(bytes, { reference: ({ reference }) => addresses.get(reference) ?? null });

// Read and done with in one turn.
const tape = new JsonTape();

/** Throws CW-VLT-017 for what is no JSON. */
function typeOf(bytes: Uint8Array): string {
  try {
    tape.read(bytes);
  } catch (error) {
    if (error instanceof JsonError) throw new CodedError('CW-VLT-017', undefined, { cause: error });
    throw error;
  }
  return tape.text(tape.member(0, 'resourceType')) ?? '';
}
