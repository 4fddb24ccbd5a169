import type { VaultContext } from './context.ts';
import { createCorrections } from './corrections.ts';
import { createImports } from './imports.ts';
import { createOverlay } from './overlay.ts';
import { createReader } from './reader.ts';
import { createRecords } from './records.ts';

/** Everything that reads or writes a record at rest. Every function takes a permit of one use. */
export function createVault(context: VaultContext) {
  const overlay = createOverlay(context);
  return {
    imports: createImports(context, overlay),
    read: createReader(context),
    corrections: createCorrections(context),
    records: createRecords(context),
  };
}

export type Vault = ReturnType<typeof createVault>;
