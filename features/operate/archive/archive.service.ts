import { Readable } from 'node:stream';
import { ConflictError, type Db } from '@chartwarden/db';
import { CodedError } from '@chartwarden/errors';
import {
  type Core,
  channelOf,
  type Draft,
  deciding,
  draftDigest,
  type GateRequest,
  type PersonArchive,
} from '@chartwarden/gate';
import { type AccountId, idFromBytes, idToBytes, isId, newId, type RecordId } from '@chartwarden/ids';
import type { Clock } from '@chartwarden/time';
import type { ArchivePlan, Permit } from '@chartwarden/vault';
import type { Asking } from '../asking.ts';
import { tar } from '../backup/tar.ts';
import { archivesStore } from './archives.store.ts';
import { filesOf } from './folder.ts';
import { writeArchive } from './members.ts';
import type { ChartWordsIn } from './ports.ts';
import type { ArchiveLanguage } from './words.ts';
import { zipStream } from './zip.ts';

/**
 * `archive`: everything in one .zip. `entries`: entries as they count now, one file per type, and files as received;
 * `files`: only these. Both go out as a tar, for a folder.
 */
export const ARCHIVE_KINDS = ['archive', 'entries', 'files'] as const;
export type ArchiveKind = (typeof ARCHIVE_KINDS)[number];

/** What would go out; `digest` is that of the exact bytes that were shown. */
export interface ArchiveDraft extends ArchivePlan {
  readonly id: string;
  readonly kind: ArchiveKind;
  readonly digest: string;
  readonly person: { readonly id: string; readonly name: string };
  /** Milliseconds. */
  readonly expires: number;
}

export interface ArchivePorts {
  readonly core: Pick<Core, 'gate' | 'vault' | 'approvals' | 'archives'>;
  readonly db: Db;
  readonly clock: Clock;
  readonly nameOf: (account: AccountId) => Promise<string | null>;
  readonly languageOf: (account: AccountId) => Promise<ArchiveLanguage>;
  readonly publicUrl: () => string;
  readonly chart: ChartWordsIn;
}

/** What goes out, and whether it still may: asked while it does. */
interface Leaving {
  readonly name: string;
  readonly bytes: Readable;
  readonly stillAllowed: () => Promise<boolean>;
}

/** A draft is good for so long, and so is what was approved. */
const LIFETIME = 15 * 60_000;

/**
 * The one way by which a record is taken along (promise J6): a draft with counts, the approval of exactly that, and one download.
 * The line in the log is durable before the first byte, and what is taken back meanwhile ends the rest of it.
 */
