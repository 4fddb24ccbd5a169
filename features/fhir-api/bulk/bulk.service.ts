import { ConflictError } from '@chartwarden/db';
import { CodedError } from '@chartwarden/errors';
import { channelOf, type Draft, deciding, draftDigest } from '@chartwarden/gate';
import { Answer } from '@chartwarden/http';
import { type AccountId, idFromBytes, idToBytes, isId, newId, type RecordId } from '@chartwarden/ids';
import type { Asked } from '../asking.ts';
import { parametersIn } from '../everything/parameters.ts';
import { negotiate } from '../negotiate.ts';
import type { Who } from '../places.ts';
import { preferencesOf } from '../prefer.ts';
import { type BulkRow, bulkStore } from './bulk.store.ts';
import { createBulkFiles } from './bulk-files.ts';
import { type BulkPorts, exporting, type Made, type Wanted, wantedIn } from './bulk-parts.ts';
import { readBulkRequest } from './bulk-request.ts';

/** What waits for an approval: how much of whose record would go out now. `digest` is that of these exact words. */
export interface BulkDraft {
  readonly id: string;
  readonly persons: readonly {
    readonly id: string;
    readonly name: string;
    readonly facts: number;
    readonly state: string;
  }[];
  readonly types: readonly string[];
  readonly since: number | null;
  readonly digest: string;
  readonly expires: number;
}

/** A draft is good for so long; what was approved, until its job ran; what is ready, for an hour. */
const DRAFT_LIFE = 15 * 60_000;
const JOB_LIFE = 24 * 3_600_000;
const READY_LIFE = 3_600_000;
/** Of one account at a time. */
const MOST = 5;
const MOST_PEOPLE = 1_000;

/**
 * Exports of the records of people (Bulk Data 2.0 at patient level): a draft where a person starts it, the approval of
 * exactly that, a job that counts what there is, and files that are made when they are fetched. Nothing of it is kept.
 */
