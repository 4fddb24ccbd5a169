import { CodedError } from '@chartwarden/errors';
import { INSTANCE_ID } from '@chartwarden/ids';
import { open, seal } from './cipher.ts';
import type { Keyring } from './keyring.ts';
import { isNewest, type ScopeKeys } from './scope-keys.ts';

/** Which cell of a feature's own table an envelope belongs to. */
export interface SealedPlace {
  readonly table: string;
  readonly row: Uint8Array;
  readonly column: string;
  readonly version: number;
  readonly clear?: Uint8Array;
}

/** The same cell under the newest key; null when it is already. */
export type Reseal = (place: SealedPlace, envelope: Uint8Array) => Buffer | null;

/** Encryption for what features keep about accounts and the instance; records are never kept this way. `scope`: an account id or 'instance'. */
export interface SealedStore {
  seal(scope: string, place: SealedPlace, plaintext: Uint8Array): Buffer;
  /** Throws CW-VLT-001 when the cell is not what was written, CW-VLT-010 for an account without keys. */
  open(scope: string, place: SealedPlace, envelope: Uint8Array): Buffer;
  /** 8-byte blind token under the instance index key. */
  token(param: string, text: string): Buffer;
  /** The same in every generation of that key, newest first: what to look for while rows are moved to a new one. */
  tokens(param: string, text: string): readonly Buffer[];
  /**
   * Gives a scope new keys: `move` seals its cells anew, again and again until it finds none, and the old keys are set
   * aside. Goes on with the newest keys where it was cut off. Resolves with the number of cells; 0 for one without keys.
   */
  renew(scope: string, move: (again: Reseal) => Promise<number>): Promise<number>;
  /** Makes an account's keys before first use. */
  createScope(account: string): Promise<void>;
  /** Holds an account's keys, if it has any and they are not held yet. */
  meet(account: string): Promise<void>;
  /** Takes over keys that were made or rotated since. */
  refresh(accounts: readonly string[]): Promise<void>;
}

/**
 * Holds the instance's and every account's keys in memory: there are few, and logins must not wait for the keyring.
 * `keysChanged` renews the sealed keyring before anything depends on new keys.
 */
export async function createSealedStore(
  keyring: Keyring,
  accounts: readonly string[],
  keysChanged: () => Promise<void>,
): Promise<SealedStore> {
  const held = new Map<string, ScopeKeys>();
  const idOf = (scope: string): string => (scope === 'instance' ? INSTANCE_ID : scope);
  // An account whose keys are gone or were never made holds nothing sealed; whoever opens something of it is told.
  const hold = async (scope: string): Promise<void> => {
    if (await keyring.has(idOf(scope))) held.set(idOf(scope), await keyring.load(idOf(scope)));
  };
  const keysOf = (scope: string): ScopeKeys => {
    const keys = held.get(idOf(scope));
    if (keys === undefined) throw new CodedError('CW-VLT-010', 'an account without keys');
    return keys;
  };
  const placeOf = (keys: ScopeKeys, place: SealedPlace) => ({
    record: keys.scope,
    table: place.table,
    row: place.row,
    column: place.column,
    rowVersion: place.version,
    ...(place.clear ? { clear: [place.clear] } : {}),
  });
  const store: SealedStore = {
    seal(scope, place, plaintext) {
      const keys = keysOf(scope);
      return seal(keys.data, placeOf(keys, place), plaintext);
    },
    open(scope, place, envelope) {
      const keys = keysOf(scope);
      return open(keys.keyFor(envelope), placeOf(keys, place), envelope);
    },
    token: (param, text) => keysOf('instance').token(`account-${param}`, text),
    tokens: (param, text) => keysOf('instance').generations.map((one) => one.token(`account-${param}`, text)),
    async renew(scope, move) {
      const id = idOf(scope);
      if (!(await keyring.has(id))) return 0;
      if ((await keyring.epochs(id, 'data')).length === 1) await keyring.renew(id);
      await hold(scope);
      await keysChanged();
      const keys = keysOf(scope);
      const again: Reseal = (place, envelope) =>
        isNewest(keys, envelope) ? null : store.seal(scope, place, store.open(scope, place, envelope));
      let cells = 0;
      for (let moved = await move(again); moved > 0; moved = await move(again)) cells += moved;
      // Lines of the log keep the tokens of the instance that they were written with: these generations stay in use.
      await keyring.retire(id, { data: keys.data.epoch, index: scope === 'instance' ? 0 : keys.index.epoch });
      await hold(scope);
      await keysChanged();
      return cells;
    },
    async createScope(account) {
      await keyring.create(account);
      await hold(account);
      await keysChanged();
    },
    meet: (account) => (held.has(account) ? Promise.resolve() : hold(account)),
    async refresh(known) {
      for (const scope of ['instance', ...known, ...held.keys()])
        await hold(scope === INSTANCE_ID ? 'instance' : scope);
    },
  };
  await store.refresh(accounts);
  return store;
}
