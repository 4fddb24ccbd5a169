import { CodedError } from '@chartwarden/errors';
import {
  extractIndex,
  type IndexValue,
  matcherOf,
  type SearchCriterion,
  type SearchRequest,
  sortValue,
} from '@chartwarden/fhir';
import type { RecordId } from '@chartwarden/ids';
import type { Clock } from '@chartwarden/time';
import type { Permit, Vault } from '@chartwarden/vault';
import type { Resource } from './answers.ts';
import { composePatient } from './patient.ts';

/** A person who fits, and by what they are sorted. */
export interface FittingPerson {
  readonly record: RecordId;
  readonly patient: Resource;
  readonly index: readonly IndexValue[];
}

/** The Patients that stand for records, as a search meets them. */
export function createPersons({ vault, clock }: { readonly vault: Vault; readonly clock: Clock }) {
  /** The Patient of a record. */
  async function of(permit: Permit, record: RecordId): Promise<Resource | null> {
    const person = await vault.read.person(permit, 'search');
    return person && composePatient(record, person);
  }

  /** The same, when all conditions fit it; `ask` gives a permit to search the record for each that is about other resources. */
  async function fitting(
    ask: () => Promise<Permit>,
    record: RecordId,
    where: readonly SearchCriterion[],
  ): Promise<FittingPerson | null> {
    const patient = await of(await ask(), record);
    if (patient === null) return null;
    const resource = JSON.parse(patient.bytes.toString('utf8'));
    const index: IndexValue[] = [
      ...extractIndex(resource),
      { param: 'Patient._id', kind: 'token', code: record },
      { param: 'Patient._lastUpdated', kind: 'date', low: patient.storedAt, high: patient.storedAt },
    ];
    for (const one of where) {
      const fits =
        one.on === 'value' || one.on === 'missing'
          ? matcherOf('Patient', one, clock.now())(resource, index)
          : await isAmong(await ask(), one);
      if (!fits) return null;
    }
    return { record, patient, index };
  }

  /** Whether anything received about the person fits what is said of other resources. */
  async function isAmong(permit: Permit, criterion: SearchCriterion): Promise<boolean> {
    const { facts } = await vault.find(permit, { types: ['Patient'], where: [criterion], limit: 1 });
    return facts.length > 0;
  }

  return { of, fitting };
}

/** People in the order that was asked for; those without a value last, ties by id (R4 search, 3.1.1.5.1). */
export function inOrder(people: readonly FittingPerson[], sort: SearchRequest['sort']): readonly FittingPerson[] {
  const keyed = people.map((one) => ({
    one,
    keys: sort.map(({ param, descending }) => sortValue(one.index, `Patient.${param}`, descending)),
  }));
  keyed.sort((a, b) => {
    for (const [at, { descending }] of sort.entries()) {
      const [x, y] = [a.keys[at] ?? null, b.keys[at] ?? null];
      if (x === y) continue;
      if (x === null || y === null) return x === null ? 1 : -1;
      return x < y !== descending ? -1 : 1;
    }
    return a.one.record < b.one.record ? -1 : 1;
  });
  return keyed.map(({ one }) => one);
}

/** Where a page of people ended. Throws CW-GEN-003 for what no page gave. */
export function after(people: readonly FittingPerson[], cursor: string | undefined): readonly FittingPerson[] {
  if (cursor === undefined) return people;
  const at = people.findIndex(({ record }) => record === cursor);
  if (at < 0) throw new CodedError('CW-GEN-003', 'cursor');
  return people.slice(at + 1);
}
