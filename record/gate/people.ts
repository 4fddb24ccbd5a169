import { type AccountId, newId, type RecordId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import type { Clock } from '@chartwarden/time';
import { type Keyring, newRecordRow, type RequestFacts, type Vault } from '@chartwarden/vault';
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
  /** Renews the sealed keyring: a new record has new keys (design 4.1). */
  readonly keysChanged: () => Promise<void>;
}) {
  const { access, gate, keyring, vault, clock } = parts;

  /**
   * Makes a person's record and gives its custody to the acting account, or to an organization that it works for.
   * Throws CW-GATE-007 when the role may not.
   */
  async function create(actor: Actor, person: NewPerson, request: RequestFacts): Promise<RecordId> {
    const record = newId<RecordId>(clock.now());
    await keyring.create(record);
    const keys = await keyring.reserve(record, 2);
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
    const extra = { statements: [row.statement], digests: [row.digest] };
    // Together: there is no moment in which a record is nobody's.
    await access.changeAll([
      { actor, event: made, request, extra },
      { actor, event: held, request },
    ]);
    await parts.keysChanged();
    return record;
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

  return { create, list };
}

export type People = ReturnType<typeof createPeople>;
