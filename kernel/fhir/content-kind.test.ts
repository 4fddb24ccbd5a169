import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { contentKind } from './content-kind.ts';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');
const kindOf = (data: Buffer, declared?: string) => contentKind(data, declared).kind;

const png = (width: number, height: number): Buffer => {
  const head = Buffer.alloc(33);
  head.write('\x89PNG\r\n\x1a\n', 'latin1');
  head.writeUInt32BE(13, 8);
  head.write('IHDR', 12);
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return Buffer.concat([head, deflateSync(Buffer.alloc(10))]);
};

describe('what bytes are', () => {
  it('is said by the bytes, whatever the record claims', () => {
    expect(kindOf(bytes('%PDF-1.7\n'), 'text/plain')).toBe('pdf');
    expect(kindOf(bytes('\n\n junk %PDF-1.4'), 'image/png')).toBe('pdf');
    expect(kindOf(png(1, 1), 'text/html')).toBe('png');
    expect(kindOf(bytes('\xff\xd8\xff\xe0'), 'application/pdf')).toBe('jpeg');
    expect(kindOf(bytes('II*\0....'), 'image/png')).toBe('tiff');
    expect(kindOf(bytes('PK\x03\x04\0\0\0'), 'text/plain')).toBe('other');
    expect(kindOf(bytes('<html>%PDF-</html>'), 'application/pdf')).toBe('html');
  });

  it('tells texts apart, and believes a declared kind only among texts', () => {
    expect(kindOf(bytes('Dear colleague'), 'application/pdf')).toBe('text');
    expect(kindOf(bytes('Dear colleague'), 'image/png')).toBe('text');
    expect(kindOf(bytes('  <!DOCTYPE html><p>x'), 'text/plain')).toBe('html');
    expect(kindOf(bytes('Dear <b>colleague</b>'), 'text/html; charset=utf-8')).toBe('html');
    expect(kindOf(bytes('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">'))).toBe('html');
    expect(kindOf(bytes('<?xml version="1.0"?><ClinicalDocument/>'), 'text/plain')).toBe('xml');
    expect(kindOf(bytes('<svg onload="x()"/>'), 'image/png')).toBe('xml');
    expect(kindOf(bytes('{\\rtf1 x}'), 'text/plain')).toBe('rtf');
    expect(kindOf(Buffer.alloc(0), 'text/plain')).toBe('text');
  });

  it('finds the character set: a mark, what is declared, UTF-8, and says when it guesses', () => {
    const latin = bytes('Gr\xfc\xdfe');
    expect(contentKind(latin, 'text/plain; charset=ISO-8859-1')).toEqual({ kind: 'text', charset: 'windows-1252' });
    expect(contentKind(latin, 'text/plain; charset=nonsense')).toMatchObject({ isCharsetGuessed: true });
    expect(contentKind(latin, 'text/plain; charset=utf-8')).toMatchObject({ isCharsetGuessed: true });
    expect(contentKind(latin, 'application/octet-stream').kind).toBe('other');
    expect(contentKind(Buffer.from('Grüße'), 'text/plain; charset=us')).toEqual({ kind: 'text', charset: 'utf-8' });
    expect(contentKind(Buffer.from('\ufeffGrüße', 'utf16le')).charset).toBe('utf-16le');
  });

  it('reads how large a picture says it is, and nothing from a header that is cut', () => {
    expect(contentKind(png(60_000, 50_000)).pixels).toEqual({ width: 60_000, height: 50_000 });
    expect(contentKind(bytes('GIF89a\x10\x27\x20\x4e')).pixels).toEqual({ width: 10_000, height: 20_000 });
    const jpeg = bytes('\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08\x00\x20\x00\x40');
    expect(contentKind(jpeg).pixels).toEqual({ width: 64, height: 32 });
    const webp = bytes(`RIFF\0\0\0\0WEBPVP8X${'\0'.repeat(8)}\x0f\x27\0\x1f\x4e\0`);
    expect(contentKind(webp).pixels).toEqual({ width: 10_000, height: 20_000 });
    for (const cut of [
      png(1, 1).subarray(0, 20),
      bytes('\xff\xd8\xff\xe0\x00\x00'),
      bytes('GIF89a'),
      webp.subarray(0, 20),
    ])
      expect(contentKind(cut).pixels).toBeUndefined();
  });
});
