import { dirname, join } from 'node:path';
import { CodedError } from '@chartwarden/errors';
import type { EntryBody } from '@chartwarden/ledger';
import type { RootKey } from '@chartwarden/vault';
import type { Asking } from './asking.ts';
import { type Rehearsal, rehearse } from './backup/rehearse.ts';
import { type BackupSource, writeBackup } from './backup/write-backup.ts';
import { examine } from './doctor/doctor.ts';
import type { DoctorParts } from './doctor/types.ts';
import { type MoveCells, rotateData, rotateRoot } from './keys/rotate-keys.ts';
import { SEALED_KEYRING } from './keys/sealed-place.ts';
import { exportOwn, verifyOwn } from './ledger-acts.ts';
import { OPERATOR } from './operator.ts';
import { lastEntry } from './past-acts.ts';
import type { Report } from './report.ts';

export interface OperatePorts extends DoctorParts {
  /** A throw-away place to rehearse a restore in. */
  readonly rehearsal: () => Promise<Rehearsal>;
  readonly cells: MoveCells;
  /** Runs while no other process is open on the database. Throws CW-OPS-013 when there is one. */
  readonly only: <T>(work: () => Promise<T>) => Promise<T>;
  /** CHARTWARDEN_ROOT_KEY_NEXT; `keep` makes it the key that the next start finds, where that is Chartwarden's to do. */
  readonly nextRoot: { readonly key: RootKey; readonly keep: () => void } | undefined;
}

const WEEK = 7 * 24 * 3600_000;

/** What keeps an instance alive and whole: the acts of the operator. Each writes its own line into the log. */
export function createOperate(ports: OperatePorts) {
  const { core, db, objects, clock, sealed } = ports;
  const { ledger, keyring } = core;
  let busy = false;

  /** A backup that straddles a rotation would restore to a half-done one, whose old keys may be destroyed at its end. */
  async function alone<T>(work: () => Promise<T>): Promise<T> {
    if (busy) throw new CodedError('CW-OPS-007');
    busy = true;
    try {
      return await work();
    } finally {
      busy = false;
    }
  }

  const note = (action: string, rest: Partial<EntryBody>) =>
    ledger.append({ scope: 'instance', body: { actor: OPERATOR, action, outcome: 'done', ...rest } });

  const source = (): BackupSource => ({ db, objects, ledger, keyring, clock, witness: ports.witness() });

  /** Renews the sealed keyring; where it has no place yet, it is made beside the backup. Null when it cannot be written. */
  async function sealBeside(out: string): Promise<string | null> {
    try {
      const file = await sealed.renew(keyring);
      if (file !== null) return file;
      const beside = join(dirname(out), SEALED_KEYRING);
      await sealed.moveTo(keyring, beside);
      return beside;
    } catch {
      // The backup stands; the answer and the doctor say that its keys do not.
      return null;
    }
  }

  /** When things were last done, for a screen. Milliseconds, or null. */
  async function past() {
    const timeOf = async (action: string, outcome?: 'done' | 'failed') =>
      (await lastEntry(ledger, action, outcome))?.time ?? null;
    return {
      lastBackup: await timeOf('backup'),
      lastRehearsal: await timeOf('rehearse'),
      lastRehearsalPassed: await timeOf('rehearse', 'done'),
      lastRotation: await timeOf('keys-rotated'),
    };
  }

  return {
    doctor: (report: Report) => examine(ports, report),
    verifyLedger: (report: Report) => verifyOwn(ledger, ports.witness() !== null, report),
    /** Checks the log when nobody did for a week: it is of use only to whoever looks. False when there was no need. */
    async watchLog(): Promise<boolean> {
      const last = await lastEntry(ledger, 'verify');
      if (last !== undefined && last.time > clock.now() - WEEK) return false;
      await verifyOwn(ledger, ports.witness() !== null, () => undefined, { kind: 'system', role: 'system' });
      return true;
    },
    ledgerKey: () => ({ publicKey: ledger.verifierKey() }),
    exportLedger: (out: string, report: Report) => exportOwn(ledger, out, report),

    backup: (out: string, report: Report) =>
      alone(async () => {
        const { bytes, sha256, manifest } = await writeBackup(source(), out, report);
        const sealedKeyring = await sealBeside(out);
        const { counts, takenAt, head } = manifest;
        await note('backup', { payload: sha256, detail: { bytes, takenAt, head: head.size, ...counts } });
        return { out, bytes, sha256, counts, sealedKeyring };
      }),

    /** Without `out`: where it stands. Throws CW-OPS-011 when that is nowhere. */
    async backupKeys(out?: string) {
      const file = out ?? sealed.file();
      if (file === null) throw new CodedError('CW-OPS-011');
      const keys = await sealed.moveTo(keyring, file);
      await note('backup-keys', { count: keys });
      return { out: file, keys };
    },

    rehearse: (report: Report) =>
      alone(async () => {
        const done = await rehearse({ source: source(), core, sealed, place: ports.rehearsal }, report);
        await note('rehearse', { outcome: done.passed ? 'done' : 'failed', count: done.factsCompared });
        return done;
      }),

    /** `forgetOld`: destroys the keys that only older backups need. */
    rotateKeys: ({ forgetOld }: { readonly forgetOld: boolean }, report: Report) =>
      alone(() =>
        ports.only(async () => {
          const next = ports.nextRoot;
          if (next !== undefined && forgetOld)
            throw new CodedError('CW-GEN-003', '--forget-old and CHARTWARDEN_ROOT_KEY_NEXT, one after the other');
          const done =
            next === undefined
              ? await rotateData(core, ports.cells, forgetOld, report)
              : await rotateRoot(core, next.key, next.keep, report);
          // Asked again, so that the answer does not name a file that could not be renewed.
          return { ...done, sealedKeyring: await sealed.renew(keyring).catch(() => null) };
        }),
      ),

    past,

    /** The same for owners and admins; throws CW-GATE-007 for everybody else, who stand in the log with it. */
    async pastFor({ actor, request }: Asking) {
      if (core.gate.isFor(actor, 'operate')) return past();
      const tried = { action: 'operate-state', outcome: 'refused', code: 'CW-GATE-007', purpose: 'operate' } as const;
      await core.gate.note({ actor, ...tried, ...request });
      throw new CodedError('CW-GATE-007');
    },
  };
}

export type Operate = ReturnType<typeof createOperate>;
