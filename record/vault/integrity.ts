import { isCoded } from '@chartwarden/errors';
import { contentHashOf } from '@chartwarden/fhir';
import { idFromBytes, type RecordId } from '@chartwarden/ids';
import type { EntryBody } from '@chartwarden/ledger';
import { treeRoot } from '@chartwarden/ledger-proof';
import { readBlob } from './blobs.ts';
import { lengthPrefixed } from './cipher.ts';
import type { VaultContext } from './context.ts';
import { correctionDigest, correctionsStore, openSaid } from './corrections.store.ts';
import { factsStore } from './facts.store.ts';
import { aliases, factIdentity, isGenuine } from './identity.ts';
import { batchLeaf, batchPlace, importDigest, openImport, openSource, sourceDigest } from './import-rows.ts';
import { type ImportRow, importsStore } from './imports.store.ts';
import { recordsStore } from './records.store.ts';
import { recordDigest, recordPlace } from './records.ts';
import { digestLine, openBody, openRow, type VersionRow, versionDigest } from './rows.ts';
import type { ScopeKeys } from './scope-keys.ts';

/** Something stored that is not what was written. Ids only. */
export interface Finding {
  readonly kind: 'changed' | 'rolled-back' | 'removed' | 'added' | 'unreadable' | 'forgotten' | 'unfinished';
  readonly table: string;
  /** Row key in hex, or an id. */
  readonly row: string;
}

export interface RecordReport {
  readonly record: RecordId;
  readonly facts: number;
  readonly sources: number;
  readonly findings: readonly Finding[];
}

interface Expected {
  readonly version: number;
  readonly line: string;
}

const MOST_FINDINGS = 100;
/** Facts looked at together: one by one, their way to PostgreSQL and back takes minutes; all of a list may not fit the memory. */
const AT_ONCE = 16;

/** Forgotten: under a key that was destroyed after the rotation that replaced it. */
const whyNot = (error: unknown): 'unreadable' | 'forgotten' =>
  isCoded(error) && error.code === 'CW-VLT-011' ? 'forgotten' : 'unreadable';

/** What the ledger says was written last: one line for each row, one root for each import. */
export interface WrittenState {
  readonly rows: ReadonlyMap<string, Expected>;
  readonly roots: ReadonlyMap<number, string>;
  /** A rotation began and has not ended: ciphertexts are on their way from old to new. */
  readonly rotating: boolean;
}

/** Folds the digests of a record's entries, oldest first. */
export function foldDigests(entries: Iterable<{ readonly body: EntryBody }>): WrittenState {
  const rows = new Map<string, Expected>();
  const roots = new Map<number, string>();
  let rotating = false;
  for (const { body } of entries) {
    if (body.action === 'rotate-keys') rotating = body.detail?.state === 'started';
    for (const line of body.digests ?? []) {
      const [table, row, version, digest] = line.split(':');
      if (table === 'import-root') roots.set(Number(row), version ?? '');
      else if (digest !== undefined) {
        // A rotation writes its lines in the end; what changed meanwhile has a newer version and an earlier line.
        const known = rows.get(`${table}:${row}`);
        if (known === undefined || Number(version) >= known.version)
          rows.set(`${table}:${row}`, { version: Number(version), line });
      }
    }
  }
  return { rows, roots, rotating };
}

/**
 * Compares everything digested of one record with what the ledger says was written (design 4.1, Rollback): flips and
 * swaps, rows of yesterday, rows removed or added, by name. Reads all of it once, in bounded pieces.
 */
