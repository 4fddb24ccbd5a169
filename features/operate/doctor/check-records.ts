import type { Core } from '@chartwarden/gate';
import { INSTANCE_ID, type RecordId } from '@chartwarden/ids';
import type { Actor, EntryBody, Ledger, Scope } from '@chartwarden/ledger';
import type { CheckedRecord, Permit } from '@chartwarden/vault';
import type { Report } from '../report.ts';

const SYSTEM: Actor = { kind: 'system', role: 'doctor' };
const PAGE = 500;
/** How often a record that is written to at the same time is looked at again before its findings are believed. */
const ATTEMPTS = 4;

/** A permit to look at a record from inside: it cannot release anything to a channel. */
export const systemPermit = (
  core: Pick<Core, 'gate'>,
  record: RecordId,
  actions: readonly ('read' | 'update')[],
): Promise<Permit> =>
  core.gate.permit({ actor: SYSTEM, record, actions, purpose: 'operate', channel: 'system', request: {} });

/** Records that exist and were not erased, by what the access chain says. */
export const liveRecords = (core: Pick<Core, 'access'>): readonly RecordId[] =>
  [...core.access.state().records].filter(([, state]) => !state.erased).map(([record]) => record);

interface Told {
  readonly seq: number;
  readonly body: EntryBody;
}

async function* entriesOf(ledger: Ledger, scope: Scope): AsyncGenerator<Told> {
  let before: number | undefined;
  for (;;) {
    const page = await ledger.reader.list(scope, { limit: PAGE, ...(before === undefined ? {} : { before }) });
    for (const entry of page) if (!entry.sealed) yield entry;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    before = last.seq;
  }
}

/** What brought records into being stands in the instance's chain: by record, once for a whole round of checks. */
export async function beginnings(ledger: Ledger): Promise<ReadonlyMap<string, Told>> {
  const found = new Map<string, Told>();
  let before: number | undefined;
  for (;;) {
    const page = await ledger.reader.search(
      { action: 'access-record' },
      { limit: PAGE, ...(before === undefined ? {} : { before }) },
    );
    for (const entry of page)
      if (
        !entry.sealed &&
        entry.body.record !== undefined &&
        entry.body.digests !== undefined &&
        entry.body.digests.length > 0
      )
        found.set(entry.body.record, entry);
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return found;
    before = last.seq;
  }
}

/** Entries that say what was written, oldest first: only these are held. */
async function written(ledger: Ledger, record: RecordId, begun: ReadonlyMap<string, Told>): Promise<readonly Told[]> {
  const found: Told[] = [];
  for await (const entry of entriesOf(ledger, record))
    if (entry.body.digests !== undefined || entry.body.action === 'rotate-keys') found.push(entry);
  const first = begun.get(record);
  return [...found, ...(first === undefined ? [] : [first])].reverse();
}

/** Compares one record with what the log says was written. Looks again when it was written to meanwhile. */
export async function checkRecord(
  core: Pick<Core, 'gate' | 'vault' | 'ledger'>,
  record: RecordId,
  begun: ReadonlyMap<string, Told>,
): Promise<CheckedRecord> {
  let told = await written(core.ledger, record, begun);
  for (let attempt = 1; ; attempt += 1) {
    const report = await core.vault.checks.check(await systemPermit(core, record, ['read']), told);
    if (report.findings.length === 0 || attempt === ATTEMPTS) return report;
    const now = await written(core.ledger, record, begun);
    if (now.at(-1)?.seq === told.at(-1)?.seq) return report;
    told = now;
  }
}

/** Every live record, one after another. */
export async function* checkRecords(
  core: Pick<Core, 'access' | 'gate' | 'vault' | 'ledger'>,
  report: Report,
): AsyncGenerator<CheckedRecord> {
  const begun = await beginnings(core.ledger);
  let facts = 0;
  for (const record of liveRecords(core)) {
    if (record === INSTANCE_ID) continue;
    const checked = await checkRecord(core, record, begun);
    facts += checked.facts;
    report({ step: 'checking facts', done: facts, unit: 'facts' });
    yield checked;
  }
}
