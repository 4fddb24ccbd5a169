import type { Core } from '@chartwarden/gate';
import { INSTANCE_ID, type RecordId } from '@chartwarden/ids';
import type { RootKey } from '@chartwarden/vault';
import { liveRecords, systemPermit } from '../doctor/check-records.ts';
import { OPERATOR } from '../operator.ts';
import type { Report } from '../report.ts';

export interface Rotated {
  readonly root: 'unchanged' | 'rotated';
  readonly records: number;
  readonly rows: number;
}

type RotationCore = Pick<
  Core,
  'access' | 'gate' | 'vault' | 'keyring' | 'ledger' | 'keysChanged' | 'rotateCheckpointKey'
>;

const noteOf = (core: RotationCore, done: Rotated): Promise<unknown> =>
  core.ledger.append({
    scope: 'instance',
    body: { actor: OPERATOR, action: 'keys-rotated', outcome: 'done', detail: { ...done } },
    keysChanged: true,
  });

/**
 * Wraps the keyring by the next root key. Goes on where a crash left it. The sealed keyring is renewed at once: the one
 * before opens with the old root key only. `keep` makes the next key the one that the next start finds.
 */
export async function rotateRoot(
  core: RotationCore,
  next: RootKey,
  keep: () => void,
  report: Report,
): Promise<Rotated> {
  report({ step: 'wrapping keys by the next root key' });
  await core.keyring.rotateRoot(next);
  keep();
  await core.keysChanged();
  const done: Rotated = { root: 'rotated', records: 0, rows: 0 };
  await noteOf(core, done);
  return done;
}

/** New data keys for every record and a new signing key for the log. Goes on where a crash left it. */
export async function rotateData(core: RotationCore, report: Report): Promise<Rotated> {
  const records = liveRecords(core).filter((record) => record !== INSTANCE_ID);
  let rows = 0;
  for (const [at, record] of records.entries()) {
    report({ step: 'sealing records anew', done: at, total: records.length });
    rows += await rotateRecord(core, record);
  }
  await core.rotateCheckpointKey(OPERATOR);
  await core.keysChanged();
  const done: Rotated = { root: 'unchanged', records: records.length, rows };
  await noteOf(core, done);
  return done;
}

/** One record; also the job that finishes after a restart what was cut off. Resolves with the rows sealed anew. */
export async function rotateRecord(core: Pick<Core, 'gate' | 'vault'>, record: RecordId): Promise<number> {
  return (await core.vault.rotation.rotate(await systemPermit(core, record, ['update']))).rows;
}

/** Records whose rotation was cut off. */
export async function interruptedRotations(core: Pick<Core, 'access' | 'keyring'>): Promise<readonly RecordId[]> {
  const begun = new Set(await core.keyring.unfinishedRotations());
  return liveRecords(core).filter((record) => begun.has(record));
}
