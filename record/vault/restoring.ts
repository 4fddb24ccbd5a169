import type { Db, Statement } from '@chartwarden/db';
import { CodedError } from '@chartwarden/errors';
import { type FactId, type ImportId, idToBytes, isId } from '@chartwarden/ids';
import { lengthPrefixed } from './cipher.ts';
import type { VaultContext } from './context.ts';
import {
  correctionDigest, correctionPlace, correctionsStore, KEPT_KINDS, type KeptKind, type SealedCorrection, type SealedVerdict, VERDICTS, type VerdictWord,
} from './corrections.store.ts'; // biome-ignore format: one list
import { factsStore, type VersionHead } from './facts.store.ts';
import { contextOf, genuine } from './identity.ts';
import { type ImportRow, importsStore } from './imports.store.ts';
import { indexRows } from './index-tokens.ts';
import type { Grant, Permit } from './permit.ts';
import type { ReceivedFile, Receiving } from './receiving.ts';
import { asCorrected, asReceived, asWritten, identityOf, type RestoredVersion } from './restored-rows.ts';
import { saidOfImport } from './restoring.store.ts';
import { digestLine, sealRow, type VersionRow, versionDigest } from './rows.ts';
import type { ScopeKeys } from './scope-keys.ts';
import { stageBatches } from './stage-facts.ts';
import { type BatchPlan, type Outcome, placeAt } from './staging.ts';

/** What was said about a fact there. `by` is words: nobody's account here. */
export interface RestoredSaid {
  readonly id: string;
  readonly fact: FactId;
  readonly at: number;
  readonly undoneAt: number | null;
  readonly by: string;
  readonly reason?: string;
  readonly undoReason?: string;
  readonly said:
    | { readonly kind: KeptKind; readonly path?: string; readonly value?: unknown }
    | { readonly kind: 'verdict'; readonly verdict: VerdictWord; readonly with: FactId };
}

const key = (bytes: Buffer): string => bytes.toString('latin1');

/**
 * Brings a record back from its archive (promise J6): facts under their ids, versions under their numbers and times, what
 * was said about them with its history, files with their ids. Only into a record into which nothing was taken yet. All of
 * it is staged, and counts from the import's commit like everything else.
 */
