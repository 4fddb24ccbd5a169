import { join } from 'node:path';
import type { Accounts } from '@chartwarden/accounts';
import type { LoadedConfig } from '@chartwarden/config';
import type { DiskReserve } from '@chartwarden/db';
import type { Jobs } from '@chartwarden/jobs';
import type { DoctorParts, OperatePorts } from '@chartwarden/operate';
import type { Sandbox } from '@chartwarden/sandbox';
import { decodeKit, rootKeyFrom, writeRootKeyFile } from '@chartwarden/vault';
import type { DataFolder } from './data-folder.ts';
import type { WitnessPlace } from './witness-place.ts';

/** What the doctor looks at beside the records. */
export function doctorParts(parts: {
  readonly loaded: LoadedConfig;
  readonly data: DataFolder;
  readonly sandbox: Sandbox;
  readonly jobs: Jobs;
  readonly accounts: Accounts;
  readonly witness: WitnessPlace;
  readonly reserve: DiskReserve;
}): Omit<DoctorParts, 'core' | 'db' | 'keyringDb' | 'objects' | 'clock' | 'sealed'> {
  const { loaded, data, sandbox, jobs, accounts, witness, reserve } = parts;
  const origins: Record<string, number> = {};
  for (const origin of loaded.origins.values()) origins[origin] = (origins[origin] ?? 0) + 1;
  return {
    backupDirSet: loaded.config.keys.backupDir !== undefined,
    disk: async () => {
      // It may just have got room again.
      await reserve.mayGrow();
      return reserve.state();
    },
    secrets: [
      { name: 'keys.folder', path: data.keys, kind: 'folder' },
      { name: 'keys.root-file', path: join(data.keys, 'root.key'), kind: 'file' },
      { name: 'keys.keyring-file', path: data.keyring, kind: 'file' },
    ],
    origins,
    witness: () => witness.current(),
    isolation: () => sandbox.status(),
    mail: accounts.mailState,
    signOn: accounts.signOn.check,
    deadJobs: async () => (await jobs.counts()).dead,
  };
}

/** CHARTWARDEN_ROOT_KEY_NEXT, with what has to be done so that the next start finds it. */
export function nextRootOf(loaded: LoadedConfig): OperatePorts['nextRoot'] {
  if (loaded.nextRootKey === undefined) return undefined;
  const key = rootKeyFrom(loaded.nextRootKey.take());
  const place = loaded.rootKey;
  return {
    key,
    keep() {
      // The embedded key is Chartwarden's own file; another place is the operator's, who swaps the key there.
      if (place.place !== 'data') return;
      const raw = decodeKit(key.kitWords());
      writeRootKeyFile(place.file, raw.toString('hex'));
      raw.fill(0);
    },
  };
}
