import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, inflateRawSync } from 'node:zlib';

/** Every file below a folder. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** The forms in which a text could stand in a file: as it is, in other cases, UTF-16, hex, and Base64 at each of three offsets. */
export function formsOf(text: string): Buffer[] {
  const plain = Buffer.from(text, 'utf8');
  const forms = [
    ...new Set([text, text.toLowerCase(), text.toUpperCase(), text.normalize('NFD'), encodeURIComponent(text)]),
  ].map((form) => Buffer.from(form, 'utf8'));
  forms.push(Buffer.from(text, 'utf16le'), Buffer.from(text, 'utf16le').swap16());
  forms.push(Buffer.from(plain.toString('hex')), Buffer.from(plain.toString('hex').toUpperCase()));
  for (let offset = 0; offset < 3; offset += 1) {
    const padded = Buffer.concat([Buffer.alloc(offset), plain]).toString('base64');
    // Characters that depend on what stands around are cut off.
    const inner = padded.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + plain.length) * 8) / 6));
    if (inner.length >= 8) forms.push(Buffer.from(inner), Buffer.from(inner.replaceAll('+', '-').replaceAll('/', '_')));
  }
  return forms.filter((form) => form.length >= 5);
}

/** Looks for many texts in many bytes at once. */
export class Needles {
  readonly #byStart = new Map<number, { readonly text: string; readonly form: Buffer }[]>();
  // One bit for each possible pair of first bytes, so that most places are passed over quickly.
  readonly #pairs = new Uint8Array(65_536);

  constructor(texts: Iterable<string>, forms: (text: string) => readonly Buffer[] = formsOf) {
    for (const text of texts) {
      for (const form of forms(text)) {
        const start = form.readUInt32LE(0);
        this.#pairs[form.readUInt16LE(0)] = 1;
        const list = this.#byStart.get(start);
        if (list) list.push({ text, form });
        else this.#byStart.set(start, [{ text, form }]);
      }
    }
  }

  /** The texts that stand in these bytes, also inside a gzip stream or a raw deflate stream that they begin with. */
  in(bytes: Buffer): Set<string> {
    return new Set([bytes, ...unpacked(bytes)].flatMap((view) => [...this.asIs(view)]));
  }

  /** The texts that stand in these bytes as they are. */
  asIs(bytes: Buffer): Set<string> {
    const found = new Set<string>();
    for (let at = 0; at + 4 <= bytes.length; at += 1) {
      if (this.#pairs[(bytes[at] as number) | ((bytes[at + 1] as number) << 8)] === 0) continue;
      for (const { text, form } of this.#byStart.get(bytes.readUInt32LE(at)) ?? [])
        if (bytes.subarray(at, at + form.length).equals(form) && isMeant(text, bytes, at, at + form.length))
          found.add(text);
    }
    return found;
  }
}

/**
 * A few digits stand in ids, times and random bytes by chance (a postal code did): they count where they stand as a word
 * of their own, as whoever writes text or JSON writes them.
 */
function isMeant(text: string, bytes: Buffer, from: number, until: number): boolean {
  if (!/^\d{1,7}$/.test(text)) return true;
  return [bytes[from - 1], bytes[until]].every((byte) => {
    const beside = byte === undefined ? ' ' : String.fromCharCode(byte);
    return /[\t\n\r -~]/.test(beside) && !/[0-9A-Za-z]/.test(beside);
  });
}

function unpacked(bytes: Buffer): Buffer[] {
  for (const unpack of [gunzipSync, inflateRawSync]) {
    try {
      return [unpack(bytes, { maxOutputLength: 64 * 2 ** 20 })];
    } catch {
      // Not packed that way.
    }
  }
  return [];
}

/** What stands where: `file: text`. `apart`: files that may hold some of it, by the end of their path. */
export function findIn(folder: string, needles: Needles, apart: readonly string[] = []): string[] {
  return filesBelow(folder)
    .filter((file) => !apart.some((end) => file.endsWith(end)) && statSync(file).size > 0)
    .flatMap((file) => [...needles.in(readFileSync(file))].map((text) => `${file.slice(folder.length)}: ${text}`));
}
