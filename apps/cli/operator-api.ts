/**
 * What the operator at the shell may do (design 4.4: set-up, doctor, verify, backup, keys; never read a record). Built
 * by the server's wiring over the open data folder. When a server runs, the same acts are reached over
 * `POST /api/operator/<act>`; see {@link OPERATOR_ACTS} and `operator-wire.ts`.
 *
 * Paths are absolute and belong to the file system of the process that holds the data folder. Every act writes its own
 * ledger entry as actor `operator`. Failures are `CodedError`s.
 */
export interface Operator {
  /** Makes the first account and gives it the owner role. 409 CW-ACC-003 when there is an owner already. */
  setup(input: SetupInput, report: Report): Promise<SetupDone>;
  /** A single-use link, valid 15 minutes: to the first-run page, or, for the existing owner, to a page that sets a new password. */
  setupLink(input: SetupLinkInput, report: Report): Promise<SetupLinkDone>;
  /** Checks everything that can be checked and names what is wrong. Changes nothing. */
  doctor(input: Record<string, never>, report: Report): Promise<DoctorDone>;
  /** Verifies this instance's own ledger, head and witness. */
  verifyLedger(input: Record<string, never>, report: Report): Promise<VerifyDone>;
  /** The verifier key of this instance's ledger (C2SP signed-note), as it stands on the recovery kit. */
  ledgerKey(input: Record<string, never>, report: Report): Promise<{ readonly publicKey: string }>;
  /** Writes an export that `ledger verify PATH` can check without this instance. Refuses to overwrite. */
  exportLedger(input: { readonly out: string }, report: Report): Promise<LedgerExportDone>;
  /**
   * New keys for every record, account and the instance, or a new root key when CHARTWARDEN_ROOT_KEY_NEXT is set. Resumes
   * where it stopped. `forgetOld` destroys the keys that only older backups need.
   */
  rotateKeys(input: { readonly forgetOld?: boolean }, report: Report): Promise<RotateDone>;
  /** Renews the sealed keyring, in `keys.backupDir` or at `out`. */
  backupKeys(input: { readonly out?: string }, report: Report): Promise<KeysBackupDone>;
  /** A consistent backup of database and objects in one encrypted file. Refuses to overwrite. */
  backup(input: { readonly out: string }, report: Report): Promise<BackupDone>;
  /** Restores the newest state into a throw-away place, compares, verifies, removes it. */
  rehearse(input: Record<string, never>, report: Report): Promise<RehearseDone>;
}

export type OperatorAct = keyof Operator;

/** Every act, in the order of the interface: the only names accepted under `/api/operator/`. */
export const OPERATOR_ACTS = [
  'setup',
  'setupLink',
  'doctor',
  'verifyLedger',
  'ledgerKey',
  'exportLedger',
  'rotateKeys',
  'backupKeys',
  'backup',
  'rehearse',
] as const satisfies readonly OperatorAct[];

/** Where a long act stands. `step` is a few plain words ("checking facts"); counts are absent when unknown. */
export interface Progress {
  readonly step: string;
  readonly done?: number;
  readonly total?: number;
  readonly unit?: 'bytes' | 'entries' | 'facts' | 'rows' | 'keys' | 'files';
}

export type Report = (progress: Progress) => void;

/** Restore works on an empty data folder, so it stands beside the operator: exported by the server as `restore`. */
export interface RestoreInput {
  readonly backup: string;
  readonly keyring: string;
  /** The root key as words of the recovery kit; absent: from the configuration. */
  readonly kitWords?: string;
}

export interface RestoreDone {
  readonly restored: {
    readonly people: number;
    readonly facts: number;
    readonly sources: number;
    readonly entries: number;
  };
  /** Milliseconds: when the backup was taken. */
  readonly takenAt: number;
  /** Records erased after the backup was taken, erased again by the keyring's tombstones. */
  readonly erasedAgain: number;
  readonly verified: boolean;
  readonly problems: readonly string[];
}

export interface SetupInput {
  readonly email: string;
  /** How the person wants to be called. */
  readonly name: string;
  readonly password: string;
  /** A folder, null for none, absent for the suggested one (none when there is no suggestion). */
  readonly witness?: string | null;
}

export interface SetupDone {
  readonly account: { readonly id: string; readonly email: string; readonly name: string };
  /** Session token of the command line, and when it ends (milliseconds). */
  readonly token: string;
  readonly expires: number;
  readonly witness: string | null;
  readonly kit: RecoveryKit;
}

/** `text` is printable, several lines; `words` the root key in groups with a checksum. Both are the key: never logged. */
export interface RecoveryKit {
  readonly text: string;
  readonly words: string;
  readonly publicKey: string;
  readonly file: string;
}

export interface SetupLinkInput {
  readonly email: string;
}

export interface SetupLinkDone {
  readonly purpose: 'first-run' | 'new-password';
  /** Holds the secret in its fragment, which browsers do not send. */
  readonly url: string;
  readonly expires: number;
  /** Sessions of the existing owner that were ended. */
  readonly sessionsEnded: number;
}

export interface Check {
  /** Stable name: `keys.root-file`, `ledger.tree`, `vault.rolled-back` ... */
  readonly name: string;
  readonly state: 'ok' | 'warning' | 'problem';
  /** What was found, and what to do about it; ids allowed, never record content. */
  readonly message: string;
}

export interface DoctorDone {
  /** False when any check is a `problem`. */
  readonly healthy: boolean;
  readonly checks: readonly Check[];
}

export interface VerifyDone {
  readonly verified: boolean;
  readonly entries: number;
  /** Hex root of the tree over `entries`. */
  readonly root: string;
  readonly witness: 'agrees' | 'behind' | 'disagrees' | 'missing' | 'none';
  readonly restored: boolean;
  readonly problems: readonly { readonly seq?: number; readonly message: string }[];
}

export interface LedgerExportDone {
  readonly out: string;
  readonly entries: number;
  readonly root: string;
  readonly publicKey: string;
}

export interface RotateDone {
  readonly root: 'unchanged' | 'rotated';
  readonly records: number;
  readonly accounts: number;
  readonly rows: number;
  /** Old keys that were destroyed: backups from before can then no longer be read. */
  readonly forgotten: number;
  /** Where the sealed keyring was renewed; null when `keys.backupDir` is unset. */
  readonly sealedKeyring: string | null;
}

export interface KeysBackupDone {
  readonly out: string;
  readonly keys: number;
}

export interface BackupDone {
  readonly out: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly counts: {
    readonly people: number;
    readonly facts: number;
    readonly sources: number;
    readonly entries: number;
  };
  readonly sealedKeyring: string | null;
}

export interface RehearseDone {
  readonly passed: boolean;
  readonly factsCompared: number;
  readonly entries: number;
  readonly problems: readonly string[];
}
