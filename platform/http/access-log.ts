import type { Log } from '@chartwarden/log';
import type { Clock } from '@chartwarden/time';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** nginx's status for a client that went away before the answer; only ever in the log. */
const GONE = 499;

/** One line per answered request, by route template. No path, address, agent or account: those are the ledger's. */
export function accessLog(app: FastifyInstance, log: Log, clock: Clock): void {
  const line = (request: FastifyRequest, reply: FastifyReply, status: number): void => {
    const { startedAt, code } = request.chartwarden;
    const length = Number(reply.getHeader('content-length'));
    log.info('http.request', {
      request: request.id,
      method: request.method as 'GET',
      route: request.routeOptions.url ?? '*',
      status,
      ms: clock.now() - startedAt,
      ...(code !== undefined && { code }),
      ...(Number.isFinite(length) && { bytes: length }),
    });
  };
  app.addHook('onResponse', (request, reply, done) => {
    line(request, reply, reply.statusCode);
    done();
  });
  app.addHook('onRequestAbort', (request, done) => {
    // The reply is out of reach here; what is logged of it is only its length.
    const { startedAt, code } = request.chartwarden;
    log.info('http.request', {
      request: request.id,
      method: request.method as 'GET',
      route: request.routeOptions.url ?? '*',
      status: GONE,
      ms: clock.now() - startedAt,
      ...(code !== undefined && { code }),
    });
    done();
  });
}
