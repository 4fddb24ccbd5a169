export type { AccessMark, Actor, ChainLink, EntryBody, Scope, SealedBody } from './body.ts';
export { bodyText, NO_PREVIOUS } from './body.ts';
export { openCheckpoint, openRotation, type Rotation, type TreeHead, trustedKeys } from './checkpoint.ts';
export { EMPTY_ROOT, HASH, hashFromHex, sha256 } from './hashes.ts';
export { type Json, jcs, parseCanonical } from './jcs.ts';
export { commitmentOf, commitUnder, leafHash } from './leaf.ts';
export {
  consistencyProof,
  type Edge,
  EMPTY_EDGE,
  edgeOf,
  grow,
  inclusionProof,
  rootAt,
  rootOf,
  TILE,
  type Tile,
  type TileReader,
  treeRoot,
} from './merkle.ts';
export { openNote, parseVerifier, type Verifier, verifierFor } from './note.ts';
export {
  compareWithEarlier,
  type Line,
  type LineProof,
  type ProofResult,
  type Statement,
  verifyLineProof,
} from './person-proof.ts';
export { restoreBody, restoreIn } from './restores.ts';
export {
  createExportVerifier,
  EXPORT_FORMAT,
  type ExportReport,
  type ExportVerifier,
  verifyExport,
} from './verify-export.ts';
export { verifyConsistency, verifyInclusion } from './verify-proof.ts';
export {
  compareHead,
  compareWitness,
  type Present,
  type Restore,
  type Verdict,
  witnessFile,
  witnessNotes,
} from './witness.ts';
