import { ConflictError, type Statement } from '@chartwarden/db';
import { CodedError } from '@chartwarden/errors';
import { idFromBytes } from '@chartwarden/ids';
import { blobEpoch, readBlob, replaceBlob } from './blobs.ts';
import { lengthPrefixed } from './cipher.ts';
import { bodyOf, type VaultContext } from './context.ts';
import { correctionDigest, correctionPlace, correctionsStore } from './corrections.store.ts';
import { forgetDerived } from './derived.ts';
import { factsStore } from './facts.store.ts';
import { batchPlace, type ImportState, importDigest, importPlace, openSource, sourcePlace } from './import-rows.ts';
import { importsStore } from './imports.store.ts';
import type { Grant, Permit } from './permit.ts';
import { recordsStore } from './records.store.ts';
import { recordDigest, recordPlace } from './records.ts';
import { intoIndex, outOfIndex } from './reindex.ts';
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
import { isNewest, type ScopeKeys } from './scope-keys.ts';
import { labelSetToken } from './slice-sql.ts';
import { placeAt } from './staging.ts';
import type { Turns } from './turns.ts';

const OPEN: ReadonlySet<string> = new Set(['receiving', 'reading', 'ready', 'failed'] satisfies ImportState[]);

export interface Rotated {
  readonly epoch: number;
  /** Rows that were sealed anew; fewer when an earlier run had begun. */
  readonly rows: number;
}

/** How often a pass begins again because rows changed under it. */
const ATTEMPTS = 20;

