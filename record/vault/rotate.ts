import type { Statement } from '@chartwarden/db';
import { CodedError } from '@chartwarden/errors';
import { blobEpoch, readBlob, replaceBlob } from './blobs.ts';
import { envelopeKey, lengthPrefixed } from './cipher.ts';
import { bodyOf, type VaultContext } from './context.ts';
import { correctionDigest, correctionPlace, correctionsStore } from './corrections.store.ts';
import { factsStore, type PlaceRow } from './facts.store.ts';
import { batchPlace, type ImportState, importDigest, importPlace, openSource, sourcePlace } from './import-rows.ts';
import { importsStore } from './imports.store.ts';
import type { Grant, Permit } from './permit.ts';
import { recordsStore } from './records.store.ts';
import { recordDigest, recordPlace } from './records.ts';
import {
  digestLine,
  openBody,
  openRow,
  type RowPlace,
  sealBody,
  sealRow,
  type VersionRow,
  versionDigest,
} from './rows.ts';
import type { ScopeKeys } from './scope-keys.ts';
import { placeAt } from './staging.ts';
import type { Turns } from './turns.ts';

const OPEN: ReadonlySet<string> = new Set(['receiving', 'reading', 'ready', 'failed'] satisfies ImportState[]);

export interface Rotated {
  readonly epoch: number;
  /** Rows that were sealed anew; fewer when an earlier run had begun. */
  readonly rows: number;
}

/**
 * Seals everything of a record anew under a fresh data epoch and destroys the old ones (design 4.1). Works in small
 * transactions and takes up where a crash left it: rows of the newest epoch are passed over. Reads go on meanwhile,
 * since every envelope names its epoch.
 */
