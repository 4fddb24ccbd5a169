import type { Db } from '@chartwarden/db';
import { CodedError, type ErrorCode } from '@chartwarden/errors';
import type { Append, EntryBody, Placed } from '@chartwarden/ledger';
import type { Objects } from '@chartwarden/objects';
import type { Clock } from '@chartwarden/time';
import type { Alone } from './alone.ts';
import type { Keyring } from './keyring.ts';
import type { Grant, PermitAuthority } from './permit.ts';
import type { Recall } from './recall.ts';

/** What the vault needs of the ledger: one append that is durable when it resolves. */
export interface EntryLog {
  append(entry: Append): Promise<Placed>;
}

/** What every part of the vault works with; made once by the trusted core. */
export interface VaultContext {
  readonly db: Db;
  readonly objects: Objects;
  readonly keyring: Keyring;
  readonly log: EntryLog;
  readonly clock: Clock;
  readonly authority: PermitAuthority;
  readonly recall: Recall;
  readonly alone: Alone;
  /** Renews the sealed keyring: new keys stand there before anything depends on them. */
  readonly keysChanged: () => Promise<void>;
}

/** The part of an entry's body that a grant determines. */
export function bodyOf(grant: Grant, action: string, rest: Partial<EntryBody> = {}): EntryBody {
  return {
    actor: grant.actor,
    record: grant.record,
    action,
    outcome: 'permitted',
    purpose: grant.purpose,
    channel: grant.channel,
    form: grant.form,
    ...(grant.recipient ? { recipient: `${grant.recipient.kind}:${grant.recipient.id}` } : {}),
    ...(grant.basis.length > 0 ? { consent: grant.basis } : {}),
    ...grant.request,
    ...rest,
  };
}

/** What a permit does not reach after all is refused like what the gate refuses: with a line. Throws `code`. */
export async function denied(log: EntryLog, grant: Grant, action: string, code: ErrorCode): Promise<never> {
  await log.append({ scope: grant.record, body: bodyOf(grant, action, { outcome: 'refused', code }) });
  throw new CodedError(code);
}

/** Refused at the sequencer when a consent, role or account changed after the decision. */
export const guardOf = (grant: Grant): { subjects: readonly string[]; accessSeq: number } => ({
  subjects: grant.subjects,
  accessSeq: grant.accessSeq,
});

/** Writes the release entry; content may be returned only after it resolved. */
export async function release(
  log: EntryLog,
  grant: Grant,
  action: string,
  types: readonly string[],
  ids: readonly string[],
  detail?: Record<string, string | number | boolean>,
): Promise<void> {
  await log.append({
    scope: grant.record,
    body: bodyOf(grant, action, {
      ...(types.length > 0 ? { types: [...new Set(types)].sort() } : {}),
      count: ids.length,
      ...(detail ? { detail } : {}),
    }),
    ids,
    guard: guardOf(grant),
  });
}
