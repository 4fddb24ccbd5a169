import { CodedError } from '@chartwarden/errors';
import type { Log } from '@chartwarden/log';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { errorAnswer, toCoded } from './error-answers.ts';

/** Milliseconds that a client gets to read an answer while its own body is still on the way. */
const LINGER = 1000;

export type Fail = (thrown: unknown, request: FastifyRequest, reply: FastifyReply) => FastifyReply;

/** The one place that answers errors: by the registry, as JSON or as an OperationOutcome. */
export const failWith =
  (log: Log): Fail =>
  (thrown, request, reply) => {
    const error = toCoded(thrown);
    const answer = errorAnswer(error, request.url);
    request.chartwarden.code = error.code;
    if (answer.status >= 500 && answer.status !== 503) {
      const { id, method, routeOptions } = request;
      log.error(
        'http.failed',
        { request: id, method: method as 'GET', route: routeOptions?.url ?? '*', code: error.code },
        error.cause ?? error,
      );
    }
    if (answer.status === 503) reply.header('retry-after', '5');
    closeUnread(request, reply);
    return reply.code(answer.status).type(answer.mediaType).serializer(JSON.stringify).send(answer.body);
  };

/** Nobody will read the rest of a refused body: the connection ends once the answer has had its chance. */
function closeUnread({ raw }: FastifyRequest, reply: FastifyReply): void {
  const { headers } = raw;
  const expected = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  if (!expected || raw.readableEnded) return;
  reply.header('connection', 'close');
  reply.raw.once('finish', () => setTimeout(() => raw.destroy(), LINGER).unref());
}

export const notFound = (): CodedError => new CodedError('CW-GEN-002');
