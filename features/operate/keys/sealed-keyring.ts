import { CodedError } from '@chartwarden/errors';
import type { Clock } from '@chartwarden/time';
import type { KeyRow, Keyring, KeyringContent, RootKey } from '@chartwarden/vault';
import { z } from 'zod';
import { ageDecrypt, ageEncrypt, collect } from '../age.ts';

/** A keyring as it stands in the one sealed file: wrapped keys and tombstones, nothing of a record. */
export interface SealedKeyring extends KeyringContent {
  /** Milliseconds. */
  readonly madeAt: number;
}

const FORMAT = 'chartwarden-keyring';

const bytes = z.string().transform((text) => Buffer.from(text, 'base64'));
const CONTENT = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(1),
  madeAt: z.number().int(),
  keys: z.array(z.tuple([bytes, z.string(), z.number().int(), bytes, bytes, z.number().int(), z.number().int()])),
  tombstones: z.array(z.tuple([bytes, z.number().int()])),
});

/** The sealed file's bytes: age, under the root key's own passphrase for this purpose. */
export async function* sealKeyring(keyring: Keyring, clock: Clock): AsyncGenerator<Uint8Array> {
  const { keys, tombstones } = await keyring.export();
  const content = {
    format: FORMAT,
    version: 1,
    madeAt: clock.now(),
    keys: keys.map((row) => [
      row.scope.toString('base64'),
      row.purpose,
      row.epoch,
      row.key_id.toString('base64'),
      row.wrapped.toString('base64'),
      row.created_at,
      row.used,
    ]),
    tombstones: tombstones.map((row) => [row.scope.toString('base64'), row.erased_at]),
  };
  const plaintext = (async function* () {
    yield Buffer.from(JSON.stringify(content), 'utf8');
  })();
  yield* ageEncrypt(keyring.root.passphrase('sealed-keyring'), plaintext);
}

/** Opens a sealed keyring. Throws CW-OPS-003 when this root key does not open it, or it is no sealed keyring. */
export async function openSealedKeyring(root: RootKey, file: AsyncIterable<Uint8Array>): Promise<SealedKeyring> {
  try {
    const text = await collect(ageDecrypt(root.passphrase('sealed-keyring'), file));
    const { madeAt, keys, tombstones } = CONTENT.parse(JSON.parse(text.toString('utf8')));
    return {
      madeAt,
      keys: keys.map(
        ([scope, purpose, epoch, key_id, wrapped, created_at, used]): KeyRow => ({
          scope,
          purpose,
          epoch,
          key_id,
          wrapped,
          created_at,
          used,
        }),
      ),
      tombstones: tombstones.map(([scope, erased_at]) => ({ scope, erased_at })),
    };
  } catch (cause) {
    if (cause instanceof CodedError) throw cause;
    throw new CodedError('CW-OPS-003', undefined, { cause });
  }
}
