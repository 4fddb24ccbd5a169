import type { Core } from '@chartwarden/gate';
import { type AccountId, INSTANCE_ID, type RecordId } from '@chartwarden/ids';
import type { Reseal, RootKey } from '@chartwarden/vault';
import { liveRecords, systemPermit } from '../doctor/check-records.ts';
import { OPERATOR } from '../operator.ts';
import type { Report } from '../report.ts';

export interface Rotated {
  readonly root: 'unchanged' | 'rotated';
  readonly records: number;
  readonly accounts: number;
  readonly rows: number;
  /** Old keys that were destroyed. */
  readonly forgotten: number;
}

/** What features keep sealed of an account or the instance: moves it to the newest keys, and says how many cells it was. */
export type MoveCells = (scope: AccountId | 'instance', again: Reseal) => Promise<number>;

type RotationCore = Pick<
  Core,
  'access' | 'gate' | 'vault' | 'keyring' | 'sealed' | 'ledger' | 'keysChanged' | 'rotateCheckpointKey'
>;

const noteOf = (core: RotationCore, action: string, detail: Record<string, string | number>): Promise<unknown> =>
  core.ledger.append({
    scope: 'instance',
    body: { actor: OPERATOR, action, outcome: 'done', detail },
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
  await noteOf(core, 'root-key-rotated', {});
  return { root: 'rotated', records: 0, accounts: 0, rows: 0, forgotten: 0 };
}

/**
 * New keys for every record, every account and the instance, and a new signing key for the log. Goes on where a crash
 * left it. The old keys stay in the keyring for older backups; with `forgetOld` they are destroyed in the end.
 */
export async function rotateData(
  core: RotationCore,
  cells: MoveCells,
  forgetOld: boolean,
  report: Report,
): Promise<Rotated> {
  const records = liveRecords(core).filter((record) => record !== INSTANCE_ID);
  const accounts = [...core.access.state().accounts.keys()];
  const scopes = [...records, ...accounts, INSTANCE_ID];
  let rows = 0;
  for (const [at, scope] of scopes.entries()) {
    report({ step: 'sealing anew', done: at, total: scopes.length });
    rows += await rotateScope(core, cells, scope);
  }
  await core.rotateCheckpointKey(OPERATOR);
  let forgotten = 0;
  if (forgetOld) for (const scope of scopes) forgotten += await core.keyring.forget(scope);
  await core.keysChanged();
  const done: Rotated = { root: 'unchanged', records: records.length, accounts: accounts.length, rows, forgotten };
  await noteOf(core, 'keys-rotated', { ...done });
  if (forgetOld) await noteOf(core, 'keys-forgotten', { forgotten });
  return done;
}

/** One record, account or the instance; goes on where it was cut off. Resolves with the rows sealed anew. */
export async function rotateScope(
  core: Pick<Core, 'access' | 'gate' | 'vault' | 'sealed'>,
  cells: MoveCells,
  scope: string,
): Promise<number> {
  if (scope === INSTANCE_ID) return core.sealed.renew('instance', (again) => cells('instance', again));
  if (core.access.state().accounts.has(scope as AccountId))
    return core.sealed.renew(scope, (again) => cells(scope as AccountId, again));
  return (await core.vault.rotation.rotate(await systemPermit(core, scope as RecordId, ['update']))).rows;
}

/**
 * Goes on with a rotation that was cut off, where there is one: crashes in a row leave several jobs for the same, and to
 * rotate what is finished would begin another rotation. Resolves with the rows sealed anew.
 */
export async function finishRotation(
  core: Pick<Core, 'access' | 'gate' | 'vault' | 'sealed' | 'keyring'>,
  cells: MoveCells,
  scope: string,
): Promise<number> {
  return (await interruptedRotations(core)).includes(scope) ? rotateScope(core, cells, scope) : 0;
}

/** What has a rotation that was cut off: records, accounts, the instance. A restored copy may hold older rows everywhere. */
export async function interruptedRotations(core: Pick<Core, 'access' | 'keyring'>): Promise<readonly string[]> {
  const begun = new Set(await core.keyring.unfinishedRotations());
  return [...liveRecords(core), ...core.access.state().accounts.keys(), INSTANCE_ID].filter((one) => begun.has(one));
}
