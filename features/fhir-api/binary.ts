import { JsonTape } from '@chartwarden/fhir';
import { Answer } from '@chartwarden/http';
import type { Resource } from './answers.ts';
import { versionHeaders } from './answers.ts';
import type { Asked } from './asking.ts';

const tape = new JsonTape();
/** RFC 9110, 8.3.1. */
const MEDIA_TYPE = /^[\w!#$&^.+-]{1,64}\/[\w!#$&^.+-]{1,64}(?:;\s*[\w-]{1,32}=[\w.+-]{1,64})*$/;

/** True for a caller who wants the file itself, and not the resource around it (R4 binary, 2.41.1). */
export function wantsFile({ query, header }: Pick<Asked, 'query' | 'header'>): boolean {
  const accept = header('accept');
  if (accept === undefined || query.some(([name]) => name === '_format')) return false;
  return !/(?:application\/(?:fhir\+)?json|\*\/\*|text\/json)/i.test(accept);
}

/**
 * The file in a Binary; null when there is none. It may be anything, so a browser neither shows it in place nor runs it: it is
 * sandboxed, and kept as a file.
 */
export function fileAnswer(one: Resource): Answer | null {
  tape.read(one.bytes);
  const data = tape.text(tape.member(0, 'data'));
  if (data === undefined) return null;
  const type = tape.text(tape.member(0, 'contentType')) ?? '';
  return new Answer(200, Buffer.from(data, 'base64'), {
    ...versionHeaders(one),
    'content-type': MEDIA_TYPE.test(type) ? type : 'application/octet-stream',
    'content-disposition': 'attachment',
    'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
  });
}
