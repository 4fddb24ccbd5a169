import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Caller, callOf } from './call.ts';
import type { RouteDemands } from './routes.ts';

/** Milliseconds between two questions whether a body that is on its way may still go on. */
const RECHECK = 400;
/** Bytes that go out at once; a larger body takes as long as its reader likes, and is watched. */
const AT_ONCE = 256 * 1024;
const PIECE = 64 * 1024;

/** Cuts a body whose reader may no longer have it. */
export interface BodyWatch {
  /** The same body, watched until it is out. `stillAllowed`: false or an error ends it. */
  watch(
    body: Readable,
    request: FastifyRequest,
    reply: FastifyReply,
    stillAllowed?: () => boolean | Promise<boolean>,
  ): Readable;
}

export const isLong = (body: Buffer): boolean => body.length > AT_ONCE;

/** A large body in pieces, so that it can be cut. */
export const inPieces = (body: Buffer): Readable =>
  Readable.from(
    (function* () {
      for (let at = 0; at < body.length; at += PIECE) yield body.subarray(at, at + PIECE);
    })(),
    { highWaterMark: 2 },
  );

export function createBodyWatch(options: {
  /** As for the request that asked for it: whoever's session ended meanwhile gets nothing more. */
  readonly authorize?: ((permission: string, caller: Caller, demands: RouteDemands) => unknown) | undefined;
  readonly recheck?: number | undefined;
}): BodyWatch {
  const { authorize, recheck = RECHECK } = options;
  return {
    watch(body, request, reply, stillAllowed = () => true) {
      const permission = request.routeOptions.config.row?.permission ?? 'public';
      const mayGoOn = async (): Promise<boolean> => {
        try {
          if (permission !== 'public') await authorize?.(permission, callOf(request, reply), {});
          return await stillAllowed();
        } catch {
          // Whoever cannot be asked has not said yes.
          return false;
        }
      };
      let asking = false;
      const timer = setInterval(async () => {
        if (asking) return;
        asking = true;
        const isAllowed = await mayGoOn();
        asking = false;
        if (!isAllowed && !body.destroyed) cut();
      }, recheck);
      const { socket } = reply.raw;
      const cut = (): void => {
        clearInterval(timer);
        // What waits in buffers on its way does not go out either; on TLS the connection is just closed.
        try {
          socket?.resetAndDestroy();
        } catch {
          socket?.destroy();
        }
        body.destroy();
      };
      // A body can be over before all of it is with its reader.
      const done = (): void => clearInterval(timer);
      reply.raw.once('finish', done).once('close', done);
      body.once('error', done);
      return body;
    },
  };
}
