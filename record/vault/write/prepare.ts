import { contentHashOf, describe, type ImportedFact } from '@chartwarden/fhir';
import { type FactId, idFromBytes, idToBytes } from '@chartwarden/ids';
import { bringsApart } from '../brought.ts';
import { denied, type VaultContext } from '../context.ts';
import { correctionsStore } from '../corrections.store.ts';
import { lay, newCorrection } from '../corrections.ts';
import { factsStore } from '../facts.store.ts';
import { broughtOrigin, isOwn, OWN_ORIGIN } from '../identity.ts';
import type { Grant } from '../permit.ts';
import { isWhole } from '../recall.ts';
import { isGone, marksMac, marksOf, type VersionRow } from '../rows.ts';
import type { ScopeKeys } from '../scope-keys.ts';
import { type Opened, opened, type ServedFact, serve, serveWritten } from '../serve.ts';
import { all, any, currentCondition, goneCondition, grantCondition } from '../slice-sql.ts';
import { described, requireSamePerson, writeCondition } from './checks.ts';
import { type Composed, compose, type NewVersion } from './compose.ts';
import type { Change, NewFact, Prepared } from './ops.ts';
import type { createStandings, Standing } from './standing.ts';
import { type CurrentVersion, writeStore } from './write.store.ts';

/** Who writes, and with which keys. */
export interface Writing {
  readonly grant: Grant;
  readonly keys: ScopeKeys;
  readonly action: 'create' | 'update' | 'delete' | 'transaction';
}

/**
 * What a write has to write. A fact that was written here gets another version; what came from elsewhere stays as it
 * came, and a correction is laid over it (design 1): its whole new content, or that it is disowned.
 */
