import { Readable } from 'node:stream';
import { CodedError } from '@chartwarden/errors';
import { deciding } from '@chartwarden/gate';
import { Answer, whileAllowed } from '@chartwarden/http';
import { idFromBytes, idToBytes, isId, type RecordId } from '@chartwarden/ids';
import type { BulkFile } from '@chartwarden/vault';
import { composePatient } from '../patient.ts';
import type { Who } from '../places.ts';
import { type BulkRow, bulkStore } from './bulk.store.ts';
import { type BulkPorts, exporting, madeIn, wantedIn } from './bulk-parts.ts';

const SECONDS_TO_WAIT = '2';
const NDJSON = 'application/fhir+ndjson';

/** What is said of an export while it is made and when it is ready, and its files. */
export function createBulkFiles({ gate, vault, base, db, clock }: BulkPorts) {
  const store = bulkStore(db);

  /** The caller's own export; for everybody else there is none, and that they asked stands in the log. */
  async function own(who: Who, id: string): Promise<BulkRow> {
    const row = isId(id) ? await store.get(idToBytes(id)) : undefined;
    if (row === undefined || idFromBytes(row.account_id) !== who.account) {
      const tried = { action: 'export', outcome: 'refused', code: 'CW-GEN-002', purpose: 'export' } as const;
      await gate.note({ actor: who.actor, ...tried, ...who.request });
      throw new CodedError('CW-GEN-002');
    }
    if (row.expires_at <= clock.now()) throw new CodedError('CW-FHIR-122');
    return row;
  }

  /** Bulk Data 2.0, "Bulk Data Status Request": 202 until it is ready, then what there is to fetch. */
  async function status(who: Who, id: string): Promise<Answer> {
    const row = await own(who, id);
    const made = madeIn(row);
    if (made === null) {
      const progress = row.state === 'draft' ? 'waiting for approval' : 'in progress';
      return new Answer(202, Buffer.alloc(0), { 'x-progress': progress, 'retry-after': SECONDS_TO_WAIT });
    }
    const closed = new Set<RecordId>();
    for (const record of new Set(made.files.map((one) => one.record)))
      if ('refused' in (await gate.open(exporting(who, record)))) closed.add(record);
    const output = made.files.flatMap(({ type, record, count }, at) =>
      closed.has(record) ? [] : [{ type, url: `${base()}/$export-files/${id}/${at}`, count }],
    );
    // Of everybody it was about nothing is left to the caller: it is over.
    if (output.length === 0 && closed.size > 0) throw new CodedError('CW-FHIR-122');
    const manifest = {
      transactionTime: new Date(made.until).toISOString(),
      request: wantedIn(row).request,
      requiresAccessToken: true,
      output,
      error: [],
    };
    return new Answer(200, Buffer.from(JSON.stringify(manifest)), {
      'content-type': 'application/json',
      expires: new Date(row.expires_at).toUTCString(),
    });
  }

  /** One file, made as it goes out: under a permit of now, named in the log before the first byte, cut when the right ends. */
  async function file(who: Who, id: string, number: string): Promise<Answer> {
    const row = await own(who, id);
    const made = madeIn(row);
    const one = /^\d{1,6}$/.test(number) ? made?.files[Number(number)] : undefined;
    if (made === null || one === undefined) throw new CodedError('CW-GEN-002');
    const { type, record } = one;
    const { since } = wantedIn(row);
    const asked = exporting(who, record);
    const query = { until: made.until, ...(since === null ? {} : { since }) };
    const found = await deciding(async () => vault.export.bulkFile(await gate.permit(asked), type, query));
    if (found === null) throw new CodedError('CW-GEN-002');
    const stillAllowed = await gate.following(asked);
    const body = Readable.from(linesOf(record, found), { highWaterMark: 4 });
    return whileAllowed(new Answer(200, body, { 'content-type': NDJSON }), stillAllowed);
  }

  /** Bulk Data 2.0, "Bulk Data Delete Request". */
  async function remove(who: Who, id: string): Promise<Answer> {
    await store.remove((await own(who, id)).export_id);
    return new Answer(202, Buffer.alloc(0));
  }

  return { own, status, file, remove };
}

async function* linesOf(record: RecordId, { person, content }: BulkFile): AsyncGenerator<Uint8Array> {
  if (person !== null) yield lineOf(composePatient(record, person).bytes);
  yield* content;
}

/** Line breaks of received JSON are white space (RFC 8259, 2), never part of a string. */
const lineOf = (bytes: Buffer): Buffer =>
  Buffer.from(`${bytes.toString('latin1').replace(/[\r\n]/g, ' ')}\n`, 'latin1');