export async function checkRecord(
  context: VaultContext,
  keys: ScopeKeys,
  written: WrittenState,
): Promise<RecordReport> {
  const { db, objects } = context;
  const facts = factsStore(db);
  const imports = importsStore(db);
  const record = idFromBytes<RecordId>(keys.scope);
  const findings: Finding[] = [];
  const seen = new Set<string>();
  let factCount = 0;

  const find = (kind: Finding['kind'], table: string, row: Uint8Array | string): void => {
    if (findings.length < MOST_FINDINGS)
      findings.push({ kind, table, row: typeof row === 'string' ? row : Buffer.from(row).toString('hex') });
  };

  // One row whose digest is an entry's own line.
  function compare(table: string, row: Buffer, version: number, line: string): void {
    const expected = written.rows.get(`${table}:${row.toString('hex')}`);
    seen.add(`${table}:${row.toString('hex')}`);
    if (expected === undefined) find('added', table, row);
    else if (expected.line !== line) {
      // Only who has the keys seals a newer version of a row; that it opens is looked at beside.
      const resealed = written.rotating && version > expected.version;
      find(version < expected.version ? 'rolled-back' : resealed ? 'unfinished' : 'changed', table, row);
    }
  }

  const opens = (table: string, row: Uint8Array, open: () => unknown): void => {
    try {
      open();
    } catch (error) {
      find(whyNot(error), table, row);
    }
  };

  const own = await recordsStore(db).get(keys.scope);
  if (own !== undefined) {
    compare('records', own.record_id, own.row_version, recordDigest(keys, own));
    opens('records', own.record_id, () => openRow(keys, recordPlace(own), own.sealed));
  }
  const isRestoring = (await imports.imports(keys.scope)).some((row) => isWaitingArchive(keys, row));
  for (const row of await correctionsStore(db).all(keys.scope)) {
    opens('corrections', row.correction_id, () => openSaid(keys, row));
    // Staged with an archive: like the facts that it is about, nothing vouches for it until the commit.
    const isListed = written.rows.has(`corrections:${row.correction_id.toString('hex')}`);
    if (!isListed && isRestoring) continue;
    compare('corrections', row.correction_id, row.row_version, correctionDigest(keys, row));
  }

  const changedNames = new Set<string>();

  /** Whatever names a fact was written by us, and the fact is there. */
  async function checkNames(): Promise<void> {
    for (let after: Buffer = Buffer.alloc(0); ; ) {
      const page = await facts.identities(keys.scope, after, 500);
      for (const row of page) {
        const isChanged = changedNames.has(row.identity.toString('hex'));
        if (isChanged) find('changed', 'facts', row.identity);
        else if (!isGenuine(keys, row) || row.known === 0) find('added', 'facts', row.identity);
      }
      const last = page.at(-1);
      if (last === undefined) return;
      after = last.identity;
      await new Promise(setImmediate);
    }
  }

  async function checkFact(line: string): Promise<void> {
    const rowHex = line.split(':')[1] ?? '';
    const [fact, version] = [Buffer.from(rowHex.slice(8, 40), 'hex'), Number(BigInt(`0x${rowHex.slice(48) || '0'}`))];
    const [row] = await facts.versions(keys.scope, fact, { sql: '1 = 1', parameters: [] }, version);
    factCount += 1;
    if (row === undefined) return find('removed', 'fact_versions', rowHex);
    if (
      digestLine(
        'fact_versions',
        lengthPrefixed([row.fact_id, row.version]),
        row.row_version,
        versionDigest(keys, row),
      ) !== line
    ) {
      const listed = Number(line.split(':')[2]);
      // A rotation seals row and list anew together, after this list was read.
      const resealed = written.rotating && row.row_version > listed;
      const kind = row.row_version < listed ? 'rolled-back' : resealed ? 'unfinished' : 'changed';
      return find(kind, 'fact_versions', rowHex);
    }
    await checkBody(row, rowHex);
  }

  /** What a received version is named by, once it was opened: its marks have a MAC instead of a digest. */
  async function checkBody(row: VersionRow, rowHex: string): Promise<void> {
    try {
      const { header, bytes } = openBody(keys, row);
      if (row.layer !== 0) return;
      const hash = contentHashOf(bytes);
      const identity = factIdentity(keys, { origin: header.o, type: row.type, id: header.i, hash });
      // By this row the next import finds the fact again: without it, the same would come in twice.
      const names = [identity, ...aliases(keys, row.type, header)];
      const there = await facts.byIdentity(keys.scope, names);
      for (const name of names) {
        const named = there.find((one) => one.identity.equals(name));
        if (named === undefined) find('removed', 'facts', name);
        else if (!isGenuine(keys, named)) changedNames.add(name.toString('hex'));
        else if (name === identity && !named.fact_id.equals(row.fact_id)) find('changed', 'facts', name);
      }
    } catch (error) {
      find(whyNot(error), 'fact_versions', rowHex);
    }
  }

  for (const row of await imports.imports(keys.scope)) {
    const key = Buffer.alloc(8);
    key.writeBigInt64BE(BigInt(row.import_no));
    if (row.visible === 1 || written.rows.has(`imports:${key.toString('hex')}`))
      compare('imports', key, row.row_version, importDigest(keys, row));
    opens('imports', key, () => openImport(keys, row));
    // Staged rows are a class of their own: nothing vouches for them until their commit.
    const root = written.roots.get(row.import_no);
    if (root === undefined) continue;
    const sources = await imports.sourcesOf(keys.scope, row.import_no);
    const leaves = [batchLeaf(sources.map((one) => sourceDigest(keys, one)))];
    const listed = new Set<string>();
    for (let after = 0; ; ) {
      const page = await imports.batches(keys.scope, row.import_no, after, 100);
      for (const batch of page) {
        try {
          const lines = openRow<string[]>(keys, batchPlace(row.import_no, batch.batch_no), batch.sealed);
          leaves.push(batchLeaf(lines));
          for (const line of lines) listed.add(line.split(':')[1] ?? '');
          for (let from = 0; from < lines.length; from += AT_ONCE) {
            await Promise.all(lines.slice(from, from + AT_ONCE).map(checkFact));
            // Requests go on meanwhile.
            await new Promise(setImmediate);
          }
        } catch (error) {
          find(whyNot(error), 'import_batches', `${row.import_no}/${batch.batch_no}`);
        }
      }
      const last = page.at(-1);
      if (last === undefined) break;
      after = last.batch_no;
    }
    if (treeRoot(leaves).toString('hex') !== root)
      find(written.rotating ? 'unfinished' : 'changed', 'imports', `${row.import_no}: its list of rows`);
    await checkAdded(row.import_no, listed);
  }

  async function checkAdded(importNo: number, listed: ReadonlySet<string>): Promise<void> {
    let after: { fact: Buffer; version: number } | null = null;
    for (;;) {
      const page: VersionRow[] = await facts.ofImport(keys.scope, importNo, after, 200);
      for (const row of page) {
        const key = lengthPrefixed([row.fact_id, row.version]);
        if (listed.has(key.toString('hex'))) continue;
        // Corrected and written versions stand in the entry of their correction or write.
        compare(
          'fact_versions',
          key,
          row.row_version,
          digestLine('fact_versions', key, row.row_version, versionDigest(keys, row)),
        );
        await checkBody(row, key.toString('hex'));
      }
      const last = page.at(-1);
      if (last === undefined) return;
      after = { fact: last.fact_id, version: last.version };
      await new Promise(setImmediate);
    }
  }

  await checkNames();
  const sources = await imports.sources(keys.scope);
  for (const row of sources) {
    opens('sources', row.source_id, () => openSource(keys, row));
    try {
      const source = openSource(keys, row);
      for await (const _chunk of readBlob(objects, keys, source.address, source.sha256));
    } catch (error) {
      find(whyNot(error), 'objects', row.source_id);
    }
  }
  for (const name of written.rows.keys()) {
    const [table, row] = name.split(':');
    if (!seen.has(name) && table !== 'sources' && !(await isThere(table ?? '', row ?? '')))
      find('removed', table ?? '', row ?? '');
  }

  async function isThere(table: string, row: string): Promise<boolean> {
    if (table !== 'fact_versions') return false;
    const [fact, version] = [Buffer.from(row.slice(8, 40), 'hex'), Number(BigInt(`0x${row.slice(48) || '0'}`))];
    return (await facts.versions(keys.scope, fact, { sql: '1 = 1', parameters: [] }, version)).length > 0;
  }

  return { record, facts: factCount, sources: sources.length, findings };
}

/** An archive that was read and is not committed. */
function isWaitingArchive(keys: ScopeKeys, row: ImportRow): boolean {
  if (row.visible === 1 || row.state === 'withdrawn') return false;
  try {
    return openImport(keys, row).details.restored === true;
  } catch {
    // Named below, with every other row that does not open.
    return false;
  }
}