export function createRotation(
  context: VaultContext,
  rootOf: (keys: ScopeKeys, importNo: number) => Promise<string>,
  turns: Pick<Turns, 'settled'>,
) {
  const { db, objects, keyring, log, authority, keysChanged } = context;
  const facts = factsStore(db);
  const imports = importsStore(db);

  async function rotate(permit: Permit): Promise<Rotated> {
    const grant = authority.claim(permit, 'update');
    if (grant.channel !== 'system') throw new CodedError('CW-VLT-003', 'not a permit of the system');
    const epochs = await keyring.dataEpochs(grant.record);
    // More than one epoch: a rotation was cut off, and goes on with the newest.
    const epoch = epochs.length > 1 ? Math.max(...epochs) : await keyring.rotateData(grant.record);
    await log.append({
      scope: grant.record,
      body: bodyOf(grant, 'rotate-keys', { outcome: 'done', detail: { state: 'started', epoch } }),
      keysChanged: true,
    });
    await keysChanged();
    // Whoever took keys before the new epoch may still seal with the old one: from here on nobody does.
    await turns.settled(grant.record);
    const keys = await keyring.load(grant.record);
    const isOld = (envelope: Buffer): boolean => envelopeKey(envelope).epoch !== epoch;
    let rows = 0;
    const write = async (statements: readonly Statement[]): Promise<void> => {
      if (statements.length === 0) return;
      await keyring.reserve(grant.record, statements.length);
      await db.batch(statements, { priority: 'bulk' });
      rows += statements.length;
      await new Promise(setImmediate);
    };

    const resealed = (row: VersionRow): VersionRow => {
      const { header, bytes } = openBody(keys, row);
      const next = { ...row, row_version: row.row_version + 1 };
      return { ...next, body: sealBody(keys, next, header, bytes) };
    };
    const digests: string[] = [];
    const again = <T extends { readonly sealed: Buffer; readonly row_version: number }>(
      row: T,
      place: (row: T) => RowPlace,
    ): T => {
      const next = { ...row, row_version: row.row_version + 1 };
      return { ...next, sealed: sealRow(keys, place(next), openRow(keys, place(row), row.sealed)) };
    };

    for (const row of await imports.imports(keys.scope)) {
      const listed = new Set<string>();
      for (let after = 0; ; ) {
        const page = await imports.batches(keys.scope, row.import_no, after, 20);
        for (const batch of page) {
          const place = batchPlace(row.import_no, batch.batch_no);
          const lines = openRow<string[]>(keys, place, batch.sealed);
          const statements: Statement[] = [];
          const next: string[] = [];
          for (const line of lines) {
            const key = line.split(':')[1] ?? '';
            listed.add(key);
            const [fact, version] = [Buffer.from(key.slice(8, 40), 'hex'), Number(BigInt(`0x${key.slice(48)}`))];
            const [found] = await facts.versions(keys.scope, fact, { sql: '1 = 1', parameters: [] }, version);
            const fresh = found !== undefined && isOld(found.body) ? resealed(found) : found;
            if (found !== undefined && fresh !== undefined && fresh !== found)
              statements.push(facts.replaceBody(keys.scope, found, fresh.row_version, fresh.body));
            next.push(
              fresh === undefined
                ? line
                : digestLine('fact_versions', Buffer.from(key, 'hex'), fresh.row_version, versionDigest(keys, fresh)),
            );
          }
          if (statements.length > 0 || isOld(batch.sealed))
            statements.push(
              imports.replaceBatch(keys.scope, row.import_no, batch.batch_no, sealRow(keys, place, next)),
            );
          await write(statements);
        }
        const last = page.at(-1);
        if (last === undefined) break;
        after = last.batch_no;
      }
      await rotateOthers(row.import_no, listed);
      const source = (await imports.sourcesOf(keys.scope, row.import_no)).filter((one) => isOld(one.sealed));
      await write(source.map((one) => imports.updateSource(keys.scope, again(one, sourcePlace))));
      // The root stands in the sealed details, too: it is that of the new ciphertexts from here on.
      const current = await imports.importById(keys.scope, row.import_id);
      if (current === undefined) continue;
      const renewed = isOld(current.sealed) ? again(current, importPlace) : current;
      if (renewed !== current) await write([imports.updateImport(keys.scope, renewed)]);
      // One that is still open goes on changing without entries of its own: nothing vouches for it before its commit.
      if (!OPEN.has(renewed.state)) digests.push(importDigest(keys, renewed));
      if (current.visible === 1 || current.state === 'withdrawn')
        digests.push(`import-root:${row.import_no}:${await rootOf(keys, row.import_no)}`);
    }

    // Corrected and directly written versions, which no import lists.
    async function rotateOthers(importNo: number, listed: ReadonlySet<string>): Promise<void> {
      let after: { fact: Buffer; version: number } | null = null;
      for (;;) {
        const page: VersionRow[] = await facts.ofImport(keys.scope, importNo, after, 50);
        const statements: Statement[] = [];
        for (const row of page) {
          const key = lengthPrefixed([row.fact_id, row.version]);
          if (listed.has(key.toString('hex'))) continue;
          const fresh = isOld(row.body) ? resealed(row) : row;
          if (fresh !== row) statements.push(facts.replaceBody(keys.scope, row, fresh.row_version, fresh.body));
          digests.push(digestLine('fact_versions', key, fresh.row_version, versionDigest(keys, fresh)));
        }
        await write(statements);
        const last = page.at(-1);
        if (last === undefined) return;
        after = { fact: last.fact_id, version: last.version };
      }
    }
    await rotateOthers(0, new Set());

    for (const row of await correctionsStore(db).all(keys.scope)) {
      const fresh = isOld(row.sealed) ? again(row, correctionPlace) : row;
      if (fresh !== row) await write([correctionsStore(db).update(keys.scope, fresh)]);
      digests.push(correctionDigest(keys, fresh));
    }
    const own = await recordsStore(db).get(keys.scope);
    if (own !== undefined) {
      const fresh = isOld(own.sealed) ? again(own, recordPlace) : own;
      if (fresh !== own) await write([recordsStore(db).update(fresh)]);
      digests.push(recordDigest(keys, fresh));
    }
    rows += await rotatePlaces(keys, isOld);
    await rotateBlobs(keys, epoch);
    await finish(grant, epoch, digests);
    for (const old of epochs.filter((one) => one !== epoch)) await keyring.retire(grant.record, 'data', old);
    await keysChanged();
    return { epoch, rows };
  }

  /** Where further sources hold a fact (sealed, because archives name their members). */
  async function rotatePlaces(keys: ScopeKeys, isOld: (envelope: Buffer) => boolean): Promise<number> {
    let count = 0;
    let after: PlaceRow | null = null;
    for (;;) {
      const page: PlaceRow[] = await facts.places(keys.scope, after, 100);
      const last = page.at(-1);
      if (last === undefined) return count;
      after = last;
      const old = page.filter((row) => isOld(row.place));
      const statements = old.map((row) => {
        const place = placeAt(row.source_token, row.fact_id, row.version);
        return facts.replacePlace(keys.scope, row, sealRow(keys, place, openRow(keys, place, row.place)));
      });
      if (statements.length > 0) await db.batch(statements, { priority: 'bulk' });
      count += statements.length;
      await new Promise(setImmediate);
    }
  }

  /** Blobs keep their address; each gets a new salt and subkey under the new epoch. */
  async function rotateBlobs(keys: ScopeKeys, epoch: number): Promise<void> {
    const done = new Set<string>();
    for (const row of await imports.sources(keys.scope)) {
      const source = openSource(keys, row);
      if (done.has(source.address)) continue;
      done.add(source.address);
      if ((await blobEpoch(objects, source.address)) === epoch) continue;
      await replaceBlob(objects, keys, readBlob(objects, keys, source.address, source.sha256));
    }
  }

  async function finish(grant: Grant, epoch: number, digests: readonly string[]): Promise<void> {
    await log.append({
      scope: grant.record,
      body: bodyOf(grant, 'rotate-keys', { outcome: 'done', digests, detail: { state: 'finished', epoch } }),
    });
  }

  return { rotate };
}
