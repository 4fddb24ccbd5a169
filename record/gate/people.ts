import type { Db } from '@chartwarden/db';
import { type AccountId, type FactId, newId, type RecordId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import type { Objects } from '@chartwarden/objects';
import type { Clock } from '@chartwarden/time';
import {
  firstFact,
  type Keyring,
  type NewPatient,
  newPatient,
  newRecordRow,
  type RequestFacts,
  type Vault,
} from '@chartwarden/vault';
import type { Access } from './access.ts';
import type { Custody } from './access-state.ts';
import type { NewAccessEvent } from './access-types.ts';
import type { Gate, Relation } from './gate-types.ts';

export interface PersonLine {
  readonly id: RecordId;
  readonly name: string;
  readonly relation: Relation;
}

export interface NewPerson {
  readonly name: string;
  readonly birthDate?: string;
  readonly relation: 'self' | 'custodian';
  /** The organization that gets custody, instead of the acting account. */
  readonly holder?: RecordId;
  /** Made up: accounts for showing may see it. */
  readonly synthetic?: boolean;
}

/** Persons: their records come into being here, with keys, custody and entries. */
export function createPeople(parts: {
  readonly access: Access;
  readonly gate: Gate;
  readonly keyring: Keyring;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly db: Db;
  readonly objects: Objects;
  /** Renews the sealed keyring: a new record has new keys (design 4.1). */
  readonly keysChanged: () => Promise<void>;
}) {
  const { access, gate, keyring, vault, clock } = parts;

  /**
   * Makes a person's record and gives its custody to the acting account, or to an organization that it works for.
   * Throws CW-GATE-007 when the role may not.
   */
  const create = async (actor: Actor, person: NewPerson, request: RequestFacts): Promise<RecordId> =>
    (await make(actor, person, request)).record;

  /**
   * The same with a Patient as it was sent, which becomes the first fact of the record in the same transaction. Throws
   * CW-VLT-017 for what is no resource, CW-VLT-018 for what is no Patient.
   */
  async function createFrom(
    actor: Actor,
    person: NewPerson,
    patient: Uint8Array,
    request: RequestFacts,
  ): Promise<{ readonly record: RecordId; readonly fact: FactId }> {
    const { record, fact } = await make(actor, person, request, newPatient(patient));
    return { record, fact: fact as FactId };
  }

  async function make(
    actor: Actor,
    person: NewPerson,
    request: RequestFacts,
    patient?: NewPatient,
  ): Promise<{ readonly record: RecordId; readonly fact?: FactId }> {
    const record = newId<RecordId>(clock.now());
    await keyring.create(record);
    const keys = await keyring.reserve(record, 6);
    const { name, birthDate } = person;
    const profile = { name, ...(birthDate === undefined ? {} : { birthDate }) };
    const row = newRecordRow(keys, 'person', profile, clock.now());
    const capacity = person.relation === 'self' ? 'self' : 'proxy';
    const synthetic = person.synthetic === true ? { synthetic: true as const } : {};
    const made: NewAccessEvent = {
      kind: 'record',
      record,
      recordKind: 'person',
      state: 'created',
      capacity,
      ...synthetic,
    };
    const holder: Custody['holder'] =
      person.holder === undefined
        ? { kind: 'account', id: actor.account ?? '' }
        : { kind: 'organization', id: person.holder };
    const held: NewAccessEvent = {
      kind: 'custody',
      record,
      holder,
      relation: person.relation,
      state: 'held',
      capacity: person.holder === undefined ? capacity : 'staff',
    };
    const account = actor.account as AccountId | undefined;
    const first = patient === undefined ? undefined : await firstFact(parts, keys, account, patient, clock.now());
    const extra = {
      statements: [row.statement, ...(first?.statements ?? [])],
      digests: [row.digest, ...(first?.digests ?? [])],
    };
    // Together: there is no moment in which a record is nobody's.
    await access.changeAll([
      { actor, event: made, request, extra },
      { actor, event: held, request },
    ]);
    await parts.keysChanged();
    return first === undefined ? { record } : { record, fact: first.id };
  }

  /** The people an account has to do with, by name. Each name read is an entry in that person's log. */
  async function list(
    actor: Actor,
    channel: 'browser' | 'api' | 'cli',
    request: RequestFacts,
  ): Promise<readonly PersonLine[]> {
    const relations = gate.relations(actor);
    return Promise.all(
      relations.map(async ({ record, relation }) => {
        const permit = await gate.open({
          actor,
          record,
          actions: ['read'],
          purpose: gate.purposeOf(actor.account as AccountId, record),
          channel,
          request,
        });
        // A grant that leaves the name out is still a relation.
        const profile = 'refused' in permit ? null : await vault.records.profile(permit);
        return { id: record, relation, name: profile?.name ?? '' };
      }),
    );
  }

  return { create, createFrom, list };
}

export type People = ReturnType<typeof createPeople>;
