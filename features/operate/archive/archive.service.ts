import type { Readable } from 'node:stream';
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
import type { Asking } from '../erasure/erasure.service.ts';
import type { Leaving } from '../export/export.service.ts';
import { archivesStore } from './archives.store.ts';
import { writeArchive } from './members.ts';
import type { ChartWordsIn } from './ports.ts';
import type { ArchiveLanguage } from './words.ts';
import { zipStream } from './zip.ts';

/** What would go out; `digest` is that of the exact bytes that were shown. */
export interface ArchiveDraft extends ArchivePlan {
  readonly id: string;
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

/** A draft is good for so long, and so is what was approved. */
const LIFETIME = 15 * 60_000;

/**
 * Everything about a person as one .zip (promise J6): a draft with counts, the approval of exactly that, and one download.
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

  async function current(who: Asking, id: string, record: RecordId) {
    const plan = await archives.plan(await permit(who, record));
    const shown = { id, person: { id: record, name: await nameIn(who, record) }, ...plan };
    const draft: Draft = { kind: 'export', record, run: id, bytes: Buffer.from(JSON.stringify(shown), 'utf8') };
    return { shown: { ...shown, digest: draftDigest(draft) }, draft };
  }

  const draft = (who: Asking, person: string): Promise<ArchiveDraft> =>
    deciding(async () => {
      if (!isId(person)) throw new CodedError('CW-GEN-002');
      const record = person as RecordId;
      const id = newId(clock.now());
      const { shown } = await current(who, id, record);
      const expires = clock.now() + LIFETIME;
      await store.add({
        archive_id: idToBytes(id),
        record_id: idToBytes(record),
        account_id: idToBytes(who.account),
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
    return row;
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
    const row = await own(who, id);
    if (row.approved_at !== null) throw new CodedError('CW-GATE-012');
    const record = idFromBytes<RecordId>(row.record_id);
    const { shown, draft: now } = await deciding(() => current(who, id, record));
    if (shown.digest !== digest) throw new CodedError('CW-OPS-016');
    const token = await approvals.approve(who.actor, now, 60_000);
    await approvals.consume(who.actor, token, now);
    const expires = clock.now() + LIFETIME;
    await once(() => store.run(store.approve(row.archive_id, clock.now(), expires)));
    return { expires };
  }

  /** The archive, once. Throws CW-GATE-015 when it was not approved, CW-OPS-016 when the record changed since. */
  async function file(who: Asking, id: string): Promise<Leaving & { readonly bytes: Readable }> {
    const row = await own(who, id);
    if (row.approved_at === null) throw new CodedError('CW-GATE-015');
    if (row.used_at !== null) throw new CodedError('CW-GATE-012');
    const record = idFromBytes<RecordId>(row.record_id);
    // Asked first, so that a refusal does not use it up.
    await permit(who, record);
    const stillAllowed = await gate.following(requestOf(who, record));
    await once(() => store.run(store.use(row.archive_id, clock.now())));
    const archive = await deciding(async () => archives.open(await permit(who, record)));
    if (archive.state !== row.state) throw new CodedError('CW-OPS-016');
    const about = {
      language: await languageOf(who.account),
      at: clock.now(),
      publicUrl: publicUrl(),
      names: await namesIn(archive, nameOf),
      chart,
    };
    return { bytes: zipStream((add) => writeArchive(archive, about, add), { at: about.at }), stillAllowed };
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
