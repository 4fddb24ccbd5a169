import { ReadableStream as WebStream } from 'node:stream/web';
import { Decrypter, Encrypter } from 'age-encryption';

// age's scrypt recipient slows down guessing a passphrase. Ours is 256 bits of HKDF output, which nobody guesses: a
// high work factor would cost a second for each new person and protect nothing.
const WORK_FACTOR = 4;

type Pieces = AsyncIterable<Uint8Array>;

const asStream = (pieces: Pieces): ReadableStream<Uint8Array> =>
  WebStream.from(pieces) as unknown as ReadableStream<Uint8Array>;

/** Encrypts to the age format (age-encryption.org/v1) while bytes arrive. `passphrase`: high-entropy, never a person's. */
export async function* ageEncrypt(passphrase: string, plaintext: Pieces): AsyncGenerator<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(WORK_FACTOR);
  yield* await encrypter.encrypt(asStream(plaintext));
}

/** Decrypts; every piece is authenticated before it is yielded, and the end is: a cut file throws. Throws for a wrong passphrase. */
export async function* ageDecrypt(passphrase: string, ciphertext: Pieces): AsyncGenerator<Uint8Array> {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  yield* await decrypter.decrypt(asStream(ciphertext));
}

export async function collect(pieces: Pieces): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}
