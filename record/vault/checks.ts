import { createHash } from 'node:crypto';
import { CodedError } from '@chartwarden/errors';
import { type FactId, idFromBytes, idToBytes } from '@chartwarden/ids';
import type { EntryBody } from '@chartwarden/ledger';
import { bodyOf, guardOf, type VaultContext } from './context.ts';
import { saidOf } from './corrections.store.ts';
import { factsStore } from './facts.store.ts';
import { openSource } from './import-rows.ts';
import { importsStore } from './imports.store.ts';
import { checkRecord, foldDigests, type RecordReport } from './integrity.ts';
import type { Grant, Permit } from './permit.ts';
import { openBody } from './rows.ts';

export interface CheckedRecord extends RecordReport {
  /** Where the record's files stand among the objects. */
  readonly addresses: readonly string[];
}

/** A fact at one of its versions, to be compared between a restored copy and the record itself. */
export interface Sampled {
  readonly fact: FactId;
  readonly version: number;
  /** SHA-256 over everything there is of the fact up to that version, corrections included. Hex. */
  readonly sha256: string;
}

/** What jobs and the doctor may ask about a record: whether it is what was written, never what it says (design 4.2). */
export function createChecks(context: VaultContext) {
  const { db, keyring, log, authority } = context;
  const facts = factsStore(db);

  function claim(permit: Permit): Grant {
    const grant = authority.claim(permit, 'read');
    if (grant.channel !== 'system') throw new CodedError('CW-VLT-003', 'not a permit of the system');
    return grant;
  }

  const note = (grant: Grant, action: string, rest: Partial<EntryBody>) =>
    log.append({ scope: grant.record, body: bodyOf(grant, action, rest), guard: guardOf(grant) });

  /** Compares all of a record with what its entries (oldest first) say was written. One entry. */
  async function check(permit: Permit, entries: Iterable<{ readonly body: EntryBody }>): Promise<CheckedRecord> {
    const grant = claim(permit);
    const keys = await keyring.load(grant.record);
    const report = await checkRecord(context, keys, foldDigests(entries));
    const addresses: string[] = [];
    for (const row of await importsStore(db).sources(keys.scope)) {
      try {
        addresses.push(openSource(keys, row).address);
      } catch {
        // Named among the findings; its object is then one that nobody names.
      }
    }
    const { findings } = report;
    await note(grant, 'check', { outcome: findings.length === 0 ? 'done' : 'failed', count: report.facts });
    return { ...report, addresses };
  }

  async function fingerprint(grant: Grant, fact: FactId, upTo: number | undefined, until: number) {
    const keys = await keyring.load(grant.record);
    const rows = await facts.versions(keys.scope, idToBytes(fact), { sql: '1 = 1', parameters: [] });
    const known = rows.filter((row) => upTo === undefined || row.version <= upTo);
    const digest = createHash('sha256');
    for (const row of known) {
      const { header, bytes } = openBody(keys, row);
      digest.update(JSON.stringify([row.version, row.layer, row.stored_at, header, bytes.length])).update(bytes);
    }
    // Whether one was undone since is no difference between copy and record.
    for (const { undoneAt: _undone, ...correction } of await saidOf(db, keys, idToBytes(fact)))
      if (correction.at <= until) digest.update(JSON.stringify(correction));
    return { fact, version: known.at(-1)?.version ?? 0, sha256: digest.digest('hex') };
  }

  /** Fingerprints of facts picked at random, as of a moment (milliseconds). One entry. */
  async function sample(permit: Permit, count: number, until: number): Promise<readonly Sampled[]> {
    const grant = claim(permit);
    const picked = (await facts.pick(idToBytes(grant.record), count)).map((row) => idFromBytes<FactId>(row.fact_id));
    const found: Sampled[] = [];
    for (const fact of picked) found.push(await fingerprint(grant, fact, undefined, until));
    await note(grant, 'sample', { outcome: 'done', count: found.length });
    return found;
  }

  /** The same fingerprints from this record. Those that differ are missing from the answer. One entry. */
  async function confirm(permit: Permit, sampled: readonly Sampled[], until: number): Promise<readonly FactId[]> {
    const grant = claim(permit);
    const same: FactId[] = [];
    for (const one of sampled) {
      const own = await fingerprint(grant, one.fact, one.version, until);
      if (own.sha256 === one.sha256) same.push(one.fact);
    }
    await note(grant, 'compare', { outcome: same.length === sampled.length ? 'done' : 'failed', count: same.length });
    return same;
  }

  return { check, sample, confirm };
}
