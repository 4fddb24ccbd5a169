import { isCoded } from '@chartwarden/errors';
import { INSTANCE_ID, idFromBytes } from '@chartwarden/ids';
import type { Finding } from '@chartwarden/vault';
import { recordIds, unfinishedImports } from '../operate.store.ts';
import { checkRecords, liveRecords } from './check-records.ts';
import { orphansAmong } from './orphans.ts';
import { type Check, type Examine, ok, problem, warning } from './types.ts';

const WHAT: Readonly<Record<Finding['kind'], string>> = {
  changed: 'is not what was written',
  'rolled-back': 'is an older one, put back',
  removed: 'was removed',
  added: 'was added by somebody else',
  unreadable: 'cannot be opened: a byte of it was changed, or it belongs elsewhere',
  forgotten: 'is under a key that was destroyed with "keys rotate --forget-old"',
  unfinished: 'is in the middle of a key rotation; run "chartwarden keys rotate" to finish it',
};

/** Every row and file of every record against what the log says was written; and files that no record names. */
export const records: Examine = async (parts, report) => {
  const { core, objects } = parts;
  const checks: Check[] = [];
  const named = new Set<string>();
  let facts = 0;
  let sources = 0;
  try {
    for await (const checked of checkRecords(core, report)) {
      facts += checked.facts;
      sources += checked.sources;
      for (const address of checked.addresses) named.add(address);
      for (const { kind, table, row } of checked.findings) {
        const message = `Record ${checked.record}: ${table} ${row} ${WHAT[kind]}.`;
        checks.push(kind === 'unfinished' ? warning(`vault.${kind}`, message) : problem(`vault.${kind}`, message));
      }
    }
  } catch (error) {
    if (!isCoded(error)) throw error;
    checks.push(problem('vault.keys', `${error.code}: ${error.message}`));
  }
  if (checks.length > 0) return checks;
  let orphans = 0;
  for await (const _address of orphansAmong(objects, named)) orphans += 1;
  return [
    ok('vault.records', `${facts} facts and ${sources} files, each as it was written.`),
    orphans === 0
      ? ok('objects.orphans', 'Every stored file belongs to a record.')
      : warning(
          'objects.orphans',
          `${orphans} stored files belong to no record (uploads that were broken off, or of erased people: noise). They only take room; what is left of uploads is removed after a day.`,
        ),
  ];
};

/** Rows of records that the keyring or the log does not know. */
export const strangers: Examine = async ({ core, db }) => {
  const live = new Set<string>([...liveRecords(core), INSTANCE_ID]);
  const erased = new Set((await core.keyring.tombstones()).map(({ record }) => record));
  const checks: Check[] = [];
  for (const { record_id } of await recordIds(db.all)) {
    const record = idFromBytes(record_id);
    if (erased.has(record))
      checks.push(
        warning(
          'vault.remains',
          `Rows of the erased record ${record} are still there (noise). They are removed at the next start.`,
        ),
      );
    else if (!live.has(record))
      checks.push(problem('vault.added', `Rows of record ${record}, which the log does not know.`));
  }
  for (const record of live)
    if (!(await core.keyring.has(record)))
      checks.push(
        problem('keys.missing', `The keyring lacks the keys of record ${record}. Restore the sealed keyring.`),
      );
  return checks.length > 0
    ? checks
    : [ok('vault.known', 'Every row belongs to a record that the log and the keyring know.')];
};

/** Imports that nobody finished: their rows wait and count for nothing. */
export const imports: Examine = async ({ db, clock }) => {
  const old = await unfinishedImports(db.all, clock.now() - 24 * 3_600_000);
  return [
    old === 0
      ? ok('imports.unfinished', 'No import was left unfinished.')
      : warning(
          'imports.unfinished',
          `${old} imports were begun more than a day ago and neither taken in nor cancelled.`,
        ),
  ];
};