export function createArchiveExports(ports: ArchivePorts) {
  const { core, db, clock, nameOf, languageOf, publicUrl, chart } = ports;
  const { gate, vault, approvals, archives } = core;
  const store = archivesStore(db);

  const requestOf = (who: Asking, record: RecordId): GateRequest => ({
    actor: who.actor,
    record,
    actions: ['export'],
    purpose: 'export',
    channel: 'export',
    request: who.request,
  });
  const permit = (who: Asking, record: RecordId): Promise<Permit> => gate.permit(requestOf(who, record));

  async function nameIn(who: Asking, record: RecordId): Promise<string> {
    const asked = await gate.open({
      actor: who.actor,
      record,
      actions: ['read'],
      purpose: gate.purposeOf(who.account, record),
      channel: channelOf(who.actor),
      request: who.request,
    });
    return 'refused' in asked ? '' : ((await vault.records.profile(asked))?.name ?? '');
  }

  async function current(who: Asking, id: string, record: RecordId, kind: ArchiveKind) {
    const allowed = await permit(who, record);
    const plan = await (kind === 'archive' ? archives.plan(allowed) : vault.export.recordPlan(allowed, kind));
    const shown = { id, kind, person: { id: record, name: await nameIn(who, record) }, ...plan };
    const draft: Draft = { kind: 'export', record, run: id, bytes: Buffer.from(JSON.stringify(shown), 'utf8') };
    return { shown: { ...shown, digest: draftDigest(draft) }, draft };
  }

  const draft = (who: Asking, person: string, kind: ArchiveKind = 'archive'): Promise<ArchiveDraft> =>
    deciding(async () => {
      if (!isId(person)) throw new CodedError('CW-GEN-002');
      const record = person as RecordId;
      const id = newId(clock.now());
      const { shown } = await current(who, id, record, kind);
      const expires = clock.now() + LIFETIME;
      await store.add({
        archive_id: idToBytes(id),
        record_id: idToBytes(record),
        account_id: idToBytes(who.account),
        kind,
        state: shown.state,
        expires_at: expires,
        approved_at: null,
        used_at: null,
      });
      return { ...shown, expires };
    });

  /** The caller's own draft; for everybody else there is none, and that they asked stands in the log. */
  async function own(who: Asking, id: string) {
    const row = isId(id) ? await store.get(idToBytes(id)) : undefined;
    if (row === undefined || idFromBytes(row.account_id) !== who.account) {
      const tried = { action: 'export', outcome: 'refused', code: 'CW-GEN-002', purpose: 'export' } as const;
      await gate.note({ actor: who.actor, ...tried, ...who.request });
      throw new CodedError('CW-GEN-002');
    }
    if (row.expires_at <= clock.now()) throw new CodedError('CW-GATE-011');
    const kind = ARCHIVE_KINDS.find((one) => one === row.kind);
    if (kind === undefined) throw new CodedError('CW-OPS-016');
    return { row, kind, record: idFromBytes<RecordId>(row.record_id) };
  }

  const once = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (error instanceof ConflictError) throw new CodedError('CW-GATE-012', undefined, { cause: error });
      throw error;
    }
  };

  /** Approves what was shown. Throws CW-OPS-016 when that is no longer what would go out, CW-GATE-011 when it is too late. */
  async function approve(who: Asking, id: string, digest: string): Promise<{ readonly expires: number }> {
    const { row, kind, record } = await own(who, id);
    if (row.approved_at !== null) throw new CodedError('CW-GATE-012');
    const { shown, draft: now } = await deciding(() => current(who, id, record, kind));
    if (shown.digest !== digest) throw new CodedError('CW-OPS-016');
    const token = await approvals.approve(who.actor, now, 60_000);
    await approvals.consume(who.actor, token, now);
    const expires = clock.now() + LIFETIME;
    await once(() => store.run(store.approve(row.archive_id, clock.now(), expires)));
    return { expires };
  }

  /** What was approved, once. Throws CW-GATE-015 when it was not approved, CW-OPS-016 when the record changed since. */
  async function file(who: Asking, id: string): Promise<Leaving> {
    const { row, kind, record } = await own(who, id);
    if (row.approved_at === null) throw new CodedError('CW-GATE-015');
    if (row.used_at !== null) throw new CodedError('CW-GATE-012');
    // Asked first, so that a refusal does not use it up.
    await permit(who, record);
    const stillAllowed = await gate.following(requestOf(who, record));
    await once(() => store.run(store.use(row.archive_id, clock.now())));
    const made =
      kind === 'archive' ? await asArchive(who, record, row.state) : await asFolder(who, record, row.state, kind);
    return { ...made, stillAllowed };
  }

  async function asFolder(who: Asking, record: RecordId, state: string, kind: 'entries' | 'files') {
    const folder = await deciding(async () => vault.export.record(await permit(who, record), kind));
    if (folder.state !== state) throw new CodedError('CW-OPS-016');
    const files = filesOf({ person: record, view: kind === 'files' ? 'received' : 'effective' }, folder);
    return { name: 'chartwarden-record.tar', bytes: Readable.from(tar(files), { highWaterMark: 2 }) };
  }

  async function asArchive(who: Asking, record: RecordId, state: string) {
    const archive = await deciding(async () => archives.open(await permit(who, record)));
    if (archive.state !== state) throw new CodedError('CW-OPS-016');
    const about = {
      language: await languageOf(who.account),
      at: clock.now(),
      publicUrl: publicUrl(),
      names: await namesIn(archive, nameOf),
      chart,
    };
    const bytes = zipStream((add) => writeArchive(archive, about, add), { at: about.at });
    return { name: 'chartwarden-record.zip', bytes };
  }

  return { draft, approve, file };
}

export type ArchiveExports = ReturnType<typeof createArchiveExports>;

/** Accounts that stand in an archive, by name. */
async function namesIn(archive: PersonArchive, nameOf: ArchivePorts['nameOf']): Promise<ReadonlyMap<string, string>> {
  const ids = new Set<string>([
    ...archive.said.map(({ by }) => by),
    ...archive.imports.map(({ details }) => details.by),
    ...archive.events.flatMap((one) => [one.by, one.kind === 'custody' ? one.holder.id : (one.recipient?.id ?? '')]),
  ]);
  const names = new Map<string, string>();
  for (const id of ids) {
    const name = isId(id) ? await nameOf(id as AccountId) : null;
    if (name !== null) names.set(id, name);
  }
  return names;
}
