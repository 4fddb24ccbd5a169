export { type AccessChain, type AccessChainStep, foldAccess } from './access-chain.ts';
export type { TreeHead } from './checkpoint.ts';
export type { Checkpoints, WitnessStatus } from './checkpoints.ts';
export { idsHash } from './entry.ts';
export { ledgerMigrations } from './ledger.migrations.ts';
export type { Head } from './ledger.store.ts';
export { type Ledger, type LedgerOptions, openLedger } from './ledger.ts';
export { treeRoot } from './merkle.ts';
export { openNote, signNote, type Verifier, verifierFor } from './note.ts';
export {
  compareWithEarlier,
  type Line,
  type LineProof,
  type ProofResult,
  type Statement,
  verifyLineProof,
} from './person-proof.ts';
export { nextAccessDigest } from './placement.ts';
export type { Prover } from './prover.ts';
export type { Entry, LedgerReader, OpenEntry, Page, SealedEntry, Search } from './reader.ts';
export { createRefusals, type Refusal, type Refusals } from './refusals.ts';
export type { Startup } from './startup.ts';
export * from './types.ts';
export { createExportVerifier, type ExportReport, type ExportVerifier, verifyExport } from './verify-export.ts';
export type { LedgerProblem, LedgerReport } from './verify-ledger.ts';
export { createFolderWitness, type Restore, type Verdict, type Witness } from './witness.ts';
