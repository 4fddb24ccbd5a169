/**
 * SMART Health Links (HL7, 1.0): a link whose part behind the # holds the address and the key. The key is made here, never
 * sent anywhere, and kept nowhere but in the link. What the server keeps is a JWE in compact form (RFC 7516), `dir` and
 * `A256GCM` (RFC 7518, 4.5 and 5.3).
 */
export interface Shlink {
  /** The manifest. */
  readonly url: string;
  /** 32 bytes, base64url. */
  readonly key: string;
  /** Seconds since the epoch. */
  readonly exp?: number;
  /** `P`: it needs a passcode. */
  readonly flag?: string;
  readonly label?: string;
}

/** Where our own page for it is; other programs read what stands behind the #. */
const VIEWER = '/shl/view';
const PREFIX = 'shlink:/';
const KEY = /^[A-Za-z0-9_-]{43}$/;
const HEADER = { alg: 'dir', enc: 'A256GCM', zip: 'DEF', cty: 'application/fhir+json' } as const;
const TAG_BYTES = 16;
const NONCE_BYTES = 12;

export function toBase64Url(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Throws for what is no base64url. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) throw new Error('no base64url');
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (one) => one.charCodeAt(0));
}

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** A key of 256 random bits. */
export const newKey = (): string => toBase64Url(crypto.getRandomValues(new Uint8Array(32)));

/** The link as somebody hands it on; `origin`: of this server. */
export function shlinkText(link: Shlink, origin: string): string {
  const payload = JSON.stringify({ ...link, v: 1 });
  return `${origin}${VIEWER}#${PREFIX}${toBase64Url(utf8(payload))}`;
}

/** Reads a link, be it with the address of a viewer before it or without. Null for anything else. */
export function readShlink(text: string): Shlink | null {
  const at = text.indexOf(PREFIX);
  if (at < 0) return null;
  try {
    const bytes = fromBase64Url(text.slice(at + PREFIX.length).trim());
    const said = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Readonly<
      Record<string, unknown>
    >;
    const { url, key, exp, flag, label, v = 1 } = said;
    if (v !== 1 || typeof url !== 'string' || typeof key !== 'string' || !KEY.test(key) || !URL.canParse(url))
      return null;
    return {
      url,
      key,
      ...(typeof exp === 'number' ? { exp } : {}),
      ...(typeof flag === 'string' ? { flag } : {}),
      ...(typeof label === 'string' ? { label: label.slice(0, 80) } : {}),
    };
  } catch {
    return null;
  }
}

const importKey = (key: string, use: 'encrypt' | 'decrypt'): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', fromBase64Url(key), 'AES-GCM', false, [use]);

/** Each time under another nonce, as making a link's content anew has to. */
export async function encryptFile(content: Uint8Array<ArrayBuffer>, key: string): Promise<string> {
  const header = toBase64Url(utf8(JSON.stringify(HEADER)));
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const packed = await through(content, new CompressionStream('deflate-raw'));
  const sealed = new Uint8Array(
    await crypto.subtle.encrypt(
      { name: 'AES-GCM', iv, additionalData: utf8(header), tagLength: TAG_BYTES * 8 },
      await importKey(key, 'encrypt'),
      packed,
    ),
  );
  const parts = [sealed.subarray(0, -TAG_BYTES), sealed.subarray(-TAG_BYTES)].map(toBase64Url);
  return [header, '', toBase64Url(iv), ...parts].join('.');
}

/** Throws when it is not what was encrypted under that key, or is encrypted in another way. */
export async function decryptFile(file: string, key: string): Promise<Uint8Array> {
  const [header = '', wrapped, iv = '', ciphertext = '', tag = '', ...rest] = file.trim().split('.');
  const said = JSON.parse(new TextDecoder().decode(fromBase64Url(header))) as Readonly<Record<string, unknown>>;
  if (rest.length > 0 || wrapped !== '' || said.alg !== 'dir' || said.enc !== 'A256GCM') throw new Error('another JWE');
  const [body, mark] = [fromBase64Url(ciphertext), fromBase64Url(tag)];
  const sealed = new Uint8Array(body.length + mark.length);
  sealed.set(body);
  sealed.set(mark, body.length);
  const packed = new Uint8Array(
    await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: fromBase64Url(iv), additionalData: utf8(header), tagLength: TAG_BYTES * 8 },
      await importKey(key, 'decrypt'),
      sealed,
    ),
  );
  return said.zip === 'DEF' ? through(packed, new DecompressionStream('deflate-raw'), MOST_UNPACKED) : packed;
}

/** A small file must not unpack to one that no browser holds. */
const MOST_UNPACKED = 100 * 1024 * 1024;

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: { readonly readable: ReadableStream; readonly writable: WritableStream },
  most = Number.POSITIVE_INFINITY,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader() as ReadableStreamDefaultReader<Uint8Array>;
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    size += piece.value.length;
    if (size > most) {
      await reader.cancel();
      throw new Error('too large');
    }
    pieces.push(piece.value);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
