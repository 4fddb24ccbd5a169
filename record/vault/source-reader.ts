import { type ImportId, idToBytes, type SourceId } from '@chartwarden/ids';
import { idsHash } from '@chartwarden/ledger';
import { readBlob } from './blobs.ts';
import { isOpenTo, mayHaveFile } from './brought.ts';
import { bodyOf, denied, guardOf, release, type VaultContext } from './context.ts';
import { type Import, openImport, openSource, type Source } from './import-rows.ts';
import { importsStore, type SourceRow } from './imports.store.ts';
import type { Permit } from './permit.ts';
import { holdsWhole } from './recall.ts';
import type { ScopeKeys } from './scope-keys.ts';

/** Files as they were received, and imports. Each call uses up one permit, and its entry is durable before the answer. */
export function createSourceReader(context: VaultContext) {
  const { db, keyring, log, objects, authority } = context;
  const imports = importsStore(db);

  /** Every file of the record for whoever holds it; for others those they brought. */
  async function listSources(permit: Permit): Promise<readonly (Source & { readonly import: Import | null })[]> {
    const grant = authority.claim(permit, 'search');
    const keys = await keyring.load(grant.record);
    const byNo = new Map((await imports.imports(keys.scope)).map((row) => [row.import_no, openImport(keys, row)]));
    const sources = (await imports.sources(keys.scope))
      .map((row) => {
        const { address: _address, ...source } = openSource(keys, row);
        return { ...source, import: byNo.get(row.import_no) ?? null };
      })
      .filter((one) => mayHaveFile(grant, one.import ?? undefined, one.id));
    await release(
      log,
      grant,
      'list-sources',
      [],
      sources.map((one) => one.id),
    );
    return sources;
  }

  async function listImports(
    permit: Permit,
    only?: ImportId,
  ): Promise<readonly (Import & { readonly sources: readonly Source[] })[]> {
    const grant = authority.claim(permit, 'search');
    const keys = await keyring.load(grant.record);
    const rows =
      only === undefined ? await imports.imports(keys.scope) : [await imports.importById(keys.scope, idToBytes(only))];
    const list = await Promise.all(
      rows
        .filter((row) => row !== undefined)
        .filter((row) => isOpenTo(grant, openImport(keys, row)))
        .map(async (row) => ({
          ...openImport(keys, row),
          sources: (await imports.sourcesOf(keys.scope, row.import_no)).map((one) => {
            const { address: _address, ...source } = openSource(keys, one);
            return source;
          }),
        })),
    );
    await release(
      log,
      grant,
      'list-imports',
      [],
      list.map((one) => one.id),
    );
    return list;
  }

  async function importOf(keys: ScopeKeys, { import_no }: SourceRow): Promise<Import | undefined> {
    const row = (await imports.imports(keys.scope)).find((one) => one.import_no === import_no);
    return row && openImport(keys, row);
  }

  /** The file as received; null: there is none. The entry is durable before the first byte; each chunk is checked before it is yielded. */
  async function source(
    permit: Permit,
    id: SourceId,
  ): Promise<(Source & { readonly bytes: AsyncGenerator<Buffer> }) | null> {
    const grant = authority.claim(permit, 'read');
    const keys = await keyring.load(grant.record);
    const row = await imports.source(keys.scope, idToBytes(id));
    if (!holdsWhole(grant) && !(row && mayHaveFile(grant, await importOf(keys, row), id)))
      return denied(log, grant, 'read-source', 'CW-GEN-002');
    if (row === undefined) return null;
    const { address, ...found } = openSource(keys, row);
    await log.append({
      scope: grant.record,
      body: bodyOf(grant, 'read-source', { count: 1, idsHash: idsHash([id]), payload: found.sha256 }),
      ids: [id],
      guard: guardOf(grant),
    });
    return { ...found, bytes: readBlob(objects, keys, address, found.sha256) };
  }

  return { listSources, listImports, source };
}
