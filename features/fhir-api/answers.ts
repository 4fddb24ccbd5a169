import { Answer } from '@chartwarden/http';
import type { Asked } from './asking.ts';
import { FHIR_JSON } from './negotiate.ts';

/** A resource as it goes out: a served fact, or something put together of several. */
export interface Resource {
  readonly type: string;
  readonly id: string;
  readonly version: number | string;
  /** Milliseconds. */
  readonly storedAt: number;
  readonly bytes: Buffer;
}

/** RFC 9110, 8.8.3: weak, as R4 http 3.1.0.1.3 has it. */
export const etagOf = ({ version }: Pick<Resource, 'version'>): string => `W/"${version}"`;

/** The headers that name a version (R4 http, 3.1.0.1.5). */
export const versionHeaders = (one: Pick<Resource, 'version' | 'storedAt'>): Record<string, string> => ({
  'content-type': FHIR_JSON,
  etag: etagOf(one),
  'last-modified': new Date(one.storedAt).toUTCString(),
});

/** 200 with a resource, or 304 when the caller has this version (R4 http, 3.1.0.1.7: conditional read). */
export function resourceAnswer(asked: Pick<Asked, 'header'>, one: Resource): Answer {
  const headers = versionHeaders(one);
  if (!hasAlready(asked, one)) return new Answer(200, one.bytes, headers);
  const { etag = '', 'last-modified': modified = '' } = headers;
  return new Answer(304, undefined, { etag, 'last-modified': modified });
}

function hasAlready({ header }: Pick<Asked, 'header'>, one: Resource): boolean {
  const tags = header('if-none-match');
  // RFC 9110, 13.1.3: a date is not looked at where there are tags.
  if (tags !== undefined) return tags.split(',').some((tag) => isSameTag(tag.trim(), one) || tag.trim() === '*');
  const since = Date.parse(header('if-modified-since') ?? '');
  return Number.isFinite(since) && Math.floor(one.storedAt / 1000) * 1000 <= since;
}

/** RFC 9110, 8.8.3.2: compared weakly, so a client that leaves out the `W/` means the same. */
export const isSameTag = (tag: string, { version }: Pick<Resource, 'version'>): boolean =>
  tag.replace(/^W\//, '') === `"${version}"`;
