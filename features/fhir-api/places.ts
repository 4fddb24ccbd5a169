import { CodedError } from '@chartwarden/errors';
import type { Gate } from '@chartwarden/gate';
import { type FactId, isId, type RecordId } from '@chartwarden/ids';
import type { Action, Permit, Vault } from '@chartwarden/vault';
import { type Asked, gateRequest } from './asking.ts';

/** Who asks. */
export type Who = Pick<Asked, 'actor' | 'account' | 'request'>;

/** Finds the record that an id without a record is of, and asks the gate about it. */
export function createPlaces({ gate, vault }: { readonly gate: Gate; readonly vault: Vault }) {
  /** The records of persons that the caller has to do with, in their order. */
  const records = ({ actor }: Who): readonly RecordId[] =>
    gate
      .relations(actor)
      .map(({ record }) => record)
      .sort();

  const permit = (who: Who, record: RecordId, actions: readonly Action[]): Promise<Permit> =>
    gate.permit(gateRequest(gate, who, record, actions));

  /**
   * Does something with a fact of which only the id is known. Throws CW-GEN-002 for what is not there, is in nobody's record
   * that the caller has to do with, and for what `work` says null to: one answer for all of them.
   */
  async function withFact<T>(
    asked: Asked,
    actions: readonly Action[],
    work: (permit: Permit, id: FactId, record: RecordId) => Promise<T | null>,
  ): Promise<T> {
    if (!isId(asked.id)) throw new CodedError('CW-GEN-002');
    const id = asked.id as FactId;
    const mine = records(asked);
    const found = mine.length === 1 ? mine : await vault.recordsOfFact(id, mine);
    // Refused as a record that does not exist is, with the line that this leaves.
    const [record = asked.id as RecordId] = found;
    const answer = await gate.open(gateRequest(gate, asked, record, actions));
    if ('refused' in answer) {
      // With one record every id is refused alike; of several this one was found by looking where the fact is.
      throw new CodedError(mine.length === 1 ? answer.code : 'CW-GEN-002');
    }
    const done = await work(answer, id, record);
    if (done === null) throw new CodedError('CW-GEN-002');
    return done;
  }

  /** Whether any of these ids is one of a fact in these records. */
  async function areFacts(ids: readonly string[], mine: readonly RecordId[]): Promise<boolean> {
    for (const id of ids) if ((await vault.recordsOfFact(id as FactId, mine)).length > 0) return true;
    return false;
  }

  /** Leaves the line of an attempt at a record that the caller has nothing to do with. */
  async function tried(asked: Asked, record: RecordId, actions: readonly Action[]): Promise<void> {
    await gate.open(gateRequest(gate, asked, record, actions));
  }

  /** A permit, or null when the gate says no; its line is written. */
  async function ask(who: Asked, record: RecordId, actions: readonly Action[]): Promise<Permit | null> {
    const answer = await gate.open(gateRequest(gate, who, record, actions));
    return 'refused' in answer ? null : answer;
  }

  /** The record of a fact that the caller has to do with; of any other that of nobody, which the gate refuses as such. */
  async function recordOfFact(who: Asked, id: string): Promise<RecordId> {
    const mine = records(who);
    const [found] = isId(id) && mine.length > 1 ? await vault.recordsOfFact(id as FactId, mine) : mine;
    if (found === undefined && !isId(id)) throw new CodedError('CW-GEN-002');
    return found ?? (id as RecordId);
  }

  return { records, permit, asked: ask, withFact, areFacts, tried, recordOfFact };
}

export type Places = ReturnType<typeof createPlaces>;
