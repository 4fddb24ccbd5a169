/** One file of an archive; `size` in bytes is what `content` gives, to the byte. */
export interface TarFile {
  readonly name: string;
  readonly size: number;
  readonly content: Uint8Array | AsyncIterable<Uint8Array>;
}

const BLOCK = 512;
const NAME = 100;

/**
 * A tar archive (POSIX.1-1988 ustar; longer or foreign names as POSIX.1-2001 pax headers), written as it is read:
 * nothing is held but the piece under way. Every file is 0600 and of no time. Throws RangeError when a content is not
 * of the size it was said to have, for the archive would be unreadable from there on.
 */
export async function* tar(files: AsyncIterable<TarFile>): AsyncGenerator<Uint8Array> {
  for await (const { name, size, content } of files) {
    if (Buffer.byteLength(name) <= NAME && /^[\x20-\x7e]+$/.test(name)) yield header(name, size, '0');
    else {
      const path = paxRecord('path', name);
      yield header('pax', path.length, 'x');
      yield padded(path);
      yield header('long', size, '0');
    }
    let written = 0;
    for await (const piece of content instanceof Uint8Array ? [content] : content) {
      written += piece.length;
      if (written > size) break;
      yield piece;
    }
    if (written !== size) throw new RangeError('a file of an archive has another size than was said');
    if (size % BLOCK !== 0) yield Buffer.alloc(BLOCK - (size % BLOCK));
  }
  yield Buffer.alloc(2 * BLOCK);
}

const padded = (bytes: Buffer): Buffer =>
  Buffer.concat([bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK)]);

/** `<length> <key>=<value>\n`, where the length counts its own digits (pax, Extended Header). */
function paxRecord(key: string, value: string): Buffer {
  const rest = Buffer.from(` ${key}=${value}\n`, 'utf8');
  let length = rest.length + 1;
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length;
  return Buffer.concat([Buffer.from(String(length)), rest]);
}

function header(name: string, size: number, type: '0' | 'x'): Buffer {
  const out = Buffer.alloc(BLOCK);
  out.write(name, 0, NAME, 'latin1');
  out.write('0000600\0', 100, 'latin1');
  out.write('0000000\0', 108, 'latin1');
  out.write('0000000\0', 116, 'latin1');
  writeSize(out, size);
  out.write('00000000000\0', 136, 'latin1');
  out.write('        ', 148, 'latin1');
  out.write(type, 156, 'latin1');
  out.write('ustar\x0000', 257, 'latin1');
  let sum = 0;
  for (const byte of out) sum += byte;
  out.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return out;
}

/** Octal up to 8 GiB, then base 256 (GNU and star; read by every tar of this century). */
function writeSize(out: Buffer, size: number): void {
  const octal = size.toString(8);
  if (octal.length <= 11) {
    out.write(`${octal.padStart(11, '0')}\0`, 124, 'latin1');
    return;
  }
  out[124] = 0x80;
  out.writeBigUInt64BE(BigInt(size), 128);
}
