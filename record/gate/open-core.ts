import type { Db, MigrationStep } from '@chartwarden/db';
import { type AccountId, INSTANCE_ID, type RecordId } from '@chartwarden/ids';
import {
  type Actor,
  createRefusals,
  type Ledger,
  ledgerMigrations,
  openLedger,
  type Witness,
} from '@chartwarden/ledger';
import type { Objects } from '@chartwarden/objects';
import type { Clock } from '@chartwarden/time';
import {
  createLedgerKeys,
  createPermitAuthority,
  createSealedStore,
  createVault,
  factTypes,
  Keyring,
  type RootKey,
  type SealedStore,
  type Vault,
  vaultMigrations,
} from '@chartwarden/vault';
import { type Access, openAccess } from './access.ts';
import type { AccessEvent } from './access-types.ts';
import { type Activity, createActivity } from './activity.ts';
import { type Approvals, createApprovals } from './approvals.ts';
import { type Archives, createArchives } from './archives.ts';
import { type Audit, createAudit } from './audit.ts';
import { createEmergencies, type Emergencies } from './emergencies.ts';
import { createErasing, type Erasing } from './erasing.ts';
import { gateMigrations } from './gate.migrations.ts';
import { createGate } from './gate.ts';
import type { Gate } from './gate-types.ts';
import { createGrants, type Grants } from './grants.ts';
import { changesWithAge, createGrowing, type Growing, type GrowingAges } from './growing.ts';
import { createInvited, type Invited } from './invited.ts';
import { createLinkDoor, type LinkDoor } from './link-door.ts';
import { createOrganizations, type Organizations } from './organizations.ts';
import { createPeople, type People } from './people.ts';

/** Schema of the trusted core, in order. */
export const coreMigrations: readonly MigrationStep[] = [...ledgerMigrations, ...vaultMigrations, ...gateMigrations];

export interface CoreParts {
  readonly db: Db;
  readonly keyringDb: Db;
  readonly objects: Objects;
  readonly root: RootKey;
  readonly nextRoot?: RootKey;
  readonly clock: Clock;
  /** Path of the high-water mark, outside the database. */
  readonly highWater: string;
  readonly witness?: (origin: string) => Witness;
  /** Renews the sealed keyring after new keys, rotation and erasure. */
  readonly keysChanged?: (keyring: Keyring) => Promise<void>;
  readonly failed?: (what: string, error: unknown) => void;
  /** What comes with an age comes with each change that it concerns, and not first with the next round. */
  readonly ages?: GrowingAges;
  /** Told of every change that this process makes to what counts in a record. */
  readonly changed?: (record: RecordId) => void;
  /** Turns at a record's files among processes that have the same objects; absent where there is one process. */
  readonly inTurn?: <T>(record: Buffer, work: () => Promise<T>) => Promise<T>;
}

/** The trusted core, opened and verified. Features get `gate`, `vault`, `people`, `approvals`, `sealed`; `operate` gets the rest. */
export interface Core {
  readonly gate: Gate;
  readonly vault: Vault;
  readonly people: People;
  readonly approvals: Approvals;
  readonly activity: Activity;
  readonly archives: Archives;
  readonly audit: Audit;
  readonly grants: Grants;
  readonly linkDoor: LinkDoor;
  readonly invited: Invited;
  readonly emergencies: Emergencies;
  readonly organizations: Organizations;
  readonly growing: Growing;
  readonly sealed: SealedStore;
  readonly ledger: Ledger;
  readonly access: Access;
  readonly keyring: Keyring;
  readonly erasing: Erasing;
  /** From now on another key signs checkpoints; the old one says so in the log. */
  rotateCheckpointKey(by: Actor): Promise<void>;
  /** To be called after every change of keys: renews the sealed keyring. */
  keysChanged(): Promise<void>;
  close(): Promise<void>;
}

