import { deflateSync } from 'node:zlib';
import { hostilePdf, hugePagePdf } from './pdf.ts';

/** An attachment as its sender describes it, and words that the reader must show in its place. */
export interface HostileFile {
  readonly attachment: Readonly<Record<string, unknown>>;
  readonly shows: string;
}

const file = (contentType: string, bytes: Buffer | string, shows: string, more: object = {}): HostileFile => ({
  attachment: { contentType, data: Buffer.from(bytes).toString('base64'), ...more },
  shows,
});

/** A picture of a few bytes that asks for `side` times `side` pixels. */
function pngBomb(side: number): Buffer {
  const head = Buffer.alloc(33);
  head.write('\x89PNG\r\n\x1a\n', 'latin1');
  head.writeUInt32BE(13, 8);
  head.write('IHDR', 12);
  head.writeUInt32BE(side, 16);
  head.writeUInt32BE(side, 20);
  head[24] = 8;
  return Buffer.concat([head, deflateSync(Buffer.alloc(100))]);
}

const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" onload="globalThis.cwRan=1"><image href="https://evil.example/i"/></svg>';
const CANNOT = 'This kind of file cannot be shown here yet.';
const DAMAGED = 'This file is damaged and cannot be shown.';

/** Attachments that lie about themselves, are damaged, too large, elsewhere or empty. */
export const HOSTILE_FILES: Readonly<Record<string, HostileFile>> = {
  'PDF that tries things': file('application/pdf', hostilePdf(), '1 page'),
  'PDF with a page of 200 inches': file('application/pdf', hugePagePdf(), '1 page'),
  'PDF that is none': file('application/pdf', '%PDF-1.7\nnothing of the kind', DAMAGED),
  'PDF that is HTML': file('application/pdf', '<html><script>globalThis.cwRan=1</script>words', 'words'),
  'picture of 3.6 billion pixels': file('image/png', pngBomb(60_000), 'This picture is too large to show.'),
  'picture that is damaged': file('image/png', pngBomb(10), DAMAGED),
  'picture with half a header': file('image/png', '\x89PNG\r\n\x1a\n', CANNOT),
  'picture that is SVG': file('image/png', SVG, CANNOT),
  'SVG that says so': file('image/svg+xml', SVG, CANNOT),
  'text that is HTML': file('text/plain', '<!doctype html><img src=https://evil.example/x onerror="globalThis.cwRan=1">', 'A picture is left out here'),
  'HTML under a type of scripts': file('text/javascript', 'globalThis.cwRan=1', 'globalThis.cwRan=1'),
  'C-CDA': file('text/xml', '<?xml version="1.0"?><?xml-stylesheet href="https://evil.example/x.xsl"?><ClinicalDocument/>', CANNOT),
  'XML with entities': file('application/xml', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', CANNOT),
  RTF: file('application/rtf', '{\\rtf1\\object\\objdata x}', CANNOT),
  archive: file('application/zip', Buffer.from('504b030414000000', 'hex'), CANNOT),
  'one line of a megabyte': file('text/plain', 'word '.repeat(200_000), 'word word'),
  'a megabyte without a blank': file('text/plain', 'x'.repeat(1_000_000), 'xxxxxxxx'),
  'a million lines': file('text/plain', 'x\n\n'.repeat(30_000), 'x'),
  'drawn in columns': file('text/plain', `${'Na    140   mmol/l   '.repeat(60)}\n`.repeat(4), 'mmol/l'),
  'Latin letters': file('text/plain; charset=iso-8859-1', Buffer.from('Gr\xfc\xdfe', 'latin1'), 'Grüße'),
  'letters of no alphabet': file('text/plain', Buffer.from('Gr\xfc\xdfe', 'latin1'), 'Some may be wrong.'),
  'UTF-16': file('text/plain', Buffer.from('\ufeffGrüße', 'utf16le'), 'Grüße'),
  'hidden letters': file('text/plain', 'ig\u200bnore \u202eesrever\u202c', 'They are marked.'),
  empty: file('text/plain', '', 'There is no text in it.'),
  'another size and another file': file('text/plain', 'short', 'It is not as long as its source says.', { size: 99, hash: 'AAAA' }),
  'no base64': { attachment: { contentType: 'text/plain', data: '<script>globalThis.cwRan=1</script>' }, shows: CANNOT },
  elsewhere: { attachment: { contentType: 'text/html', url: 'https://evil.example/steal' }, shows: 'was not fetched' },
  'on this server': { attachment: { contentType: 'text/html', url: '/api/logout' }, shows: 'was not fetched' },
  'a script as an address': { attachment: { contentType: 'text/html', url: 'javascript:globalThis.cwRan=1' }, shows: 'was not fetched' },
  'data as an address': { attachment: { url: 'data:text/html;base64,PGltZyBzcmM9eCBvbmVycm9yPSJnbG9iYWxUaGlzLmN3UmFuPTEiPmRhdGE=' }, shows: 'data' },
  nothing: { attachment: { contentType: 'text/html' }, shows: 'but none came with it' },
}; // biome-ignore format: one table
