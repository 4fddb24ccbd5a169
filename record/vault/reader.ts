import { CodedError } from '@chartwarden/errors';
import { type FactId, idToBytes, type SourceId } from '@chartwarden/ids';
import { contentsIn, type FactContent } from './contents.ts';
import { denied, release, type VaultContext } from './context.ts';
import { type Correction, correctionsOf } from './corrections.store.ts';
import { type Cursor, factsStore } from './facts.store.ts';
import { openSource } from './import-rows.ts';
import { importsStore } from './imports.store.ts';
import { anySystemToken, CATEGORY_PARAMS, CODE_PARAMS, codeToken } from './index-tokens.ts';
import { type Grant, type Permit, withOutline, withoutOutline } from './permit.ts';
import { holdsWhole } from './recall.ts';
import { openRow } from './rows.ts';
import type { ScopeKeys } from './scope-keys.ts';
import { type Opened, opened, type ServedFact, serve } from './serve.ts';
import { all, committedCondition, currentCondition, filesCondition, grantCondition } from './slice-sql.ts';
import { placeAt } from './staging.ts';
import { createTake, takeTypes } from './take.ts';
import { type Verdict, verdictsAmong } from './verdicts.ts';

export interface FactDetail extends ServedFact {
  readonly sources: readonly { readonly id: SourceId; readonly name: string; readonly place: string }[];
  readonly versions: readonly {
    readonly version: number;
    readonly kind: 'received' | 'corrected';
    readonly at: number;
    readonly upstreamAt: number | null;
    readonly current: boolean;
  }[];
  readonly corrections: readonly Correction[];
  /** Files, notes and narratives in it that can be opened (createContentReader), each under its place in this list. */
  readonly contents: readonly FactContent[];
}

export interface FactPage {
  readonly facts: readonly ServedFact[];
  /** Opaque; the next page starts after it. Null at the end. */
  readonly next: string | null;
}

/** What a page asks for: by types or by one code of one search parameter, newest first. */
export interface PageQuery {
  readonly types?: readonly string[];
  /** Only what lies in one of these files; for whoever holds the whole record (CW-GEN-002 otherwise). */
  readonly sources?: readonly SourceId[];
  /** Clinical time in milliseconds: what is dated before this one, and at this one or later. Undated facts come last. */
  readonly before?: number;
  readonly after?: number;
  readonly code?: { readonly param: string; readonly system?: string; readonly code: string };
  readonly cursor?: string;
  /** At most 1,000; a page of large facts is shorter, and `next` goes on. */
  readonly limit: number;
}

const tokenOf = (keys: ScopeKeys, { param, system, code }: NonNullable<PageQuery['code']>): Buffer =>
  system === undefined ? anySystemToken(keys, param, code) : codeToken(keys, param, system, code);

/** Bytes after which a page ends. */
const PAGE_BYTES = 16 * 1024 * 1024;

const encodeCursor = (cursor: Cursor): string => `${cursor.date}.${cursor.fact.toString('base64url')}`;

function decodeCursor(text: string): Cursor {
  const [date, fact] = text.split('.');
  const bytes = Buffer.from(fact ?? '', 'base64url');
  if (date === undefined || !/^-?\d{1,16}$/.test(date) || bytes.length !== 16)
    throw new CodedError('CW-GEN-003', 'cursor');
  return { date: Number(date), fact: bytes };
}

/**
 * Reading: query under the permit's slice, append the ledger entry that names what is released, wait until it is
 * durable, and only then let content cross (design 4.2, order of a read). Each call uses up one permit.
 */
