import { type Readable, Transform } from 'node:stream';
import { CodedError } from '@chartwarden/errors';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { BodyKind } from './routes.ts';

/** Milliseconds within which a JSON or bytes body must be complete. */
export const BODY_DEADLINE = 30_000;
/** Milliseconds that an upload may pause. */
export const STREAM_IDLE = 30_000;

export interface BodyLimits {
  /** Bytes per kind of body. */
  readonly limitOf: (kind: BodyKind) => number;
  /** Milliseconds; shorter in tests. */
  readonly deadline?: number;
  readonly idle?: number;
}

/** Gives a scope the one way its rows take a body; nothing else is parsed there. */
export function takeBodies(scope: FastifyInstance, kind: BodyKind, limits: BodyLimits): void {
  const { limitOf, deadline = BODY_DEADLINE, idle = STREAM_IDLE } = limits;
  scope.removeAllContentTypeParsers();
  if (kind === 'stream') {
    scope.addContentTypeParser('*', (request, payload, done) => {
      const { row } = request.routeOptions.config;
      request.chartwarden.body = limitStream(payload, row?.bodyLimit ?? limitOf(kind), idle);
      done(null);
    });
    return;
  }
  if (kind === 'bytes') {
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: limitOf(kind) }, (_request, body, done) =>
      done(null, body),
    );
  } else {
    // "error": keys named __proto__ or constructor.prototype are refused, not dropped.
    const parse = scope.getDefaultJsonParser('error', 'error');
    scope.addContentTypeParser(
      'application/json',
      { parseAs: 'string', bodyLimit: limitOf(kind) },
      (request, body, done) => {
        if (body === '') done(null, undefined);
        else parse(request, body as string, done);
      },
    );
  }
  scope.addHook('preParsing', (request, reply, _payload, done) => {
    if (hasBody(request)) armDeadline(request, reply, deadline);
    done();
  });
}

const hasBody = ({ headers }: FastifyRequest): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** Answers 408 when the body is not complete in time; the connection ends with the answer. */
function armDeadline(request: FastifyRequest, reply: FastifyReply, deadline: number): void {
  const timer = setTimeout(() => {
    if (!reply.sent) reply.header('connection', 'close').send(new CodedError('CW-HTTP-009'));
  }, deadline);
  const disarm = (): void => clearTimeout(timer);
  request.raw.once('end', disarm);
  request.raw.once('close', disarm);
}

/** Counts what goes through: past the limit CW-HTTP-001, after a pause CW-HTTP-009. Bytes are passed on untouched. */
export function limitStream(source: Readable, limit: number, idle: number): Readable {
  let seen = 0;
  const limited = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      timer.refresh();
      if (seen > limit) done(new CodedError('CW-HTTP-001'));
      else done(null, chunk);
    },
    flush(done) {
      clearTimeout(timer);
      done();
    },
    destroy(error, done) {
      clearTimeout(timer);
      source.unpipe(limited);
      done(error);
    },
  });
  // A reader that pauses is not a sender that pauses: only an empty pipe counts.
  const timer = setTimeout(() => {
    if (limited.readableLength > 0 || limited.writableNeedDrain) timer.refresh();
    else limited.destroy(new CodedError('CW-HTTP-009'));
  }, idle);
  // Whoever reads it gets the error; a handler that refused before reading has nobody left who listens, and an error that
  // nobody hears ends the process.
  limited.on('error', () => undefined);
  source.once('error', () => limited.destroy(new CodedError('CW-GEN-003')));
  source.once('close', () => {
    if (!source.readableEnded) limited.destroy(new CodedError('CW-GEN-003'));
  });
  source.pipe(limited);
  return limited;
}
