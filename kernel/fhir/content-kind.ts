import { isUtf8 } from 'node:buffer';
import { type Pixels, pixelsOf } from './content-pixels.ts';

/** What bytes are, found by looking at them. Those after `webp` cannot be shown. */
export const CONTENT_KINDS = [
  'text', 'html', 'pdf', 'png', 'jpeg', 'gif', 'webp', 'tiff', 'rtf', 'xml', 'other',
] as const; // biome-ignore format: one list
export type ContentKind = (typeof CONTENT_KINDS)[number];

/** Kinds that a reader can show; each with the media type under which it is sent: never what the record says. */
export const SHOWN_AS: Readonly<Partial<Record<ContentKind, string>>> = {
  text: 'text/plain; charset=utf-8',
  // What is HTML is sent as text: nothing that a browser opens by itself may run.
  html: 'text/plain; charset=utf-8',
  pdf: 'application/pdf',
  png: 'image/png',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
};

export interface FoundContent {
  readonly kind: ContentKind;
  /** For text and html: the name of its character set, as `TextDecoder` takes it. */
  readonly charset?: string;
  /** The character set was neither said nor plain to see. */
  readonly isCharsetGuessed?: true;
  /** For images: what their header says. Absent when it cannot be read. */
  readonly pixels?: Pixels;
}

/**
 * Says what bytes are. `declared` is the media type that the source wrote, believed only where bytes cannot tell: which
 * of two texts it is, and in which character set.
 */
export function contentKind(bytes: Uint8Array, declared = ''): FoundContent {
  const magic = magicOf(bytes);
  if (magic !== undefined) {
    const pixels = pixelsOf(bytes, magic);
    return { kind: magic, ...(pixels === undefined ? {} : { pixels }) };
  }
  const { charset, isGuessed } = charsetOf(bytes, declared);
  if (charset === undefined) return { kind: 'other' };
  const start = new TextDecoder(charset).decode(bytes.subarray(0, START)).trimStart();
  const kind = textKind(start, declared.toLowerCase());
  return { kind, charset, ...(isGuessed ? { isCharsetGuessed: true } : {}) };
}

/** Characters of a text by which it is known what kind of text it is. */
const START = 2048;

type Magic = 'pdf' | 'png' | 'jpeg' | 'gif' | 'webp' | 'tiff';

function magicOf(bytes: Uint8Array): Magic | undefined {
  const starts = (text: string, from = 0): boolean =>
    [...text].every((letter, at) => bytes[from + at] === letter.charCodeAt(0));
  if (starts('\x89PNG\r\n\x1a\n')) return 'png';
  if (starts('\xff\xd8\xff')) return 'jpeg';
  if (starts('GIF87a') || starts('GIF89a')) return 'gif';
  if (starts('RIFF') && starts('WEBP', 8)) return 'webp';
  if (starts('II*\0') || starts('MM\0*')) return 'tiff';
  // ISO 32000-1, annex H: readers take the header anywhere in the first 1,024 bytes.
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024));
  return head.includes('%PDF-') && !head.trimStart().startsWith('<') ? 'pdf' : undefined;
}

function charsetOf(bytes: Uint8Array, declared: string): { readonly charset?: string; readonly isGuessed?: boolean } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { charset: 'utf-16le' };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { charset: 'utf-16be' };
  if (!isPlain(bytes)) return {};
  const said = /charset\s*=\s*"?([\w.:-]{1,40})/i.exec(declared)?.[1];
  const isText = isUtf8(bytes);
  if (said !== undefined) {
    const charset = knownCharset(said);
    if (charset !== undefined && (charset !== 'utf-8' || isText)) return { charset };
  }
  if (isText) return { charset: 'utf-8' };
  // HTML Standard, 13.2.3.2: what old western texts without a word about it are in.
  return /^text\/|^$/i.test(declared.trim()) || said !== undefined ? { charset: 'windows-1252', isGuessed: true } : {};
}

/** False for bytes below a blank that no text has; without them anything could be text in some character set. */
function isPlain(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte < 0x20 && (byte < 0x09 || byte > 0x0d) && byte !== 0x1b) return false;
  return true;
}

function knownCharset(name: string): string | undefined {
  try {
    return new TextDecoder(name).encoding;
  } catch {
    // A name that nobody knows: as if none had been said.
    return undefined;
  }
}

const HTML = /^(?:<!doctype html|<(?:html|head|body|div|p|table|span|h[1-6]|ul|ol|pre|br|b|i|font|center)[\s/>])/i;

function textKind(start: string, declared: string): ContentKind {
  if (start.startsWith('{\\rtf')) return 'rtf';
  if (/html/.test(declared)) return 'html';
  if (HTML.test(start)) return 'html';
  if (/^<\?xml/.test(start) && /<html[\s>]/i.test(start)) return 'html';
  if (/xml|svg/.test(declared) || /^(?:<\?xml|<ClinicalDocument|<svg)/i.test(start)) return 'xml';
  if (/rtf/.test(declared)) return 'rtf';
  return 'text';
}
