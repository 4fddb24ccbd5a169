import type { Readable } from 'node:stream';

/** What a handler returns when a plain value (200, or 204 for nothing) does not say enough. */
export class Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
  /** Asked twice a second while a stream goes out, after whether the caller's session is still there. */
  readonly stillAllowed: (() => boolean | Promise<boolean>) | undefined;

  constructor(
    status: number,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
    stillAllowed?: () => boolean | Promise<boolean>,
  ) {
    this.status = status;
    this.body = body;
    this.headers = headers;
    this.stillAllowed = stillAllowed;
  }
}

/**
 * The same answer, cut off within a second when its reader may no longer have it: a false or an error of `stillAllowed`
 * ends the connection, so that what was sent is seen to be not whole.
 */
export const whileAllowed = (answer: Answer, stillAllowed: () => boolean | Promise<boolean>): Answer =>
  new Answer(answer.status, answer.body, answer.headers, stillAllowed);

/** 201 with the thing that was made. */
export const created = (body: unknown, headers?: Readonly<Record<string, string>>): Answer =>
  new Answer(201, body, headers);

/** 202: taken, and worked on by a job. */
export const accepted = (body: unknown): Answer => new Answer(202, body);

/** Bytes that are already in the form they go out in, such as a FHIR resource as received. */
export const bytes = (body: Buffer, mediaType: string, headers: Readonly<Record<string, string>> = {}): Answer =>
  new Answer(200, body, { 'content-type': mediaType, ...headers });

export interface Download {
  /** As the person knows it; may be any text. */
  readonly name: string;
  /** In bytes, when known before sending. */
  readonly size?: number;
}

/**
 * A file to keep. It is never shown in place: received files can be hostile HTML, so the type is fixed and the
 * browser is told to sandbox it (CSP `sandbox`) should it open it after all.
 */
export function download(body: Buffer | Readable, { name, size }: Download): Answer {
  return new Answer(200, body, {
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename="${asciiName(name)}"; filename*=UTF-8''${extendedName(name)}`,
    'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
    ...(size !== undefined && { 'content-length': String(size) }),
  });
}

/** RFC 6266, 4.3: the fall-back parameter in plain ASCII. */
const asciiName = (name: string): string => name.replace(/[^\x20-\x7e]|["\\/%]/g, '_').slice(-150) || 'file';

/** RFC 8187, 3.2: what is left of encodeURIComponent's exceptions that `attr-char` does not allow. */
const extendedName = (name: string): string =>
  encodeURIComponent(name.replace(/[/\\]/g, '_').toWellFormed().slice(-150)).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
