/** What one file may cost; the sandbox holds memory and time besides. */
export interface ImporterLimits {
  /** Bytes of one resource. */
  readonly maxResource: number;
  /** Bytes of FHIR JSON read from one file, unpacked. */
  readonly maxTotal: number;
  /** Bytes of an archive that is held whole; a larger file is passed over several times, a larger one inside another refused. */
  readonly maxHeld: number;
  /** Members of a .zip. */
  readonly maxMembers: number;
  /** Unpacked to packed bytes; counts beyond `ratioFloor` bytes only. */
  readonly maxRatio: number;
  readonly ratioFloor: number;
  /** Archives in archives. */
  readonly maxDepth: number;
}

const MB = 1024 * 1024;

export const importerLimits: ImporterLimits = {
  maxResource: 32 * MB,
  maxTotal: 4096 * MB,
  maxHeld: 128 * MB,
  maxMembers: 10_000,
  maxRatio: 250,
  ratioFloor: 32 * MB,
  maxDepth: 2,
};
