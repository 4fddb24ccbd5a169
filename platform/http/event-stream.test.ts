import { CodedError } from '@chartwarden/errors';
import { afterEach, describe, expect, it } from 'vitest';
import { events } from './event-stream.ts';
import { routesFor } from './routes.ts';
import { COOKIE, openStream, soon, type Tester, type TestServer, testHttp } from './testing.ts';

const { route } = routesFor<Tester>();
let http: TestServer;
afterEach(() => http.stop(100));

const served = async (
  source: (signal: AbortSignal) => AsyncIterable<unknown>,
  stillAllowed: () => boolean | Promise<boolean> = () => true,
  pace: object = {},
  env: Record<string, string> = {},
): Promise<number> => {
  const row = route({
    method: 'GET',
    url: '/api/events',
    permission: 'member',
    summary: 'Events',
    handler: () => events(source, stillAllowed),
  });
  http = await testHttp(env, { rows: [row], pace });
  return (await http.listen()).port;
};
const forever = (onEnd: () => void = () => undefined) =>
  async function* (signal: AbortSignal) {
    try {
      let n = 0;
      while (!signal.aborted) {
        yield { n: n++ };
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    } finally {
      onEnd();
    }
  };
const ended = (): Record<string, unknown> | undefined => http.lines.find(({ event }) => event === 'http.stream-ended');

describe('an event stream', () => {
  it('gives each value as one event of JSON and says when it is over', async () => {
    const port = await served(async function* () {
      yield { text: 'two\nlines' };
      yield 2;
    });
    const stream = await openStream(port, '/api/events', COOKIE);
    expect(await stream.all()).toBe(
      'retry: 3000\n\ndata: {"text":"two\\nlines"}\n\ndata: 2\n\nevent: end\ndata: {"reason":"done"}\n\n',
    );
    expect(stream.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    expect(stream.headers['cache-control']).toBe('no-store');
  });

  it('is kept alive while there is nothing to say', async () => {
    const port = await served(
      async function* (signal) {
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        yield* [];
      },
      () => true,
      { heartbeat: 20 },
    );
    const stream = await openStream(port, '/api/events', COOKIE);
    await stream.until(': still here');
    stream.close();
  });

  it('stops its source when the client goes away', async () => {
    let stopped = false;
    const port = await served(
      forever(() => {
        stopped = true;
      }),
    );
    const stream = await openStream(port, '/api/events', COOKIE);
    await stream.until('"n":2');
    stream.close();
    await soon(() => stopped).toBe(true);
    await soon(ended).toMatchObject({ reason: 'client' });
  });

  it('gives no further value once the caller may no longer see it', async () => {
    let allowed = true;
    let asked = 0;
    const port = await served(
      async function* () {
        yield 'before';
        allowed = false;
        yield 'after';
      },
      () => {
        asked++;
        return allowed;
      },
    );
    const text = await (await openStream(port, '/api/events', COOKIE)).all();
    expect(text).toContain('before');
    expect(text).not.toContain('after');
    expect(text).toContain('"reason":"revoked"');
    expect(asked).toBe(2);
  });

  it('ends within a second of a revocation though nothing happens', async () => {
    let allowed = true;
    const port = await served(
      async function* (signal) {
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        yield* [];
      },
      () => allowed,
    );
    const stream = await openStream(port, '/api/events', COOKIE);
    await stream.until('retry');
    allowed = false;
    const from = performance.now();
    expect(await stream.all()).toContain('"reason":"revoked"');
    expect(performance.now() - from).toBeLessThan(3000);
  });

  it('ends with the session that opened it', async () => {
    let isIn = true;
    const row = route({
      method: 'GET',
      url: '/api/events',
      permission: 'member',
      summary: 'Events',
      handler: () => events(forever(), () => true),
    });
    const authorize = () => {
      if (!isIn) throw new CodedError('CW-ACC-001');
      return { name: 'tester' };
    };
    http = await testHttp({}, { rows: [row], authorize });
    const stream = await openStream((await http.listen()).port, '/api/events', COOKIE);
    await stream.until('"n":2');
    isIn = false;
    expect(await stream.all()).toContain('"reason":"revoked"');
  });

  it('takes a question that fails for a no', async () => {
    const port = await served(forever(), () => {
      throw new Error('database gone');
    });
    expect(await (await openStream(port, '/api/events', COOKIE)).all()).not.toContain('data: {"n"');
  });

  it('that fails ends without telling why to the client', async () => {
    const port = await served(async function* () {
      yield 1;
      throw new Error('Maria Gonzalez');
    });
    const text = await (await openStream(port, '/api/events', COOKIE)).all();
    expect(text).toContain('"reason":"failed"');
    expect(text + JSON.stringify(http.lines)).not.toContain('Maria');
  });

  it('is not opened by a question for its headers', async () => {
    await served(forever(), () => true, {}, { CHARTWARDEN_LIMIT_STREAMS: '1' });
    for (let n = 0; n < 3; n++) {
      const answer = await http.inject({ method: 'HEAD', url: '/api/events', headers: COOKIE });
      expect([answer.statusCode, answer.headers['content-type'], answer.body]).toEqual([
        200,
        'text/event-stream; charset=utf-8',
        '',
      ]);
    }
  });

  it('is refused when too many are open', async () => {
    const port = await served(forever(), () => true, {}, { CHARTWARDEN_LIMIT_STREAMS: '1' });
    const first = await openStream(port, '/api/events', COOKIE);
    await first.until('"n":0');
    const second = await openStream(port, '/api/events', COOKIE);
    expect(second.status).toBe(503);
    expect(await second.all()).toContain('CW-HTTP-012');
    first.close();
    await soon(async () => (await openStream(port, '/api/events', COOKIE)).status).toBe(200);
  });

  it('does not pile up values for a client that does not read', async () => {
    let made = 0;
    const port = await served(
      async function* () {
        while (made < 100_000) {
          made++;
          yield 'x'.repeat(10_000);
        }
      },
      () => true,
      { patience: 200 },
    );
    const stream = await openStream(port, '/api/events', COOKIE, { read: false });
    await soon(ended).toMatchObject({ reason: 'slow' });
    expect(made).toBeLessThan(5000);
    stream.close();
  });
});
