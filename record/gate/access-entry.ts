import { INSTANCE_ID, idToBytes, type RecordId } from '@chartwarden/ids';
import type { Actor, Append, EntryBody } from '@chartwarden/ledger';
import { type RequestFacts, rowDigest, type ScopeKeys, sealRow } from '@chartwarden/vault';
import { type AccessRow, insertAccess } from './access.store.ts';
import { subjectOf } from './access-state.ts';
import type { AccessEvent, NewAccessEvent } from './access-types.ts';

/** Rows that come into being in the same transaction as the event, their digests for its entry, and what else that says. */
export type WrittenWith = Required<Pick<Append, 'statements'>> &
  Required<Pick<EntryBody, 'digests'>> & { readonly says?: Pick<EntryBody, 'action' | 'payload' | 'detail'> };

/** One change, and in whose name. */
export interface AccessStep {
  readonly actor: Actor;
  readonly event: NewAccessEvent;
  readonly request: RequestFacts;
  readonly extra?: WrittenWith | undefined;
}

// Who holds, consents and when is part of a person's record and goes with their keys; that a record exists, and what
// roles accounts have, belongs to the instance.
export const scopeOf = (event: Pick<AccessEvent, 'kind'> & { readonly record?: RecordId }): string =>
  (event.kind === 'consent' || event.kind === 'custody') && event.record !== undefined ? event.record : INSTANCE_ID;

// Sealed under the ledger key, which is never rotated: these rows are chained by their ciphertext and cannot be written anew.
export const placeOf = (row: Omit<AccessRow, 'sealed'>) => ({
  table: 'access_events',
  row: row.event_id,
  version: 1,
  clear: [row.access_seq, row.kind, row.subject, row.made_at],
});

const digestOf = (keys: ScopeKeys, row: AccessRow): Buffer =>
  rowDigest(keys, 'access_events', row.event_id, 1, row.sealed);

// The digest must not need the record's keys: it still verifies after they are destroyed.
export const scopeBytes = (row: Pick<AccessRow, 'kind' | 'subject'>): Buffer =>
  row.kind === 'consent' || row.kind === 'custody' ? row.subject : idToBytes(INSTANCE_ID);

/** The entry that writes an event, with its row under the keys of its scope ({@link scopeOf}). */
export function entryOf({ actor, request, extra }: AccessStep, made: AccessEvent, keys: ScopeKeys): Append {
  const subject = subjectOf(made);
  const base = { event_id: idToBytes(made.id), kind: made.kind, subject: idToBytes(subject), made_at: made.time };
  let row: AccessRow | undefined;
  const seal = (seq: number): AccessRow => {
    const columns = { ...base, access_seq: seq };
    row = { ...columns, sealed: sealRow(keys, placeOf(columns), made, keys.ledger) };
    return row;
  };
  const record = 'record' in made ? made.record : undefined;
  return {
    // Consent and custody are lines of the person's own chain; the rest is the instance's.
    scope: made.kind === 'consent' || made.kind === 'custody' ? made.record : 'instance',
    body: {
      actor,
      action: `access-${made.kind}`,
      outcome: 'done',
      ...(record === undefined ? {} : { record }),
      ...request,
      ...(extra ? { digests: extra.digests, ...extra.says } : {}),
      ...('effect' in made
        ? {
            consent: [made.id],
            ...(made.recipient ? { recipient: `${made.recipient.kind}:${made.recipient.id}` } : {}),
          }
        : {}),
      detail: {
        ...extra?.says?.detail,
        event: made.id,
        ...('state' in made ? { state: made.state } : {}),
        ...('role' in made ? { role: made.role } : {}),
        ...('organization' in made ? { organization: made.organization } : {}),
      },
    },
    accessAt: (seq) => ({ subject, digest: digestOf(keys, seal(seq)) }),
    statementsAt: () => (row === undefined ? [] : [insertAccess(row)]),
    ...(extra ? { statements: extra.statements } : {}),
    // A new record has new keys, which other processes must look for.
    ...(made.kind === 'record' ? { keysChanged: true } : {}),
  };
}
