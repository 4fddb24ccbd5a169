import type { Ledger } from '@chartwarden/ledger';
import type { LineProof } from '@chartwarden/ledger-proof';
import type { ArchivePlan, Permit, RecordArchive, Vault } from '@chartwarden/vault';
import type { Access } from './access.ts';
import type { ConsentEvent, CustodyEvent } from './access-types.ts';

/** A record on its way out, with what the gate and the log know of it. */
export interface PersonArchive extends RecordArchive {
  /** Who was given what, and who looked after the record, oldest first; nothing of it goes out with a part. */
  readonly events: readonly (ConsentEvent | CustodyEvent)[];
  /** Every line about the person up to now, with the proof that none is missing; null with a part. */
  log(): Promise<{ readonly proof: LineProof; readonly verifier: string } | null>;
}

/**
 * Everything about one person (promise J6), under one permit and one line of the log. Whoever was granted a part, and a
 * holder to whom something was refused, gets what they see and no more.
 */
export function createArchives({
  vault,
  access,
  ledger,
}: {
  readonly vault: Pick<Vault, 'export'>;
  readonly access: Pick<Access, 'eventsOf'>;
  readonly ledger: Ledger;
}) {
  async function open(permit: Permit): Promise<PersonArchive> {
    const archive = await vault.export.archive(permit);
    const { whole, record } = archive;
    const all = whole ? await access.eventsOf(record) : [];
    const events = all.filter(
      (one): one is ConsentEvent | CustodyEvent => one.kind === 'consent' || one.kind === 'custody',
    );
    const log = async () =>
      whole ? { proof: await ledger.prover.chain(record), verifier: ledger.verifierKey() } : null;
    return { ...archive, events, log };
  }

  /** Counts for a draft. */
  const plan = (permit: Permit): Promise<ArchivePlan> => vault.export.plan(permit);

  return { open, plan };
}

export type Archives = ReturnType<typeof createArchives>;
