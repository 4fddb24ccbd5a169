export type { ArchivedVersion, ArchivePlan, RecordArchive, SaidOf } from './archive.ts';
export type { BulkFile, BulkQuery } from './bulk.ts';
export type { CheckedRecord, Sampled } from './checks.ts';
export type { ContentUse, FactContent, OpenedContent } from './contents.ts';
export { bodyOf, denied, guardOf, type VaultContext } from './context.ts';
export {
  CORRECTION_KINDS,
  type Correction,
  type CorrectionKind,
  VERDICTS,
  type VerdictWord,
} from './corrections.store.ts';
export type { NewCorrection } from './corrections.ts';
export type { Arrivals, Spread, SpreadQuery } from './counts.ts';
export type { DerivedAnswer, DerivedQuery, Deriving, Engine, Inside } from './derived.ts';
export type { DerivedPiece } from './derived-pieces.ts';
export type { ErasureCounts, ErasurePlan } from './erase.ts';
export type { ExportFile, RecordExport } from './export.ts';
export { factTypes } from './fact-types.store.ts';
export type { Everything, EverythingQuery } from './find/everything.ts';
export type { History, HistoryEntry, HistoryQuery } from './find/history.ts';
export type { FindQuery, Found } from './find/query.ts';
export { isOwn as isWrittenHere } from './identity.ts';
export type { Counts, Import, ImportDetails, ImportState, Source } from './import-rows.ts';
export type { Finding } from './integrity.ts';
export { keyringMigrations } from './keyring.migrations.ts';
export type { KeyRow } from './keyring.store.ts';
export { Keyring, type KeyringContent } from './keyring.ts';
export { createLedgerKeys, type LedgerKeys } from './ledger-cipher.ts';
export * from './permit.ts';
export type { PersonOfRecord } from './person.ts';
export { plainCopy } from './plain-copy.ts';
export type { Printable, PrintQuery } from './printing.ts';
export type { FactDetail, FactPage, PageQuery } from './reader.ts';
export { newRecordRow, type RecordProfile } from './records.ts';
export type { RestoredVersion } from './restored-rows.ts';
export type { RestoredSaid } from './restoring.ts';
export {
  decodeKit,
  encodeKit,
  ownRootKey,
  parseRootKeyHex,
  type RootKey,
  readRootKeyFile,
  rootKeyFrom,
  writeRootKeyFile,
} from './root-key.ts';
export { openRow, type RowPlace, rowDigest, sealRow, UNDATED } from './rows.ts';
export { isNewest, type ScopeKeys } from './scope-keys.ts';
export { createSealedStore, type Reseal, type SealedPlace, type SealedStore } from './sealed-store.ts';
export type { ServedFact } from './serve.ts';
export type { Outcome, StagedFact } from './staging.ts';
export { vaultMigrations } from './vault.migrations.ts';
export { createVault, type Vault } from './vault.ts';
export type { NewVerdict, Verdict } from './verdicts.ts';
export { firstFact, type NewPatient, newPatient } from './write/first.ts';
export type { Removed, WriteOp, Written } from './write/ops.ts';
