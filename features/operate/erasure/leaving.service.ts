import { CodedError, type ErrorCode, isCoded } from '@chartwarden/errors';
import { channelOf, type Draft, deciding, draftDigest } from '@chartwarden/gate';
import { type AccountId, idFromBytes, idToBytes, isId, newId, type RecordId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import { withEach } from '@chartwarden/result';
import type { ErasureCounts, ErasurePlan, RequestFacts, Reseal, SealedPlace } from '@chartwarden/vault';
import type { Asking } from '../asking.ts';
import { STATEMENT } from './erasure.service.ts';
import type { Leaving, LeavingDraft, LeavingNotice, LeavingPorts, SealedLeaving } from './leaving-types.ts';
import { type LeavingRow, leavingsStore } from './leavings.store.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** A draft is good for so long; an approval so much longer than the notice, for a server that was off on that day. */
const LIFETIME = 15 * MINUTE;
const GRACE = 30 * DAY;

/**
 * A patient leaves an organization (design 1, custody). Where somebody else holds the record the organization lets go at
 * once. Where nobody does, the record is erased: a draft shows what would be lost, an approval of exactly that is used
 * when the notice is over, and only if nothing of it has changed; whoever claims the record before keeps it.
 */
export function createLeavings(ports: LeavingPorts) {
  const { core, db, clock, erasures, noticeDays, tell, managersOf, tellInvited } = ports;
  const { access, gate, vault, approvals, sealed, organizations } = core;
  const store = leavingsStore(db);

  const permit = (actor: Actor, record: RecordId, action: 'read' | 'delete', request: RequestFacts) =>
    gate.permit({ actor, record, actions: [action], purpose: 'care', channel: channelOf(actor), request });

  /** Nobody holds what was erased. */
  const holders = (record: RecordId) => {
    const found = access.state().records.get(record);
    return found === undefined || found.erased ? [] : found.custody;
  };
  const isHeldBy = (organization: RecordId, record: RecordId): boolean =>
    holders(record).some(({ holder }) => holder.kind === 'organization' && holder.id === organization);

  const open = (row: LeavingRow): SealedLeaving =>
    JSON.parse(sealed.open(idFromBytes(row.account_id), placeOf(row), row.sealed).toString('utf8')) as SealedLeaving;
  const seal = (row: Omit<LeavingRow, 'sealed'>, what: SealedLeaving): LeavingRow => ({
    ...row,
    sealed: sealed.seal(idFromBytes(row.account_id), placeOf(row), Buffer.from(JSON.stringify(what))),
  });
  const draftOf = ({ shown, record }: SealedLeaving): Draft => ({
    kind: 'leave',
    record,
    run: shown.id,
    bytes: Buffer.from(JSON.stringify(shown), 'utf8'),
  });

  /** Throws, after its line. */
  async function refused(who: Asking, code: ErrorCode): Promise<never> {
    await gate.note({ actor: who.actor, action: 'leave', outcome: 'refused', code, ...who.request });
    throw new CodedError(code);
  }
  /** The line in the person's own log. */
  const note = (actor: Actor, record: RecordId, state: string, request: RequestFacts) =>
    core.ledger.append({
      scope: record,
      body: { actor, record, action: 'leave', outcome: 'done', ...request, detail: { state } },
    });
  const tellAll = async (organization: RecordId, kind: LeavingNotice) => {
    for (const account of managersOf(organization)) await tell(account, kind);
  };
  /** The patient, as far as anybody here knows them: whoever was granted some of the record, or invited to take it over. */
  async function tellPatient(organization: RecordId, record: RecordId, due: number | null): Promise<void> {
    const { records, accounts } = access.state();
    const now = clock.now();
    const granted = (records.get(record)?.consents ?? []).flatMap(({ effect, recipient, under, from, until }) =>
      effect === 'permit' &&
      recipient?.kind === 'account' &&
      under === undefined &&
      from <= now &&
      (until === null || now < until)
        ? [recipient.id as AccountId]
        : [],
    );
    for (const account of new Set(granted)) {
      const found = accounts.get(account);
      const worksThere = found?.memberships.some((one) => one.organization === organization) === true;
      if (found?.status === 'active' && !worksThere)
        await tell(account, due === null ? 'leaving-kept' : 'leaving-told');
    }
    await tellInvited(record, due);
  }

  /** What would be lost; null when somebody else holds the record. */
  async function planned(actor: Actor, record: RecordId, request: RequestFacts): Promise<ErasurePlan | null> {
    const plan = await vault.erasure.plan(await permit(actor, record, 'delete', request));
    return holders(record).length > 1 ? null : plan;
  }
  const countsOf = (plan: ErasurePlan | null): ErasureCounts | null =>
    plan === null ? null : { facts: plan.facts, sources: plan.sources, bytes: plan.bytes };

  const draft = (who: Asking, place: string, person: string): Promise<LeavingDraft> =>
    deciding(async () => {
      if (!isId(place) || !isId(person)) throw new CodedError('CW-GEN-002');
      const [organization, record] = [place as RecordId, person as RecordId];
      const own = organizations.of(who.account).find((one) => one.organization === organization);
      // Of a record of another organization, or by somebody who does not work here: as if it were not there.
      if (own === undefined || !isHeldBy(organization, record)) return refused(who, 'CW-GEN-002');
      const counts = countsOf(await planned(who.actor, record, who.request));
      const name = (await vault.records.profile(await permit(who.actor, record, 'read', who.request)))?.name ?? '';
      const id = newId(clock.now());
      const statement = counts === null ? null : STATEMENT;
      const shown = { id, person: { id: record, name }, counts, noticeDays, statement };
      const columns = {
        leaving_id: idToBytes(id),
        record_id: idToBytes(record),
        organization_id: idToBytes(organization),
        account_id: idToBytes(who.account),
        due_at: clock.now() + LIFETIME,
        approved: 0,
      };
      const what = { record, organization, shown, role: who.actor.role, due: null, token: null };
      await store.add(seal(columns, what), clock.now());
      return { ...shown, digest: draftDigest(draftOf(what)) };
    });

  /**
   * Decides what a draft showed. Throws CW-OPS-009 when that is not what is there, CW-GATE-011 when it is too late,
   * CW-GATE-012 the second time.
   */
  async function approve(who: Asking, id: string, digest: string): Promise<{ readonly due: number | null }> {
    const row = isId(id) ? await store.get(idToBytes(id)) : undefined;
    if (row === undefined || idFromBytes(row.account_id) !== who.account) return refused(who, 'CW-GEN-002');
    if (row.approved !== 0) return refused(who, 'CW-GATE-012');
    if (row.due_at <= clock.now()) return refused(who, 'CW-GATE-011');
    const what = open(row);
    const record = what.record as RecordId;
    const organization = what.organization as RecordId;
    const counts = await deciding(async () => countsOf(await planned(who.actor, record, who.request)));
    const isSame = JSON.stringify(counts) === JSON.stringify(what.shown.counts) && isHeldBy(organization, record);
    if (!isSame || draftDigest(draftOf(what)) !== digest) return refused(who, 'CW-OPS-009');
    const token = await approvals.approve(who.actor, draftOf(what), what.shown.noticeDays * DAY + GRACE);
    if (counts === null) {
      await approvals.consume(who.actor, token, draftOf(what));
      await store.run([store.remove(row.leaving_id)]);
      await letGo(who, organization, record);
      return { due: null };
    }
    const due = clock.now() + what.shown.noticeDays * DAY;
    await once(who, seal({ ...row, due_at: due, approved: 1 }, { ...what, due, token }));
    await note(who.actor, record, 'begun', who.request);
    await tellAll(organization, 'leaving-begun');
    await tellPatient(organization, record, due);
    return { due };
  }

  async function once(who: Asking, row: LeavingRow): Promise<void> {
    try {
      await store.run(store.approve(row));
    } catch (error) {
      // Somebody approved it in the same moment: the conditional update changed no row.
      if (error instanceof Error && error.name === 'ConflictError') await refused(who, 'CW-GATE-012');
      throw error;
    }
  }

  const letGo = (who: Asking, organization: RecordId, record: RecordId) =>
    deciding(() =>
      gate.changeAccess(
        who.actor,
        {
          kind: 'custody',
          record,
          holder: { kind: 'organization', id: organization },
          relation: 'custodian',
          state: 'ended',
          capacity: 'staff',
        },
        who.request,
      ),
    );

  const isManager = (who: Asking, organization: RecordId): boolean =>
    organizations.of(who.account).some((one) => one.organization === organization && one.role === 'manager');

  /** By any manager of the organization, as long as it is not carried out. */
  async function cancel(who: Asking, id: string): Promise<void> {
    const row = isId(id) ? await store.get(idToBytes(id)) : undefined;
    const what = row === undefined || row.approved === 0 ? null : open(row);
    if (row === undefined || what === null || !isManager(who, what.organization as RecordId))
      return refused(who, 'CW-GEN-002');
    // The chain says that the approval is gone, whatever becomes of the row: one that is put back does not work.
    if (what.token !== null) await approvals.withdraw(who.actor, what.token);
    await store.run([store.remove(row.leaving_id)]);
    await note(who.actor, what.record as RecordId, 'cancelled', who.request);
    await tellAll(what.organization as RecordId, 'leaving-cancelled');
    await tellPatient(what.organization as RecordId, what.record as RecordId, null);
  }

  /** Records of an organization that are to be erased, for whoever works there. */
  const list = (who: Asking, place: string): Promise<{ readonly leavings: readonly Leaving[] }> =>
    deciding(async () => {
      const own = organizations.of(who.account).find(({ organization }) => organization === place);
      if (own === undefined) return refused(who, 'CW-GEN-002');
      const rows = (await store.waiting()).map((row) => ({ row, what: open(row) }));
      return {
        leavings: rows.flatMap(({ row, what: { organization, record, due } }) =>
          organization === place && due !== null && holders(record as RecordId).length === 1
            ? [{ id: idFromBytes(row.leaving_id), person: record, due }]
            : [],
        ),
      };
    });

  /** Carries out what is due. Resolves with how many records were erased; throws when it has been with each. */
  async function act(): Promise<number> {
    let erased = 0;
    await withEach(await store.waiting(), async (row) => {
      if (row.due_at <= clock.now() && (await actOn(row))) erased += 1;
    });
    return erased;
  }

  async function actOn(row: LeavingRow): Promise<boolean> {
    const account = idFromBytes<AccountId>(row.account_id);
    await sealed.refresh([account]);
    const what = open(row);
    if (what.due === null || what.token === null || what.due > clock.now()) return false;
    const record = what.record as RecordId;
    const actor: Actor = { kind: 'account', account, role: what.role, client: 'job' };
    const became = await carryOut(actor, what, what.token);
    const isErased = (await access.refresh()).records.get(record)?.erased === true;
    // Another process is at it, or stopped in the middle: the next look tells.
    if (became === 'taken' && !isErased && row.due_at === what.due) {
      await store.run([store.postpone(row, clock.now() + MINUTE)]);
      return false;
    }
    await store.run([store.remove(row.leaving_id)]);
    if (!isErased && holders(record).length === 1) {
      await note(SYSTEM, record, 'lapsed', {});
      await tellAll(what.organization as RecordId, 'leaving-lapsed');
      await tellPatient(what.organization as RecordId, record, null);
    }
    return became === 'erased';
  }

  /**
   * `stays`: it is not what was approved any more, or whoever approved it may no longer, and nothing is erased; `taken`: the
   * approval was used up already.
   */
  async function carryOut(actor: Actor, what: SealedLeaving, token: string): Promise<'erased' | 'stays' | 'taken'> {
    const record = what.record as RecordId;
    const organization = what.organization as RecordId;
    if (!isHeldBy(organization, record)) return 'stays';
    try {
      const plan = await deciding(() => planned(actor, record, {}));
      if (plan === null || JSON.stringify(countsOf(plan)) !== JSON.stringify(what.shown.counts)) return 'stays';
      await approvals.consume(actor, token, draftOf(what));
      await erasures.carryOut(actor, record, plan);
    } catch (error) {
      if (isCoded(error) && error.code === 'CW-GATE-012') return 'taken';
      if (isCoded(error) && (error.code.startsWith('CW-GATE') || error.code === 'CW-GEN-002')) return 'stays';
      throw error;
    }
    await tellAll(organization, 'leaving-erased');
    return 'erased';
  }

  /** Moves what an account approved to its newest key. Resolves with how many were not there yet. */
  async function reseal(account: AccountId, again: Reseal): Promise<number> {
    let moved = 0;
    for (const row of await store.ofAccount(idToBytes(account))) {
      const newer = again(placeOf(row), row.sealed);
      if (newer === null) continue;
      await store.reseal(row, newer);
      moved += 1;
    }
    return moved;
  }

  return { draft, approve, cancel, list, act, reseal };
}

export type Leavings = ReturnType<typeof createLeavings>;

const SYSTEM: Actor = { kind: 'system', role: 'system' };

const placeOf = ({ leaving_id: row, approved }: Pick<LeavingRow, 'leaving_id' | 'approved'>): SealedPlace => ({
  table: 'leavings',
  row,
  column: 'sealed',
  version: approved + 1,
});
