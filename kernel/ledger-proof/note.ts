import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { sha256 } from './hashes.ts';

/** A public key that may sign for a log, as C2SP's verifier key: `<name>+<key id>+<base64(0x01 || public key)>`. */
export interface Verifier {
  readonly name: string;
  /** 8 hex digits. */
  readonly id: string;
  readonly key: KeyObject;
  readonly text: string;
}

const ED25519 = 0x01;
/** C2SP signed-note: verifiers limit the number of signatures and accept at least 16. */
const MAX_SIGNATURES = 16;
// Neither Unicode spaces nor plus (C2SP signed-note, Format); control characters neither.
const NAME = /^[^\s+\p{Cc}]+$/u;

function verifierOf(name: string, raw: Uint8Array): Verifier {
  const typed = Buffer.from([ED25519, ...raw]);
  // Key ID = SHA-256(key name || 0x0A || signature type || public key)[:4]
  const id = sha256(Buffer.concat([Buffer.from(`${name}\n`), typed])).toString('hex', 0, 4);
  const x = Buffer.from(raw).toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return { name, id, key, text: `${name}+${id}+${typed.toString('base64')}` };
}

/** The verifier of an Ed25519 public key under a log's name. Its `text` is what a recovery kit prints. */
export const verifierFor = (name: string, publicKey: KeyObject): Verifier =>
  verifierOf(name, Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url'));

/** Reads a verifier key; undefined unless it is exactly what {@link verifierFor} writes. */
export function parseVerifier(text: string): Verifier | undefined {
  const [, name = '', key = ''] = /^([^+]+)\+[0-9a-f]{8}\+(.+)$/.exec(text) ?? [];
  const typed = Buffer.from(key, 'base64');
  if (!NAME.test(name) || typed.length !== 33 || typed[0] !== ED25519) return undefined;
  const verifier = verifierOf(name, typed.subarray(1));
  return verifier.text === text ? verifier : undefined;
}

/** A note whose signatures hold. */
export interface OpenedNote {
  /** The signed lines, without their line feeds. */
  readonly lines: readonly string[];
  readonly signers: readonly Verifier[];
}

/**
 * Opens a signed note. Undefined unless it is well formed to the byte and every signature on it is a valid one of a
 * known key. Stricter than C2SP asks (unknown signatures are to be ignored): we write every note that we read, so that
 * a signature that we don't know is a changed byte.
 */
export function openNote(note: string, known: readonly Verifier[]): OpenedNote | undefined {
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || !note.endsWith('\n')) return undefined;
  const text = note.slice(0, end + 1);
  const signatures = note.slice(end + 2, -1).split('\n');
  if (signatures.length > MAX_SIGNATURES) return undefined;
  const signers: Verifier[] = [];
  for (const line of signatures) {
    const [, name, base64 = ''] = /^\u2014 (\S+) (\S+)$/u.exec(line) ?? [];
    const bytes = Buffer.from(base64, 'base64');
    // Several texts decode to the same bytes; only one is canonical.
    if (bytes.toString('base64') !== base64) return undefined;
    const signer = known.find((one) => one.name === name && one.id === bytes.toString('hex', 0, 4));
    if (signer === undefined || signers.includes(signer)) return undefined;
    if (!verify(null, Buffer.from(text), signer.key, bytes.subarray(4))) return undefined;
    signers.push(signer);
  }
  return { lines: text.slice(0, -1).split('\n'), signers };
}
