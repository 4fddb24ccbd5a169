import { createHash, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { CodedError } from '@chartwarden/errors';
import { type CipherKey, deriveKey } from './cipher.ts';

/** The instance's root key and what is derived from it. The 32 bytes themselves are held only inside KeyObjects. */
export interface RootKey {
  /** Wraps the keyring; its id is a fingerprint of the root key (8 bytes of HKDF output; says nothing of the key). */
  readonly wrapping: CipherKey;
  /** Passphrase of the sealed keyring and of data backups (HKDF, base64url). */
  passphrase(purpose: 'sealed-keyring' | 'data-backup'): string;
  /** The printable groups of the recovery kit, checksum last. */
  kitWords(): string;
}

/** Builds the root key from its 32 bytes; the given buffer is wiped. */
export function rootKeyFrom(bytes: Buffer): RootKey {
  if (bytes.length !== 32) throw new CodedError('CW-VLT-004', 'a root key has 32 bytes');
  const secret: KeyObject = createSecretKey(bytes);
  bytes.fill(0);
  const id = deriveKey(secret, 'chartwarden/root-id').export().subarray(0, 8);
  return {
    wrapping: { id: Buffer.from(id), epoch: 0, key: deriveKey(secret, 'chartwarden/keyring-wrap') },
    passphrase: (purpose) => deriveKey(secret, `chartwarden/${purpose}`).export().toString('base64url'),
    kitWords: () => {
      const raw = secret.export();
      const words = encodeKit(raw);
      raw.fill(0);
      return words;
    },
  };
}

/** Reads 64 hex characters (white space around them allowed). */
export function parseRootKeyHex(text: string): RootKey {
  const hex = text.trim();
  if (!/^[0-9a-fA-F]{64}$/.test(hex)) throw new CodedError('CW-VLT-004', 'a root key is written as 64 hex characters');
  return rootKeyFrom(Buffer.from(hex, 'hex'));
}

/** Refuses a key file or its folder that anyone but its owner may read (0600 in 0700). */
function refuseLooseModes(file: string): void {
  for (const [path, mask] of [
    [dirname(file), 0o077],
    [file, 0o177],
  ] as const) {
    const stat = lstatSync(path);
    if (stat.isSymbolicLink() || (process.platform !== 'win32' && (stat.mode & mask) !== 0)) {
      throw new CodedError('CW-VLT-005', path === file ? 'the key file' : 'the keys folder');
    }
  }
}

/** A root key file given by the operator (`CHARTWARDEN_ROOT_KEY_FILE`): systemd credentials and Docker secrets may be 0400 or 0440. */
export function readRootKeyFile(file: string): RootKey {
  return parseRootKeyHex(readFileSync(file, 'utf8'));
}

/** The embedded default: `<data>/keys/root.key`, made at first start. Throws CW-VLT-005 when its modes are loose. */
export function ownRootKey(dataDir: string): { readonly root: RootKey; readonly made: boolean; readonly file: string } {
  const dir = join(dataDir, 'keys');
  const file = join(dir, 'root.key');
  if (existsSync(file)) {
    refuseLooseModes(file);
    return { root: readRootKeyFile(file), made: false, file };
  }
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  chmodSync(dir, 0o700);
  writeRootKeyFile(file, randomBytes(32).toString('hex'));
  refuseLooseModes(file);
  return { root: readRootKeyFile(file), made: true, file };
}

/** Writes a root key file durably: a crash leaves the old file or the new one. */
export function writeRootKeyFile(file: string, hex: string): void {
  const temporary = `${file}.new`;
  const descriptor = openSync(temporary, 'w', 0o600);
  try {
    writeSync(descriptor, `${hex}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(temporary, file);
  const folder = openSync(dirname(file), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

// Crockford base 32: no I, L, O, U, so that a kit copied by hand stays readable.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

function base32(bytes: Uint8Array): string {
  let out = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      out += ALPHABET[(held >>> bits) & 31];
    }
    held &= (1 << bits) - 1;
  }
  return bits > 0 ? out + ALPHABET[(held << (5 - bits)) & 31] : out;
}

const checksum = (raw: Uint8Array): string =>
  base32(createHash('sha256').update('chartwarden recovery kit').update(raw).digest().subarray(0, 3)).slice(0, 4);

/** 13 groups of four characters and a checksum group. */
export const encodeKit = (raw: Uint8Array): string =>
  `${(base32(raw).match(/.{4}/g) ?? []).join('-')}-${checksum(raw)}`;

/** The root key back from a kit as typed (case, spaces and dashes do not matter; O, I, L are read as 0, 1, 1). Throws CW-VLT-006. */
export function decodeKit(typed: string): Buffer {
  const text = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  if (text.length !== 56) throw new CodedError('CW-VLT-006', 'a kit has 14 groups of four characters');
  const raw = Buffer.alloc(32);
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const character of text.slice(0, 52)) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) throw new CodedError('CW-VLT-006', `the character ${character} is not part of a kit`);
    held = (held << 5) | value;
    bits += 5;
    if (bits >= 8 && at < 32) {
      bits -= 8;
      raw[at] = (held >>> bits) & 255;
      at += 1;
    }
    held &= (1 << bits) - 1;
  }
  if (checksum(raw) !== text.slice(52)) throw new CodedError('CW-VLT-006');
  return raw;
}