/** Opens keyring, ledger, access state (verified against the ledger's chain), vault and gate, in that order. */
export async function openCore(parts: CoreParts): Promise<Core> {
  const { db, clock, objects } = parts;
  const failed = parts.failed ?? (() => undefined);
  const keyring = await Keyring.open(parts.keyringDb, parts.root, clock, parts.nextRoot);
  await keyring.create(INSTANCE_ID);
  const cipher = await createLedgerKeys(keyring);
  let checkpointKeys = await keyring.checkpointKeys();
  const inner = await openLedger({
    db,
    clock,
    cipher,
    keys: () => checkpointKeys,
    highWater: parts.highWater,
    ...(parts.witness ? { witness: parts.witness } : {}),
    failed,
  });
  // Every append first brings the key of its chain into memory; sealing inside the sequencer cannot wait.
  const ledger: Ledger = {
    ...inner,
    async append(entry) {
      await cipher.prepare(entry.scope);
      return inner.append(entry);
    },
    async appendAll(entries) {
      for (const { scope } of entries) await cipher.prepare(scope);
      return inner.appendAll(entries);
    },
  };
  // All accounts that there are now are met when the store is opened.
  let meet = (_account: AccountId): Promise<void> => Promise.resolve();
  const account = (id: AccountId): Promise<void> => meet(id);
  const opened = await openAccess({ db, keyring, ledger, clock, erased: cipher.forget, account });
  let grow = (_made: readonly AccessEvent[]): Promise<void> => Promise.resolve();
  const access: Access = {
    ...opened,
    async change(...step) {
      const made = await opened.change(...step);
      await grow([made]);
      return made;
    },
    async changeAll(steps) {
      const made = await opened.changeAll(steps);
      await grow(made);
      return made;
    },
  };
  const authority = createPermitAuthority(clock);
  const keysChanged = async (): Promise<void> => parts.keysChanged?.(keyring);
  const vault = createVault({
    db,
    objects,
    keyring,
    log: ledger,
    clock,
    authority,
    keysChanged,
    ...(parts.changed ? { changed: parts.changed } : {}),
    ...(parts.inTurn ? { inTurn: parts.inTurn } : {}),
  });
  const refusals = createRefusals({ clock, append: ledger.append, failed: (error) => failed('refusals', error) });
  const gate = createGate({
    db,
    clock,
    ledger,
    access,
    authority,
    anonymous: (source, code) => refusals.refused({ source, code }),
  });
  const growing = createGrowing({ access: opened, gate, vault, clock });
  const { ages } = parts;
  if (ages !== undefined)
    grow = async (made) => {
      for (const record of changesWithAge(made)) await growing.actFor(record, ages);
    };
  const people = createPeople({ access, gate, keyring, vault, clock, db, objects, keysChanged });
  const approvals = createApprovals({ db, keyring, ledger, access, clock });
  const store = await createSealedStore(keyring, [...access.state().accounts.keys()], keysChanged);
  meet = store.meet;
  const sealed: SealedStore = {
    ...store,
    async renew(scope, move) {
      if (scope !== 'instance') return store.renew(scope, move);
      const cells = await store.renew(scope, async (again) => (await move(again)) + (await approvals.reseal()));
      await cipher.renew();
      return cells;
    },
  };
  checkpointKeys = await keyring.checkpointKeys();
  // A crash may have come between new keys and their seal.
  await keysChanged();
  return {
    gate,
    vault,
    people,
    approvals,
    activity: createActivity({ ledger, authority, access, typesOf: (record, ids) => factTypes(db, record, ids) }),
    archives: createArchives({ vault, access, ledger }),
    audit: createAudit({ access, ledger, sealed }),
    grants: createGrants({ access, ledger, authority, clock }),
    linkDoor: createLinkDoor({ db, access, ledger, clock }),
    emergencies: createEmergencies({ access, gate, vault, ledger, clock }),
    invited: createInvited({ db, access, ledger, authority, vault }),
    growing,
    organizations: createOrganizations({ access, gate, vault, keyring, clock, keysChanged }),
    sealed,
    ledger,
    access,
    keyring,
    erasing: createErasing({ access, gate, vault, keyring, ledger, cipher, keysChanged }),
    async rotateCheckpointKey(by) {
      const next = await keyring.rotateCheckpointKey();
      checkpointKeys = await keyring.checkpointKeys();
      // In the sealed keyring before the log trusts it: a log that nobody can sign could not be restored.
      await keysChanged();
      await ledger.checkpoints.rotate(next, { actor: by });
    },
    keysChanged,
    async close() {
      await refusals.flush();
      await ledger.close();
    },
  };
}