/**
 * Moves everything of a record to a fresh data key and a fresh index key, and sets the old ones aside (design 4.1, ADR
 * 0053). Works in small transactions, each of which moves whole rows with their index; takes up where a crash left it,
 * since rows of the newest epoch are passed over. Reads go on meanwhile: every envelope names its epoch, and a query
 * looks for the tokens of both generations.
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
    const old = {
      data: await keyring.epochs(grant.record, 'data'),
      index: await keyring.epochs(grant.record, 'index'),
    };
    // More than one of each: a rotation was cut off, and goes on with the newest.
    if (old.data.length === 1 || old.index.length === 1) await keyring.renew(grant.record);
    const begun = await keyring.load(grant.record);
    const epoch = begun.data.epoch;
    await log.append({
      scope: grant.record,
      body: bodyOf(grant, 'rotate-keys', { outcome: 'done', detail: { state: 'started', epoch } }),
      keysChanged: true,
    });
    await keysChanged();
    // Whoever took keys before the new epoch may still seal with the old one: from here on nobody does.
    await turns.settled(grant.record);
    const keys = await keyring.load(grant.record);
    await forgetDerived(context, keys.scope);
    let rows = 0;
    let digests: readonly string[] = [];
    for (let attempt = 1; ; attempt += 1) {
      try {
        digests = await pass(keys, (count) => {
          rows += count;
        });
        break;
      } catch (error) {
        // Somebody changed a row between its reading and its writing: nothing of that piece was written.
        if (!(error instanceof ConflictError) || attempt >= ATTEMPTS) throw error;
      }
    }
    await finish(grant, epoch, digests);
    await keyring.retire(grant.record, { data: epoch, index: begun.index.epoch });
    await keysChanged();
    return { epoch, rows };
  }

  /** Moves what is not under the newest of these keys yet. Resolves with the digests of everything that no import lists. */
  async function pass(keys: ScopeKeys, moved: (rows: number) => void): Promise<readonly string[]> {
    const isOld = (envelope: Buffer): boolean => !isNewest(keys, envelope);
    const write = async (statements: readonly Statement[], rows: number): Promise<void> => {
      if (statements.length === 0) return;
      await keyring.reserve(idFromBytes(keys.scope), rows);
      await db.batch(statements, { priority: 'bulk' });
      moved(rows);
      await new Promise(setImmediate);
    };

    const moveVersion = (row: VersionRow): { readonly next: VersionRow; readonly statements: readonly Statement[] } => {
      const { header, bytes } = openBody(keys, row);
      const columns = {
        ...row,
        row_version: row.row_version + 1,
        label_set: labelSetToken(keys, header.l ?? []),
        origin_token: keys.token('origin', header.o ?? ''),
      };
      const next = { ...columns, body: sealBody(keys, columns, header, bytes) };
      const stored = { row: next, header, bytes };
      return {
        next,
        statements: [
          facts.replace(keys.scope, row, next),
          ...outOfIndex(facts, keys.generations.slice(1), stored),
          ...intoIndex(facts, keys, stored),
        ],
      };
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
          let count = 0;
          for (const line of lines) {
            const key = line.split(':')[1] ?? '';
            listed.add(key);
            const [fact, version] = [Buffer.from(key.slice(8, 40), 'hex'), Number(BigInt(`0x${key.slice(48)}`))];
            const [found] = await facts.versions(keys.scope, fact, { sql: '1 = 1', parameters: [] }, version);
            if (found === undefined) {
              next.push(line);
              continue;
            }
            const move = isOld(found.body) ? moveVersion(found) : { next: found, statements: [] };
            statements.push(...move.statements);
            count += move.statements.length > 0 ? 1 : 0;
            const digest = versionDigest(keys, move.next);
            next.push(digestLine('fact_versions', Buffer.from(key, 'hex'), move.next.row_version, digest));
          }
          if (statements.length > 0 || isOld(batch.sealed)) {
            const sealed = sealRow(keys, place, next);
            statements.push(imports.replaceBatch(keys.scope, row.import_no, batch.batch_no, sealed));
            count += 1;
          }
          await write(statements, count);
        }
        const last = page.at(-1);
        if (last === undefined) break;
        after = last.batch_no;
      }
      await moveOthers(row.import_no, listed);
      const sources = (await imports.sourcesOf(keys.scope, row.import_no)).filter((one) => isOld(one.sealed));
      const resealed = sources.map((one) => imports.updateSource(keys.scope, again(one, sourcePlace)));
      await write(resealed, resealed.length);
      // The root stands in the sealed details, too: it is that of the new ciphertexts from here on.
      const current = await imports.importById(keys.scope, row.import_id);
      if (current === undefined) continue;
      const renewed = isOld(current.sealed) ? again(current, importPlace) : current;
      if (renewed !== current) await write([imports.updateImport(keys.scope, renewed)], 1);
      // One that is still open goes on changing without entries of its own: nothing vouches for it before its commit.
      if (!OPEN.has(renewed.state)) digests.push(importDigest(keys, renewed));
      if (current.visible === 1 || current.state === 'withdrawn')
        digests.push(`import-root:${row.import_no}:${await rootOf(keys, row.import_no)}`);
    }

    // Corrected and directly written versions, which no import lists.
    async function moveOthers(importNo: number, listed: ReadonlySet<string>): Promise<void> {
      let after: { fact: Buffer; version: number } | null = null;
      for (;;) {
        const page: VersionRow[] = await facts.ofImport(keys.scope, importNo, after, 50);
        const statements: Statement[] = [];
        let count = 0;
        for (const row of page) {
          const key = lengthPrefixed([row.fact_id, row.version]);
          if (listed.has(key.toString('hex'))) continue;
          const move = isOld(row.body) ? moveVersion(row) : { next: row, statements: [] };
          statements.push(...move.statements);
          count += move.statements.length > 0 ? 1 : 0;
          digests.push(digestLine('fact_versions', key, move.next.row_version, versionDigest(keys, move.next)));
        }
        await write(statements, count);
        const last = page.at(-1);
        if (last === undefined) return;
        after = { fact: last.fact_id, version: last.version };
      }
    }
    await moveOthers(0, new Set());

    for (const row of await correctionsStore(db).all(keys.scope)) {
      const fresh = isOld(row.sealed) ? again(row, correctionPlace) : row;
      if (fresh !== row) await write([correctionsStore(db).update(keys.scope, fresh)], 1);
      digests.push(correctionDigest(keys, fresh));
    }
    const own = await recordsStore(db).get(keys.scope);
    if (own !== undefined) {
      const fresh = isOld(own.sealed) ? again(own, recordPlace) : own;
      if (fresh !== own) await write([recordsStore(db).update(fresh)], 1);
      digests.push(recordDigest(keys, fresh));
    }
    const done = new Set<string>();
    for (const row of await imports.sources(keys.scope)) {
      const source = openSource(keys, row);
      for (const older of keys.generations.slice(1)) await movePlaces(older, source.id);
      if (done.has(source.address)) continue;
      done.add(source.address);
      // Blobs keep their address; each gets a new salt and subkey under the new epoch.
      if ((await blobEpoch(objects, source.address)) === keys.data.epoch) continue;
      await replaceBlob(objects, keys, readBlob(objects, keys, source.address, source.sha256));
    }

    // Which source holds what, by a token of the source; the place in it is sealed, because archives name their members.
    async function movePlaces(older: ScopeKeys, source: string): Promise<void> {
      const [from, to] = [older.token('source', source), keys.token('source', source)];
      for (;;) {
        const page = await facts.placesOf(keys.scope, from, 100);
        if (page.length === 0) return;
        const statements = page.flatMap((row) => {
          const at = (token: Buffer) => placeAt(token, row.fact_id, row.version);
          const place = row.place && sealRow(keys, at(to), openRow(keys, at(from), row.place));
          return facts.movePlace(keys.scope, row, to, place);
        });
        await write(statements, page.length);
      }
    }
    return digests;
  }

  async function finish(grant: Grant, epoch: number, digests: readonly string[]): Promise<void> {
    await log.append({
      scope: grant.record,
      body: bodyOf(grant, 'rotate-keys', { outcome: 'done', digests, detail: { state: 'finished', epoch } }),
    });
  }

  return { rotate };
}