export function createPreparing(context: VaultContext, standings: ReturnType<typeof createStandings>) {
  const { db, log, clock, recall } = context;
  const facts = factsStore(db);
  const store = writeStore(db);

  /** What whoever asks sees of a fact now, be it that it was deleted. Throws CW-GEN-002, after its line, when that is nothing. */
  async function seen({ grant, keys, action }: Writing, id: FactId): Promise<CurrentVersion> {
    await recall.prepare(keys.scope);
    const hidden = recall.hidden(keys.scope);
    const now = any([currentCondition(keys.scope, 'effective', hidden), goneCondition(keys.scope, hidden)]);
    const [row] = await store.versions(keys.scope, idToBytes(id), all([now, grantCondition(keys, grant)]));
    return row ?? denied(log, grant, action, 'CW-GEN-002');
  }

  /** A refusal tells that the fact is there: not without a line. */
  async function requireAt(
    { grant, action }: Writing,
    row: CurrentVersion,
    ifMatch: number | undefined,
  ): Promise<void> {
    if (ifMatch !== undefined && ifMatch !== row.version) await denied(log, grant, action, 'CW-VLT-013');
  }

  const answerOf =
    ({ grant, keys }: Writing, one: Opened, outcome: 'created' | 'updated' | 'deleted'): Prepared['answer'] =>
    () => {
      const { fact_id, version } = one.row;
      const id = idFromBytes<FactId>(fact_id);
      return outcome === 'deleted'
        ? { id, version, outcome }
        : { id, version, outcome, served: serveWritten(keys, grant, one) };
    };

  function ofVersion(by: Writing, one: Composed, outcome: 'created' | 'updated' | 'deleted', state: string): Prepared {
    const { row, digest } = one;
    return {
      ...nameOf(row),
      hangsOn: row.import_no,
      statements: [...one.statements, ...limits(by, row)],
      digests: [digest],
      state,
      answer: answerOf(by, one, outcome),
    };
  }

  /** Whoever was granted a part writes inside of it. */
  const limits = ({ keys, grant }: Writing, row: VersionRow) =>
    isWhole(grant) ? [] : [store.within(keys.scope, row, writeCondition(keys, grant))];

  const composeNow = (keys: ScopeKeys, standing: Standing, one: NewVersion): Composed =>
    compose(facts, keys, clock.now(), standing, one);

  /** A new fact under an id that was minted here. */
  async function create(by: Writing, { bytes }: NewFact, id: FactId, under?: Standing): Promise<Prepared> {
    const { grant, keys } = by;
    const fact = described(bytes);
    requireSamePerson(grant, fact);
    const standing = under ?? (await standings.of(grant, keys));
    const made = { factId: idToBytes(id), version: 1, origin: originOf(grant), fact, bytes };
    return ofVersion(by, composeNow(keys, standing, made), 'created', String(standing.importNo));
  }

  /** The next version of a fact that was written here: another content, or that it is gone. */
  function next(
    by: Writing,
    row: CurrentVersion,
    standing: Standing,
    version: Pick<NewVersion, 'fact' | 'bytes' | 'deleted'>,
  ): Prepared {
    const { keys } = by;
    const marks = { ...marksOf(row), superseded_by: standing.importNo };
    const mark = facts.mark(keys.scope, row, marks, marksMac(keys, row, marks));
    const one = composeNow(keys, standing, {
      ...{ factId: row.fact_id, version: row.last + 1, origin: opened(keys, row).header.o ?? OWN_ORIGIN },
      ...version,
    });
    const state = `${standing.importNo} ${row.version} ${row.marks_mac.toString('hex')}`;
    const made = ofVersion(by, one, version.deleted ? 'deleted' : 'updated', state);
    return { ...made, statements: [mark, ...made.statements] };
  }

  /**
   * Whose import the next version would hang on; undefined where a correction is laid over instead: over what came from
   * elsewhere, over what somebody corrected, and, for whoever was granted a part, over what others wrote.
   */
  async function ownStanding({ grant, keys }: Writing, row: CurrentVersion): Promise<Standing | undefined> {
    if (row.layer !== 0 || !isOwn(opened(keys, row).header.o)) return undefined;
    const standing = await standings.of(grant, keys);
    return bringsApart(grant) && row.import_no !== standing.importNo ? undefined : standing;
  }

  async function corrected(
    by: Writing,
    row: CurrentVersion,
    said: { readonly kind: 'replaced' | 'not-mine'; readonly value?: string },
  ): Promise<Prepared> {
    const { grant, keys } = by;
    const reason = said.kind === 'replaced' ? 'Changed over FHIR' : 'Deleted over FHIR';
    const correction = newCorrection(keys, grant, row.fact_id, clock.now(), { ...said, reason });
    const statement = correctionsStore(db).insert(keys.scope, correction);
    const laid = await lay(context, grant, keys, row.fact_id, correction, statement);
    if (laid === null) return denied(log, grant, by.action, 'CW-GEN-002');
    const { layer } = laid;
    return {
      ...nameOf(row),
      statements: [...laid.statements, ...(layer === undefined ? [] : limits(by, layer.row))],
      digests: laid.digests,
      state: `${row.version} ${row.marks_mac.toString('hex')}`,
      answer: layer === undefined ? answerOf(by, opened(keys, row), 'deleted') : answerOf(by, layer, 'updated'),
    };
  }

  /** The fact as it is served, when what is sent says the same; asked only for whoever sees everything. */
  async function sameAs({ grant, keys }: Writing, row: CurrentVersion, fact: ImportedFact): Promise<ServedFact | null> {
    if (isGone(row) || !isWhole(grant)) return null;
    const [now] = await serve({ facts, recall }, keys, grant, [opened(keys, row)]);
    return now !== undefined && contentHashOf(now.bytes) === fact.contentHash ? now : null;
  }

  /** Throws CW-GEN-002 for a fact that is not seen, CW-VLT-013 for another version, CW-VLT-018 for another type. */
  async function update(by: Writing, id: FactId, input: Change): Promise<Prepared> {
    // First of all: what else is wrong is told of no fact that is not seen.
    const row = await seen(by, id);
    const fact = described(input.bytes);
    requireSamePerson(by.grant, fact);
    await requireAt(by, row, input.ifMatch);
    if (fact.type !== row.type) return denied(log, by.grant, by.action, 'CW-VLT-018');
    const same = await sameAs(by, row, fact);
    if (same !== null) return nothing(row, () => ({ id, version: row.version, outcome: 'unchanged', served: same }));
    const standing = await ownStanding(by, row);
    if (standing !== undefined) return next(by, row, standing, { fact, bytes: input.bytes });
    return corrected(by, row, { kind: 'replaced', value: Buffer.from(input.bytes).toString('utf8') });
  }

  const nothing = (row: VersionRow, answer: Prepared['answer']): Prepared => ({
    ...nameOf(row),
    statements: [],
    digests: [],
    state: String(row.version),
    answer,
  });

  /** A version that says that the fact is gone; what came from elsewhere is disowned. What is gone stays gone. */
  async function remove(by: Writing, id: FactId, ifMatch: number | undefined): Promise<Prepared> {
    const row = await seen(by, id);
    await requireAt(by, row, ifMatch);
    if (isGone(row)) return nothing(row, () => ({ id, version: row.version, outcome: 'deleted' }));
    const { header, bytes } = opened(by.keys, row);
    const standing = await ownStanding(by, row);
    if (standing === undefined) return corrected(by, row, { kind: 'not-mine' });
    const fact = { ...describe(bytes, ''), labels: (header.l ?? []) as ImportedFact['labels'] };
    return next(by, row, standing, { fact, bytes, deleted: true });
  }

  /** What is there already: the entry names it, since whoever asked is told. */
  const found = async (served: ServedFact): Promise<Prepared> => ({
    ...{ type: served.type, id: served.id, statements: [], digests: [], state: String(served.version) },
    answer: () => ({ id: served.id, version: served.version, outcome: 'found', served }),
  });

  return { seen, create, update, remove, found };
}

const nameOf = (row: VersionRow): Pick<Prepared, 'type' | 'id'> => ({
  type: row.type,
  id: idFromBytes<FactId>(row.fact_id),
});

/** Where what somebody writes has its ids from: here; apart, for whoever was granted a part. */
const originOf = (grant: Grant): string =>
  bringsApart(grant) ? broughtOrigin(grant.account ?? grant.actor.kind, OWN_ORIGIN) : OWN_ORIGIN;
