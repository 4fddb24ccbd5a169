import { CodedError } from '@chartwarden/errors';
import { splice } from '@chartwarden/fhir';
import type { Permit, Vault, WriteOp } from '@chartwarden/vault';
import { conditionOf } from './conditions.ts';
import { knownType } from './types.ts';

/** `Practitioner?identifier=...` in place of a reference. */
const SEARCH = /^([A-Z][A-Za-z]+)\?(.+)$/s;

/**
 * References that are searches (R4 http, 3.1.0.11.2, "Conditional References"): looked for once each in the record that is
 * written into, under a permit to search it, and replaced by the only fact that fits.
 */
export function createSearchedReferences(parts: { readonly vault: Vault; readonly base: () => string }) {
  const { vault, base } = parts;

  /** Throws CW-FHIR-104 when several facts fit a reference, CW-FHIR-113 when none does. */
  async function targetOf(permit: Permit, type: string, query: string): Promise<string> {
    knownType(type);
    const where = conditionOf(type, [...new URLSearchParams(query)], base());
    const { facts } = await vault.find(permit, where);
    const [only, ...others] = facts;
    if (others.length > 0) throw new CodedError('CW-FHIR-104', 'reference');
    if (only === undefined) throw new CodedError('CW-FHIR-113');
    return `${type}/${only.id}`;
  }

  /** The same writes with those references resolved, everything else as it was; `permit` is one to search the record. */
  return async function resolved(permit: () => Promise<Permit>, ops: readonly WriteOp[]): Promise<readonly WriteOp[]> {
    const targets = new Map<string, string>();
    for (const op of ops) {
      // A literal question mark is far rarer than an entry.
      if (op.kind === 'delete' || !Buffer.from(op.bytes.buffer, op.bytes.byteOffset, op.bytes.length).includes('?'))
        continue;
      splice(op.bytes, {
        reference({ reference }) {
          if (SEARCH.test(reference)) targets.set(reference, '');
          return null;
        },
      });
    }
    if (targets.size === 0) return ops;
    for (const reference of targets.keys()) {
      const [, type = '', query = ''] = SEARCH.exec(reference) ?? [];
      targets.set(reference, await targetOf(await permit(), type, query));
    }
    return ops.map((op) =>
      op.kind === 'delete'
        ? op
        : { ...op, bytes: splice(op.bytes, { reference: ({ reference }) => targets.get(reference) ?? null }) },
    );
  };
}
