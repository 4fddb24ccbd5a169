import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Answer } from './answer.ts';
import { Events, type Streams } from './event-stream.ts';
import { type BodyWatch, inPieces, isLong } from './watched-body.ts';

/** The one place that turns what a handler returned into a reply. */
export function send(
  value: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  { streams, bodies }: { readonly streams: Streams; readonly bodies: BodyWatch },
): FastifyReply {
  if (value instanceof Events) return streams.serve(value, request, reply);
  if (value instanceof Answer) {
    reply.code(value.status).headers(value.headers);
    const { body, stillAllowed } = value;
    const watched = (stream: Readable): Readable => bodies.watch(stream, request, reply, stillAllowed);
    if (request.method === 'HEAD') return sendBody(body, reply);
    if (body instanceof Readable) return sendBody(watched(body), reply);
    if (Buffer.isBuffer(body) && isLong(body)) {
      reply.header('content-length', String(body.length));
      return sendBody(watched(inPieces(body)), reply);
    }
    return sendBody(body, reply);
  }
  if (value === undefined) reply.code(204);
  return sendBody(value, reply);
}

function sendBody(body: unknown, reply: FastifyReply): FastifyReply {
  if (body === undefined) return reply.send();
  if (body instanceof Readable && reply.request.method === 'HEAD') {
    // RFC 9110, 9.3.2: the headers alone. The framework would read the whole file and throw it away.
    body.destroy();
    return reply.send(Readable.from([]));
  }
  if (typeof body === 'string' || Buffer.isBuffer(body) || body instanceof Readable) return reply.send(body);
  if (!reply.hasHeader('content-type')) reply.type('application/json; charset=utf-8');
  return reply.send(body);
}
