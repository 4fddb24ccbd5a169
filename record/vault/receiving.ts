import { ConflictError } from '@chartwarden/db';
import { CodedError } from '@chartwarden/errors';
import { type ImportId, idToBytes, newId, type SourceId } from '@chartwarden/ids';
import { dropBlob, placeBlob, receiveBlob } from './blobs.ts';
import type { VaultContext } from './context.ts';
import { openSource, type SealedSource, type Source, sourcePlace } from './import-rows.ts';
import { importsStore } from './imports.store.ts';
import type { Grant } from './permit.ts';
import { sealRow } from './rows.ts';
import type { ScopeKeys } from './scope-keys.ts';

/** A file on its way in. */
export interface ReceivedFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: AsyncIterable<Uint8Array>;
  /** One that comes out of an archive: its own id and time, and the archive. */
  readonly of?: { readonly id: SourceId; readonly receivedAt: number; readonly archive: SourceId };
}

/** Takes files into an import: encrypted while they arrive, the same bytes once. The caller has claimed a permit. */
export function createReceiving({ db, objects, keyring, clock, alone }: VaultContext) {
  const store = importsStore(db);

  const sourceWith = async (keys: ScopeKeys, sha256: string): Promise<Source | undefined> =>
    (await store.sources(keys.scope)).map((row) => openSource(keys, row)).findLast((one) => one.sha256 === sha256);

  /** Throws CW-GEN-002 when there is no such import, CW-VLT-007 when it takes no files any more. */
  async function add(
    grant: Grant,
    id: ImportId,
    file: ReceivedFile,
  ): Promise<Source & { readonly duplicateOf?: SourceId }> {
    const keys = await keyring.reserve(grant.record, 2);
    const row = await store.importById(keys.scope, idToBytes(id));
    if (row === undefined) throw new CodedError('CW-GEN-002');
    const state = file.of === undefined ? 'receiving' : 'reading';
    if (row.state !== state) throw new CodedError('CW-VLT-007', `it is ${row.state}`);
    const blob = await receiveBlob(objects, keys, file.bytes);
    const columns = {
      source_id: idToBytes(file.of?.id ?? newId(clock.now())),
      import_no: row.import_no,
      received_at: file.of?.receivedAt ?? clock.now(),
      size: blob.size,
      row_version: 1,
    };
    const sealed: SealedSource = {
      n: file.name,
      m: file.mediaType,
      h: blob.sha256,
      a: blob.address,
      ...(file.of === undefined ? {} : { x: file.of.archive }),
    };
    const source = { ...columns, sealed: sealRow(keys, sourcePlace(columns), sealed) };
    const earlier = await alone(keys.scope, async () => {
      const known = (await objects.has(blob.address)) ? await sourceWith(keys, blob.sha256) : undefined;
      // What is there and no source names is not built upon: a broken-off upload left it, maybe under a key that is gone.
      await (known === undefined ? placeBlob : dropBlob)(objects, blob);
      try {
        await db.batch([store.stillTaking(keys.scope, row.import_no, state), store.insertSource(keys.scope, source)]);
      } catch (error) {
        if (!(error instanceof ConflictError)) throw error;
        // A long upload outlived its import: what was read or committed meanwhile was without this file.
        if (known === undefined) await objects.delete(blob.address);
        throw new CodedError('CW-VLT-007', undefined, { cause: error });
      }
      return known;
    });
    const { address: _address, ...opened } = openSource(keys, source);
    return earlier === undefined ? opened : { ...opened, duplicateOf: earlier.id };
  }

  return { add };
}

export type Receiving = ReturnType<typeof createReceiving>;