export function createBulk(ports: BulkPorts) {
  const { gate, vault, approvals, places, base, db, clock, startBulk } = ports;
  const store = bulkStore(db);
  const files = createBulkFiles(ports);

  /** `Patient/$export`, or with an id in its address that person's alone. */
  async function kickOff(asked: Asked): Promise<Answer> {
    negotiate(asked);
    if (!/(?:^|[,;\s])respond-async\b/i.test(asked.header('prefer') ?? '')) throw new CodedError('CW-FHIR-120');
    const wanted = await wantedBy(asked);
    const id = newId(clock.now());
    const isPerson = channelOf(asked.actor) !== 'api';
    const row: BulkRow = {
      export_id: idToBytes(id),
      account_id: idToBytes(asked.account),
      role: asked.actor.role,
      state: isPerson ? 'draft' : 'approved',
      asked: JSON.stringify(wanted),
      made: null,
      expires_at: clock.now() + (isPerson ? DRAFT_LIFE : JOB_LIFE),
    };
    if (!(await store.add(row, clock.now(), MOST))) throw new CodedError('CW-FHIR-121');
    if (!isPerson) {
      // A program that was given a token asks for exactly this: its request is the yes.
      await approved(asked, { kind: 'export', run: id, bytes: Buffer.from(row.asked, 'utf8') });
      await startBulk(id);
    }
    return new Answer(202, Buffer.alloc(0), { 'content-location': `${base()}/$export-status/${id}` });
  }

  async function wantedBy(asked: Asked): Promise<Wanted> {
    const isStrict = preferencesOf(asked).handling === 'strict';
    const { types, since, patients, used } = readBulkRequest([...asked.query, ...parametersIn(asked.bytes)], isStrict);
    const named = asked.id === '' ? patients : [asked.id];
    const records: RecordId[] = [];
    // Whom nobody named is left out where they may not be exported.
    for (const record of named.length === 0 ? places.records(asked) : named.map(idOf)) {
      const answer = await gate.open(exporting(asked, record));
      if (!('refused' in answer)) records.push(record);
      else if (named.length > 0) throw new CodedError(answer.code);
    }
    if (records.length > MOST_PEOPLE) throw new CodedError('CW-FHIR-121');
    const query = used.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
    const address = `${base()}/Patient/${asked.id === '' ? '' : `${asked.id}/`}$export`;
    return { records, types, since: since ?? null, request: query === '' ? address : `${address}?${query}` };
  }

  /** The yes of whoever asks, bound to these bytes and used at once; both stand in the log. */
  async function approved(who: Who, draft: Draft): Promise<void> {
    const token = await approvals.approve(who.actor, draft, 60_000);
    await approvals.consume(who.actor, token, draft);
  }

  async function current(who: Who, row: BulkRow) {
    const id = idFromBytes(row.export_id);
    const { records, types, since } = wantedIn(row);
    const persons: BulkDraft['persons'][number][] = [];
    for (const record of records) {
      const { facts, state } = await vault.export.recordPlan(await gate.permit(exporting(who, record)), 'entries');
      persons.push({ id: record, name: await nameIn(who, record), facts, state });
    }
    const shown = { id, persons, types, since };
    const draft: Draft = { kind: 'export', run: id, bytes: Buffer.from(JSON.stringify(shown), 'utf8') };
    return { shown: { ...shown, digest: draftDigest(draft), expires: row.expires_at }, draft };
  }

  async function nameIn(who: Who, record: RecordId): Promise<string> {
    const purpose = gate.purposeOf(who.account, record);
    const asked = { ...exporting(who, record), actions: ['read'], purpose, channel: channelOf(who.actor) } as const;
    const permit = await gate.open(asked);
    return 'refused' in permit ? '' : ((await vault.records.profile(permit))?.name ?? '');
  }

  /** What waits for an approval. Throws CW-GATE-012 when it waits no more. */
  async function draft(who: Who, id: string): Promise<BulkDraft> {
    const row = await files.own(who, id);
    if (row.state !== 'draft') throw new CodedError('CW-GATE-012');
    return (await deciding(() => current(who, row))).shown;
  }

  /** Approves what was shown. Throws CW-OPS-016 when that is no longer what would go out, CW-GATE-012 the second time. */
  async function approve(who: Who, id: string, digest: string): Promise<{ readonly status: string }> {
    const row = await files.own(who, id);
    if (row.state !== 'draft') throw new CodedError('CW-GATE-012');
    const { shown, draft: now } = await deciding(() => current(who, row));
    if (shown.digest !== digest) throw new CodedError('CW-OPS-016');
    await approved(who, now);
    try {
      await store.approve(row.export_id, clock.now() + JOB_LIFE);
    } catch (error) {
      if (error instanceof ConflictError) throw new CodedError('CW-GATE-012', undefined, { cause: error });
      throw error;
    }
    await startBulk(id);
    return { status: `${base()}/$export-status/${id}` };
  }

  /** The job: in the name of whoever asked, decided anew. Whom they may not export any more is left out. */
  async function run(id: string): Promise<void> {
    const row = await store.get(idToBytes(id));
    if (row?.state !== 'approved') return;
    const account = idFromBytes<AccountId>(row.account_id);
    const actor = { kind: 'account', account, role: row.role, client: 'job' } as const;
    const { records, types, since } = wantedIn(row);
    const until = clock.now();
    const made: Made = { until, files: [] };
    for (const record of records) {
      const who = { actor, account, request: {} };
      const permit = () => gate.open(exporting(who, record));
      const counts = await deciding(async () => {
        const one = await permit();
        if ('refused' in one) return null;
        return vault.export.bulkCounts(one, types, { until, ...(since === null ? {} : { since }) });
      });
      if (counts === null) continue;
      // The person is put together of more than was received: they always stand in the file of Patients.
      const hasPerson = types.length === 0 || types.includes('Patient');
      const patients = counts.find((one) => one.type === 'Patient')?.count ?? 0;
      if (hasPerson) made.files.push({ type: 'Patient', record, count: patients + 1 });
      for (const { type, count } of counts) if (type !== 'Patient') made.files.push({ type, record, count });
    }
    await store.ready(row.export_id, JSON.stringify(made), clock.now() + READY_LIFE);
  }

  return { kickOff, draft, approve, run, status: files.status, file: files.file, remove: files.remove };
}

function idOf(id: string): RecordId {
  if (!isId(id)) throw new CodedError('CW-GEN-002');
  return id as RecordId;
}

export type Bulk = ReturnType<typeof createBulk>;
