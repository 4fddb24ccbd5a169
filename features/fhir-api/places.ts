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

  /** Whether the caller may look at it: only then may they be told that they may not do something else with it. */
  async function isSeen(asked: Asked, record: RecordId, id: FactId): Promise<boolean> {
    const answer = await gate.open(gateRequest(gate, asked, record, ['read']));
    return !('refused' in answer) && (await vault.read.one(answer, { type: asked.type, id })) !== null;
  }

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
      // With one record every id is refused alike; of several only this one was found to have it.
      const isTold = mine.length === 1 || (found.length > 0 && (await isSeen(asked, record, id)));
      throw new CodedError(isTold ? answer.code : 'CW-GEN-002');
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

  return { records, permit, withFact, areFacts, tried };
}

export type Places = ReturnType<typeof createPlaces>;