export function createRestoring(
  context: VaultContext,
  claim: (permit: Permit, action: 'create') => Promise<Grant>,
  files: Receiving,
) {
  const { db, keyring } = context;
  const store = importsStore(db);
  const facts = factsStore(db);
  const corrections = correctionsStore(db);

  async function open(permit: Permit, id: ImportId, rows: number) {
    const grant = await claim(permit, 'create');
    const keys = await keyring.reserve(grant.record, rows);
    const row = await store.importById(keys.scope, idToBytes(id));
    if (row === undefined) throw new CodedError('CW-GEN-002');
    if (row.state !== 'reading') throw new CodedError('CW-VLT-007', `it is ${row.state}`);
    if ((await store.lastCommit(keys.scope)) > 0) throw new CodedError('CW-VLT-012');
    return { keys, row };
  }

  /** A file out of an archive, under its own id. One that is there from an earlier reading is not taken again. */
  async function restoreSource(permit: Permit, id: ImportId, file: ReceivedFile & Required<Pick<ReceivedFile, 'of'>>) {
    const grant = await claim(permit, 'create');
    const keys = await keyring.load(grant.record);
    if ((await store.source(keys.scope, idToBytes(file.of.id))) === undefined)
      return void (await files.add(grant, id, file));
    for await (const _piece of file.bytes);
  }

  async function restoreSaid(permit: Permit, id: ImportId, said: readonly RestoredSaid[]): Promise<void> {
    const { keys, row } = await open(permit, id, said.length + 2);
    const statements: Statement[] = [];
    for (const one of said) {
      const columns = {
        correction_id: idToBytes(one.id),
        fact_id: idToBytes(one.fact),
        made_at: one.at,
        undone_at: one.undoneAt,
        row_version: one.undoneAt === null ? 1 : 2,
      };
      if ((await corrections.one(keys.scope, columns.correction_id)) !== undefined) continue;
      const why = one.undoReason === undefined ? {} : { undoReason: one.undoReason };
      // An id would name an account here.
      const by = isId(one.by) ? 'import' : one.by;
      const sealed: SealedCorrection | SealedVerdict =
        one.said.kind === 'verdict'
          ? { ...one.said, by, ...(one.reason === undefined ? {} : { reason: one.reason }), ...why }
          : { ...one.said, by, reason: one.reason ?? '', ...why };
      const isKnown =
        one.said.kind === 'verdict' ? VERDICTS.includes(one.said.verdict) : KEPT_KINDS.includes(one.said.kind);
      if (!isKnown) continue;
      statements.push(
        corrections.insert(keys.scope, { ...columns, sealed: sealRow(keys, correctionPlace(columns), sealed) }),
      );
    }
    await stageBatches(context, keys, row, [said], {
      typeOf: () => '',
      plan: async () => ({ statements, outcomes: [], digests: [], overwritten: new Set() }),
      note: { restored: true },
    });
  }

  /** Versions by fact and number, corrected ones after what they correct; what was said about them comes before. */
  async function restoreVersions(
    permit: Permit,
    id: ImportId,
    versions: readonly RestoredVersion[],
  ): Promise<readonly Outcome[]> {
    const { keys, row } = await open(permit, id, versions.length * 2 + 2);
    const held = new Set((await store.sourcesOf(keys.scope, row.import_no)).map((one) => key(one.source_id)));
    return stageBatches(context, keys, row, versions.map(asWritten), {
      typeOf: ({ type }) => type,
      plan: (batch) => plan(keys, row, batch, held),
      note: { restored: true },
    });
  }

  async function plan(
    keys: ScopeKeys,
    { import_no: importNo }: ImportRow,
    batch: readonly RestoredVersion[],
    files: ReadonlySet<string>,
  ): Promise<BatchPlan> {
    const heads = new Map<string, VersionHead[]>();
    const ids = [...new Map(batch.map(({ fact }) => [fact, idToBytes(fact)])).values()];
    for (const head of await facts.heads(keys.scope, ids))
      heads.set(key(head.fact_id), [...(heads.get(key(head.fact_id)) ?? []), head]);
    const received = batch.flatMap((one) => (one.layer === 'received' ? [one] : []));
    const identities = new Map(received.map((one) => [one, identityOf(keys, one)]));
    const named = new Map(
      (received.length === 0 ? [] : await facts.byIdentity(keys.scope, [...identities.values()])).map((one) => [
        key(genuine(keys, one).identity),
        key(one.fact_id),
      ]),
    );
    const rows: VersionRow[] = [];
    const statements: Statement[] = [];
    const outcomes: Outcome[] = [];
    for (const one of batch) {
      const fact = idToBytes(one.fact);
      const history = heads.get(key(fact)) ?? [];
      const at = { db, keys, importNo, fact, history };
      const sources = one.sources.filter(({ id }) => files.has(key(idToBytes(id))));
      // Somebody wrote this archive: two of one number, a file that is not in it, one identity for two facts.
      const isOther = history.some((head) => head.version === one.version) || sources.length === 0;
      const made = isOther
        ? null
        : one.layer === 'received'
          ? await asReceived(at, one, identities.get(one) as Buffer, named, statements, sources[0])
          : await asCorrected(at, one, rows);
      outcomes.push(
        made === null ? 'unchanged' : one.layer === 'received' && one.current && one.deleted !== true ? 'new' : 'older',
      );
      if (made === null) continue;
      const { row, header, described } = made;
      rows.push(row);
      heads.set(key(fact), [...history, row]);
      const index = indexRows(keys, described, contextOf(header));
      const place = { fact, version: row.version };
      statements.push(
        facts.insertTokens(keys.scope, index.tokens.map((token) => ({ token, date: row.date_sort, ...place }))),
        facts.insertDates(keys.scope, index.dates.map((range) => ({ ...range, ...place }))),
        facts.insertProvenance(
          keys.scope,
          sources.map(({ id, place: text }) => {
            const source = keys.token('source', id);
            const sealed = id === header.s ? null : sealRow(keys, placeAt(source, fact, row.version), { p: text });
            return { source, ...place, importNo, place: sealed };
          }),
        ),
      ); // biome-ignore format: three lists
    }
    if (rows.length > 0) statements.unshift(facts.insertVersions(keys.scope, rows));
    const digests = rows.map((row) =>
      digestLine('fact_versions', lengthPrefixed([row.fact_id, row.version]), 1, versionDigest(keys, row)),
    );
    return { statements, outcomes, digests, overwritten: new Set() };
  }

  return { restoreSource, restoreSaid, restoreVersions };
}

/** Digests of what an import brought that was said about its facts, for its entry. */
export async function saidWith(db: Db, keys: ScopeKeys, importNo: number): Promise<readonly string[]> {
  return (await saidOfImport(db, keys.scope, importNo)).map((row) => correctionDigest(keys, row));
}
