import type { RecordId } from '@chartwarden/ids';
import { type Alone, createAlone } from './alone.ts';
import { createArchive } from './archive.ts';
import { createBulk } from './bulk.ts';
import { createChecks } from './checks.ts';
import { createContentReader } from './contents.ts';
import type { VaultContext } from './context.ts';
import { createCorrections } from './corrections.ts';
import { createCounts } from './counts.ts';
import { createDerived } from './derived.ts';
import { createErasure } from './erase.ts';
import { createExport } from './export.ts';
import { createEverything } from './find/everything.ts';
import { createFind } from './find/find.ts';
import { createHistory } from './find/history.ts';
import { recordOf } from './import-rows.ts';
import { createImports } from './imports.ts';
import { createOneReader, recordsOfFact } from './one.ts';
import { createOverlay } from './overlay.ts';
import { createPersonReader } from './person.ts';
import { createPrinting } from './printing.ts';
import { createReader } from './reader.ts';
import { createRecall } from './recall.ts';
import { createRecords } from './records.ts';
import { createRelated } from './related.ts';
import { createRotation } from './rotate.ts';
import { createSourceReader } from './source-reader.ts';
import { createStrays } from './strays.ts';
import { createTurns } from './turns.ts';
import { createVerdicts } from './verdicts.ts';
import { createWrites } from './write/write.ts';

/** Everything that reads or writes a record at rest. Every function takes a permit of one use. */
export function createVault(
  parts: Omit<VaultContext, 'recall' | 'alone'> & {
    /** Told of every change that this process makes to what counts in a record. */
    readonly changed?: (record: RecordId) => void;
    /** Turns at the files of a record among processes that have the same objects. */
    readonly inTurn?: Alone;
  },
) {
  const { inTurn, ...rest } = parts;
  const context: VaultContext = { ...rest, recall: createRecall(parts.db, parts.changed), alone: createAlone(inTurn) };
  const overlay = createOverlay(context);
  const { rootOf, sourceBytes, ...imports } = createImports(context, overlay);
  const turns = createTurns();
  return {
    imports: { ...turns.counted(imports), sourceBytes, recordOf: recordOf(context.db) },
    derived: turns.counted(createDerived(context)),
    read: turns.counted({
      ...createReader(context),
      ...createOneReader(context),
      ...createPersonReader(context),
      ...createCounts(context),
      ...createSourceReader(context),
      ...createContentReader(context),
      ...createRelated(context),
      ...createPrinting(context),
    }),
    write: turns.counted(createWrites(context)),
    recordsOfFact: recordsOfFact(context.db),
    ...turns.counted({ ...createFind(context), ...createHistory(context), ...createEverything(context) }),
    corrections: turns.counted(createCorrections(context)),
    verdicts: turns.counted(createVerdicts(context)),
    records: turns.counted(createRecords(context)),
    checks: turns.counted(createChecks(context)),
    export: { ...createExport(context), ...createArchive(context), ...createBulk(context) },
    rotation: createRotation(context, rootOf, turns),
    erasure: createErasure(context),
    strays: createStrays(context),
  };
}

export type Vault = ReturnType<typeof createVault>;
