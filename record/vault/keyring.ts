import { createPrivateKey, createPublicKey, createSecretKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import type { Db } from '@chartwarden/db';
import { CodedError } from '@chartwarden/errors';
import { idFromBytes, idToBytes } from '@chartwarden/ids';
import type { CheckpointKey } from '@chartwarden/ledger';
import type { Clock } from '@chartwarden/time';
import { type CipherKey, envelopeKey, lengthPrefixed, open, seal } from './cipher.ts';
import { type KeyRow, keyringStore } from './keyring.store.ts';
import type { RootKey } from './root-key.ts';
import { assembleKeys, type Purpose, type ScopeKeys } from './scope-keys.ts';

/** NIST SP 800-38D, 8.3 allows 2^32 random-nonce encryptions under one key; an epoch ends well before. */
export const EPOCH_LIMIT = 2 ** 31;
const RESERVE = 2 ** 20;

/** What stands in a keyring: wrapped keys, and the scopes whose keys were destroyed. */
export interface KeyringContent {
  readonly keys: readonly KeyRow[];
  readonly tombstones: readonly { readonly scope: Buffer; readonly erased_at: number }[];
}

/** Kept for backups only: no row of the live database is under it. */
const RETIRED = '-retired';

function placeOf(row: Pick<KeyRow, 'scope' | 'purpose' | 'epoch' | 'key_id'>) {
  return {
    record: row.scope,
    table: 'keys',
    // That a key was retired is a mark, and not part of what is bound.
    row: lengthPrefixed([row.purpose.replace(RETIRED, ''), row.epoch]),
    column: 'wrapped',
    rowVersion: 1,
    clear: [row.key_id],
  };
}

/** Wrapped keys in a database of their own, unwrapped ones in a bounded cache that is valid for one generation. */
export class Keyring {
  readonly #store: ReturnType<typeof keyringStore>;
  readonly #roots: ReadonlyMap<string, RootKey>;
  #root: RootKey;
  readonly #clock: Clock;
  readonly #cache = new Map<string, ScopeKeys>();
  readonly #reserved = new Map<string, number>();
  #generation = 0;

  private constructor(db: Db, root: RootKey, next: RootKey | undefined, clock: Clock) {
    this.#store = keyringStore(db);
    this.#root = root;
    this.#clock = clock;
    this.#roots = new Map([root, ...(next ? [next] : [])].map((key) => [key.wrapping.id.toString('hex'), key]));
  }

  /**
   * Opens the keyring; an empty one is started. With `next`, keys wrapped by either root key open
   * (a rotation may have been interrupted). Throws CW-VLT-004 when the root key is another one's.
   */
  static async open(db: Db, root: RootKey, clock: Clock, next?: RootKey): Promise<Keyring> {
    const keyring = new Keyring(db, root, next, clock);
    let meta = await keyring.#store.meta();
    if (meta === undefined) {
      await keyring.#store.start(root.wrapping.id);
      meta = await keyring.#store.meta();
    }
    const own = meta && keyring.#roots.get(meta.root_id.toString('hex'));
    if (meta === undefined || own === undefined) throw new CodedError('CW-VLT-004');
    // Whichever it is wrapped by: a finished rotation counts even before the operator has swapped the root keys.
    keyring.#root = own;
    keyring.#generation = meta.generation;
    return keyring;
  }

  get generation(): number {
    return this.#generation;
  }

  /** Drops cached keys when another process changed the keyring. */
  async refresh(): Promise<void> {
    const meta = await this.#store.meta();
    if (meta === undefined || meta.generation === this.#generation) return;
    this.#cache.clear();
    this.#generation = meta.generation;
  }

  #unwrap(row: KeyRow): Buffer {
    const root = this.#roots.get(envelopeKey(row.wrapped).id.toString('hex'));
    if (root === undefined) throw new CodedError('CW-VLT-004');
    return open(root.wrapping, placeOf(row), row.wrapped);
  }

  #wrap(scope: Buffer, purpose: string, epoch: number, secret: Buffer): KeyRow {
    const row = { scope, purpose, epoch, key_id: randomBytes(8), created_at: this.#clock.now(), used: 0 };
    return { ...row, wrapped: seal(this.#root.wrapping, placeOf(row), secret) };
  }

  async #change(statements: Parameters<ReturnType<typeof keyringStore>['change']>[0]): Promise<void> {
    await this.#store.change(statements);
    this.#cache.clear();
    this.#generation = (await this.#store.meta())?.generation ?? this.#generation;
  }

  /** Makes the keys of a new scope; does nothing when they exist. Throws CW-VLT-002 for an erased one. */
  async create(scopeId: string): Promise<void> {
    const scope = idToBytes(scopeId);
    if ((await this.#store.tombstone(scope)) !== undefined) throw new CodedError('CW-VLT-002');
    if ((await this.#store.keysOf(scope)).length > 0) return;
    const purposes: readonly Purpose[] = ['data', 'index', 'address', 'ledger'];
    await this.#change(purposes.map((purpose) => this.#store.insert(this.#wrap(scope, purpose, 1, randomBytes(32)))));
  }

  /** True when the keyring holds the keys of this scope. */
  async has(scopeId: string): Promise<boolean> {
    return this.#cache.has(scopeId) || (await this.#store.keysOf(idToBytes(scopeId))).length >= 4;
  }

  /** The scope's keys. Throws CW-VLT-002 when erased, CW-VLT-010 when the keyring does not know it. */
  async load(scopeId: string): Promise<ScopeKeys> {
    const cached = this.#cache.get(scopeId);
    if (cached !== undefined) return cached;
    const scope = idToBytes(scopeId);
    const rows = await this.#store.keysOf(scope);
    if (rows.length < 4) {
      throw new CodedError((await this.#store.tombstone(scope)) === undefined ? 'CW-VLT-010' : 'CW-VLT-002');
    }
    const keys = assembleKeys(scope, rows, (row) => this.#unwrap(row));
    if (this.#cache.size >= 4096) this.#cache.delete(this.#cache.keys().next().value ?? '');
    this.#cache.set(scopeId, keys);
    return keys;
  }

  /**
   * Counts encryptions ahead of time, durably, in blocks: a crash wastes part of a block and never repeats one.
   * Starts a new epoch when the current one is near its limit. Returns the keys to use.
   */
  async reserve(scopeId: string, count: number): Promise<ScopeKeys> {
    const keys = await this.load(scopeId);
    const name = `${scopeId}/${keys.data.epoch}`;
    const left = this.#reserved.get(name) ?? 0;
    if (left >= count) {
      this.#reserved.set(name, left - count);
      return keys;
    }
    const row = (await this.#store.keysOf(keys.scope)).find(
      (one) => one.purpose === 'data' && one.epoch === keys.data.epoch,
    );
    if (row === undefined) throw new CodedError('CW-VLT-010');
    if (row.used + RESERVE + count > EPOCH_LIMIT) {
      await this.renew(scopeId);
      return this.reserve(scopeId, count);
    }
    await this.#store.count(row, RESERVE + count);
    this.#reserved.set(name, left + RESERVE);
    return keys;
  }

  /**
   * Starts a new data epoch and a new index generation, always together: what is under the newest data key has tokens of
   * the newest index key. New rows use both at once; a job moves the others over and then calls {@link retire}.
   */
  async renew(scopeId: string): Promise<void> {
    const { scope, data, index } = await this.load(scopeId);
    await this.#change([
      this.#store.insert(this.#wrap(scope, 'data', data.epoch + 1, randomBytes(32))),
      this.#store.insert(this.#wrap(scope, 'index', index.epoch + 1, randomBytes(32))),
    ]);
  }

  /** Epochs that rows may be under, oldest first; more than one while a rotation is under way. */
  async epochs(scopeId: string, purpose: 'data' | 'index'): Promise<readonly number[]> {
    const rows = await this.#store.keysOf(idToBytes(scopeId));
    return rows.filter((row) => row.purpose === purpose).map((row) => row.epoch);
  }

  /** Scopes whose rotation was begun and not finished: they have more than one data epoch. */
  async unfinishedRotations(): Promise<readonly string[]> {
    return (await this.#store.unfinishedRotations()).map((row) => idFromBytes(row.scope));
  }

  /** Sets keys aside that no row uses any more: older backups still need them. `below`: the first epoch that is used. */
  async retire(scopeId: string, below: Readonly<Record<'data' | 'index', number>>): Promise<void> {
    const scope = idToBytes(scopeId);
    await this.#change(
      (['data', 'index'] as const).map((purpose) =>
        this.#store.setPurpose(scope, purpose, `${purpose}${RETIRED}`, below[purpose]),
      ),
    );
  }

  /** Destroys the keys of a scope that were retired: backups from before can no longer be read. Resolves with their number. */
  async forget(scopeId: string): Promise<number> {
    const scope = idToBytes(scopeId);
    const retired = (await this.#store.keysOf(scope)).filter((row) => row.purpose.endsWith(RETIRED));
    if (retired.length === 0) return 0;
    await this.#change(retired.map((row) => this.#store.removeEpoch(scope, row.purpose, row.epoch)));
    return retired.length;
  }

  /** Destroys a scope's keys for good. `keepLedger` leaves the ledger key for the receipt; a second call destroys it too. */
  async destroy(scopeId: string, options: { readonly keepLedger: boolean }): Promise<void> {
    const scope = idToBytes(scopeId);
    await this.#change([
      this.#store.removeScope(scope, options.keepLedger ? 'ledger' : ''),
      this.#store.bury(scope, this.#clock.now()),
    ]);
  }

  /** Ledger keys by scope: of one, or of all. An erased scope keeps its own until the receipt is written (design 4.3). */
  async ledgerKeys(scopeId?: string): Promise<ReadonlyMap<string, CipherKey>> {
    const rows = scopeId === undefined ? await this.#store.ledgerKeys() : await this.#store.keysOf(idToBytes(scopeId));
    const keys = new Map<string, CipherKey>();
    for (const row of rows.filter((one) => one.purpose === 'ledger')) {
      const secret = this.#unwrap(row);
      keys.set(idFromBytes(row.scope), { id: row.key_id, epoch: row.epoch, key: createSecretKey(secret) });
      secret.fill(0);
    }
    return keys;
  }

  /** The root key that the keyring is wrapped by. */
  get root(): RootKey {
    return this.#root;
  }

  /**
   * Re-wraps every key under `next`, which {@link open} was given; one short transaction each, and resumes where a
   * crash left it. Resolves with the number of keys that were wrapped anew.
   */
  async rotateRoot(next: RootKey): Promise<number> {
    if (!this.#roots.has(next.wrapping.id.toString('hex'))) throw new CodedError('CW-VLT-004');
    // Keys that are made meanwhile are wrapped by it from the start.
    this.#root = next;
    let moved = 0;
    for (;;) {
      const old = (await this.#store.allKeys()).filter((row) => !envelopeKey(row.wrapped).id.equals(next.wrapping.id));
      if (old.length === 0) break;
      for (const row of old) {
        await this.#change([this.#store.rewrap(row, this.#rewrapped(row))]);
        moved += 1;
      }
    }
    await this.#change([this.#store.setRoot(next.wrapping.id)]);
    return moved;
  }

  #rewrapped(row: KeyRow): Buffer {
    const secret = this.#unwrap(row);
    const wrapped = seal(this.#root.wrapping, placeOf(row), secret);
    secret.fill(0);
    return wrapped;
  }

  /** The keys that sign ledger checkpoints, oldest first; the first is made on first use. */
  async checkpointKeys(): Promise<readonly CheckpointKey[]> {
    const rows = (await this.#store.keysOf(Buffer.alloc(16))).filter((one) => one.purpose === 'checkpoint');
    if (rows.length === 0) return [await this.rotateCheckpointKey()];
    return rows.map((row) => {
      const der = this.#unwrap(row);
      const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
      der.fill(0);
      return { privateKey, publicKey: createPublicKey(privateKey) };
    });
  }

  /** A new checkpoint key; the old one stays in the keyring, because it vouches for the new one. */
  async rotateCheckpointKey(): Promise<CheckpointKey> {
    const scope = Buffer.alloc(16);
    const last = (await this.#store.keysOf(scope)).findLast((one) => one.purpose === 'checkpoint')?.epoch ?? 0;
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const der = privateKey.export({ format: 'der', type: 'pkcs8' });
    await this.#change([this.#store.insert(this.#wrap(scope, 'checkpoint', last + 1, der))]);
    return { privateKey, publicKey };
  }

  /** Scopes that were erased, replayed by a restore before it serves. */
  async tombstones(): Promise<readonly { readonly record: string; readonly erasedAt: number }[]> {
    return (await this.#store.tombstones()).map((row) => ({ record: idFromBytes(row.scope), erasedAt: row.erased_at }));
  }

  /** Everything a sealed keyring holds: keys wrapped by {@link root} (also in the middle of a rotation) and tombstones. */
  async export(): Promise<KeyringContent> {
    const own = this.#root.wrapping.id;
    return {
      keys: (await this.#store.allKeys()).map((row) =>
        envelopeKey(row.wrapped).id.equals(own) ? row : { ...row, wrapped: this.#rewrapped(row) },
      ),
      tombstones: await this.#store.tombstones(),
    };
  }

  /**
   * Fills an empty keyring from a sealed one. The data that comes with it may be older, and be under keys that were
   * retired since: these count as in use again, until a rotation has moved everything over once more.
   */
  async import(sealed: KeyringContent): Promise<void> {
    await this.#change([
      ...sealed.keys.map((row) => this.#store.insert({ ...row, purpose: row.purpose.replace(RETIRED, '') })),
      ...sealed.tombstones.map((row) => this.#store.bury(row.scope, row.erased_at)),
    ]);
  }
}
