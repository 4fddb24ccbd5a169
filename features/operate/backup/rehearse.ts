import { join } from 'node:path';
import { isCoded } from '@chartwarden/errors';
import type { Core } from '@chartwarden/gate';
import { liveRecords, systemPermit } from '../doctor/check-records.ts';
import { bytesOfFile } from '../durable-file.ts';
import type { SealedPlace } from '../keys/sealed-place.ts';
import { readCounts } from '../operate.store.ts';
import type { Report } from '../report.ts';
import { type Restored, type RestorePlace, restoreInto } from '../restore/restore.ts';
import { type BackupSource, writeBackup } from './write-backup.ts';

/** A throw-away place for a rehearsal; holds ciphertext and wrapped keys only, as the data folder does. */
export interface Rehearsal extends RestorePlace {
  readonly folder: string;
  /** Removes it whatever happened. */
  remove(): Promise<void>;
}

export interface Rehearsed {
  readonly passed: boolean;
  readonly factsCompared: number;
  readonly entries: number;
  readonly problems: readonly string[];
}

const FACTS = 100;

/** Takes a backup, restores it with the sealed keyring as it stands in its file, and compares the copy with the record. */
export async function rehearse(
  parts: {
    readonly source: BackupSource;
    readonly core: Core;
    readonly sealed: SealedPlace;
    readonly place: () => Promise<Rehearsal>;
  },
  report: Report,
): Promise<Rehearsed> {
  const { source, core, sealed } = parts;
  const none = { passed: false, factsCompared: 0, entries: 0 };
  await sealed.renew(core.keyring);
  const kept = await sealed.read(core.keyring);
  if (kept === null)
    return { ...none, problems: ['There is no sealed keyring. Run: chartwarden keys backup --out FILE'] };
  const place = await parts.place();
  try {
    const file = join(place.folder, 'rehearsal.backup');
    await writeBackup(source, file, report);
    const from = { root: core.keyring.root, sealed: kept, backup: bytesOfFile(file) };
    const restored = await restoreInto(place, from, report);
    try {
      return await compare(core, restored, report);
    } finally {
      await restored.core.close();
    }
  } catch (error) {
    if (!isCoded(error)) throw error;
    return {
      ...none,
      problems: [`${error.code}: ${error.message}${error.detail === undefined ? '' : ` (${error.detail})`}`],
    };
  } finally {
    await place.remove();
  }
}

async function compare(core: Core, copy: Restored, report: Report): Promise<Rehearsed> {
  const problems = [...copy.problems];
  const { counts } = copy.manifest;
  const found = (await readCounts(copy.db.all)).counts;
  for (const name of ['people', 'facts', 'sources'] as const)
    if (found[name] !== counts[name]) problems.push(`${counts[name]} ${name} were written, ${found[name]} came back`);

  const records = liveRecords(copy.core);
  let compared = 0;
  for (const [at, record] of records.entries()) {
    // As many of each record as brings the whole to a hundred, at least one.
    const share = Math.max(1, Math.ceil((FACTS - compared) / (records.length - at)));
    const permit = await systemPermit(copy.core, record, ['read']);
    const sampled = await copy.core.vault.checks.sample(permit, share, copy.begin.takenAt);
    // A record that was erased meanwhile has nothing left to compare with.
    if (core.access.state().records.get(record)?.erased !== false) continue;
    const same = await core.vault.checks.confirm(
      await systemPermit(core, record, ['read']),
      sampled,
      copy.begin.takenAt,
    );
    for (const { fact } of sampled) if (!same.includes(fact)) problems.push(`fact ${fact} came back different`);
    compared += sampled.length;
    report({ step: 'comparing facts', done: compared, unit: 'facts' });
  }
  return { passed: problems.length === 0, factsCompared: compared, entries: counts.entries, problems };
}
