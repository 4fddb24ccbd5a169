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
    who: Who,
    id: string,
    actions: readonly Action[],
    work: (permit: Permit, id: FactId, record: RecordId) => Promise<T | null>,
  ): Promise<T> {
    if (!isId(id)) throw new CodedError('CW-GEN-002');
    const fact = id as FactId;
    const mine = records(who);
    const found = mine.length === 1 ? mine : await vault.recordsOfFact(fact, mine);
    // Refused as a record that does not exist is, with the line that this leaves.
    const [record = id as string as RecordId] = found;
    const done = await work(await permit(who, record, actions), fact, record);
    if (done === null) throw new CodedError('CW-GEN-002');
    return done;
  }

  return { records, permit, withFact };
}

export type Places = ReturnType<typeof createPlaces>;
