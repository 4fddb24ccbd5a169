import { PassThrough, Readable } from 'node:stream';
import { CodedError } from '@chartwarden/errors';
import type { Log } from '@chartwarden/log';
import type { Clock } from '@chartwarden/time';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Caller, callOf } from './call.ts';
import type { RouteDemands } from './routes.ts';

/** Why a stream ended. */
export type EndReason = 'client' | 'revoked' | 'stopping' | 'done' | 'slow' | 'failed';

/** What a handler returns for `text/event-stream`. */
export class Events {
  readonly source: (signal: AbortSignal) => AsyncIterable<unknown>;
  readonly stillAllowed: () => boolean | Promise<boolean>;

  constructor(source: Events['source'], stillAllowed: Events['stillAllowed']) {
    this.source = source;
    this.stillAllowed = stillAllowed;
  }
}

/**
 * A stream of values, each sent as one `data:` line of JSON (HTML Standard, 9.2).
 * @param source gives the values; ends when its signal fires
 * @param stillAllowed asked before every value and twice a second, after whether the caller's session is still there
 */
export const events = (source: Events['source'], stillAllowed: Events['stillAllowed']): Events =>
  new Events(source, stillAllowed);

export interface StreamPace {
  /** Milliseconds between comments that keep the connection open. */
  readonly heartbeat?: number;
  /** Milliseconds between two questions whether the caller may still see this. */
  readonly recheck?: number;
  /** Milliseconds that a client may leave bytes unread. */
  readonly patience?: number;
}

/** All open streams of a server: counted, and told when the server stops. */
export interface Streams {
  readonly open: number;
  serve(events: Events, request: FastifyRequest, reply: FastifyReply): FastifyReply;
  /** Ends every stream with a last event that says so; the browser comes back by itself. */
  endAll(): void;
}

export function createStreams(options: {
  limit: number;
  log: Log;
  clock: Clock;
  pace?: StreamPace | undefined;
  /** As for the request that opened the stream: a session that ended meanwhile ends the stream. */
  authorize?: ((permission: string, caller: Caller, demands: RouteDemands) => unknown) | undefined;
}): Streams {
  const { limit, log, clock, pace = {}, authorize } = options;
  const running = new Set<(reason: EndReason) => void>();
  let isOver = false;
  return {
    get open() {
      return running.size;
    },
    serve(events, request, reply) {
      // A proxy must neither collect nor cut the stream.
      reply.headers({ 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' });
      // Headers alone: nobody would ever end a stream that nobody reads.
      if (request.method === 'HEAD') return reply.send(Readable.from([]));
      if (running.size >= limit) throw new CodedError('CW-HTTP-012');
      const startedAt = clock.now();
      const out = new PassThrough();
      const permission = request.routeOptions.config.row?.permission ?? 'public';
      const stillAllowed = async (): Promise<boolean> => {
        if (permission !== 'public') await authorize?.(permission, callOf(request, reply), {});
        return events.stillAllowed();
      };
      const end = run({ source: events.source, stillAllowed }, out, pace, (reason, count) => {
        running.delete(end);
        log.debug('http.stream-ended', { request: request.id, reason, events: count, ms: clock.now() - startedAt });
      });
      running.add(end);
      if (isOver) end('stopping');
      return reply.send(out);
    },
    endAll() {
      isOver = true;
      for (const end of [...running]) end('stopping');
    },
  };
}

const DEFAULTS = { heartbeat: 15_000, recheck: 500, patience: 30_000 };

function run(events: Events, out: PassThrough, pace: StreamPace, onEnd: (reason: EndReason, count: number) => void) {
  const { heartbeat, recheck, patience } = { ...DEFAULTS, ...pace };
  const controller = new AbortController();
  const { signal } = controller;
  let count = 0;
  let ended = false;

  const end = (reason: EndReason): void => {
    if (ended) return;
    ended = true;
    clearInterval(beat);
    clearInterval(check);
    controller.abort();
    if (reason === 'slow' || reason === 'client') out.destroy();
    else out.end(`event: end\ndata: ${JSON.stringify({ reason })}\n\n`);
    onEnd(reason, count);
  };
  const allowed = async (): Promise<boolean> => {
    try {
      return await events.stillAllowed();
    } catch {
      // Whoever cannot be asked has not said yes.
      return false;
    }
  };
  const write = async (text: string): Promise<void> => {
    if (ended || out.write(text)) return;
    const slow = setTimeout(() => end('slow'), patience);
    await new Promise<void>((resolve) => {
      out.once('drain', resolve);
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    clearTimeout(slow);
  };
  const beat = setInterval(() => void write(': still here\n\n'), heartbeat);
  const check = setInterval(async () => {
    if (!(await allowed())) end('revoked');
  }, recheck);
  out.once('close', () => end('client'));

  const pump = async (): Promise<void> => {
    await write('retry: 3000\n\n');
    const aborted = new Promise<{ done: true; value: undefined }>((resolve) => {
      signal.addEventListener('abort', () => resolve({ done: true, value: undefined }), { once: true });
    });
    const iterator = events.source(signal)[Symbol.asyncIterator]();
    while (!ended) {
      const next = await Promise.race([iterator.next(), aborted]);
      if (next.done) break;
      if (!(await allowed())) return end('revoked');
      if (ended) break;
      count += 1;
      await write(`data: ${JSON.stringify(next.value)}\n\n`);
    }
    if (ended) void iterator.return?.().then(undefined, () => undefined);
    else end('done');
  };
  pump().catch(() => end('failed'));
  return end;
}
