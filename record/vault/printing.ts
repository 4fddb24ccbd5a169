import { type FactId, idToBytes, isId } from '@chartwarden/ids';
import { release, type VaultContext } from './context.ts';
import { openSource } from './import-rows.ts';
import { importsStore } from './imports.store.ts';
import { type Grant, type Permit, WHOLE, withOutline } from './permit.ts';
import { holdsWhole } from './recall.ts';
import { recordsStore } from './records.store.ts';
import { recordPlace } from './records.ts';
import { openRow } from './rows.ts';
import type { ScopeKeys } from './scope-keys.ts';
import type { ServedFact } from './serve.ts';
import { createTake, takeTypes } from './take.ts';
import { type Verdict, verdictsAmong } from './verdicts.ts';

/** What a print is made from. */
export interface Printable {
  readonly facts: readonly ServedFact[];
  /** False when there are more facts than were asked for, or more than 64 MB of them. */
  readonly isWhole: boolean;
  /** What was said of two of them: the same thing, or not. */
  readonly verdicts: readonly Verdict[];
  /** What the household calls the person; null where the form leaves names out. */
  readonly name: string | null;
  /** Files that count, newest first; null for whoever does not see files as such. `receivedAt` in milliseconds. */
  readonly files: readonly { readonly name: string; readonly receivedAt: number }[] | null;
}

/**
 * Makes something of it and names the facts whose content is in that; null when what is asked for is not there. Nothing of
 * what it is given may leave but its answer, which does so after the entry.
 */
export type Work<T> = (from: Printable) => Promise<{ readonly facts: readonly string[]; readonly rest: T } | null>;

export interface PrintQuery {
  readonly types: readonly string[];
  readonly most: number;
  readonly what: string;
  readonly only?: readonly FactId[];
}

/** The grant for these facts alone; what was asked for less stays less. */
const within = (grant: Grant, facts: readonly FactId[]): Grant => ({
  ...grant,
  within: { ...(grant.within ?? WHOLE), facts },
});

/** Served references to files of the record. */
const binariesIn = (facts: readonly ServedFact[]): readonly FactId[] =>
  facts.flatMap(({ bytes }) =>
    [...bytes.toString('utf8').matchAll(/"Binary\/([0-9a-f-]{36})"/g)].flatMap(([, id]) => (isId(id ?? '') ? [id as FactId] : [])),
  ); // biome-ignore format: one chain

/** Reading for what leaves as a document: one entry of its own kind names every fact that stands in it. */
export function createPrinting(context: VaultContext) {
  const { db, keyring, log, authority, recall } = context;
  const take = createTake(context);

  /**
   * Current facts of these types, newest first within each, at most `most`; the person's Patient resources go before them.
   * Needs a permit to search. `what` is written into the entry and is one of a fixed list, never a person's words.
   * `only`: no facts but these, and the Binary that they refer to. The entry is durable before what `work` made is returned.
   */
  async function print<T>(permit: Permit, query: PrintQuery, work: Work<T>): Promise<T | null> {
    const { types, most, what, only } = query;
    const grant = withOutline(authority.claim(permit, 'search'));
    const keys = await keyring.load(grant.record);
    await recall.prepare(keys.scope);
    const people = await takeTypes(take, keys, grant, ['Patient'], most);
    const main = await takeTypes(take, keys, only === undefined ? grant : within(grant, only), types, most);
    const files = only === undefined ? [] : binariesIn(main.facts);
    const named = files.length === 0 ? [] : (await takeTypes(take, keys, within(grant, files), ['Binary'], most)).facts;
    const facts = [...people.facts, ...main.facts, ...named];
    const isAll = people.isWhole && main.isWhole;
    const [name, sources, verdicts] = await Promise.all([
      nameOf(keys, grant),
      filesOf(keys, grant),
      verdictsAmong(db, keys, grant, facts),
    ]);
    const made = await work({ facts, isWhole: isAll, name, files: sources, verdicts });
    const shown = new Set<string>(made?.facts);
    const printed = facts.filter((one) => shown.has(one.id));
    const detail = { what, ...(made === null ? { found: false } : {}) };
    await release(
      log,
      grant,
      'print',
      printed.map((one) => one.type),
      printed.map((one) => one.id),
      detail,
    );
    return made?.rest ?? null;
  }

  async function nameOf(keys: ScopeKeys, grant: Grant): Promise<string | null> {
    if (grant.form !== 'full_source_allowed') return null;
    const row = await recordsStore(db).get(idToBytes(grant.record));
    return row === undefined ? null : openRow<{ readonly name: string }>(keys, recordPlace(row), row.sealed).name;
  }

  /** Who holds the whole record sees its files, also when they asked for less of it. */
  async function filesOf(keys: ScopeKeys, grant: Grant): Promise<Printable['files']> {
    const { within: _asked, ...granted } = grant;
    if (!holdsWhole(granted)) return null;
    const imports = importsStore(db);
    const [rows, committed] = await Promise.all([imports.sources(keys.scope), imports.imports(keys.scope)]);
    const counting = new Set(committed.filter((row) => row.state === 'committed').map((row) => row.import_no));
    return rows
      .filter((row) => counting.has(row.import_no))
      .map((row) => openSource(keys, row))
      .map(({ name, receivedAt }) => ({ name, receivedAt }))
      .sort((one, other) => other.receivedAt - one.receivedAt);
  }

  return { print };
}