export function createReader(context: VaultContext) {
  const { db, keyring, log, authority, recall } = context;
  const facts = factsStore(db);
  const imports = importsStore(db);
  const take = createTake(context);

  /** One page of current facts, newest first. */
  async function page(permit: Permit, query: PageQuery): Promise<FactPage> {
    // That a search finds a fact would say what the form leaves out.
    const isSaid = query.code === undefined || [...CODE_PARAMS, ...CATEGORY_PARAMS].includes(query.code.param);
    const claimed = authority.claim(permit, 'search');
    const grant = isSaid ? withOutline(claimed) : claimed;
    if (query.sources !== undefined && !holdsWhole(grant)) return denied(log, grant, 'search', 'CW-GEN-002');
    if (grant.form === 'metadata_only' && !isSaid) return denied(log, grant, 'search', 'CW-GATE-005');
    const keys = await keyring.load(grant.record);
    await recall.prepare(keys.scope);
    const limit = Math.min(Math.max(1, Math.trunc(query.limit)), 1000);
    const { code } = query;
    const tokens = code && keys.generations.map((one) => tokenOf(one, code));
    const types = query.types ?? (code && [code.param.split('.')[0] ?? '']);
    const by = {
      ...(types ? { types: [...new Set(types)] } : {}),
      ...(tokens ? { tokens } : {}),
      ...(query.after === undefined ? {} : { from: query.after }),
      ...(query.sources === undefined ? {} : { only: filesCondition(keys, query.sources) }),
    };
    // No id is smaller than an empty one: the page begins right before that date.
    const start = query.before === undefined ? null : { date: query.before, fact: Buffer.alloc(0) };
    const after = query.cursor === undefined ? start : decodeCursor(query.cursor);
    const { served, next } = await take(keys, grant, by, after, { facts: limit, bytes: PAGE_BYTES });
    await release(
      log,
      grant,
      'search',
      served.map((one) => one.type),
      served.map((one) => one.id),
    );
    return { facts: served, next: next && encodeCursor(next) };
  }

  /**
   * Current facts of these types, newest first within each, for what is worked out over all of them. One entry.
   * `isWhole` is false when there are more than `most` of them, or more than 64 MB.
   */
  async function gather(
    permit: Permit,
    types: readonly string[],
    most: number,
  ): Promise<{
    readonly facts: readonly ServedFact[];
    readonly isWhole: boolean;
    /** What was said about any two of these facts. */
    readonly verdicts: readonly Verdict[];
  }> {
    const grant = withOutline(authority.claim(permit, 'search'));
    const keys = await keyring.load(grant.record);
    await recall.prepare(keys.scope);
    const { facts: gathered, isWhole: isAll } = await takeTypes(take, keys, grant, types, most);
    const verdicts = await verdictsAmong(db, keys, grant, gathered);
    await release(
      log,
      grant,
      'search',
      gathered.map((one) => one.type),
      gathered.map((one) => one.id),
    );
    return { facts: gathered, isWhole: isAll, verdicts };
  }

  /** One fact with its history, or null when there is none that this permit may see. */
  async function fact(permit: Permit, id: FactId, version?: number): Promise<FactDetail | null> {
    const grant = withOutline(authority.claim(permit, 'read'));
    const keys = await keyring.load(grant.record);
    await recall.prepare(keys.scope);
    const fact_id = idToBytes(id);
    const hidden = recall.hidden(keys.scope);
    const history = await facts.history(
      keys.scope,
      fact_id,
      all([committedCondition(keys.scope, hidden), grantCondition(keys, grant)]),
      currentCondition(keys.scope, grant.view, hidden),
    );
    const current = history.find((row) => row.is_current === 1);
    if (current === undefined) {
      await release(log, grant, 'read', [], [], { found: false });
      return null;
    }
    const chosen = version === undefined ? current : history.find((row) => row.version === version);
    if (chosen === undefined) {
      await release(log, grant, 'read', [], [], { found: false });
      return null;
    }
    const body = opened(keys, chosen);
    const [served] = await serve({ facts, recall }, keys, grant, [body]);
    if (served === undefined) return null;
    const own: Grant = served.outline ? { ...grant, form: 'metadata_only' } : withoutOutline(grant);
    const [sources, corrections] = await Promise.all([sourcesOf(keys, own, body), correctionsOf(db, keys, fact_id)]);
    const resource: unknown = JSON.parse(served.bytes.toString('utf8'));
    const detail: FactDetail = {
      ...served,
      contents: await contentsIn({ facts, recall }, keys, own, body, resource),
      sources,
      versions: history.map((row) => ({
        version: row.version,
        kind: row.layer === 0 ? 'received' : 'corrected',
        at: row.stored_at,
        upstreamAt: row.upstream_at,
        current: row.version === current.version,
      })),
      // What was said, why, and taken back: for holders, and for whoever said it.
      corrections: corrections.filter(
        (one) => own.form === 'full_source_allowed' && (grant.custody || one.by === grant.account),
      ),
    };
    await release(log, grant, 'read', [served.type], [served.id], { version: chosen.version });
    return detail;
  }

  /** Every file that holds this version and lies in the slices of the grant, and where in it. */
  async function sourcesOf(keys: ScopeKeys, grant: Grant, fact: Opened): Promise<FactDetail['sources']> {
    if (grant.form !== 'full_source_allowed') return [];
    const { fact_id, version } = fact.row;
    const source = fact.header.s;
    const [all, first] = await Promise.all([
      facts.provenance(keys.scope, [fact_id]),
      source === undefined ? undefined : imports.source(keys.scope, idToBytes(source)),
    ]);
    const rows = all.filter((row) => row.version === version);
    const wanted = new Map(rows.map((row) => [row.source_token.toString('latin1'), row]));
    // Nearly always it is the one file that the version came from; the list of all files is needed for further ones only.
    const isOne = rows.every((row) => row.place === null);
    const found = isOne ? (first === undefined ? [] : [first]) : await imports.sources(keys.scope);
    // Where any slice is of certain files, no other file is named.
    const limits = [grant.allow, grant.alsoIn ?? [], grant.within ? [grant.within] : []].flatMap((slices) => {
      const named = slices.flatMap((one) => (one.sources ? [one.sources] : []));
      return named.length === 0 ? [] : [named.flat()];
    });
    return found.flatMap((row) => {
      const source = openSource(keys, row);
      const at = keys.generations
        .map((one) => wanted.get(one.token('source', source.id).toString('latin1')))
        .find((found) => found !== undefined);
      if (at === undefined || limits.some((named) => !named.includes(source.id))) return [];
      const place = at.place
        ? openRow<{ p: string }>(keys, placeAt(at.source_token, fact_id, version), at.place).p
        : (fact.header.p ?? '');
      return [{ id: source.id, name: source.name, place }];
    });
  }

  return { page, gather, fact };
}
